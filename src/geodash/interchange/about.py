"""What goes with the rows of an export: whom to cite, what was asked for, and under which terms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geodash.link.state import format_query
from geodash.wording.citation import citation, filter_text

if TYPE_CHECKING:
    import datetime as dt

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

_FACTS = ("control", "events", "actors", "sources")


def about_export(
    dataset: Dataset, state: DashboardState, tr: Translator, accessed: dt.date
) -> dict[str, str]:
    """Texts by key of ``columns.ABOUT``, for a settled state. Days are ISO, as in the tables."""
    return {
        "title": tr("export.title"),
        "citation": citation(dataset, state, tr, accessed),
        "filter": filter_text(dataset, state, tr),
        "link": "?" + urlencode(format_query(replace(state, v=dataset.version)), safe=",:"),
        "as_of": (state.date or dataset.control_known_until).isoformat(),
        "accessed": accessed.isoformat(),
        "data_version": dataset.version,
        "control_known_until": dataset.control_known_until.isoformat(),
        "events_known_until": dataset.events_known_until.isoformat(),
        "language": tr.lang,
        "licence": tr(
            "export.licence", facts=_licences(dataset, *_FACTS), places=_licences(dataset, "places")
        ),
        "licence_ids": _licences(dataset, *_FACTS, "places"),
        "attribution": " ".join(_credits(dataset, state, tr)),
        "terms": tr("export.terms"),
        "reading": tr("export.reading"),
    }


def _licences(dataset: Dataset, *names: str) -> str:
    found = [dataset.credits[name].licence.split(" and ") for name in names if name in dataset.credits]
    return ", ".join(dict.fromkeys(licence for licences in found for licence in licences))


def _credits(dataset: Dataset, state: DashboardState, tr: Translator) -> dict[str, None]:
    due = [dataset.credits[name] for name in (*_FACTS, "places") if name in dataset.credits]
    due += [each.credit for name, each in dataset.data_sets.items() if name in state.set]
    return dict.fromkeys(credit.attribution(tr.lang).rstrip(".") + "." for credit in due)

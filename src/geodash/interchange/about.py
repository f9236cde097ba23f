"""What goes with the rows of an export: whom to cite, what was asked for, and under which terms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.link.state import query_of
from geodash.wording.citation import citation, filter_text
from geodash.wording.contact import contact_of, contact_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Credit, Dataset

_FACTS = ("control", "events", "actors", "sources")


def passed_on(dataset: Dataset, state: DashboardState) -> DashboardState:
    """A settled state without the data sets whose rows may not be passed on; perhaps none is left."""
    return replace(
        state, set=state.set - {name for name, each in dataset.data_sets.items() if each.restricted}
    )


def link_of(dataset: Dataset, state: DashboardState) -> str:
    """Query of the link that shows a settled state with this version of the data."""
    return query_of(state, dataset.version)


def about_export(
    dataset: Dataset, state: DashboardState, tr: Translator, accessed: dt.date, *, link: str
) -> dict[str, str]:
    """Texts by key of ``fields.ABOUT``, for what is passed on of a settled state; ``link`` shows all of it.

    Days are ISO, as in the tables.
    """
    added = [each for name, each in dataset.data_sets.items() if name in state.set]
    facts, places = _due(dataset, *_FACTS), _due(dataset, "places")
    due = [*facts, *places, *(each.credit for each in added)]
    contact = [f"{contact_text(found, tr)}." for found in (contact_of(dataset),) if found]
    licences = [
        tr("export.licence", facts=_licences(facts), places=_licences(places)),
        *(tr("export.licence_set", name=e.title(tr.lang), licence=e.credit.licence) for e in added),
    ]
    return {
        "title": tr("export.title"),
        "citation": " ".join((citation(dataset, state, tr, accessed), *(each.citation for each in added))),
        "filter": filter_text(dataset, state, tr),
        "link": link,
        "as_of": (state.date or dataset.control_known_until).isoformat(),
        "accessed": accessed.isoformat(),
        "data_version": dataset.version,
        "control_known_until": dataset.control_known_until.isoformat(),
        "events_known_until": dataset.events_known_until.isoformat(),
        "language": tr.lang,
        "licence": " ".join(licences),
        "licence_ids": _licences(due),
        "attribution": " ".join(dict.fromkeys(each.attribution(tr.lang).rstrip(".") + "." for each in due)),
        "terms": " ".join([tr("export.terms"), *contact]),
        "reading": tr("export.reading"),
    }


def _due(dataset: Dataset, *names: str) -> list[Credit]:
    """Credits of tables."""
    return [dataset.credits[name] for name in names if name in dataset.credits]


def _licences(credits_due: Iterable[Credit]) -> str:
    found = [credit.licence.split(" and ") for credit in credits_due]
    return ", ".join(dict.fromkeys(licence for licences in found for licence in licences))

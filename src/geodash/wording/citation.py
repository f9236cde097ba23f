"""How to cite what a page shows, and which filters it shows it with, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.link.days import named_start
from geodash.model.overlay import RECORD
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.wording.territory import where_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

ALL = 10_000
"""More names than any filter has."""
MOST_NAMES = 3
"""Of one filter, where the page says what narrows it: the menu has them all."""


def citation(dataset: Dataset, state: DashboardState, tr: Translator, accessed: dt.date) -> str:
    """Dashboard, as-of day, data version and day of access in one line."""
    on = state.date or dataset.control_known_until
    return tr("export.citation", date=tr.date(on), version=dataset.version, accessed=tr.date(accessed))


def filter_text(dataset: Dataset, state: DashboardState, tr: Translator) -> str:
    """Which events are shown: active filters and days, separated by semicolons.

    Names keep the order of the page: categories as in the vocabulary,
    parties by name.
    """
    parts = active_filters(dataset, state, tr)
    day = tr.date(state.date or dataset.control_known_until)
    if state.days is None:
        parts.append(tr("export.filter_all_days", date=day))
    elif since := named_start(state):
        parts.append(tr("export.filter_since", since=tr.date(since), date=day))
    else:
        parts.append(tr("export.filter_days", count=state.days, date=day))
    parts.append(tr("export.filter_parts"))  # so there may be more rows than a picture counts events
    text = tr("export.filter_separator").join(parts)
    return text[0].upper() + text[1:]


def active_filters(dataset: Dataset, state: DashboardState, tr: Translator, most: int = ALL) -> list[str]:
    """What events are filtered by other than time, one text for each filter that is set.

    Of a list the first ``most`` names are given, and how many more there are.
    """
    return [text for _, text in named_filters(dataset, state, tr, most)]


def named_filters(
    dataset: Dataset, state: DashboardState, tr: Translator, most: int = ALL
) -> list[tuple[str, str]]:
    """The same with the name of the parameter of each."""
    parts = []

    def listed(names: Sequence[str]) -> str:
        text, more = ", ".join(names[:most]), len(names) - most
        return tr("export.filter_more", names=text, count=more) if more > 0 else text

    if dataset.data_sets:
        names = [dataset.data_sets[name].title(tr.lang) for name in dataset.data_sets if name in state.set]
        names = [tr("export.record"), *names] if RECORD in state.set else names
        parts.append(("set", tr("export.filter_sets", names=listed(names) or tr("export.no_set"))))
    if state.cat:
        names = [tr(f"vocab.category.{category}") for category in EventCategory if category in state.cat]
        parts.append(("cat", tr("export.filter_categories", names=listed(names))))
    if state.actor:
        parties = listed(_names(dataset, state.actor, tr))
        parts.append(("actor", tr(f"export.filter_parties_{state.role}", names=parties)))
    if state.pair:
        one, two = _names(dataset, state.pair, tr)
        parts.append(("pair", tr("export.filter_pair", one=one, two=two)))
    if state.where:
        named = sorted(where_name(dataset, each, tr) for each in state.where)
        parts.append(("where", tr("export.filter_where", names=listed(named))))
    if state.conf is not Confidence.LOW:
        parts.append(("conf", tr(f"export.filter_confidence_{state.conf}")))
    if state.deaths:
        parts.append(("deaths", tr("export.filter_deaths", count=state.deaths)))
    if state.q.strip():
        parts.append(("q", tr("export.filter_words", words=state.q.strip())))
    return parts


def _names(dataset: Dataset, actor_ids: Iterable[str], tr: Translator) -> list[str]:
    known = dataset.actors
    return sorted(known[name].text("short", tr.lang) if name in known else name for name in actor_ids)

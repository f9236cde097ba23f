"""What is said of a link to whoever has not opened it: title, description, and a sentence more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.i18n import Translator
from geodash.link.state import DATA_CHANGED
from geodash.model.selection import mask_of
from geodash.model.snapshot import place_control_at
from geodash.wording.detail import date_span
from geodash.wording.doubts import doubts
from geodash.wording.holder import attribution_of, event_attribution
from geodash.wording.since import changed_since
from geodash.wording.statement import control_statement
from geodash.wording.summary import day_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.model.overlay import DataSet


@dataclass(frozen=True, slots=True)
class Preview:
    """What is said of a link in its language."""

    lang: str
    title: str
    text: str
    more: str


def unmet(notices: Iterable[Notice], tr: Translator) -> list[str]:
    """What of a link could not be met, in words. That the data have changed since is none of it."""
    return [tr(f"page.{each.key}", **each.values) for each in notices if each.key != DATA_CHANGED]


def preview_of(dataset: Dataset, state: DashboardState, notices: Sequence[Notice] = ()) -> Preview:
    """What a settled state shows: of an event or a place that is selected, of the day otherwise.

    What of a link could not be met comes first: it may be the day that its sender meant.
    """
    if state.date is None:
        raise AssertionError("A settled state has a date.")
    tr = Translator(state.lang, dataset.conflict)
    page = tr("page.title", date=tr.date(state.date))
    mask = mask_of(dataset.event_columns, state.event_filter)
    sentence, news = day_texts(dataset, state, mask, tr)
    first = unmet(notices, tr)
    if pinned := next((each for each in notices if each.key == DATA_CHANGED), None):
        first.append(changed_since(dataset, state, str(pinned.values["value"]), notices, tr).heading)
    if state.event and _may_travel(dataset, state.event):
        event = dataset.event_by_id[state.event]
        title = f"{event.text('title', tr.lang)} ({date_span(event, tr)})"
        data_set = _data_set(dataset, event.id)
        if data_set is not None:
            title = tr("map.of_set", name=title, set=data_set.title(tr.lang))
        weak = doubts(event.confidence, event.text("disputed_note", tr.lang), tr)
        said = (*first, event.text("summary", tr.lang), event_attribution(dataset, event, tr), *weak)
        return Preview(state.lang, f"{title} · {page}", _joined(*said), sentence)
    if state.place and (chain := dataset.holdings.get(state.place)):
        control = place_control_at(dataset, chain, state.date)
        statement = control_statement(dataset, control, state.date, tr)
        weak = doubts(control.confidence, control.disputed_note(tr.lang), tr)
        said = (*first, statement, attribution_of(dataset, control.controller, tr), *weak)
        label = dataset.places[state.place].label(state.lang)
        return Preview(state.lang, f"{label} · {page}", _joined(*said), sentence)
    return Preview(state.lang, page, _joined(*first, sentence), news)


def _may_travel(dataset: Dataset, event_id: str) -> bool:
    """Whether an event may be told to chats and search engines: not one that may not be passed on."""
    data_set = _data_set(dataset, event_id)
    return data_set is None or not data_set.restricted


def _data_set(dataset: Dataset, event_id: str) -> DataSet | None:
    """The data set beside the record that an event is of."""
    return dataset.data_sets.get(dataset.events.data_set_of(event_id) or "")


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)

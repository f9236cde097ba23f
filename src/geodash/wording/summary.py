"""One day in two or three sentences: who holds how much, what changed last, what was done about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from geodash.link.days import named_start
from geodash.model.conflict import STATES
from geodash.model.overlay import RECORD
from geodash.model.relations import precision_of
from geodash.model.selection import EventFilter, count_by_set, filter_mask, window_mask, without_parts
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import (
    CONTESTED,
    NO_DATA,
    OTHER,
    UNKNOWN,
    Basis,
    DatePrecision,
    EventCategory,
    RelationStatus,
)
from geodash.wording.citation import MOST_NAMES, named_filters
from geodash.wording.holder import drawn_holders, holder_name
from geodash.wording.statement import dated, dated_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.model.relations import RelationState
    from geodash.model.snapshot import PlaceControl, Snapshot

NEAR_DAYS = 30
"""A relation that changed longer ago is no news of the day, however long the window is."""
MOST_ACTS = 2
_BETWEEN_STATES = EventFilter(
    frozenset(
        {EventCategory.DIPLOMACY, EventCategory.SANCTIONS, EventCategory.AID, EventCategory.PEACE_PROCESS}
    )
)


def day_news(
    dataset: Dataset,
    snapshot: Snapshot,
    days: int | None,
    mask: NDArray[np.bool_] | None,
    tr: Translator,
) -> str:
    """The latest change of control, and the latest diplomatic acts, as plain sentences.

    The acts are the latest changes of relations in the last ``days``, NEAR_DAYS at most; where there is none,
    the latest diplomatic events in the window that pass the filters (``mask``).
    """
    parts = (
        _latest_change(dataset, snapshot, tr),
        _latest_relations(dataset, snapshot.date, days, tr)
        or _latest_acts(dataset, _window(dataset, snapshot.date, days, mask), tr),
    )
    return " ".join(part for part in parts if part)


def day_summary(
    dataset: Dataset,
    snapshot: Snapshot,
    shown: Mapping[str, int],
    window: int | date | None,
    tr: Translator,
    *,
    filtered: bool = False,
) -> str:
    """What the map shows: places per holder, and how many events of each data set are in the window.

    ``shown`` has a number for every data set that is chosen; what was added is never summed with the record,
    and a data set without events is not counted. The ``window`` is a number of days or its first day.
    ``filtered`` says that a filter leaves out others, so that nobody takes these for all that happened.
    """
    parts = [control_summary(dataset, snapshot, tr)]
    passing = "_passing" if filtered else ""
    if RECORD in shown:
        key, values = _of_window(dataset, snapshot.date, window, tr)
        parts.append(tr(f"wording.summary_events{key}{passing}", count=shown[RECORD], **values))
    if added := [name for name, each in dataset.data_sets.items() if name in shown and each.events]:
        listed = [
            tr("wording.summary_set", name=dataset.data_sets[name].title(tr.lang), count=shown[name])
            for name in added
        ]
        parts.append(tr(f"wording.summary_added{passing}", list=tr("wording.separator").join(listed)))
    return " ".join(parts)


def _of_window(
    dataset: Dataset, on: date, window: int | date | None, tr: Translator
) -> tuple[str, dict[str, str]]:
    """How the sentence on events goes on, by what its window is, and the values in it."""
    day = tr.date(on)
    if isinstance(window, date):
        return "_since", {"since": tr.date(window), "date": day}
    if dataset.begins_within(on, window):
        return "_all", {"date": day}
    return "", {"days": tr("wording.days", count=window or 0, date=day)}


def day_texts(
    dataset: Dataset, state: DashboardState, mask: NDArray[np.bool_] | None, tr: Translator
) -> tuple[str, str]:
    """What a settled state shows, in a sentence, and what is new on its day, in one or two.

    Raises
    ------
    ValueError
        If the state has no date.
    """
    if state.date is None:
        raise ValueError("The state has no date: settle it first.")
    columns, snapshot = dataset.event_columns, snapshot_at(dataset, state.date)
    shown = window_mask(columns, state.date, state.days)
    count = count_by_set(columns, shown if mask is None else shown & mask, state.set)
    filtered = state.event_filter.narrows
    window = named_start(state) or state.days
    sentence = day_summary(dataset, snapshot, count, window, tr, filtered=filtered)
    if filtered:
        named = [text for name, text in named_filters(dataset, state, tr, MOST_NAMES) if name != "set"]
        sentence = f"{sentence} {tr('wording.summary_filters', list=tr('wording.separator').join(named))}"
    if drawn := drawn_holders(dataset.conflict, state.holders, tr):
        sentence = f"{sentence} {drawn}"
    return sentence, day_news(dataset, snapshot, state.days, mask, tr)


def control_summary(dataset: Dataset, snapshot: Snapshot, tr: Translator) -> str:
    """Places per holder, reported and implied apart; classes that hold nothing are left out."""
    counts, implied = snapshot.count_by_group(), snapshot.count(Basis.IMPLIED)
    if counts[NO_DATA]:
        return after_the_record(dataset, len(snapshot.control) - counts[NO_DATA], tr)
    parts = list(_held(dataset.conflict, snapshot, tr))
    if counts[CONTESTED]:
        parts.append(tr("wording.summary_contested", count=counts[CONTESTED]))
    if implied[OTHER] or counts[OTHER]:
        parts.append(_with_implied("others", {}, counts[OTHER] - implied[OTHER], implied[OTHER], tr))
    if counts[UNKNOWN]:
        parts.append(tr("wording.summary_unknown", count=counts[UNKNOWN]))
    if carried := sum(row.is_carried for row in snapshot.control):
        parts.append(tr("wording.summary_carried", count=carried))
    text = tr("wording.separator").join(parts)
    return text[:1].upper() + text[1:] + "."


def after_the_record(dataset: Dataset, later: int, tr: Translator) -> str:
    """Up to which day control is known, and how many places a later report says something of."""
    known_until = tr.date(dataset.control_known_until)
    if later:
        return tr("wording.summary_later", count=later, date=known_until)
    return tr("wording.summary_no_data", date=known_until)


def _held(conflict: Conflict, snapshot: Snapshot, tr: Translator) -> Iterator[str]:
    """How many places the first class holds, then the others that hold any."""
    reported, implied = snapshot.count(Basis.REPORTED), snapshot.count(Basis.IMPLIED)
    places = tr("wording.places_followed", count=len(snapshot.control))
    listed = [conflict.class_by_id[name] for name in conflict.class_ids if name not in {OTHER, *STATES}]
    for number, holders in enumerate(listed):
        counts = reported[holders.id], implied[holders.id]
        values = {"holder": holders.text("holder", tr.lang)}
        if not number:
            yield _with_implied("first", values | {"places": places}, *counts, tr)
        elif any(counts):
            yield _with_implied("class", values, *counts, tr)


def _with_implied(key: str, values: Mapping[str, str], reported: int, implied: int, tr: Translator) -> str:
    if implied and not reported and key != "first":
        return tr(f"wording.summary_{key}_implied", count=implied, **values)
    text = tr(f"wording.summary_{key}", count=reported, **values)
    return text + (tr("wording.summary_implied", count=implied) if implied else "")


def _latest_change(dataset: Dataset, snapshot: Snapshot, tr: Translator) -> str:
    """Where the controller changed last; the end of a trail and a first sighting are no change."""
    changed = [row for row in snapshot.control if row.basis is Basis.REPORTED and _is_change(row)]
    last = max((row.since for row in changed if row.since), default=None)
    if last is None:
        return ""
    same_day = sorted((row for row in changed if row.since == last), key=lambda row: _size(dataset, row))
    first = same_day[0]
    key = "wording.latest_contested" if first.controller == CONTESTED else "wording.latest_held"
    text = tr(
        key,
        place=dataset.places[first.place_id].label(tr.lang),
        holder=holder_name(dataset, first.controller, tr),
        since=dated(first.records[0], tr),
    )
    more = len(same_day) - 1
    return text + (tr("wording.latest_more", count=more) if more else "") + "."


def _is_change(row: PlaceControl) -> bool:
    """Whether somebody is known to have held the place before, and not this holder."""
    first = row.records[0]
    return not row.begins_earlier and (first.previous != UNKNOWN or first.taken_from is not None)


def _size(dataset: Dataset, row: PlaceControl) -> tuple[int, str]:
    return dataset.places[row.place_id].kind.rank, row.place_id


def _latest_relations(dataset: Dataset, on: date, days: int | None, tr: Translator) -> str:
    """Relations that changed on the latest such day of the window; nothing where none did."""
    opened = on - timedelta(days=min(days or NEAR_DAYS, NEAR_DAYS))
    changes = [state for state in _changes_of_relations(dataset) if opened < state.interval.start <= on]
    last = max((state.interval.start for state in changes), default=None)
    if last is None:
        return ""
    latest = [state for state in changes if state.interval.start == last][:MOST_ACTS]
    texts = [
        tr(
            "wording.relation",
            pair=pair_name(dataset, state.pair, tr),
            status=tr(f"wording.relation.{state.status}"),
        )
        for state in latest
    ]
    return tr("wording.relations_since", date=since_of(dataset, latest, tr), list=_listed(texts, tr))


def since_of(dataset: Dataset, states: Sequence[RelationState], tr: Translator) -> str:
    """Day on which relations that began together did, as exactly as the least sure of them is known."""
    first = [state.records[0] for state in states]
    known = {precision_of(dataset, record) for record in first}
    return dated_day(first[0].valid_from, max(known, key=list(DatePrecision).index), tr)


def _changes_of_relations(dataset: Dataset) -> Iterator[RelationState]:
    """Every state but a first one that is normal: a record begins there, and nothing changed."""
    for chain in dataset.relation_chains.values():
        for number, state in enumerate(chain):
            if number or state.status is not RelationStatus.NORMAL:
                yield state


def pair_name(dataset: Dataset, pair: tuple[str, str], tr: Translator) -> str:
    """Short names of two parties."""
    one, two = (dataset.actors[actor].text("short", tr.lang) for actor in pair)
    return tr("wording.pair", one=one, two=two)


def _latest_acts(dataset: Dataset, shown: NDArray[np.bool_], tr: Translator) -> str:
    """Titles of the latest diplomatic events among those shown, parts left out.

    They are the record's, as the default of a filter has it: a plain sentence does not say whose an event is.
    """
    columns = dataset.event_columns
    rows = np.flatnonzero(without_parts(columns, shown & filter_mask(columns, _BETWEEN_STATES)))
    if not len(rows):
        return ""
    # Rows are in order of days: only the last few days are looked at, however many events there are.
    latest = rows[columns.start[rows] >= columns.start[rows[-MOST_ACTS:]].min()]
    events = sorted((dataset.events[row] for row in latest), key=_newest_and_best_supported)[:MOST_ACTS]
    titles = [tr("wording.act", title=e.text("title", tr.lang), date=dated(e, tr)) for e in events]
    return tr("wording.latest_acts", list=_listed(titles, tr))


def _newest_and_best_supported(event: Event) -> tuple[int, int, str]:
    return -event.date.toordinal(), -len(event.source_ids), event.id


def _window(
    dataset: Dataset, on: date, days: int | None, mask: NDArray[np.bool_] | None
) -> NDArray[np.bool_]:
    shown = window_mask(dataset.event_columns, on, days)
    return shown if mask is None else shown & mask


def _listed(texts: list[str], tr: Translator) -> str:
    return tr("wording.separator").join(texts)

"""One day in two or three sentences: who holds how much, what changed last, what was done about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from geodash.model.conflict import STATES
from geodash.model.selection import EventFilter, filter_mask, window_mask, without_parts
from geodash.model.vocabulary import CONTESTED, NO_DATA, OTHER, UNKNOWN, EventCategory, RelationStatus
from geodash.wording.holder import holder_name
from geodash.wording.statement import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from geodash.i18n import Translator
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


def day_summary(dataset: Dataset, snapshot: Snapshot, shown: int, days: int | None, tr: Translator) -> str:
    """What the map shows: places per holder, and how many events are in the window."""
    if days is None:
        events = tr("wording.summary_events_all", count=shown)
    else:
        events = tr("wording.summary_events", count=shown, days=tr("wording.days", count=days))
    return f"{control_summary(dataset, snapshot, tr)} {events}"


def control_summary(dataset: Dataset, snapshot: Snapshot, tr: Translator) -> str:
    """Places per holder; classes that hold nothing are left out."""
    counts = snapshot.count_by_group()
    if counts[NO_DATA]:
        return tr("wording.summary_no_data", date=tr.date(dataset.control_known_until))
    text = _held(dataset.conflict, counts, len(snapshot.control), tr)
    states = [
        tr(f"wording.summary_{group}", count=counts[group]) for group in (CONTESTED, UNKNOWN) if counts[group]
    ]
    if states:
        text += tr("wording.summary_then") + ", ".join(states)
    old = sum(row.is_old(snapshot.date) for row in snapshot.control)
    return text + (tr("wording.summary_old", count=old) if old else "") + "."


def _held(conflict: Conflict, counts: Mapping[str, int], total: int, tr: Translator) -> str:
    """How many places the first class holds, then the others that hold any."""
    listed = (conflict.class_by_id[name] for name in conflict.class_ids if name not in {OTHER, *STATES})
    first, *others = ((counts[holders.id], holders.text("holder", tr.lang)) for holders in listed)
    places = tr("wording.places_followed", count=total)
    parts = [tr("wording.summary", holder=first[1], count=first[0], places=places)]
    parts += [tr("wording.summary_class", holder=holder, count=held) for held, holder in others if held]
    if counts[OTHER]:
        parts.append(tr("wording.summary_others", count=counts[OTHER]))
    text = "".join(parts)
    return text[:1].upper() + text[1:]


def _latest_change(dataset: Dataset, snapshot: Snapshot, tr: Translator) -> str:
    """Where the controller changed last; the end of a trail and a first sighting are no change."""
    changed = [row for row in snapshot.control if row.controller != UNKNOWN and not row.begins_earlier]
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


def _size(dataset: Dataset, row: PlaceControl) -> tuple[int, str]:
    return dataset.places[row.place_id].kind.rank, row.place_id


def _latest_relations(dataset: Dataset, on: date, days: int | None, tr: Translator) -> str:
    """Relations that changed on the latest such day of the window; nothing where none did."""
    opened = on - timedelta(days=min(days or NEAR_DAYS, NEAR_DAYS))
    changes = [state for state in _changes_of_relations(dataset) if opened < state.interval.start <= on]
    last = max((state.interval.start for state in changes), default=None)
    if last is None:
        return ""
    texts = [
        tr(
            "wording.relation",
            pair=pair_name(dataset, state.pair, tr),
            status=tr(f"wording.relation.{state.status}"),
        )
        for state in changes
        if state.interval.start == last
    ]
    return tr("wording.relations_since", date=tr.date(last), list=_listed(texts[:MOST_ACTS], tr))


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
    """Titles of the latest diplomatic events among those shown, parts left out."""
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

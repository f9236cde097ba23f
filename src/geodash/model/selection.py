"""Events in a time window that pass a filter: plain array comparisons over columns built once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np

from geodash.model.overlay import RECORD
from geodash.model.postings import Postings
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event


_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to keep, other than time. An empty field keeps everything.

    ``actors`` matches either side of an event, a member of the actor included (its ``parent`` chain); any of
    them is enough. ``pair`` matches in the same way, but all of it must take part, on whichever side.
    ``sets`` are the data sets shown; nobody's events are added to the record's unless they are named.
    """

    categories: frozenset[EventCategory] = frozenset()
    actors: frozenset[str] = frozenset()
    least_confidence: Confidence = Confidence.LOW
    text: str = ""
    pair: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset({RECORD})

    def __bool__(self) -> bool:
        return self != EventFilter()


def fold(text: str) -> str:
    """Lower case without accents, for matching; typographic apostrophes become plain ones.

    >>> fold("Élysée, l\u2019armée")
    "elysee, l'armee"
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """Folded words of what somebody types, each once: letters and digits, whatever signs stand around them.

    >>> words_of('"Red\u2011Cross", red')
    ['red', 'cross']
    """
    return list(dict.fromkeys(filter(None, _NO_WORD.split(fold(text)))))


def to_day(day: date) -> int:
    """Days since 1970-01-01.

    >>> from datetime import date
    >>> to_day(date(1970, 1, 2))
    1
    """
    return day.toordinal() - 719163


@dataclass(frozen=True)
class EventColumns:
    """Columns over ``dataset.events``, row for row: days since 1970-01-01, ranks, who and which words.

    ``whole`` is the row of the event that a record describes a part of, or -1. ``origin`` is the position in
    ``origins`` of the data set that the event is of.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    category: NDArray[np.int8]
    confidence: NDArray[np.int8]
    whole: NDArray[np.int32]
    origin: NDArray[np.int16]
    origins: tuple[str, ...]
    actors: Postings
    words: Postings

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Build the columns of a dataset."""
        events = dataset.events
        rows = {event.id: row for row, event in enumerate(events)}
        order = {category: position for position, category in enumerate(EventCategory)}
        origins = (RECORD, *dataset.data_sets)
        number = {name: position for position, name in enumerate(origins)}
        return cls(
            start=np.array([to_day(e.date) for e in events], dtype=np.int32),
            end=np.array([to_day(e.last_day) for e in events], dtype=np.int32),
            category=np.array([order[e.category] for e in events], dtype=np.int8),
            confidence=np.array([e.confidence.rank for e in events], dtype=np.int8),
            whole=np.array([rows.get(e.part_of or "", -1) for e in events], dtype=np.int32),
            origin=np.array([number[dataset.added.get(e.id, RECORD)] for e in events], dtype=np.int16),
            origins=origins,
            actors=Postings.of(_actors_of(dataset, e) for e in events),
            words=Postings.of(_words(dataset, e) for e in events),
        )


def _actors_of(dataset: Dataset, event: Event) -> frozenset[str]:
    """Parties of an event, with all that they are members of."""
    return frozenset(
        actor for party in (*event.actors_from, *event.actors_to) for actor in dataset.lineage(party)
    )


def _words(dataset: Dataset, event: Event) -> set[str]:
    """Folded words of everything that a reader may search an event for, in both languages."""
    parts = [event.title_en, event.title_fr, event.summary_en, event.summary_fr]
    parts += [event.place_note_en, event.place_note_fr]
    if event.place_id:
        place = dataset.places[event.place_id]
        parts += [place.name, place.name_en, place.name_fr, *place.aliases]
    for actor_id in (*event.actors_from, *event.actors_to):
        actor = dataset.actors[actor_id]
        parts += [actor.name_en, actor.name_fr, actor.short_en, actor.short_fr, *actor.aliases]
    return {_fold_word(word) for word in {word for part in parts for word in part.split()}}


_fold_word = lru_cache(maxsize=200_000)(fold)  # the same words come again and again


def filter_mask(columns: EventColumns, wanted: EventFilter) -> NDArray[np.bool_]:
    """One flag per event: whether it passes the filter. Every word of the text must occur in it."""
    mask = columns.confidence >= wanted.least_confidence.rank
    if len(columns.origins) > 1:
        mask &= np.array([name in wanted.sets for name in columns.origins])[columns.origin]
    if wanted.categories:
        mask &= np.array([category in wanted.categories for category in EventCategory])[columns.category]
    if wanted.actors:
        mask &= columns.actors.flags(wanted.actors)
    for actor in wanted.pair:
        mask &= columns.actors.flags([actor])
    for word in words_of(wanted.text):
        mask &= columns.words.flags_containing(word)
    return mask


def mask_of(columns: EventColumns, wanted: EventFilter) -> NDArray[np.bool_] | None:
    """The flags of a filter, or None where every event passes."""
    return filter_mask(columns, wanted) if wanted or len(columns.origins) > 1 else None


def window_mask(columns: EventColumns, on: date, days: int | None) -> NDArray[np.bool_]:
    """One flag per event: whether it touches the last ``days`` days up to and including ``on``.

    ``days`` None means all days up to ``on``. An event of several days counts while any of them is in it.
    """
    today = to_day(on)
    mask = columns.start <= today
    if days is not None:
        mask &= columns.end > today - days
    return mask


def without_parts(columns: EventColumns, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The flagged records without those that are a part of another flagged record."""
    return flags & ~((columns.whole >= 0) & flags[columns.whole])


def count_events(columns: EventColumns, flags: NDArray[np.bool_]) -> int:
    """Number of events among the flagged records: a part does not count beside the whole it belongs to."""
    return int(without_parts(columns, flags).sum())


def count_by_set(columns: EventColumns, flags: NDArray[np.bool_], sets: frozenset[str]) -> dict[str, int]:
    """Number of events among the flagged records, of each of some data sets."""
    totals = np.bincount(columns.origin[without_parts(columns, flags)], minlength=len(columns.origins))
    return {name: int(total) for name, total in zip(columns.origins, totals, strict=True) if name in sets}


def select_events(dataset: Dataset, flags: NDArray[np.bool_]) -> Sequence[Event]:
    """The events whose flag is set, in dataset order."""
    return [dataset.events[position] for position in np.flatnonzero(flags)]

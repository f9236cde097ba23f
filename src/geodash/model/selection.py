"""Events in a time window that pass a filter: plain array comparisons over columns built once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geodash.model.events import NOT_FOUND
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.postings import Keys, Postings, unpacked
from geodash.model.query import read_query
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.events import Events
    from geodash.model.records import Actor, Event, Place


_NO_WORD = re.compile(r"[\W_]+")


class Role(StrEnum):
    """What a party does in an event: anything, act, or be acted upon, in kindness as much as in anger."""

    ANY = "any"
    BY = "by"
    TOWARD = "toward"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to keep, other than time. An empty field keeps everything.

    ``actors`` matches either side of an event, or that of ``role``, a member of the actor included (its
    ``parent`` chain); any of them is enough. ``pair`` matches in the same way, but all of it must take part,
    on whichever side. ``sets`` are the data sets shown; nobody's events are added to the record's unless
    they are named. ``least_deaths`` is asked of the lowest figure: an event whose deaths are not known has
    none. ``where`` are places and areas that places lie in; any of them is enough, and an event without a
    place is nowhere.
    """

    categories: frozenset[EventCategory] = frozenset()
    actors: frozenset[str] = frozenset()
    least_confidence: Confidence = Confidence.LOW
    text: str = ""
    pair: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset({RECORD})
    least_deaths: int = 0
    role: Role = Role.ANY
    where: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != EventFilter()

    @property
    def narrows(self) -> bool:
        """Whether it leaves out events of the data sets that are shown."""
        return bool(replace(self, sets=EventFilter().sets))


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
    return list(dict.fromkeys(typed_words(text)))


def typed_words(text: str) -> list[str]:
    """The same in the order in which they were typed, as often as they were."""
    return [word for word in _NO_WORD.split(fold(text)) if word]


class Searched(NamedTuple):
    """Where words are looked for: events, and the places and parties that they name."""

    events: Events
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]


@dataclass(frozen=True)
class EventColumns:
    """Columns over ``dataset.events``, row for row: days since 1970-01-01, ranks, who and which words.

    ``acting`` and ``acted_upon`` have the parties of either side, and all that these are members of,
    ``places`` where it happened, and the areas that this lies in.
    ``whole`` is the row of the event that a record describes a part of, or -1. ``deaths`` is the lowest
    figure, or -1. ``origin`` is the position in ``origins`` of the data set that the event is of.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    category: NDArray[np.int8]
    confidence: NDArray[np.int8]
    whole: NDArray[np.int32]
    deaths: NDArray[np.int32]
    origin: NDArray[np.int16]
    origins: tuple[str, ...]
    acting: Postings
    acted_upon: Postings
    places: Postings
    searched: Searched

    @cached_property
    def words(self) -> Words:
        """What a reader may search an event for: made when first asked, which pictures seldom do."""
        return Words.of(*self.searched, fold)

    @property
    def years(self) -> tuple[int, int]:
        """The first year that has an event, and the last; none where there is no event."""
        if not len(self.start):
            return (1, 0)
        first, last = (
            np.array([self.start.min(), self.end.max()], "datetime64[D]").astype("datetime64[Y]").tolist()
        )
        return (first.year, last.year)

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Build the columns of a dataset."""
        events = dataset.events
        origins = (RECORD, *dataset.data_sets)
        of_sheets = np.array([origins.index(sheet.data_set or RECORD) for sheet in events.sheets], np.int16)
        return cls(
            start=events.start,
            end=events.end,
            category=events.category,
            confidence=events.confidence,
            whole=events.whole,
            deaths=events.deaths("fatalities_low"),
            origin=of_sheets[events.sheet],
            origins=origins,
            acting=_party_postings(dataset, "actors_from"),
            acted_upon=_party_postings(dataset, "actors_to"),
            places=_place_postings(dataset),
            searched=Searched(events, dataset.places, dataset.actors),
        )

    @cached_property
    def by_category(self) -> Postings:
        """Rows by the position of their category."""
        return Postings.of_values(self.category, len(EventCategory))

    @cached_property
    def by_confidence(self) -> Postings:
        """Rows by their rank of confidence."""
        return Postings.of_values(self.confidence, len(Confidence))

    @cached_property
    def by_origin(self) -> Postings:
        """Rows by the position of their data set."""
        return Postings.of_values(self.origin, len(self.origins))

    @cached_property
    def parts(self) -> NDArray[np.intp]:
        """Rows of the events that are a part of another."""
        return np.flatnonzero(self.whole != NOT_FOUND)

    @cached_property
    def longest(self) -> int:
        """Days from the first to the last of the longest event."""
        return int((self.end - self.start).max(initial=0))

    def involving(self, parties: Iterable[str], role: Role = Role.ANY) -> NDArray[np.bool_]:
        """One flag per event: whether any of some parties, or of their members, has a role in it."""
        return unpacked(self.involved(parties, role), len(self.start))

    def involved(self, parties: Iterable[str], role: Role = Role.ANY) -> NDArray[np.uint8]:
        """The same, packed."""
        sides = {Role.BY: (self.acting,), Role.TOWARD: (self.acted_upon,)}
        asked = [*parties]
        found = [side.packed(asked) for side in sides.get(role, (self.acting, self.acted_upon))]
        return found[0] if len(found) == 1 else found[0] | found[1]


def _party_postings(dataset: Dataset, side: str) -> Postings:
    """Rows by party of one side, with all that the parties are members of."""
    values, codes = dataset.events.coded(side)
    names = [{o for party in parties for o in dataset.lineage(party)} for parties in values]
    return Postings.of_keys(len(codes), [Keys.of_codes(names, codes)])


def _place_postings(dataset: Dataset) -> Postings:
    """Rows by the place of an event, and by the areas that it lies in."""
    values, codes = dataset.events.coded("place_id")
    names = [() if place is None else (place, *dataset.areas.of[place]) for place in values]
    return Postings.of_keys(len(codes), [Keys.of_codes(names, codes)])


def filter_mask(columns: EventColumns, wanted: EventFilter) -> NDArray[np.bool_]:
    """One flag per event: whether it passes the filter. Every word of the text must occur in it."""
    mask = np.full(-(-len(columns.start) // 8), 0xFF, np.uint8)
    for kept in _kept_by_parts(columns, wanted):
        mask &= kept
    return unpacked(mask, len(columns.start))


def _kept_by_parts(columns: EventColumns, wanted: EventFilter) -> Iterator[NDArray[np.uint8]]:
    """Flags, packed, of what each part of a filter keeps."""
    if wanted.least_confidence.rank:
        yield columns.by_confidence.packed_at(range(wanted.least_confidence.rank, len(Confidence)))
    if len(columns.origins) > 1:
        yield columns.by_origin.packed_at(n for n, name in enumerate(columns.origins) if name in wanted.sets)
    if wanted.least_deaths:
        yield np.packbits(columns.deaths >= wanted.least_deaths)
    if wanted.categories:
        yield columns.by_category.packed_at([*EventCategory].index(each) for each in wanted.categories)
    if wanted.actors:
        yield columns.involved(wanted.actors, wanted.role)
    if wanted.where:
        yield columns.places.packed(wanted.where)
    for actor in wanted.pair:
        yield columns.involved([actor])
    query = read_query(typed_words(wanted.text), columns.years)
    for word, alike in zip(query.words, query.alike, strict=True):
        yield columns.words.containing(word, alike)
    if query.period:
        yield np.packbits((columns.start <= query.period[1]) & (columns.end >= query.period[0]))


def mask_of(columns: EventColumns, wanted: EventFilter) -> NDArray[np.bool_] | None:
    """The flags of a filter, or None where every event passes."""
    return filter_mask(columns, wanted) if wanted or len(columns.origins) > 1 else None


def window_mask(columns: EventColumns, on: date, days: int | None) -> NDArray[np.bool_]:
    """One flag per event: whether it touches the last ``days`` days up to and including ``on``.

    ``days`` None means all days up to ``on``. An event of several days counts while any of them is in it.
    """
    today = to_day(on)
    mask = np.zeros(len(columns.start), np.bool_)
    upto = bisect_right(columns.start, today)
    if days is None:
        mask[:upto] = True
    else:  # events are in the order of their first day, and none is longer than the longest
        since = bisect_left(columns.start, today - days - columns.longest)
        mask[since:upto] = columns.end[since:upto] > today - days
    return mask


def without_parts(columns: EventColumns, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The flagged records without those that are a part of another flagged record."""
    found = flags.copy()
    found[columns.parts] &= ~flags[columns.whole[columns.parts]]
    return found


def count_events(columns: EventColumns, flags: NDArray[np.bool_]) -> int:
    """Number of events among the flagged records: a part does not count beside the whole it belongs to."""
    return int(np.count_nonzero(without_parts(columns, flags)))


def count_by_set(columns: EventColumns, flags: NDArray[np.bool_], sets: frozenset[str]) -> dict[str, int]:
    """Number of events among the flagged records, of each of some data sets."""
    counted = np.packbits(without_parts(columns, flags))
    totals = (
        np.bitwise_count(columns.by_origin.packed_at([n]) & counted).sum()
        for n in range(len(columns.origins))
    )
    return {name: int(total) for name, total in zip(columns.origins, totals, strict=True) if name in sets}


def select_events(dataset: Dataset, flags: NDArray[np.bool_]) -> Sequence[Event]:
    """The events whose flag is set, in dataset order."""
    return [dataset.events[row] for row in np.flatnonzero(flags).tolist()]

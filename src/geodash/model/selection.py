"""Events in a time window that pass a filter: plain array comparisons over columns built once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from geodash.model.events import NOT_FOUND
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.postings import Keys, Postings
from geodash.model.query import has_word, read_query
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        return Words.of(self.searched)

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

    def involving(self, parties: Iterable[str], role: Role = Role.ANY) -> NDArray[np.bool_]:
        """One flag per event: whether any of some parties, or of their members, has a role in it."""
        sides = {Role.BY: (self.acting,), Role.TOWARD: (self.acted_upon,)}
        asked = [*parties]
        found = [side.flags(asked) for side in sides.get(role, (self.acting, self.acted_upon))]
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


@dataclass(frozen=True)
class Words:
    """Folded words of everything that a reader may search an event for, in both languages.

    ``texts`` are those of titles and summaries. Names and notes repeat: each of ``named`` has the words of
    distinct values, and the number of the value of each row.
    """

    texts: Postings
    named: tuple[tuple[Postings, NDArray[np.int32]], ...] = ()

    @classmethod
    def of(cls, searched: Searched) -> Self:
        """The words of events."""
        events, places, actors = searched
        names_of: dict[str, Callable[[Any], list[str]]] = {
            "place_note_en": lambda note: [note],
            "place_note_fr": lambda note: [note],
            "place_id": lambda place_id: _names_of_place(places, place_id),
            "actors_from": lambda ids: _names_of_actors(actors, ids),
            "actors_to": lambda ids: _names_of_actors(actors, ids),
        }
        columns = ((*events.coded(field), names) for field, names in names_of.items())
        return cls(
            Postings.of_keys(len(events), _keys_of_texts(events)),
            tuple(
                (Postings.of([_words(names(value)) for value in values]), codes)
                for values, codes, names in columns
            ),
        )

    def flags_containing(self, part: str, alike: frozenset[str] = frozenset()) -> NDArray[np.bool_]:
        """One flag per event: whether a text is part of any of its words, or one of ``alike`` a whole one."""

        def means(word: str) -> bool:
            return part in word or (bool(alike) and has_word(word, alike))

        found = self.texts.flags_where(means)
        for words, codes in self.named:
            named = words.flags_where(means)
            if named.any():  # it seldom is, and to go through all events takes longest
                found |= named.take(codes)
        return found


def _keys_of_texts(events: Events) -> Iterator[Keys]:
    for field in ("title_en", "title_fr", "summary_en", "summary_fr"):
        for names, codes, positions in Keys.of_texts(events.plain(field), fold):
            rows = events.rank[positions]
            yield Keys(names, codes[rows != NOT_FOUND], rows[rows != NOT_FOUND])


def _names_of_place(places: Mapping[str, Place], place_id: str | None) -> list[str]:
    if place_id is None:
        return []
    place = places[place_id]
    return [place.name, place.name_en, place.name_fr, *place.aliases]


def _names_of_actors(actors: Mapping[str, Actor], actor_ids: Sequence[str]) -> list[str]:
    found = [actors[actor_id] for actor_id in actor_ids]
    return [name for a in found for name in (a.name_en, a.name_fr, a.short_en, a.short_fr, *a.aliases)]


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for text in texts for word in text.split())


def filter_mask(columns: EventColumns, wanted: EventFilter) -> NDArray[np.bool_]:
    """One flag per event: whether it passes the filter. Every word of the text must occur in it."""
    mask = columns.confidence >= wanted.least_confidence.rank
    if len(columns.origins) > 1:
        mask &= np.array([name in wanted.sets for name in columns.origins])[columns.origin]
    if wanted.least_deaths:
        mask &= columns.deaths >= wanted.least_deaths
    if wanted.categories:
        mask &= np.array([each in wanted.categories for each in EventCategory]).take(columns.category)
    if wanted.actors:
        mask &= columns.involving(wanted.actors, wanted.role)
    if wanted.where:
        mask &= columns.places.flags(wanted.where)
    for actor in wanted.pair:
        mask &= columns.involving([actor])
    query = read_query(typed_words(wanted.text), columns.years)
    for word, alike in zip(query.words, query.alike, strict=True):
        mask &= columns.words.flags_containing(word, alike)
    if query.period:
        mask &= (columns.start <= query.period[1]) & (columns.end >= query.period[0])
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
    return [dataset.events[row] for row in np.flatnonzero(flags).tolist()]

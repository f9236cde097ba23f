"""What events may be searched for: folded words of their texts, places and parties, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.model.events import NOT_FOUND
from geodash.model.postings import Postings, sorted_once
from geodash.model.query import has_word
from geodash.model.sheet import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geodash.model.events import Events
    from geodash.model.records import Actor, Place

    Fold = Callable[[str], str]

_ROW_BITS = 15
_AT_ONCE = 2**_ROW_BITS - 2**10
"""Rows whose words are looked at together, which bounds the memory of that; a block may come on top."""


class Index(NamedTuple):
    """Rows by word: word number n is ``words[n]``."""

    words: pa.StringArray
    rows: Postings

    def containing(self, part: str, alike: frozenset[str]) -> list[int]:
        """Numbers of the words of which a text is part, or that have one of ``alike`` as a whole word."""
        if not len(self.words):
            return []
        found = numbers_of(pc.match_substring(self.words, part)).copy()
        if alike:
            with_any = pc.match_substring_regex(self.words, "|".join(map(re.escape, alike)))
            for number in np.flatnonzero(numbers_of(with_any)).tolist():
                found[number] |= has_word(self.words[number].as_py(), alike)
        numbers: list[int] = np.flatnonzero(found).tolist()
        return numbers


@dataclass(frozen=True)
class Words:
    """Events by the words of their texts; and by names and notes, which repeat.

    Of each field of these there is an index of the words of its distinct values, and the rows by the number
    of their value.
    """

    texts: Index
    named: tuple[tuple[Index, Postings], ...] = ()

    @classmethod
    def of(cls, events: Events, places: Mapping[str, Place], actors: Mapping[str, Actor], fold: Fold) -> Self:
        """The words of events, as a function folds them."""
        names_of: dict[str, Callable[[Any], list[str]]] = {
            "place_note_en": lambda note: [note],
            "place_note_fr": lambda note: [note],
            "place_id": lambda place_id: _names_of_place(places, place_id),
            "actors_from": lambda ids: _names_of_actors(actors, ids),
            "actors_to": lambda ids: _names_of_actors(actors, ids),
        }
        named = []
        for field, names in names_of.items():
            values, codes = events.coded(field)
            rows = Postings.of([{fold(w) for name in names(value) for w in name.split()} for value in values])
            named.append(
                (Index(pa.array([*rows.number], pa.string()), rows), Postings.of_values(codes, len(values)))
            )
        return cls(_index_of_texts(events, fold), tuple(named))

    def containing(self, part: str, alike: frozenset[str] = frozenset()) -> NDArray[np.uint8]:
        """Flags of events, packed: whether a text is part of any word, or one of ``alike`` a whole one."""
        found = self.texts.rows.packed_at(self.texts.containing(part, alike))
        for index, rows in self.named:
            values = index.rows.packed_at(index.containing(part, alike))
            found |= rows.packed_at(np.flatnonzero(np.unpackbits(values)).tolist())
        return found


def _names_of_place(places: Mapping[str, Place], place_id: str | None) -> list[str]:
    if place_id is None:
        return []
    place = places[place_id]
    return [place.name, place.name_en, place.name_fr, *place.aliases]


def _names_of_actors(actors: Mapping[str, Actor], actor_ids: Sequence[str]) -> list[str]:
    found = [actors[actor_id] for actor_id in actor_ids]
    return [name for a in found for name in (a.name_en, a.name_fr, a.short_en, a.short_fr, *a.aliases)]


class _Part(NamedTuple):
    """Words of some rows, how many of these have each, and which, in the order of the words."""

    words: pa.StringArray
    counts: NDArray[np.int64]
    rows: NDArray[np.int32]


def _index_of_texts(events: Events, fold: Fold) -> Index:
    """Rows by the words of titles and summaries; twice where a word is written in two ways."""
    parts = [*_parts(events)]
    written = pa.chunked_array([part.words for part in parts], pa.string()).unique()
    coded = pa.array(map(_folded(fold), written.to_pylist()), pa.string()).dictionary_encode()
    folded = numbers_of(coded.indices)
    numbers = [folded[numbers_of(pc.index_in(part.words, value_set=written))] for part in parts]
    return Index(
        coded.dictionary,
        Postings.of_parts(
            len(events), len(coded.dictionary), numbers, [(part.counts, part.rows) for part in parts]
        ),
    )


def _folded(fold: Fold) -> Fold:
    """As a function folds it, which takes far longer than most words need."""
    return lambda word: word.lower() if word.isascii() else fold(word)


def _parts(events: Events) -> Iterator[_Part]:
    start = 0
    for sheet in events.sheets:
        for columns in sheet.texts.parts(_AT_ONCE):
            yield _part(columns, events.rank[start : start + len(columns[0])])
            start += len(columns[0])


def _part(columns: Iterable[pa.StringArray], ranks: NDArray[np.int32]) -> _Part:
    """Words of texts whose events have some ranks; they are told apart by white space."""
    lists = [*map(pc.utf8_split_whitespace, columns)]
    coded = pa.concat_arrays([each.flatten() for each in lists]).dictionary_encode()
    kind = np.dtype(np.uint32 if len(coded.dictionary) < 2 ** (32 - _ROW_BITS) else np.uint64)
    pairs = np.left_shift(numbers_of(coded.indices).astype(kind), _ROW_BITS, dtype=kind)
    pairs |= np.concatenate([numbers_of(pc.list_parent_indices(each)) for each in lists]).astype(kind)
    pairs = sorted_once(pairs)
    ranks = ranks[pairs & (2**_ROW_BITS - 1)]
    there = ranks != NOT_FOUND
    counts = np.bincount((pairs[there] >> _ROW_BITS).astype(np.int64), minlength=len(coded.dictionary))
    return _Part(coded.dictionary, counts, ranks[there])

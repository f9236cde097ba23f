"""Which rows carry which keys: an inverted index as two flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.model.sheet import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_AT_ONCE = 50_000
"""Texts that are split into words at once, which bounds the memory that the words take meanwhile."""
_ROWS_TO_A_FLAG = 32
"""Bits of the number of a row: a flag for every row takes less where more than one in so many is meant."""


class Keys(NamedTuple):
    """Rows and their keys in any order: row ``rows[i]`` carries key ``names[codes[i]]``."""

    names: Sequence[str]
    codes: NDArray[np.int32]
    rows: NDArray[np.int32]

    @classmethod
    def of_codes(cls, keys_of_values: Sequence[Iterable[str]], codes: NDArray[np.int32]) -> Keys:
        """Keys of rows that carry those of their value, by the number of the value."""
        number: dict[str, int] = {}
        numbers = [[number.setdefault(key, len(number)) for key in keys] for keys in keys_of_values]
        lengths = np.array([len(keys) for keys in numbers], np.int64)
        flat = np.array([key for keys in numbers for key in keys], np.int32)
        starts = np.cumsum(lengths) - lengths
        times = lengths[codes] if len(lengths) else np.zeros(0, np.int64)
        rows = np.repeat(np.arange(len(codes), dtype=np.int32), times)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
        of_row = starts[codes[rows]] + within if len(rows) else np.zeros(0, np.int64)
        return cls([*number], flat[of_row], rows)

    @classmethod
    def of_texts(cls, texts: pa.StringArray, fold: Callable[[str], str]) -> Iterator[Keys]:
        """Folded words of texts, whose position is the row; words are told apart by white space."""
        folded = lru_cache(maxsize=200_000)(fold)  # the same words come again and again
        for start in range(0, len(texts), _AT_ONCE):
            words = pc.utf8_split_whitespace(texts.slice(start, _AT_ONCE))
            coded = words.flatten().dictionary_encode()
            rows = numbers_of(pc.list_parent_indices(words)).astype(np.int32)
            yield cls(
                [folded(word) for word in coded.dictionary.to_pylist()],
                numbers_of(coded.indices),
                rows + np.int32(start),
            )


@dataclass(frozen=True)
class Postings:
    """Rows by key: those of key number k are ``rows[starts[k]:starts[k + 1]]``, each once.

    A key that more than one row in 32 carries has none there, and a flag for each row in ``bits`` instead,
    packed eight to a byte: that is less, and is read at once.
    """

    size: int
    number: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    bits: Mapping[int, NDArray[np.uint8]]

    @classmethod
    def of(cls, keys_of_rows: Sequence[Iterable[str]]) -> Self:
        """Index the keys of each row; a key that a row names twice counts once."""
        rows = np.arange(len(keys_of_rows), dtype=np.int32)
        return cls.of_keys(len(rows), [Keys.of_codes(keys_of_rows, rows)])

    @classmethod
    def of_keys(cls, size: int, parts: Iterable[Keys]) -> Self:
        """Index the keys of ``size`` rows from several lists of them."""
        # One number for a key and a row sorts by both, and finds what is named twice.
        number: dict[str, int] = {}
        found: list[NDArray[np.int64]] = []
        shift = size.bit_length()
        for names, codes, rows in parts:
            numbers = np.array([number.setdefault(name, len(number)) for name in names], np.int64)
            if len(rows):
                found.append(_sorted_once((numbers << shift)[codes] | rows))
        pairs = _sorted_once(np.concatenate(found)) if found else np.zeros(0, np.int64)
        counts = np.bincount(pairs >> shift, minlength=len(number))
        starts = np.cumsum(counts) - counts
        of_pairs = (pairs & ((1 << shift) - 1)).astype(np.int32)
        often = counts * _ROWS_TO_A_FLAG > size
        bits = {
            key: _packed(size, of_pairs[starts[key] : starts[key] + counts[key]])
            for key in np.flatnonzero(often).tolist()
        }
        kept = np.concatenate([[0], np.cumsum(np.where(often, 0, counts))]).astype(np.int64)
        return cls(size, number, kept, of_pairs[~np.repeat(often, counts)], bits)

    def flags(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """One flag per row: whether it carries any of the keys."""
        found = np.zeros(self.size, dtype=np.bool_)
        for key in keys:
            position = self.number.get(key)
            if position is None:
                continue
            if position in self.bits:
                found |= self._unpacked(position)
            else:
                found[self.rows[self.starts[position] : self.starts[position + 1]]] = True
        return found

    def rows_of(self, key: str) -> NDArray[np.int32]:
        """The rows that carry a key, in order."""
        position = self.number.get(key)
        if position is None:
            return self.rows[:0]
        if position in self.bits:
            return np.flatnonzero(self._unpacked(position)).astype(np.int32)
        return self.rows[self.starts[position] : self.starts[position + 1]]

    def flags_where(self, wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
        """One flag per row: whether any of its keys is wanted."""
        return self.flags(filter(wanted, self.number))

    def _unpacked(self, position: int) -> NDArray[np.bool_]:
        return np.unpackbits(self.bits[position], count=self.size).view(np.bool_)


def _packed(size: int, rows: NDArray[np.int32]) -> NDArray[np.uint8]:
    flags = np.zeros(size, np.bool_)
    flags[rows] = True
    return np.packbits(flags)


def _sorted_once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers in order, each once, sorted in place; `numpy.unique` takes ten times as long for that."""
    numbers.sort()
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]

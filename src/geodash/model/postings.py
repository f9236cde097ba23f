"""Which rows carry which keys: an inverted index as two flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

IntegerT = TypeVar("IntegerT", bound=np.integer)
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
    def of_values(cls, codes: NDArray[np.signedinteger], count: int) -> Self:
        """Index rows by the number of the one value that each has, of so many values."""
        rows = np.argsort(codes, kind="stable").astype(np.int32)
        return cls._of_sorted(len(codes), {}, np.bincount(codes, minlength=count), rows)

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
                found.append(sorted_once((numbers << shift)[codes] | rows))
        pairs = sorted_once(np.concatenate(found)) if found else np.zeros(0, np.int64)
        counts = np.bincount(pairs >> shift, minlength=len(number))
        return cls._of_sorted(size, number, counts, (pairs & ((1 << shift) - 1)).astype(np.int32))

    @classmethod
    def of_parts(
        cls,
        size: int,
        count: int,
        numbers: Sequence[NDArray[np.int32]],
        parts: Sequence[tuple[NDArray[np.int64], NDArray[np.int32]]],
    ) -> Self:
        """Join parts: of each the numbers of its keys, how many rows these have, and all these rows."""
        totals = np.zeros(count, np.int64)
        for keys, (counts, _) in zip(numbers, parts, strict=True):
            np.add.at(totals, keys, counts)
        often = totals * _ROWS_TO_A_FLAG > size
        line = np.cumsum(often) - 1
        flags = np.zeros(int(often.sum()) * -(-size // 8), np.uint8)
        starts = np.concatenate([[0], np.cumsum(np.where(often, 0, totals))])
        free, kept = starts[:-1].copy(), np.empty(starts[-1], np.int32)
        for keys, (counts, rows) in zip(numbers, parts, strict=True):
            of_row = np.repeat(keys, counts)
            many = often[of_row]
            at = line[of_row[many]] * -(-size // 8) + (rows[many] >> 3)
            np.bitwise_or.at(flags, at, (0x80 >> (rows[many] & 7)).astype(np.uint8))
            order = np.flatnonzero(~many)[np.argsort(of_row[~many], kind="stable")]
            few = of_row[order]
            kept[free[few] + np.arange(len(few)) - np.searchsorted(few, few)] = rows[order]
            np.add.at(free, few, 1)
        keys_often = np.flatnonzero(often)
        bits = dict(zip(keys_often.tolist(), flags.reshape(len(keys_often), -(-size // 8)), strict=True))
        return cls(size, {}, starts, kept, bits)

    @classmethod
    def _of_sorted(
        cls, size: int, number: Mapping[str, int], counts: NDArray[np.int64], rows: NDArray[np.int32]
    ) -> Self:
        """Take over rows in the order of the numbers of their keys, of which each has some."""
        starts = np.cumsum(counts) - counts
        often = counts * _ROWS_TO_A_FLAG > size
        bits = {
            key: _packed(size, rows[starts[key] : starts[key] + counts[key]])
            for key in np.flatnonzero(often).tolist()
        }
        kept = np.concatenate([[0], np.cumsum(np.where(often, 0, counts))]).astype(np.int64)
        return cls(size, number, kept, rows[~np.repeat(often, counts)], bits)

    def packed(self, keys: Iterable[str]) -> NDArray[np.uint8]:
        """One flag per row, packed: whether it carries any of the keys."""
        return self.packed_at(self.number[key] for key in keys if key in self.number)

    def packed_at(self, numbers: Iterable[int]) -> NDArray[np.uint8]:
        """The same for numbers of keys."""
        found = np.zeros(-(-self.size // 8), np.uint8)
        rows = [self.rows[:0]]
        for key in numbers:
            if key in self.bits:
                found |= self.bits[key]
            else:
                rows.append(self.rows[self.starts[key] : self.starts[key + 1]])
        if len(rows) > 1:
            found |= _packed(self.size, np.concatenate(rows))
        return found

    def flags(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """One flag per row: whether it carries any of the keys."""
        return unpacked(self.packed(keys), self.size)

    def rows_of(self, key: str) -> NDArray[np.int32]:
        """The rows that carry a key, in order."""
        position = self.number.get(key)
        if position is None:
            return self.rows[:0]
        if position in self.bits:
            return np.flatnonzero(unpacked(self.bits[position], self.size)).astype(np.int32)
        return self.rows[self.starts[position] : self.starts[position + 1]]


def unpacked(packed: NDArray[np.uint8], size: int) -> NDArray[np.bool_]:
    """Flags of rows, one after the other."""
    return np.unpackbits(packed, count=size).view(np.bool_)


def _packed(size: int, rows: NDArray[np.int32]) -> NDArray[np.uint8]:
    flags = np.zeros(size, np.bool_)
    flags[rows] = True
    return np.packbits(flags)


def sorted_once(numbers: NDArray[IntegerT]) -> NDArray[IntegerT]:
    """Numbers in order, each once, sorted in place; `numpy.unique` takes ten times as long for that."""
    numbers.sort()
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]

"""Which rows carry which keys: an inverted index as two flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Postings:
    """Rows by key: those of key number k are ``rows[starts[k]:starts[k + 1]]``, each once."""

    size: int
    number: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, keys_of_rows: Iterable[Iterable[str]]) -> Self:
        """Index the keys of each row; a key that a row names twice counts once."""
        number: dict[str, int] = {}
        codes: list[int] = []
        lengths: list[int] = []
        for keys in keys_of_rows:
            distinct = set(keys)
            codes.extend(number.setdefault(key, len(number)) for key in distinct)
            lengths.append(len(distinct))
        code = np.array(codes, dtype=np.int32)
        row = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        order = np.argsort(code, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(code, minlength=len(number)))])
        return cls(len(lengths), number, starts.astype(np.int64), row[order])

    def flags(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """One flag per row: whether it carries any of the keys."""
        found = np.zeros(self.size, dtype=np.bool_)
        for key in keys:
            position = self.number.get(key)
            if position is not None:
                found[self.rows[self.starts[position] : self.starts[position + 1]]] = True
        return found

    def flags_containing(self, part: str) -> NDArray[np.bool_]:
        """One flag per row: whether a text is part of any of its keys."""
        return self.flags(key for key in self.number if part in key)

"""What became of every row: taken, not taken and why, or outside what was asked for.

Nothing falls between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodash.imports.raw import FILE, LINE, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

_SHOWN = 80
"""Characters of a value in the report."""


class Ledger:
    """The rows of an import by place, with what is wrong with them. One row may have several faults."""

    def __init__(self, rows: pd.DataFrame, unread: Iterable[Refusal] = ()) -> None:
        self._files, self._lines = rows[FILE].to_numpy(), rows[LINE].to_numpy()
        self.refused = np.zeros(len(rows), dtype=bool)
        self.outside = np.zeros(len(rows), dtype=bool)
        self.empty = np.zeros(len(rows), dtype=bool)
        self._unread = tuple(unread)
        self._faults: list[tuple[np.ndarray, str, list[str], Sequence[str]]] = []
        self.notes: dict[str, int] = {}
        self.titles: dict[str, str] = {}

    def refuse(
        self, mask: np.ndarray | pd.Series, column: str, values: pd.Series, why: str | Sequence[str]
    ) -> None:
        """Do not take the rows of a mask, and say why, once or for each.

        ``values`` are the column's cells.
        """
        places = np.flatnonzero(np.asarray(mask, dtype=bool))
        if len(places):
            self.refused[places] = True
            shown = [str(value)[:_SHOWN] for value in values.iloc[places]]
            whys = [why] * len(places) if isinstance(why, str) else why
            self._faults.append((places, self.titles.get(column, column), shown, whys))

    def note(self, mask: np.ndarray | pd.Series, text: str) -> None:
        """Say in the summary of how many rows something is true that does not keep them from being taken."""
        count = int((np.asarray(mask, dtype=bool) & self.taken).sum())
        if count:
            self.notes[text] = self.notes.get(text, 0) + count

    @property
    def taken(self) -> np.ndarray:
        """Rows of which nothing bad is known, which are wanted and which tell of something."""
        found: np.ndarray = ~(self.refused | self.outside | self.empty)
        return found

    def lines_of(self, places: Sequence[int] | np.ndarray) -> list[str]:
        """Where rows stand, as a person says it."""
        return [f"line {self._lines[place]} of {self._files[place]}" for place in places]

    def refusals(self) -> list[Refusal]:
        """Every fault of the rows that were asked for, in order of file and line."""
        found = {
            Refusal(self._files[place], int(self._lines[place]), column, value, why)
            for places, column, values, whys in self._faults
            for place, value, why in zip(places, values, whys, strict=True)
            if not self.outside[place]
        }
        return sorted({*self._unread, *found})

    def counts(self) -> dict[str, int]:
        """Rows by what became of them; their sum is the number of rows that were read."""
        unread = len({(refusal.file, refusal.line) for refusal in self._unread})
        refused = self.refused & ~self.outside
        return {
            "taken": int(self.taken.sum()),
            "not taken": int(refused.sum()) + unread,
            "outside": int(self.outside.sum()),
            "empty": int((self.empty & ~refused & ~self.outside).sum()),
        }

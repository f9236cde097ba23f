"""A table as it was read: text cells, and where in its file each row stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE, LINE = "\0file", "\0line"
"""Columns of a joined table that no file can have: where each row stands."""


class Refusal(NamedTuple):
    """A row that was not taken: where it stands, what is wrong with it, and why."""

    file: str
    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True)
class RawTable:
    """Text cells by column, an empty text where the file has nothing.

    ``lines`` counts as the file does: lines of a CSV, rows of a sheet, features of a layer, each from 1.
    ``refused`` are rows that are no rows of the table at all.
    """

    file: str
    cells: pd.DataFrame
    lines: np.ndarray
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Rows of the file, those that could not be read among them."""
        return len(self.cells) + len({refusal.line for refusal in self.refused})


def unlike(names: Sequence[str]) -> list[str]:
    """Names of columns, each once: a second one of a name gets a number, an empty one that of its place.

    >>> unlike(["a", "", "a"])
    ['a', 'column 2', 'a (2)']
    """
    found: list[str] = []
    for position, name in enumerate(names, start=1):
        plain = " ".join(name.replace("\0", "").split()) or f"column {position}"
        again, number = plain, 2
        while again in found:
            again, number = f"{plain} ({number})", number + 1
        found.append(again)
    return found


def joined(tables: Sequence[RawTable]) -> pd.DataFrame:
    """All rows of several tables with the columns of any of them, and where each stands."""
    if len(tables) == 1:  # the usual case, and the one of the largest files: nothing is copied
        return tables[0].cells.assign(**{FILE: tables[0].file}).assign(**{LINE: tables[0].lines})
    parts = [table.cells.assign(**{FILE: table.file}).assign(**{LINE: table.lines}) for table in tables]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({FILE: [], LINE: []})
    texts = [name for name in whole.columns if name != LINE]
    return whole.astype(dict.fromkeys(texts, "str")).fillna(dict.fromkeys(texts, "")).astype({LINE: np.int64})

"""Sentences by columns: a text of the catalogues, filled for every row at once.

A value is never read as a text.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodash.imports.columns.names import arrow, series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.i18n import Translator

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TEXT = pa.large_string()
_NOTHING = pa.scalar("", _TEXT)
_AT_A_TIME = 20_000
"""Rows of a paragraph that are done together."""


def filled(template: str, index: pd.Index, columns: Mapping[str, pd.Series]) -> pd.Series:
    """A text with the values of each row in its placeholders.

    >>> names = pd.Series(["A", "{x}"], dtype="str")
    >>> list(filled("<{x}>", names.index, {"x": names}))
    ['<A>', '<{x}>']
    """
    parts = _PLACEHOLDER.split(template)
    if len(parts) == 1:
        return same(template, index)
    pieces = [
        arrow(columns[part]) if place % 2 else pa.scalar(part, _TEXT) for place, part in enumerate(parts)
    ]
    return series(pc.binary_join_element_wise(*pieces, _NOTHING), index)


def same(text: str, index: pd.Index) -> pd.Series:
    """One text on every row."""
    return series(pa.repeat(pa.scalar(text, _TEXT), len(index)), index)


def where(mask: np.ndarray | pd.Series, text: pd.Series) -> pd.Series:
    """A text where a mask holds, nothing elsewhere."""
    return either(mask, text, None)


def either(mask: np.ndarray | pd.Series, text: pd.Series, other: pd.Series | None) -> pd.Series:
    """A text where a mask holds, another elsewhere."""
    held = pa.array(np.asarray(mask, dtype=bool))
    return series(pc.if_else(held, arrow(text), _NOTHING if other is None else arrow(other)), text.index)


class Sentence(NamedTuple):
    """A text, what fills it, on which rows it stands, and whether it may lack its full stop."""

    template: str
    filling: Mapping[str, pd.Series] = MappingProxyType({})
    where: np.ndarray | pd.Series | None = None
    stop: bool = False

    def on(self, rows: np.ndarray) -> Sentence:
        """The same sentence on some rows, in their order."""
        filling = {name: column.iloc[rows].reset_index(drop=True) for name, column in self.filling.items()}
        return self._replace(
            filling=filling, where=None if self.where is None else np.asarray(self.where)[rows]
        )


def paragraph(index: pd.Index, sentences: Sequence[Sentence]) -> pd.Series:
    """Sentences behind each other on every row, those left out that do not stand there.

    Rows are done some at a time: texts of all rows at once are so large that memory is asked for and given
    back for each step, which takes longer than the step.
    """
    prepared = [(each, *_prepared(each)) for each in sentences]
    done: list[pa.Array] = []
    for start in range(0, len(index), _AT_A_TIME):
        pieces = [_some(each, parts, mask, start) for each, parts, mask in prepared]
        done.append(pc.utf8_ltrim_whitespace(pc.binary_join_element_wise(*pieces, _NOTHING)))
    return series(pa.chunked_array(done, type=_TEXT), index)


def _prepared(sentence: Sentence) -> tuple[list[pa.Array | pa.Scalar], pa.Array | None]:
    """The parts of a sentence with a space before it, and its mask."""
    parts, filling = _PLACEHOLDER.split(f" {sentence.template}"), sentence.filling
    found = [arrow(filling[p]) if place % 2 else pa.scalar(p, _TEXT) for place, p in enumerate(parts)]
    mask = None if sentence.where is None else pa.array(np.asarray(sentence.where, dtype=bool))
    return found, mask


def _some(
    sentence: Sentence, parts: list[pa.Array | pa.Scalar], mask: pa.Array | None, start: int
) -> pa.Array | pa.Scalar:
    """A sentence on some rows."""
    rows = [part.slice(start, _AT_A_TIME) if isinstance(part, pa.Array) else part for part in parts]
    text = rows[0] if len(rows) == 1 else pc.binary_join_element_wise(*rows, _NOTHING)
    if sentence.stop:
        stopped = pc.binary_join_element_wise(text, pa.scalar(".", _TEXT), _NOTHING)
        text = pc.if_else(pc.match_substring_regex(text, r"[.!?…]$"), text, stopped)
    return text if mask is None else pc.if_else(mask.slice(start, _AT_A_TIME), text, _NOTHING)


def numbers(values: np.ndarray | pd.Series, tr: Translator) -> pd.Series:
    """Whole numbers as a language writes them; nothing for NaN."""
    codes, found = pd.factorize(np.asarray(values, dtype=float), use_na_sentinel=False)
    shown = [tr.number(int(value)) if np.isfinite(value) else "" for value in found]
    return spread(shown, codes)


def spread(texts: list[str], codes: np.ndarray) -> pd.Series:
    """The text of each row by its number; nothing for -1."""
    found = pa.array([*texts, ""], type=_TEXT).take(pa.array(np.where(codes < 0, len(texts), codes)))
    return series(found, pd.RangeIndex(len(codes)))

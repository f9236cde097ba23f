"""Sentences by columns: a text of the catalogues, filled for every row at once.

A value is never read as a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodash.imports.columns.names import arrow, series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.i18n import Translator

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TEXT = pa.large_string()
_NOTHING, _SPACE = pa.scalar("", _TEXT), pa.scalar(" ", _TEXT)


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


def together(*texts: pd.Series) -> pd.Series:
    """Sentences behind each other, those that are empty left out."""
    # Joining with nulls left out would be shorter, but pyarrow then loses rows of which nothing is left.
    pieces = [arrow(text) for text in texts]
    spaced = [
        pc.if_else(pc.equal(p, _NOTHING), p, pc.binary_join_element_wise(_SPACE, p, _NOTHING)) for p in pieces
    ]
    return series(pc.utf8_ltrim_whitespace(pc.binary_join_element_wise(*spaced, _NOTHING)), texts[0].index)


def sentence(text: pd.Series) -> pd.Series:
    """Text with a full stop, unless it ends with a sign of its own."""
    cells = arrow(text)
    ended = pc.match_substring_regex(cells, r"(^|[.!?…])$")
    stopped = pc.binary_join_element_wise(cells, pa.scalar(".", _TEXT), _NOTHING)
    return series(pc.if_else(ended, cells, stopped), text.index)


def numbers(values: np.ndarray | pd.Series, tr: Translator) -> pd.Series:
    """Whole numbers as a language writes them; nothing for NaN."""
    codes, found = pd.factorize(np.asarray(values, dtype=float), use_na_sentinel=False)
    shown = [tr.number(int(value)) if np.isfinite(value) else "" for value in found]
    return spread(shown, codes)


def spread(texts: list[str], codes: np.ndarray) -> pd.Series:
    """The text of each row by its number; nothing for -1."""
    found = pa.array([*texts, ""], type=_TEXT).take(pa.array(np.where(codes < 0, len(texts), codes)))
    return series(found, pd.RangeIndex(len(codes)))

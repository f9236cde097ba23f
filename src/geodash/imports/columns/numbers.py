"""Numbers as programs and people write them, with a decimal point or comma."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

NOTHING = frozenset({"", "nan", "na", "n/a", "null", "none", "nil", "-", ".", "#n/a", "<na>"})
"""Words by which programs say that a cell is empty."""
_COMMA = re.compile(r"[+-]?\d+,\d+")
_POINT = re.compile(r"\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(\S+)\s+(\S+)(?:\s+\S+)*\s*\)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Numbers:
    """Numbers of a column.

    NaN where the cell is empty or bad; ``bad`` where it is neither empty nor a number.
    """

    values: np.ndarray
    bad: np.ndarray


def read_numbers(cells: pd.Series) -> Numbers:
    """The numbers of a column; what is not finite is bad."""
    found = _plain_numbers(cells)
    odd = np.flatnonzero(np.isnan(found))
    bad = np.isinf(found)
    if len(odd):
        codes, texts = pd.factorize(cells.iloc[odd])
        values = np.array([_number(str(text)) for text in texts], dtype=float)
        unread = np.array([str(text).strip().casefold() not in NOTHING for text in texts])
        found[odd] = values[codes]
        bad[odd] = unread[codes] & ~np.isfinite(values[codes])
    found[bad] = np.nan
    return Numbers(found, bad)


def _plain_numbers(cells: pd.Series) -> np.ndarray:
    """Numbers with a decimal point; NaN for everything else."""
    texts = pa.array(cells.array)
    try:
        numbers = pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64())
        found: np.ndarray = numbers.to_numpy(zero_copy_only=False).astype(float)
    except pa.ArrowInvalid:  # somewhere stands a text that is no number: the slower way, cell by cell
        found = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return found.copy()


def _number(text: str) -> float:
    """A number with a decimal comma, or NaN."""
    plain = text.strip().replace("\u2212", "-")
    if _COMMA.fullmatch(plain):
        return float(plain.replace(",", "."))
    try:
        # What a program reads as "not a number" is an empty cell, and Python's 1_000 is no number of a table.
        return float(plain) if "_" not in plain and plain.casefold() not in NOTHING else np.nan
    except ValueError:
        return np.nan


def read_points(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Texts of longitude and latitude of cells such as ``POINT (29.2 -1.6)``; others as they are.

    >>> lon, lat = read_points(pd.Series(["POINT (29.2 -1.6)", "", "LINESTRING (1 2, 3 4)"]))
    >>> list(lon), list(lat)
    (['29.2', '', 'LINESTRING (1 2, 3 4)'], ['-1.6', '', 'LINESTRING (1 2, 3 4)'])
    """
    found = [_POINT.fullmatch(str(cell)) for cell in cells]
    texts = [str(cell) for cell in cells]
    lon = [match[1] if match else text for match, text in zip(found, texts, strict=True)]
    lat = [match[2] if match else text for match, text in zip(found, texts, strict=True)]
    return pd.Series(lon, index=cells.index, dtype="str"), pd.Series(lat, index=cells.index, dtype="str")

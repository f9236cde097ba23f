"""Names and texts of a column: tidied, compared without accents and case, made into ids."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodash.imports.columns.numbers import NOTHING
from geodash.model.selection import fold
from geodash.package.contents import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_SLUG = 48
_DIGITS_OF_HASH = 8
_NO_WORD = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_AT_A_TIME = 20_000
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
_ODD = (
    r"\s\s|[\x00-\x1f\x7f]|[\x{80}-\x{a0}\x{2000}-\x{200a}\x{2028}-\x{202f}\x{205f}\x{2066}-\x{2069}]"
    r"|[\x{3000}\x{fffe}\x{ffff}]"
)
"""Texts in which something may have to be tidied: spaces of every kind, control characters, marks that
reorder."""
SHOWN = "\ufffd"
"""Stands where a file has a character that steers a terminal, reorders text or cannot be written."""


def arrow(cells: pd.Series) -> pa.Array:
    """The texts of a column as Arrow holds them."""
    found = pa.array(cells.array)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    return found if found.type == pa.large_string() else found.cast(pa.large_string())


def series(texts: pa.Array, index: pd.Index) -> pd.Series:
    """Texts of Arrow as a column."""
    return pd.Series(pd.array(texts, dtype=_TEXT), index=index)


def by_value(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """A column after each of its different texts was changed once."""
    coded = arrow(cells).dictionary_encode()
    changed = pa.array([change(text) for text in coded.dictionary.to_pylist()], type=pa.large_string())
    if not len(coded):
        return cells
    return series(changed.take(coded.indices), cells.index)


def distinct(*columns: np.ndarray | pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Rows in which values of some columns first stand together, and which of them each row has.

    >>> distinct(np.array(["a", "b", "a"]), np.array([1.0, 1.0, 1.0]))
    (array([0, 1]), array([0, 1, 0]))
    """
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        other, values = pd.factorize(column, use_na_sentinel=False)
        codes, _ = pd.factorize(codes * len(values) + other)
    first = np.zeros(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first, codes


def tidied(cells: pd.Series) -> pd.Series:
    """Texts on one line each with nothing in them that cannot be shown.

    Empty where the cell says that it is.
    """
    texts = arrow(cells)
    # Some at a time: arrays of all rows are so large that memory is asked for and given back for each step.
    done = [_tidied(texts.slice(start, _AT_A_TIME)) for start in range(0, len(texts), _AT_A_TIME)]
    return series(pa.chunked_array(done, type=pa.large_string()), cells.index)


def _tidied(texts: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(texts)
    nothing = pc.is_in(pc.utf8_lower(trimmed), value_set=pa.array(sorted(NOTHING), type=pa.large_string()))
    found = pc.if_else(nothing, pa.scalar("", pa.large_string()), trimmed)
    odd = np.flatnonzero(pc.match_substring_regex(found, _ODD).to_numpy(zero_copy_only=False))
    if len(odd):
        mask = np.zeros(len(found), dtype=bool)
        mask[odd] = True
        changed = pa.array(
            [tidy(text) for text in found.take(pa.array(odd)).to_pylist()], type=pa.large_string()
        )
        found = pc.replace_with_mask(found, pa.array(mask), changed)
    return found


def tidy(text: str) -> str:
    r"""Text on one line, with nothing in it that cannot be shown.

    >>> tidy(" a \n b\x07 ")
    'a b\ufffd'
    """
    return UNWANTED.sub(SHOWN, " ".join(text.split()))


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Words of a name for comparison: no accents, no case, no punctuation.

    >>> plain("Maï-Maï  Simba")
    'mai mai simba'
    """
    return " ".join(_NO_WORD.split(text.lower() if text.isascii() else fold(text))).strip()


def without_brackets(text: str) -> str:
    """A name without what stands behind it in brackets.

    >>> without_brackets("Army of X (2019-)")
    'Army of X'
    """
    return " ".join(_IN_BRACKETS.sub("", text).split())


def slug(text: str) -> str:
    """Part of an id: lower-case letters of the plain alphabet, digits and hyphens.

    >>> slug("Élysée, « 2 »"), slug("!")
    ('elysee-2', '')
    """
    words = re.findall(r"[a-z0-9]+", text.lower() if text.isascii() else fold(text))
    return "-".join(words)[:LONGEST_SLUG].strip("-")


def hashed(*parts: object) -> str:
    """Eight digits that stand for some values: the same each time."""
    text = "\x1f".join(map(str, parts))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS_OF_HASH]


def named_id(prefix: str, name: str, *parts: object) -> str:
    """An id that says what it names and is that of no other.

    Its words, and a hash of all that tells it apart.
    """
    return "-".join(filter(None, (prefix, slug(name), hashed(name, *parts))))


def listed(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order, without empty ones."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, texts))))

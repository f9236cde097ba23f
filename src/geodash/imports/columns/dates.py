"""Days as people and programs write them.

Whether day, month or year stands first is decided by the column as a whole.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
from babel.core import Locale

from geodash.imports.errors import ChoiceNeededError
from geodash.model.selection import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Order = Literal["dmy", "mdy", "ymd"]
NO_DAY = np.datetime64("NaT", "D")

_CLOCK = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_CLOCK}")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:er|st|nd|rd|th)?[ ./-]+([^\W\d_]+)\.?[ ,./-]+(\d{{4}}|\d{{2}}){_CLOCK}"
)
_MONTH_FIRST = re.compile(rf"([^\W\d_]+)\.?[ ./-]+(\d{{1,2}})(?:st|nd|rd|th)?[ ,]+(\d{{4}}){_CLOCK}")
_MONTH = re.compile(r"([^\W\d_]+)\.?[ /-]+(\d{4})")
_NUMBERED_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SECONDS = re.compile(r"(-?\d{8,10})(?:\.0*)?")
_MILLISECONDS = re.compile(r"(-?\d{12,13})(?:\.0*)?")
_CENTURY, _TURN = 100, 69
"""Years of two digits: from 70 on of the last century."""
_LAST_MONTH = 12


@dataclass(frozen=True)
class Days:
    """Days of a column: NaT where the cell is empty or is no day; ``month`` where only the month is named."""

    days: np.ndarray
    month: np.ndarray
    bad: np.ndarray


def read_days(cells: pd.Series, column: str, order: Order | None = None, last: dt.date = dt.date.max) -> Days:
    """The days of a column, where they are told by numbers alone none after the last.

    Raises
    ------
    ChoiceNeededError
        If nothing in the column tells whether day, month or year stands first, or if it speaks for two.
    """
    codes, texts = pd.factorize(cells)
    plain = [" ".join(str(text).split()) for text in texts]
    found = [day_in(text, order or "") for text in plain]
    unsure = [text for text, day in zip(plain, found, strict=True) if isinstance(day, str)]
    if unsure:
        told = order_of(unsure, column, last)
        found = [day_in(text, told) for text in plain]
    days = np.array(
        [day[0] if isinstance(day, tuple) else NO_DAY for day in found] or [NO_DAY], dtype="datetime64[D]"
    )
    month = np.array([isinstance(day, tuple) and day[1] for day in found] or [False], dtype=bool)
    bad = np.array(
        [bool(text) and not isinstance(day, tuple) for text, day in zip(plain, found, strict=True)] or [False]
    )
    return Days(days[codes], month[codes], bad[codes])


def order_of(texts: Sequence[str], column: str, last: dt.date = dt.date.max) -> Order:
    """Whether day, month or year stands first in numbers such as 13/02/2025.

    Raises
    ------
    ChoiceNeededError
        If no text says so, or texts say both.
    """
    how = "say which with --date-order, or as `order` under [dates] in the mapping"
    read = _readings(texts, last)
    if "ymd" in read:
        if len(read) > 1 and len(set(read.values())) > 1:
            also = f"{texts[0]} may begin with the year or with the {'day' if 'dmy' in read else 'month'}"
            raise ChoiceNeededError(f"{column}: {also}: {how}")
        return "ymd"
    pairs = {text: _NUMBERS.fullmatch(text) for text in texts}
    numbers = {text: (int(found[1]), int(found[2])) for text, found in pairs.items() if found}
    day_first = next((text for text, (first, second) in numbers.items() if first > _LAST_MONTH >= second), "")
    month_first = next(
        (text for text, (first, second) in numbers.items() if second > _LAST_MONTH >= first), ""
    )
    if day_first and month_first:
        both = f"{column}: {day_first} has the day first and {month_first} the month"
        raise ChoiceNeededError(f"{both}: {how}; the others are then named")
    same = all(first == second for first, second in numbers.values())
    if not day_first and not month_first and not same:
        example = next(text for text, (first, second) in numbers.items() if first != second)
        raise ChoiceNeededError(
            f"{column}: no date tells whether day or month stands first, as in {example}: {how}"
        )
    return "mdy" if month_first else "dmy"


def _readings(texts: Sequence[str], last: dt.date) -> dict[Order, tuple[np.datetime64, ...]]:
    """The days of all texts by each order in which all of them are days that have come."""
    found: dict[Order, tuple[np.datetime64, ...]] = {}
    for order in get_args(Order):
        days = [day_in(text, order) for text in texts]
        read = tuple(day[0] for day in days if isinstance(day, tuple))
        if len(read) == len(days) and max(read) <= np.datetime64(last, "D"):
            found[order] = read
    return found


def day_in(text: str, order: str) -> tuple[np.datetime64, bool] | str | None:  # noqa: PLR0911
    """A day and whether only its month is named; a text where the order must be known; None for no day.

    >>> day_in("5 janvier 2019", ""), day_in("2019-02-30", "")
    ((np.datetime64('2019-01-05'), False), None)
    """
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        match order:
            case "dmy":
                return _day(_year(found[3]), second, first)
            case "mdy":
                return _day(_year(found[3]), first, second)
            case "ymd" if len(found[1]) > 1:  # no year is written with one digit
                return _day(_year(found[1]), second, int(found[3]))
        return None if order else "which comes first"
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_year(found[3]), month_of(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(int(found[3]), month_of(found[1]), int(found[2]))
    if found := _NUMBERED_MONTH.fullmatch(text):
        return _day(int(found[1]), int(found[2]), 1, month_only=True)
    if found := _MONTH.fullmatch(text):
        return _day(int(found[2]), month_of(found[1]), 1, month_only=True)
    return _since_1970(text)


def _since_1970(text: str) -> tuple[np.datetime64, bool] | None:
    if found := _SECONDS.fullmatch(text):
        seconds = int(found[1])
    elif found := _MILLISECONDS.fullmatch(text):
        seconds = int(found[1]) // 1000
    else:
        return None
    return np.datetime64(seconds, "s").astype("datetime64[D]"), False


def month_of(word: str) -> int:
    """Number of a month by its English or French name, whole or cut; 0 where it is none.

    >>> month_of("Août"), month_of("sept"), month_of("Monday")
    (8, 9, 0)
    """
    return _months().get(fold(word).rstrip("."), 0)


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {"sept": 9}
    for locale in ("en", "fr"):
        names = Locale.parse(locale).months["format"]
        for width in ("wide", "abbreviated"):
            found |= {fold(name).rstrip("."): number for number, name in names[width].items()}
    return found


def _year(text: str) -> int:
    year = int(text)
    if year >= _CENTURY:
        return year
    return year + (1900 if year > _TURN else 2000)


def _day(year: int, month: int, day: int, *, month_only: bool = False) -> tuple[np.datetime64, bool] | None:
    try:
        return np.datetime64(dt.date(year, month, day), "D"), month_only
    except ValueError:
        return None


def end_of_month(days: np.ndarray) -> np.ndarray:
    """The last day of the month of each day.

    >>> end_of_month(np.array(["2024-02-01"], dtype="datetime64[D]"))
    array(['2024-02-29'], dtype='datetime64[D]')
    """
    following: np.ndarray = (days.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    return following

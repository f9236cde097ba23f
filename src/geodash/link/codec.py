"""One value of the address bar and its text. Reading raises ValueError on a text that makes no sense."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodash.limits import LONGEST_VALUE, MAX_COUNT, MAX_DAYS, MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

MIN_ZOOM, MAX_ZOOM = 1.0, 18.0
MAX_LAT, MAX_LON = 90.0, 180.0
_BLANKS = " \t\r\n\u00a0\u200b\ufeff"
AROUND = _BLANKS + "<>\"'`«»“”‘’"
"""White space, and the quotation marks that stand around a link in a text."""
AFTER = AROUND + ".,;:!?)]}…*"
"""Signs behind a link that are those of its sentence."""
_DECIMAL = re.compile(r"\s*[+-]?[0-9]+(\.[0-9]*)?\s*")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
"""What word processors put for a hyphen: the one that does not break, dashes, the minus sign."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of parameters are read and written; ``name`` is what the browser program knows the kind by.

    ``words`` are all texts allowed, where there are few; ``of`` is the table that ids must stand in.
    """

    name: str
    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    words: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: degrees north and east (EPSG:4326), and the zoom level."""

    lat: float
    lon: float
    zoom: float

    def rounded(self) -> View:
        """The same view with as many decimals as a link has.

        >>> View(-1.67409, 29.22845, 9).rounded()
        View(lat=-1.6741, lon=29.2284, zoom=9)
        """
        return View(round(self.lat, 4), round(self.lon, 4), round(self.zoom, 2))


def read_value(kind: Kind, text: object) -> Any:  # noqa: ANN401  a field of the state
    """Read a value; one that makes no sense is read once more as it was before it went through a text.

    >>> read_value(DATE, "2025\u201103\u201117."), read_value(word("en", "fr"), "FR")
    (datetime.date(2025, 3, 17), 'fr')

    Raises
    ------
    ValueError
        If it makes no sense, is too long, or is no text.
    """
    if not isinstance(text, str) or len(text) > LONGEST_VALUE:
        raise ValueError("no text of a link")
    try:
        return kind.parse(text)
    except ValueError:
        mended = text.translate(_HYPHENS).strip(_BLANKS).rstrip(AFTER).lower()
        if not mended or kind.name == TEXT.name:
            raise
        return kind.parse(mended)


def parse_date(text: str) -> dt.date:
    """Read YYYY-MM-DD, and nothing else."""
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:  # Python also reads 20250317 and 2025-W12-1
        raise ValueError(text)
    return day


def format_date(day: dt.date | None) -> str:
    """Write YYYY-MM-DD; no day is no text."""
    return "" if day is None else day.isoformat()


def parse_days(text: str) -> int | None:
    """Read a number of days, or ``all`` as None."""
    if text == "all":
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_DAYS))):
        raise ValueError(text)
    days = int(text)
    if not 1 <= days <= MAX_DAYS:
        raise ValueError(text)
    return days


def format_days(days: int | None) -> str:
    """Write a number of days; None is ``all``."""
    return "all" if days is None else str(days)


def parse_count(text: str) -> int:
    """Read a whole number from 0 on, as it is written."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_COUNT))):
        raise ValueError(text)
    count = int(text)
    if count > MAX_COUNT:
        raise ValueError(text)
    return count


def parse_id(text: str) -> str:
    """Read the id of a record: lower-case letters, digits and hyphens."""
    if not text or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text):
        raise ValueError(text)
    return text


def parse_where(text: str) -> str:
    """Read the id of a place, or that of an area: ids with dots between them."""
    for part in text.split("."):
        parse_id(part)
    return text


def parse_code(text: str) -> str:
    """Read the name of a layer or of a class of holders: as an id, with underscores."""
    parse_id(text.replace("_", "-"))
    return text


def parse_pair(text: str) -> tuple[str, str]:
    """Read two different ids, in either order, as a sorted pair.

    >>> parse_pair("two,one")
    ('one', 'two')
    """
    one, two = sorted(parse_id(part) for part in text.split(","))
    if one == two:
        raise ValueError(text)
    return one, two


def format_pair(pair: tuple[str, str] | None) -> str:
    """Write two ids, sorted; no pair is no text."""
    return ",".join(sorted(pair or ()))


def parse_story(text: str) -> str:
    """Read the id of a story, with or without the number of a step."""
    story, _, step = text.partition(".")
    parse_id(story)
    if step and not (step.isascii() and step.isdigit()):
        raise ValueError(text)
    return text


def parse_text(text: str) -> str:
    """Read one short line."""
    if len(text) > MAX_TEXT or not text.isprintable():
        raise ValueError(text)
    return text


def parse_view(text: str) -> View:
    """Read latitude, longitude and zoom."""
    parts = text.split(",")
    if not all(map(_DECIMAL.fullmatch, parts)):  # Python also reads 1_0 and 1e3
        raise ValueError(text)
    lat, lon, zoom = map(float, parts)
    if not (abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON and MIN_ZOOM <= zoom <= MAX_ZOOM):
        raise ValueError(text)
    return View(lat, lon, zoom).rounded()


def format_view(view: View | None) -> str:
    """Write latitude, longitude and zoom; no view is no text."""
    if view is None:
        return ""
    return f"{view.lat:.4f},{view.lon:.4f},{view.zoom:g}"


def parse_flag(text: str) -> bool:
    """Read 0 or 1."""
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"


def format_flag(on: bool) -> str:  # noqa: FBT001  the value itself
    """Write 0 or 1."""
    return "1" if on else "0"


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """Build the reader of a word of a list."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return parse


def set_of(parse_item: Callable[[str], Any]) -> Callable[[str], frozenset[Any]]:
    """Build the reader of values separated by commas; no text is no value."""

    def parse(text: str) -> frozenset[Any]:
        return frozenset(parse_item(part) for part in text.split(",")) if text else frozenset()

    return parse


def format_set(values: frozenset[str] | None) -> str:
    """Write values, sorted, separated by commas; none are no text."""
    return ",".join(sorted(values or ()))


DATE = Kind("date", parse_date, format_date)
KNOWN = Kind("text", parse_date, format_date)
"""A day that is none of the clock: it may lie after all that is recorded."""
DAYS = Kind("days", parse_days, format_days)
COUNT = Kind("count", parse_count, str)
PAIR = Kind("pair", parse_pair, format_pair)
STORY = Kind("story", parse_story, str)
CLASSES = Kind("classes", set_of(parse_code), format_set)
TEXT = Kind("text", parse_text, str)
FLAG = Kind("flag", parse_flag, format_flag)
VIEW = Kind("view", parse_view, format_view)


def id_of(table: str) -> Kind:
    """Build the kind of the ids of a table."""
    return Kind("id", parse_id, str, of=table)


def word(*words: str) -> Kind:
    """Build the kind of a word out of few."""
    return Kind("word", one_of(words), str, words)

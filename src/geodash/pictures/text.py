"""Text on a sheet: how it looks, how wide it is, where its lines break.

Widths come from the font itself, without hinting: a layout is the same in every format and resolution. A
letter that the font lacks is drawn in another of the machine that has it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

FAMILY = "DejaVu Sans"
ASCENT, DESCENT, LEADING = 0.80, 0.24, 1.28
"""Shares of the size: the highest and lowest ink of ordinary letters, and the step from line to line."""

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
"""It warns of a family that lacks a weight, and takes the nearest: nobody can do anything about it."""

ELLIPSIS = "…"
LONG_WORD = 40
_MEASURED = 100.0
"""Size in points at which words are measured."""
NOT_PRINTABLE = "\ufffd"
KEPT = "\u00a0\u202f\u200c\u200d"
"""Spaces that join, and the joiners of scripts whose letters change beside each other."""
_NO_LETTERS = ("Last Resort", "STIX", "cm")
"""Beginnings of families that have signs, or boxes, where other fonts have letters."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: size in points, and names of colours of the palette."""

    size: float
    colour: str = "text"
    bold: bool = False
    italic: bool = False
    halo: str = ""

    @property
    def step(self) -> float:
        """Distance between the baselines of two lines."""
        return self.size * LEADING

    def font(self, text: str) -> FontProperties:
        """The style as matplotlib names it, with a family for each letter of a text."""
        families = _families(text, bold=self.bold, italic=self.italic)
        return _font(self.bold, self.italic, self.size, families)

    def typeface(self, text: str) -> FontProperties:
        """The same for what is drawn here: as its file where one has all letters, which is found at once."""
        families = _families(text, bold=self.bold, italic=self.italic)
        if len(families) > 1:
            return _font(self.bold, self.italic, self.size, families)
        return _font_in(*_files(self.bold, self.italic, families), self.size)

    def sized(self, size: float) -> Style:
        """The same style in another size."""
        return replace(self, size=size)


@cache
def _font(bold: bool, italic: bool, size: float, families: tuple[str, ...]) -> FontProperties:  # noqa: FBT001 - a cache key
    return FontProperties(
        family=families,
        weight="bold" if bold else "normal",
        style="oblique" if italic else "normal",
        size=size,
    )


@cache
def _font_in(path: str, size: float) -> FontProperties:
    return FontProperties(fname=path, size=size)


@cache
def _files(bold: bool, italic: bool, families: tuple[str, ...]) -> tuple[str, ...]:  # noqa: FBT001 - a cache key
    """The file of each family, of which a letter is looked for in one after the other."""
    return tuple(fontManager.findfont(_font(bold, italic, _MEASURED, (family,))) for family in families)


def _families(text: str, *, bold: bool, italic: bool) -> tuple[str, ...]:
    """The usual family, and those that have what it lacks of a text."""
    if text.isascii():
        return (FAMILY,)
    found = (_family_with(letter, bold=bold, italic=italic) for letter in text)
    return tuple(dict.fromkeys((FAMILY, *filter(None, found))))


@cache
def _family_with(letter: str, *, bold: bool = False, italic: bool = False) -> str | None:
    """A family on this machine that has a letter: the usual one, then one without serifs."""
    names = {entry.name for entry in fontManager.ttflist if not entry.name.startswith(_NO_LETTERS)}
    for name in sorted(names, key=lambda name: (name != FAMILY, "Sans" not in name, name)):
        if ord(letter) in _letters_of(fontManager.findfont(_font(bold, italic, 10, (name,)))):
            return name
    return None


@cache
def _letters_of(path: str) -> frozenset[int]:
    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):  # a file that is gone, or that cannot be read
        return frozenset()


def clean(text: str) -> str:
    """One line of printable text: other white space, and characters that are no letters, are replaced."""
    line = " ".join(re.split(r"[\t\n\v\f\r \u2028\u2029]+", text)).strip()
    return printable(line)


def printable(text: str) -> str:
    """A text with a sign in place of each character that is none: a control, half of a pair."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in KEPT else NOT_PRINTABLE for c in text)


def undrawable(text: str) -> list[str]:
    """Letters of a text that no font of this machine has, each once, in order."""
    return [c for c in dict.fromkeys(printable(text)) if c not in KEPT and not _family_with(c)]


def drawable(text: str) -> str:
    """A text with a sign in place of each letter that no font of this machine has."""
    if text.isascii():
        return text
    return text.translate(dict.fromkeys(map(ord, undrawable(text)), NOT_PRINTABLE))


@lru_cache(maxsize=50_000)
def _word_width(word: str, *, bold: bool, italic: bool) -> float:
    """Width of a word at size 1; a very long one is measured in pieces."""
    pieces = [word[start : start + LONG_WORD] for start in range(0, len(word), LONG_WORD)]
    if len(pieces) > 1:
        return sum(_word_width(piece, bold=bold, italic=italic) for piece in pieces)
    shown = drawable(printable(word))
    font = get_font(_files(bold, italic, _families(shown, bold=bold, italic=italic)))
    font.set_size(_MEASURED, 72)
    font.set_text(shown, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _MEASURED  # it counts in 64ths of a point


def space_width(style: Style) -> float:
    """Width of a space in points."""
    apart = _word_width("n n", bold=style.bold, italic=style.italic)
    return (apart - _word_width("nn", bold=style.bold, italic=style.italic)) * style.size


@lru_cache(maxsize=5_000)
def _widths(text: str, *, bold: bool, italic: bool) -> tuple[float, ...]:
    """Width of each word of a text at size 1; of what stands between two spaces, nothing."""
    return tuple(_word_width(word, bold=bold, italic=italic) if word else 0.0 for word in text.split(" "))


def text_width(text: str, style: Style) -> float:
    """Width of a line in points."""
    widths = _widths(text, bold=style.bold, italic=style.italic)
    return sum(widths) * style.size + space_width(style) * (len(widths) - 1)


def _fitting(text: str, style: Style, width: float, end: str = "") -> int:
    """How many characters of a text fit, with an end behind them."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + end, style) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def cut(text: str, style: Style, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, style) <= width:
        return text
    return text[: _fitting(text, style, width, ELLIPSIS)].rstrip(" ,;:.–-") + ELLIPSIS


def wrap(text: str, style: Style, width: float, most: int = 1_000) -> list[str]:
    """Lines of a text, none wider than ``width``; what does not fit into ``most`` lines ends in an ellipsis.

    Lines break at spaces; a word wider than a line is cut where the line ends.
    """
    return [*_wrapped(text, style, width, most)]


@lru_cache(maxsize=5_000)
def _wrapped(text: str, style: Style, width: float, most: int) -> tuple[str, ...]:
    """The same, kept: the layout of a page is tried until all of it has room."""
    words = text.split(" ")
    widths = [width * style.size for width in _widths(text, bold=style.bold, italic=style.italic)]
    space, lines, start = space_width(style), list[str](), 0
    while start < len(words):
        if len(lines) == most - 1:
            return (*lines, cut(" ".join(words[start:]), style, width))
        end, used = start, -space
        while end < len(words) and (used := used + space + widths[end]) <= width:
            end += 1
        if end == start:
            fits = max(1, _fitting(words[start], style, width))
            lines.append(words[start][:fits])
            rest = words[start][fits:]
            words[start], widths[start] = rest, text_width(rest, style)
            start += not rest
        else:
            lines.append(" ".join(words[start:end]))
            start = end
    return tuple(lines)

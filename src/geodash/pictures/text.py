"""Text on a sheet: how it looks, how wide it is, where its lines break.

Widths come from the font itself, without hinting: a layout is the same in every format and resolution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
ASCENT, DESCENT, LEADING = 0.80, 0.24, 1.28
"""Shares of the size: the highest and lowest ink of ordinary letters, and the step from line to line."""

ELLIPSIS = "…"
LONG_WORD = 40
NOT_PRINTABLE = "\ufffd"


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

    @property
    def font(self) -> FontProperties:
        """The style as matplotlib names it."""
        return _font(self.bold, self.italic, self.size)

    def sized(self, size: float) -> Style:
        """The same style in another size."""
        return replace(self, size=size)


@cache
def _font(bold: bool, italic: bool, size: float) -> FontProperties:  # noqa: FBT001 - a cache key
    return FontProperties(
        family=FAMILY, weight="bold" if bold else "normal", style="oblique" if italic else "normal", size=size
    )


@cache
def _drawable() -> frozenset[int]:
    return frozenset(get_font(fontManager.findfont(_font(bold=False, italic=False, size=10))).get_charmap())


def clean(text: str) -> str:
    """One line that the font can draw: other white space and unknown characters are replaced."""
    line = " ".join(re.split(r"[\t\n\v\f\r \u2028\u2029]+", text)).strip()
    return printable(line)


def printable(text: str) -> str:
    """A text with a sign in place of each character that the font cannot draw."""
    if text.isascii() and text.isprintable():
        return text
    drawable = _drawable()
    return "".join(
        c if (ord(c) in drawable and c.isprintable()) or c in "\u00a0\u202f" else NOT_PRINTABLE for c in text
    )


@lru_cache(maxsize=50_000)
def _word_width(word: str, *, bold: bool, italic: bool) -> float:
    """Width of a word at size 1; a very long one is measured in pieces."""
    pieces = [word[start : start + LONG_WORD] for start in range(0, len(word), LONG_WORD)]
    if len(pieces) > 1:
        return sum(_word_width(piece, bold=bold, italic=italic) for piece in pieces)
    shown = printable(word)
    width, _, _ = text_to_path.get_text_width_height_descent(shown, _font(bold, italic, 100.0), ismath=False)
    return float(width) / 100


def _space_width(style: Style) -> float:
    apart = _word_width("n n", bold=style.bold, italic=style.italic)
    return apart - _word_width("nn", bold=style.bold, italic=style.italic)


def text_width(text: str, style: Style) -> float:
    """Width of a line in points."""
    words = text.split(" ")
    total = sum(_word_width(word, bold=style.bold, italic=style.italic) for word in words if word)
    return (total + _space_width(style) * (len(words) - 1)) * style.size


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
    lines: list[str] = []
    rest = text.split(" ")
    while rest:
        if len(lines) == most - 1:
            return [*lines, cut(" ".join(rest), style, width)]
        line, rest = _one_line(rest, style, width)
        lines.append(line)
    return lines


def _one_line(words: list[str], style: Style, width: float) -> tuple[str, list[str]]:
    """The words that fit on a line, at least a part of the first, and the others."""
    space = _space_width(style) * style.size
    count, used = 0, -space
    while count < len(words):
        used += space + text_width(words[count], style)
        if used > width:
            break
        count += 1
    if count:
        return " ".join(words[:count]), words[count:]
    fits = max(1, _fitting(words[0], style, width))
    return words[0][:fits], [rest for rest in (words[0][fits:],) if rest] + words[1:]

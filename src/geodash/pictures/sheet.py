"""A sheet before it is drawn: shapes and lines of text in drawing order, with where each of them stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from matplotlib.path import Path

from geodash.pictures.box import Box
from geodash.pictures.text import (
    ASCENT,
    DESCENT,
    Style,
    clean,
    printable,
    space_width,
    text_width,
    undrawable,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline in points; colours are names of the palette, an empty name draws nothing.

    ``dash`` is in points. ``hatch`` draws diagonal lines in the colour of the fill.
    """

    path: Path
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    alpha: float = 1.0
    clip: Box | None = None
    hatch: bool = False

    @property
    def look(self) -> tuple[object, ...]:
        """All but the outline."""
        return self.fill, self.stroke, self.width, self.dash, self.alpha, self.clip, self.hatch


ONE_SPOT = 1.5
"""Points within which the middles of two symbols look like one."""


class Mark(NamedTuple):
    """A round symbol on a map: its middle and radius, and of what it is."""

    x: float
    y: float
    radius: float
    role: str

    def reach(self, box: Box) -> float:
        """How far the middle of the symbol is from a box."""
        across = max(box.left - self.x, 0.0, self.x - box.right)
        down = max(box.top - self.y, 0.0, self.y - box.bottom)
        return math.hypot(across, down)

    def distance(self, box: Box) -> float:
        """How far the edge of the symbol is from a box; nothing where it reaches into it."""
        return max(0.0, self.reach(box) - self.radius)

    def is_nearer(self, box: Box, other: Mark) -> bool:
        """Whether a box is nearer to this symbol than to another.

        Of two that touch, the middles count; one whose middle lies in this one is a part of it to the eye.
        """
        apart = math.hypot(self.x - other.x, self.y - other.y)
        if apart < self.radius + other.radius:
            within = apart < ONE_SPOT or (apart < self.radius and other.radius < self.radius)
            return within or self.reach(box) < other.reach(box)
        return self.distance(box) < other.distance(box)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. ``x`` is its left end, ``y`` its baseline; ``role`` says what it belongs to.

    A name on a map stands ``beside`` its symbol. ``link`` is the address that the line leads to, if any.
    """

    x: float
    y: float
    text: str
    style: Style
    role: str
    beside: Mark | None = None
    link: str = ""

    @property
    def box(self) -> Box:
        """What the line covers."""
        width = text_width(self.text, self.style)
        size = self.style.size
        return Box(self.x, self.y - ASCENT * size, self.x + width, self.y + DESCENT * size)


class Piece(NamedTuple):
    """A part of a text, and the address that it leads to."""

    text: str
    link: str = ""


class Ink(TypedDict, total=False):
    """How a shape is drawn: the fields of `Shape` other than outline and clip."""

    fill: str
    stroke: str
    width: float
    dash: tuple[float, ...]
    alpha: float
    hatch: bool


class More(TypedDict, total=False):
    """What some lines also have: the last fields of `Line`."""

    beside: Mark | None
    link: str


@dataclass
class Sheet:
    """A page in points. ``boxes`` names what stands on it, and ``marks`` are the symbols on its maps.

    By these a test can ask what covers what. ``sections`` are names, and the item with which each begins.

    ``colours`` are the colours that shapes and texts name.
    """

    width: float
    height: float
    colours: Mapping[str, str]
    items: list[Shape | Line] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Every line of text."""
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def undrawn(self) -> list[str]:
        """Letters that no font of this machine has."""
        return undrawable("".join(line.text for line in self.lines))

    def add(self, *shapes: Shape) -> None:
        """Draw shapes over what is there."""
        self.items.extend(shapes)

    def begin(self, name: str) -> None:
        """Begin a section of what is drawn: a group of that name in files that have groups."""
        self.sections.append((len(self.items), name))

    def parts(self) -> Iterator[tuple[str, list[Shape | Line]]]:
        """What is drawn in each section, under a name that no other one has."""
        seen: dict[str, int] = {}
        starts = [(0, "page"), *self.sections]
        for (start, name), (end, _) in pairwise([*starts, (len(self.items), "")]):
            if start < end:
                seen[name] = seen.get(name, 0) + 1
                yield f"{name}-{seen[name]}" if seen[name] > 1 else name, self.items[start:end]

    def take(self, other: Sheet) -> None:
        """Draw what is on another sheet over what is there."""
        self.sections += [(len(self.items) + start, name) for start, name in other.sections]
        self.items += other.items
        self.marks += other.marks
        self.boxes |= other.boxes

    def rect(self, box: Box, **look: Unpack[Ink]) -> None:
        """Draw a rectangle."""
        self.add(Shape(rectangle(box), **look))

    def line(self, x: float, y: float, text: str, style: Style, role: str, **more: Unpack[More]) -> Line:
        """Write a line of text with its left end and baseline at a point."""
        written = Line(x, y, printable(text), style, role, **more)
        self.items.append(written)
        return written

    def right(self, x: float, y: float, text: str, style: Style, role: str) -> Line:
        """Write a line of text that ends at ``x``."""
        return self.line(x - text_width(text, style), y, text, style, role)

    def centred(self, x: float, y: float, text: str, style: Style, role: str) -> Line:
        """Write a line of text with its middle at ``x``."""
        return self.line(x - text_width(text, style) / 2, y, text, style, role)

    def paragraph(
        self, box: Box, text: str | Sequence[str], style: Style, role: str, *, most: int = 1_000
    ) -> float:
        """Write a text, or ready-made lines, from the top of a box down; return where its last line ends."""
        lines = wrap(clean(text), style, box.width, most) if isinstance(text, str) else text
        y = box.top
        for row in lines:
            self.line(box.left, y + ASCENT * style.size, row, style, role)
            y += style.step
        return y

    def linked(self, box: Box, pieces: Sequence[Piece], style: Style, role: str) -> float:
        """Write pieces of text, with a space between each two, as `paragraph` writes a text."""
        pieces = [Piece(clean(piece.text), piece.link) for piece in pieces]
        y, space = box.top, space_width(style)
        for row in runs_of(pieces, wrap(" ".join(piece.text for piece in pieces), style, box.width)):
            x = box.left
            for text, link in row:
                run = self.line(x, y + ASCENT * style.size, text, style, role, link=link)
                x = run.box.right + space
            y += style.step
        return y


def runs_of(pieces: Sequence[Piece], lines: Sequence[str]) -> Iterator[list[Piece]]:
    """The pieces of a text as its lines divide them, each line in runs of whole words."""
    words = [piece for each in pieces for piece in (Piece(word, each.link) for word in each.text.split(" "))]
    words.reverse()
    for line in lines:
        row: list[Piece] = []
        for part in line.split(" "):
            word = words.pop()
            if len(part) < len(word.text):  # one that is wider than a line
                words.append(word._replace(text=word.text[len(part) :]))
            if row and row[-1].link == word.link:
                row[-1] = Piece(f"{row[-1].text} {part}", word.link)
            else:
                row.append(Piece(part, word.link))
        yield row


def rectangle(box: Box) -> Path:
    """Outline of a box."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return polygon(corners)


def polygon(points: Sequence[tuple[float, float]]) -> Path:
    """Closed outline through points."""
    return Path([*points, points[0]], closed=True)


def disc(x: float, y: float, radius: float) -> Path:
    """A circle."""
    return Path.circle((x, y), radius)


def segment(x0: float, y0: float, x1: float, y1: float) -> Path:
    """A straight line."""
    return Path([(x0, y0), (x1, y1)])

"""A document before it is written: titles, paragraphs, a picture, tables, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geodash.pictures.text import Style


class Run(NamedTuple):
    """A piece of text; with an address it is a link."""

    text: str
    url: str = ""
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


NARROWER = 0.94
"""How wide Arial and what stands in for it may be, of our own font: they are 0.87."""


class Shape(NamedTuple):
    """How the paragraphs of a kind look, in points: size of letters, step of lines, space before and after.

    ``style`` is the name of the style in Word.
    """

    style: str
    size: float
    step: float
    before: float
    after: float
    bold: bool = False
    italic: bool = False
    muted: bool = False
    indent: float = 0.0

    def width_style(self, *, bold: bool = False) -> Style:
        """The letters that widths are measured with: wider than those of the usual fonts of Word."""
        return Style(NARROWER * self.size, bold=bold or self.bold)


SHAPES = {
    "title": Shape("Title", 15, 18.6, 0, 1, bold=True),
    "subtitle": Shape("Subtitle", 9, 11.4, 0, 3, muted=True),
    "lead": Shape("Body Text", 9, 11.4, 0, 3),
    "body": Shape("Normal", 9, 11.4, 0, 2),
    "aside": Shape("Body Text 2", 8, 10, 0, 2, italic=True, muted=True),
    "caption": Shape("Caption", 7.2, 9, 0, 2, italic=True, muted=True),
    "section": Shape("Heading 1", 10, 12.6, 4, 1, bold=True),
    "part": Shape("Heading 2", 9, 11.5, 3, 1, bold=True),
    "list": Shape("List", 8, 9.8, 0, 1.5, indent=17),
    "cell": Shape("List Paragraph", 7.8, 9.6, 0.8, 0.8),
    "source": Shape("List 2", 7, 8.6, 0, 0.4, indent=17),
    "small": Shape("Body Text 3", 7, 8.6, 0, 1),
}
"""By kind of paragraph. Steps are exact, so that a page holds the same in every font."""


class Paragraph(NamedTuple):
    """A paragraph of a kind of ``SHAPES``; ``label`` is the number or letter that others refer to."""

    kind: str
    runs: Runs
    label: str = ""


class Picture(NamedTuple):
    """The map, so many points high."""

    height: float


class Table(NamedTuple):
    """Rows under a header; ``shares`` are those of the columns in the width."""

    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[float, ...]


class Columns(NamedTuple):
    """Paragraphs in two columns."""

    paragraphs: tuple[Paragraph, ...]


Block = Paragraph | Picture | Table | Columns


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its blocks, and what it says of itself."""

    title: str
    summary: str
    blocks: tuple[Block, ...]

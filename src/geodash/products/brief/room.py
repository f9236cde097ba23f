"""How high blocks stand on paper: measured in wide letters, so that no page overflows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from geodash.pictures.text import text_width
from geodash.products.brief.blocks import SHAPES, Columns, Picture, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodash.products.brief.blocks import Block, Paragraph, Runs

PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9
"""A4, in points."""
SIDE, TOP, BOTTOM = 56.7, 36.0, 34.0
WIDTH = PAGE_WIDTH - 2 * SIDE
"""Of the text: 17 centimetres."""
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
GUTTER = 14.0
CELL_PAD = 3.5
"""Left and right of the text of a cell."""
RULE = 0.6
"""What the lines of a table add to each row."""
SLACK = 2.0
"""What columns may be uneven by."""
SPARE = 5.0
"""Left free on the last page."""
BROKEN = 46.0
"""What may stay free at the end of each page but the last: a row or a heading moves to the next whole."""


def room_of(pages: int) -> float:
    """Height that blocks may have on so many pages."""
    return pages * HEIGHT - (pages - 1) * BROKEN - SPARE


def height_of(blocks: Iterable[Block]) -> float:
    """How high blocks are, one below the other."""
    return sum(map(_height, blocks))


def _height(block: Block) -> float:
    match block:
        case Picture():
            return block.height + 2
        case Table():
            return _table(block)
        case Columns():
            return _columns(block)
        case _:
            return _paragraph(block, WIDTH)


def _paragraph(paragraph: Paragraph, width: float) -> float:
    shape = SHAPES[paragraph.kind]
    return _text(paragraph.kind, paragraph.runs, width - shape.indent) + shape.before + shape.after


def _text(kind: str, runs: Runs, width: float) -> float:
    return _lines(kind, tuple((run.text, run.bold) for run in runs), width) * SHAPES[kind].step


@lru_cache(maxsize=8_192)
def _lines(kind: str, parts: tuple[tuple[str, bool], ...], width: float) -> int:
    """Lines that texts take, one behind the other, bold or not; a word that no line holds is broken."""
    lines, used = 1, 0.0
    for word, wide in _words(kind, parts):
        if word != " " and used and used + wide > width:
            lines, used = lines + 1, 0.0
        if wide > width:
            lines += ceil(wide / width)
        elif word != " " or used:
            used += wide
    return lines


def _words(kind: str, parts: tuple[tuple[str, bool], ...]) -> Iterator[tuple[str, float]]:
    """Words and the spaces between them, with their widths."""
    for text, bold in parts:
        style = SHAPES[kind].width_style(bold=bold)
        for word in re.split("( )", text):
            if word:
                yield word, text_width(word, style)


def _table(table: Table) -> float:
    header = tuple((Run(name, bold=True),) for name in table.header)
    return sum(_row(row, table.shares) for row in (header, *table.rows)) + RULE


def _row(row: tuple[Runs, ...], shares: tuple[float, ...]) -> float:
    shape = SHAPES["cell"]
    cells = (
        _text("cell", runs, WIDTH * share - 2 * CELL_PAD) for runs, share in zip(row, shares, strict=True)
    )
    return max(cells) + shape.before + shape.after + RULE


def _columns(block: Columns) -> float:
    """Of two columns, as even as their paragraphs let them be."""
    heights = [_paragraph(each, (WIDTH - GUTTER) / 2) for each in block.paragraphs]
    total, sums = sum(heights), [0.0, *accumulate(heights)]
    return min(max(left, total - left) for left in sums) + SLACK

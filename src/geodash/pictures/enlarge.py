"""A sheet in another size: everything on it is so much larger, letters too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

from geodash.pictures.box import Box
from geodash.pictures.sheet import Line, Sheet

if TYPE_CHECKING:
    from geodash.pictures.sheet import Mark, Shape


def enlarged(sheet: Sheet, by: float) -> Sheet:
    """The sheet, so many times as large."""
    if by == 1:
        return sheet
    items = [_line(item, by) if isinstance(item, Line) else _shape(item, by) for item in sheet.items]
    boxes = {name: _box(box, by) for name, box in sheet.boxes.items()}
    marks = [_mark(mark, by) for mark in sheet.marks]
    return Sheet(sheet.width * by, sheet.height * by, sheet.colours, items, boxes, marks, sheet.sections)


def _line(line: Line, by: float) -> Line:
    beside = _mark(line.beside, by) if line.beside else None
    style = line.style.sized(line.style.size * by)
    return replace(line, x=line.x * by, y=line.y * by, style=style, beside=beside)


def _mark(mark: Mark, by: float) -> Mark:
    return mark._replace(x=mark.x * by, y=mark.y * by, radius=mark.radius * by)


def _shape(shape: Shape, by: float) -> Shape:
    return replace(
        shape,
        path=Affine2D().scale(by).transform_path(shape.path),
        width=shape.width * by,
        dash=tuple(each * by for each in shape.dash),
        clip=_box(shape.clip, by) if shape.clip else None,
    )


def _box(box: Box, by: float) -> Box:
    return Box(box.left * by, box.top * by, box.right * by, box.bottom * by)

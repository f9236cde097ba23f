"""A sheet in another size: everything on it is so much larger, letters too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

from geodash.pictures.box import Box
from geodash.pictures.sheet import Line, Sheet

if TYPE_CHECKING:
    from geodash.pictures.sheet import Shape


def enlarged(sheet: Sheet, by: float) -> Sheet:
    """The sheet, so many times as large."""
    if by == 1:
        return sheet
    items = [_line(item, by) if isinstance(item, Line) else _shape(item, by) for item in sheet.items]
    boxes = {name: _box(box, by) for name, box in sheet.boxes.items()}
    return Sheet(sheet.width * by, sheet.height * by, sheet.colours, items, boxes)


def _line(line: Line, by: float) -> Line:
    return replace(line, x=line.x * by, y=line.y * by, style=line.style.sized(line.style.size * by))


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

"""Land, water, boundaries and the layers of the package, as the look has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.look.ground import PRINT, width_at
from geodash.pictures.ground import ground_of, paths_in, points_in
from geodash.pictures.sheet import Ink, Shape
from geodash.pictures.symbols import printed, shape_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.path import Path

    from geodash.look.ground import Stroke
    from geodash.pictures.content import Content
    from geodash.pictures.projection import Frame
    from geodash.pictures.sheet import Sheet

SEAM = 0.4
"""Width in points of the edge of full colours, so that nothing shines through between neighbours."""


def draw_ground(sheet: Sheet, content: Content, frame: Frame, *, over: bool) -> frozenset[Stroke]:
    """Draw what lies over the influence cells, or what lies below; return what the frame shows of it."""
    shown = set()
    for stroke in content.look.ground:
        switched_off = stroke.switch and stroke.switch not in content.layers
        if stroke.over is not over or switched_off or not stroke.shown_at(frame.zoom):
            continue
        for path in _paths(content, stroke, frame):
            sheet.add(Shape(path, **ink_of(stroke, frame.zoom), clip=frame.box))
            shown.add(stroke)
    return frozenset(shown)


def ink_of(stroke: Stroke, zoom: float) -> Ink:
    """How a stroke is drawn at a zoom, in points."""
    width = PRINT if stroke.shape else width_at(stroke.width, zoom) * PRINT
    ink = Ink(
        fill=stroke.fill, stroke=stroke.stroke, width=width, dash=printed(stroke.dash), alpha=stroke.alpha
    )
    if stroke.fill and not stroke.stroke and stroke.alpha == 1:
        ink |= Ink(stroke=stroke.fill, width=SEAM)
    return ink


def _paths(content: Content, stroke: Stroke, frame: Frame) -> Iterator[Path]:
    ground = ground_of(content.dataset)
    if not stroke.shape:
        return paths_in(ground, stroke.layer, frame, stroke.takes)
    radius = width_at(stroke.width, frame.zoom) * PRINT
    points = points_in(ground, stroke.layer, frame)
    return (shape_at(stroke.shape, x, y, radius) for properties, x, y in points if stroke.takes(properties))

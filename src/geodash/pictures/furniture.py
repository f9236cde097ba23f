"""What stands in the corners of a map: locator, scale bar, north arrow, and where control is not known."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

from geodash.model.conflict import LayerRole
from geodash.pictures.box import Box
from geodash.pictures.ground import ground_of, paths_in
from geodash.pictures.projection import Frame, fit
from geodash.pictures.sheet import Shape, polygon, rectangle
from geodash.pictures.text import ASCENT, Style, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.look.ground import Stroke
    from geodash.model.dataset import Dataset
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet

LOCATOR = (70.0, 76.0)
LONGEST_BAR = 84.0
SCALE_HEIGHT = 33.0
MARGIN = 5.0
NOTE = Style(7.0, "text")
WARNING = Style(8.4, "text", bold=True)
CORNERS = ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0))
SPOTS = (
    *CORNERS,
    *((u, v / 8) for u in (1.0, 0.0) for v in range(1, 8)),
    *((u / 8, 1.0) for u in range(1, 8)),
)
"""Where a piece may stand, best first, as shares of the way across and down."""
SMALLEST_SCALE = 20_000_000
"""Denominator of the scale from which a number would say little of most of the map."""
WIDEST_WITH_LOCATOR = 4_500_000.0
"""Metres; a map wider than that shows where it is by itself."""


def place_furniture(  # noqa: PLR0913 - where to draw, and what
    sheet: Sheet,
    content: Content,
    frame: Frame,
    symbols: Sequence[Box],
    kept: Sequence[Box],
    *,
    locator: bool,
    scale: bool,
) -> list[Box]:
    """Draw the furniture and return what it covers.

    Each piece stands where it covers fewest symbols, and none of those that are kept: in a corner, or else
    along an edge.
    """
    taken = [_warning(sheet, frame.box, content.late)] if content.late else []
    pieces = [((scale_width(content, frame), SCALE_HEIGHT), draw_scale)] if scale else []
    if locator and frame.box.width * frame.scale < WIDEST_WITH_LOCATOR:
        pieces.append((LOCATOR, draw_locator))
    for size, draw in pieces:
        box = _freest_spot(frame.box, size, symbols, [*kept, *taken])
        draw(sheet, content, frame, box)
        taken.append(box.grown(1))
    return taken


def _freest_spot(box: Box, size: tuple[float, float], symbols: Sequence[Box], taken: Sequence[Box]) -> Box:
    wide, high = size
    inner = box.grown(-MARGIN)
    across, down = inner.width - wide, inner.height - high
    boxes = [
        Box(x, y, x + wide, y + high)
        for x, y in ((inner.left + u * across, inner.top + v * down) for u, v in SPOTS)
    ]

    def covered(candidate: Box) -> tuple[int, int]:
        around = candidate.grown(1)
        return sum(map(around.overlaps, taken)), sum(map(around.overlaps, symbols))

    return min(boxes, key=covered)


def _warning(sheet: Sheet, box: Box, text: str) -> Box:
    lines = wrap(text, WARNING, box.width - 2 * MARGIN - 12)
    wide = max(text_width(line, WARNING) for line in lines) + 12
    high = 17 + (len(lines) - 1) * WARNING.step
    chip = Box(box.left + MARGIN, box.top + MARGIN, box.left + MARGIN + wide, box.top + MARGIN + high)
    sheet.rect(chip, fill="paper", stroke="ink", width=0.8)
    for row, line in enumerate(lines):
        sheet.line(chip.left + 6, chip.top + 11.6 + row * WARNING.step, line, WARNING, "warning")
    sheet.boxes["warning"] = chip
    return chip.grown(1)


def draw_locator(sheet: Sheet, content: Content, frame: Frame, box: Box) -> None:
    """The surroundings of the conflict, with its home country and the extent of the map."""
    sheet.rect(box, fill="paper")
    sheet.add(*_surroundings(content.dataset, tuple(content.look.ground), box))
    view = fit(box, content.dataset.conflict.locator)
    west, south, east, north = frame.extent
    x0, y0 = _point(view, west, north)
    x1, y1 = _point(view, east, south)
    grow = max(0.0, 3.5 - (x1 - x0) / 2)
    sheet.add(Shape(rectangle(Box(x0, y0, x1, y1).grown(grow)), stroke="accent", width=1.4, clip=box))
    sheet.rect(box, stroke="boundary", width=0.8)
    sheet.boxes["locator"] = box


@lru_cache(maxsize=20)
def _surroundings(dataset: Dataset, strokes: tuple[Stroke, ...], box: Box) -> tuple[Shape, ...]:
    """The land of a locator: the same shapes on every frame of an animation, and on every trial of a page."""
    ground, bounds = ground_of(dataset), dataset.conflict.locator
    at_origin, place = fit(Box(0, 0, box.width, box.height), bounds), Affine2D().translate(box.left, box.top)
    shapes = []
    for stroke in strokes:
        home = stroke.role == LayerRole.COUNTRIES and stroke.where is not None
        if home or (stroke.role == LayerRole.WORLD and stroke.fill):
            fill = "boundary" if home else "line"
            for path in paths_in(ground, stroke.layer, at_origin, stroke.takes):
                placed = place.transform_path(path)
                shapes.append(Shape(placed, fill=fill, stroke="paper", width=0.25, clip=box))
    return tuple(shapes)


def _point(view: Frame, east: float, north: float) -> tuple[float, float]:
    return view.box.left + (east - view.west) / view.scale, view.box.top + (view.north - north) / view.scale


def draw_scale(sheet: Sheet, content: Content, frame: Frame, box: Box) -> None:
    """A bar of two halves, the nominal scale, and an arrow to the north."""
    tr = content.tr
    sheet.rect(box, fill="paper", alpha=0.85)
    sheet.boxes["scale"] = box
    arrow = box.right - 11
    tip = [
        (arrow, box.top + 3),
        (arrow + 4.4, box.top + 17),
        (arrow, box.top + 14),
        (arrow - 4.4, box.top + 17),
    ]
    sheet.add(Shape(polygon(tip), fill="ink"))
    sheet.centred(arrow, box.bottom - 4.5, tr("briefing.north"), Style(8.0, "text", bold=True), "scale")
    kilometres = nice_length(LONGEST_BAR * frame.ground_scale / 1000)
    length = kilometres * 1000 / frame.ground_scale
    left, top = box.left + 6, box.top + 4 + NOTE.size * ASCENT + 2
    halves = ((left, "ink"), (left + length / 2, "paper"))
    for start, fill in halves:
        sheet.rect(Box(start, top, start + length / 2, top + 3.4), fill=fill, stroke="ink", width=0.7)
    sheet.line(left - 1, top - 2.4, "0", NOTE, "scale")
    end = tr("briefing.kilometres", count=tr.number(kilometres))
    sheet.line(left + length - text_width(tr.number(kilometres), NOTE) / 2, top - 2.4, end, NOTE, "scale")
    sheet.line(left - 1, box.bottom - 5, _nominal(content, frame), NOTE, "scale")


def scale_width(content: Content, frame: Frame) -> float:
    """How wide the box of the scale bar is."""
    return 6 + max(LONGEST_BAR + 24, text_width(_nominal(content, frame), NOTE)) + 8 + 17


def _nominal(content: Content, frame: Frame) -> str:
    """The scale as a number; far out, where it changes from south to north, the latitude of the bar."""
    if frame.denominator > SMALLEST_SCALE:
        return content.tr("briefing.nominal_far", degrees=content.tr.number(abs(round(frame.latitude))))
    return content.tr("briefing.nominal", scale=content.tr.number(frame.denominator_at(content.enlarged)))


def nice_length(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten up to a number.

    >>> nice_length(84)
    50
    """
    power = 10 ** math.floor(math.log10(most))
    length = next(step * power for step in (5, 2, 1) if step * power <= most)
    return int(length) if length >= 1 else length

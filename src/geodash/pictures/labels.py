"""Names on the map: placed one after the other by importance, each where nothing else is yet."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodash.pictures.box import Box, around
from geodash.pictures.ground import parts_in
from geodash.pictures.sheet import Shape, segment
from geodash.pictures.text import ASCENT, DESCENT, Style, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from geodash.pictures.ground import Ground
    from geodash.pictures.projection import Frame
    from geodash.pictures.sheet import Mark, Sheet

GAPS = (2.2, 1.2)
ROOM = 0.8
"""Points between a symbol and its name, the better one first, and those kept free around every name."""

FIRST_RING, RING_STEP, RINGS, TURNS = 12.0, 6.0, 12, 16
"""Where a name with a line may stand: points from its symbol, and directions."""
APART = 3.0
"""Points between such a name and any symbol."""
_GRID = 16.0
_DIAGONAL = math.sqrt(0.5)

NAMES = (
    Style(9.0, "label", bold=True, halo="halo"),
    Style(9.0, "label", bold=True, halo="halo"),
    Style(8.0, "label", halo="halo"),
    Style(7.4, "label", halo="halo"),
    Style(6.8, "label", halo="halo"),
    Style(6.8, "label_muted", halo="halo"),
)
"""Names of places, by rank."""
OTHER_NAME = Style(7.4, "label_muted", halo="halo")
LAKE_NAME = Style(8.0, "label_muted", italic=True, halo="water")
COUNTRY_NAME = Style(8.2, "label_muted", bold=True, halo="halo")


@dataclass
class Room:
    """What of a map is taken: boxes of names and symbols, and the box that all must stay in.

    ``marks`` are the symbols of places, of which a name must stand nearest to its own.
    """

    inside: Box
    taken: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def is_free(self, box: Box, but: Box | None = None) -> bool:
        """Whether a box lies inside and covers nothing, except for one box that it may touch."""
        if not self.inside.contains(box):
            return False
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        return not any(  # `Box.overlaps`, written out: it is asked of tens of thousands of pairs
            left < other.right
            and right > other.left
            and top < other.bottom
            and bottom > other.top
            and other is not but
            for other in self.taken
        )

    def is_nearest(self, box: Box, own: Mark) -> bool:
        """Whether no other symbol is as near to a name as its own is."""
        far = own.reach(box)  # what is further off than this is not as near, and need not be measured
        return all(
            mark is own or not box.grown(far + mark.radius).holds(mark.x, mark.y) or own.is_nearer(box, mark)
            for mark in self.marks
        )

    def take(self, box: Box) -> Box:
        """Keep a box for something."""
        self.taken.append(box)
        return box


def name_beside(sheet: Sheet, room: Room, mark: Mark, text: str, style: Style) -> bool:
    """Write a name beside its symbol where there is room and no other symbol is as near, or not at all."""
    x, y, radius, _ = mark
    symbol = around(x, y, radius)
    own = next((box for box in room.taken if box == symbol), None)
    wide, high = text_width(text, style), (ASCENT + DESCENT) * style.size
    for left, middle in (spot for gap in GAPS for spot in _beside(x, y, radius + gap, wide, high)):
        box = Box(left, middle - high / 2, left + wide, middle + high / 2)
        if room.is_free(box.grown(ROOM), own) and room.is_nearest(box, mark):
            sheet.line(left, box.top + ASCENT * style.size, text, style, "place", beside=mark)
            room.take(box.grown(ROOM))
            return True
    return False


def _beside(x: float, y: float, gap: float, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Left end and middle height of a name around a symbol, best place first."""
    aside, apart = gap * _DIAGONAL, gap * _DIAGONAL + high / 2
    yield x + gap, y
    yield x - gap - wide, y
    yield x + aside, y - apart + 1
    yield x + aside, y + apart - 1
    yield x - aside - wide, y - apart + 1
    yield x - aside - wide, y + apart - 1
    yield x - wide / 2, y + gap + high / 2
    yield x - wide / 2, y - gap - high / 2
    for share in (0.25, 0.75):
        yield x - wide * share, y + gap + high / 2
        yield x - wide * share, y - gap - high / 2


def name_aside(sheet: Sheet, room: Room, mark: Mark, text: str, style: Style) -> bool:
    """Write a name further away, with a line to its symbol, where it stands free of all others."""
    wide, high = text_width(text, style), (ASCENT + DESCENT) * style.size
    for ring in range(RINGS):
        reach = mark.radius + FIRST_RING + ring * RING_STEP
        for turn in range(TURNS):
            angle = math.tau * turn / TURNS
            x, y = mark.x + reach * math.cos(angle), mark.y + reach * math.sin(angle)
            left = x - wide * (1 - math.cos(angle)) / 2
            box = Box(left, y - high / 2, left + wide, y + high / 2)
            if room.is_free(box.grown(ROOM)) and all(other.distance(box) > APART for other in room.marks):
                end = min(max(mark.x, box.left), box.right), min(max(mark.y, box.top), box.bottom)
                line = segment(mark.x, mark.y, *end)
                sheet.add(Shape(line, stroke="halo", width=2.2), Shape(line, stroke="ink", width=0.7))
                sheet.line(left, box.top + ASCENT * style.size, text, style, "place")
                room.take(box.grown(ROOM))
                return True
    return False


def name_inside(
    sheet: Sheet, room: Room, spots: tuple[tuple[float, float], ...], text: str, style: Style
) -> None:
    """Write the name of an area at the first of some spots where there is room, or not at all."""
    wide, high = text_width(text, style), (ASCENT + DESCENT) * style.size
    for x, y in spots:
        box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if room.is_free(box.grown(5)):
            sheet.line(box.left, box.top + ASCENT * style.size, text, style, "area")
            room.take(box.grown(ROOM))
            return


@lru_cache(maxsize=100)
def area_spots(
    ground: Ground, layer: str, frame: Frame, least: float
) -> tuple[tuple[str, str, tuple[tuple[float, float], ...]], ...]:
    """English and French name of each area of a layer, and the spots for it, deepest inside first.

    ``least`` is how many points from its edge a spot must be.
    """
    found = []
    for properties, geometry in parts_in(ground, layer, frame):
        english, french = properties.get("name_en"), properties.get("name_fr")
        if english and french and (spots := _spots(geometry, frame, least)):
            found.append((str(english), str(french), spots))
    return tuple(found)


def _spots(part: BaseGeometry, frame: Frame, least: float) -> tuple[tuple[float, float], ...]:
    west, south, east, north = frame.extent
    shown = shapely.clip_by_rect(part, west, south, east, north)
    shown = shapely.simplify(shown, 2 * frame.scale)
    if shown.is_empty:
        return ()
    step = _GRID * frame.scale
    across, down = np.meshgrid(
        np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
    )
    points = shapely.points(across.ravel(), down.ravel())
    shapely.prepare(shown)
    points = points[shapely.contains(shown, points)]
    depth = shapely.distance(shown.boundary, points) / frame.scale
    order = np.argsort(-np.minimum(depth, 90), kind="stable")
    order = order[depth[order] >= least][:80]
    x, y = frame.points(shapely.get_x(points[order]), shapely.get_y(points[order]))
    return tuple(zip(x.tolist(), y.tolist(), strict=True))

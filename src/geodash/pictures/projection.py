"""Web Mercator (EPSG:3857) and the frame of a map: which part of the world a box of the sheet shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodash.look.ground import PRINT

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geodash.link.state import View
    from geodash.model.conflict import Box as Bounds
    from geodash.model.records import Place
    from geodash.pictures.box import Box

RADIUS_M = 6_378_137.0
MAX_LAT = 85.0511
METRES_PER_POINT = 0.0254 / 72
TILE = 256
VIEWPORT = (840.0, 600.0)
"""Pixels of the map on an ordinary screen; a figure shows at least what such a map shows."""
FINEST_SCALE = 1.0
"""Metres per point of the largest scale: bounds may be as small as a house, and no outline is that exact."""
WORLD_M = 2 * math.pi * RADIUS_M


def mercator(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres east and north of degrees."""
    angle = np.radians(np.clip(np.asarray(lat, dtype=np.float64), -MAX_LAT, MAX_LAT))
    east = RADIUS_M * np.radians(np.asarray(lon, dtype=np.float64))
    return east, RADIUS_M * np.log(np.tan(np.pi / 4 + angle / 2))


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the sheet, the Mercator metres at its left top corner, and the metres per point."""

    box: Box
    west: float
    north: float
    scale: float

    def points(
        self, east: NDArray[np.float64], north: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where Mercator metres stand on the sheet."""
        return self.box.left + (east - self.west) / self.scale, self.box.top + (
            self.north - north
        ) / self.scale

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where degrees stand on the sheet."""
        x, y = self.points(*mercator(lon, lat))
        return float(x), float(y)

    def spot(self, place: Place | None) -> tuple[float, float] | None:
        """Where a place stands on the sheet, if it has a position."""
        if place is None or place.lon is None or place.lat is None:
            return None
        return self.place(place.lon, place.lat)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north in Mercator metres."""
        wide, high = self.box.width * self.scale, self.box.height * self.scale
        return self.west, self.north - high, self.west + wide, self.north

    @property
    def zoom(self) -> float:
        """Zoom of the map on screen whose pixels, in print, show as much of the ground.

        Negative for a map on which the whole world is smaller than a tile.
        """
        return math.log2(WORLD_M / (TILE * self.scale * PRINT))

    @property
    def ground_scale(self) -> float:
        """Metres on the ground of a point of the sheet, at the middle of the map."""
        _, south, _, north = self.extent
        return self.scale / math.cosh((south + north) / 2 / RADIUS_M)

    @property
    def latitude(self) -> float:
        """Degrees north of the middle of the map, where its ground scale holds."""
        _, south, _, north = self.extent
        return math.degrees(math.atan(math.sinh((south + north) / 2 / RADIUS_M)))

    @property
    def denominator(self) -> int:
        """Nominal scale 1 : n at full size, to two figures."""
        return self.denominator_at(1.0)

    def denominator_at(self, enlarged: float) -> int:
        """Nominal scale of a sheet that is shown so much larger than it is, to two figures."""
        exact = self.ground_scale / METRES_PER_POINT / enlarged
        step = 10 ** (math.floor(math.log10(exact)) - 1)
        return int(round(exact / step) * step)


def fit(box: Box, bounds: Bounds, margin: float = 0) -> Frame:
    """The frame that shows west, south, east and north in degrees whole and centred in a box.

    The margin is room in points around the bounds, for symbols of places that lie at their edge.
    """
    (west, east), (south, north) = mercator(bounds[::2], bounds[1::2])
    scale = float(max((east - west) / (box.width - 2 * margin), (north - south) / (box.height - 2 * margin)))
    scale = max(scale, FINEST_SCALE)
    left = float(west + east) / 2 - scale * box.width / 2
    return Frame(box, left, float(south + north) / 2 + scale * box.height / 2, scale)


def fit_view(box: Box, view: View) -> Frame:
    """The frame that shows what an ordinary screen shows at a view."""
    per_pixel = WORLD_M / (TILE * 2**view.zoom)
    scale = per_pixel * max(VIEWPORT[0] / box.width, VIEWPORT[1] / box.height)
    east, north = mercator(view.lon, view.lat)
    return Frame(box, float(east) - scale * box.width / 2, float(north) + scale * box.height / 2, scale)


def moved_to(frame: Frame, x: float, y: float) -> Frame:
    """The frame at the same scale with a spot of its sheet in its middle."""
    across, down = frame.box.middle
    west, north = frame.west + (x - across) * frame.scale, frame.north - (y - down) * frame.scale
    return Frame(frame.box, west, north, frame.scale)

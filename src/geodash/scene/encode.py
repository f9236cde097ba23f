"""Geometry as short lists of whole numbers: a first point, then steps, in 1/scale degree, lon first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from shapely.geometry import LineString, MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

_LEAST_RING_POINTS = 4
FAR = 20
Bounds = tuple[float, float, float, float]
EVERYWHERE: Bounds = (-360.0, -90.0, 360.0, 90.0)


def encode_line(
    coordinates: Any,  # noqa: ANN401  anything numpy reads as (n, 2)
    scale: float,
    near: Bounds = EVERYWHERE,
) -> list[int]:
    """Encode an (n, 2) sequence of degrees; steps of no length are left out.

    Points beyond ``near`` (west, south, east, north) are rounded to FAR steps: many fall together.
    """
    degrees = np.asarray(coordinates, dtype=float)[:, :2]
    points = np.rint(degrees * scale).astype(int)
    is_far = ((degrees < near[:2]) | (degrees > near[2:])).any(axis=1)
    points[is_far] = np.rint(points[is_far] / FAR).astype(int) * FAR
    steps = np.diff(points, axis=0)
    return [*points[0].tolist(), *steps[np.any(steps != 0, axis=1)].ravel().tolist()]


def encode_polygons(geometry: BaseGeometry, scale: float, near: Bounds = EVERYWHERE) -> list[list[list[int]]]:
    """Encode the polygons of a geometry: shell, then holes; rings too small for the scale are left out."""
    polygons = []
    for polygon in _parts(geometry, "Polygon"):
        rings = [encode_line(ring.coords, scale, near) for ring in _rings(polygon)]
        kept = [ring for ring in rings if len(ring) >= 2 * _LEAST_RING_POINTS]
        if kept and len(rings[0]) >= 2 * _LEAST_RING_POINTS:
            polygons.append(kept)
    return polygons


def encode_lines(geometry: BaseGeometry, scale: float, near: Bounds = EVERYWHERE) -> list[list[int]]:
    """Encode the lines of a geometry."""
    return [encode_line(line.coords, scale, near) for line in _parts(geometry, "LineString")]


def encode_points(geometry: BaseGeometry, scale: float, near: Bounds = EVERYWHERE) -> list[list[int]]:
    """Encode the points of a geometry."""
    return [encode_line(point.coords, scale, near) for point in _parts(geometry, "Point")]


def _rings(polygon: Polygon) -> list[LineString]:
    turned = orient(polygon)
    return [turned.exterior, *turned.interiors]


def _parts(geometry: BaseGeometry | MultiPolygon, kind: str) -> list[Any]:
    return [part for part in shapely.get_parts(geometry, return_index=False) if part.geom_type == kind]

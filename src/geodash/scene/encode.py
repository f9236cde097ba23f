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


def encode_line(coordinates: Any, scale: float) -> list[int]:  # noqa: ANN401  anything numpy reads as (n, 2)
    """Encode an (n, 2) sequence of degrees; steps of no length are left out."""
    points = np.rint(np.asarray(coordinates, dtype=float)[:, :2] * scale).astype(int)
    steps = np.diff(points, axis=0)
    return [*points[0].tolist(), *steps[np.any(steps != 0, axis=1)].ravel().tolist()]


def encode_polygons(geometry: BaseGeometry, scale: float) -> list[list[list[int]]]:
    """Encode the polygons of a geometry: shell, then holes; rings too small for the scale are left out."""
    polygons = []
    for polygon in _parts(geometry, "Polygon"):
        rings = [encode_line(ring.coords, scale) for ring in _rings(polygon)]
        kept = [ring for ring in rings if len(ring) >= 2 * _LEAST_RING_POINTS]
        if kept and len(rings[0]) >= 2 * _LEAST_RING_POINTS:
            polygons.append(kept)
    return polygons


def encode_lines(geometry: BaseGeometry, scale: float) -> list[list[int]]:
    """Encode the lines of a geometry."""
    return [encode_line(line.coords, scale) for line in _parts(geometry, "LineString")]


def encode_points(geometry: BaseGeometry, scale: float) -> list[list[int]]:
    """Encode the points of a geometry."""
    return [encode_line(point.coords, scale) for point in _parts(geometry, "Point")]


def _rings(polygon: Polygon) -> list[LineString]:
    turned = orient(polygon)
    return [turned.exterior, *turned.interiors]


def _parts(geometry: BaseGeometry | MultiPolygon, kind: str) -> list[Any]:
    return [part for part in shapely.get_parts(geometry, return_index=False) if part.geom_type == kind]

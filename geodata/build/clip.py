"""Cut geometry at the edges of a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import box

if TYPE_CHECKING:
    from recipe import Bounds
    from shapely.geometry.base import BaseGeometry


def clipped(geometry: BaseGeometry, window: Bounds) -> BaseGeometry:
    """Return the part within a window (EPSG:4326); what lies inside comes back vertex for vertex."""
    edge = box(*window)
    return geometry if edge.covers(geometry) else shapely.intersection(geometry, edge)

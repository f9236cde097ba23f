"""River centrelines from Natural Earth 10m, cut to a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import NATURAL_EARTH, unpacked
from licences import NATURAL_EARTH as NATURAL_EARTH_LICENCE
from shapely.geometry import box
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from recipe import Rivers
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.002  # degrees, below the accuracy of the source


def river_layer(rivers: Rivers, packages: Path) -> Layer:
    """Build the named rivers, one feature per name (EPSG:4326)."""
    folder = unpacked(NATURAL_EARTH, packages)
    path = folder / "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
    frame = pyogrio.read_dataframe(path, bbox=rivers.window)
    frame = frame[(frame.featurecla == "River") & frame.name.notna() & ~frame.name.isin(rivers.dropped)]
    courses: dict[str, list[BaseGeometry]] = {}
    for row in frame.itertuples():
        for name, line in named_parts(rivers, rivers.numbered.get(str(row.rivernum), row.name), row.geometry):
            courses.setdefault(name, []).append(line)
    features = [river_feature(rivers, name, lines) for name, lines in courses.items()]
    origins = [NATURAL_EARTH.origin()]
    return Layer("rivers", "Rivers", NATURAL_EARTH_LICENCE, origins, "2013", features, decimals=4)


def named_parts(rivers: Rivers, name: str, line: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Cut to the window, and give the part south of a latitude its own name where the recipe has one."""
    west, south, east, north = rivers.window
    split = next((split for split in rivers.split if split.name == name), None)
    if split is None:
        return [(name, shapely.intersection(line, box(west, south, east, north)))]
    return [
        (split.south, shapely.intersection(line, box(west, south, east, split.south_of))),
        (name, shapely.intersection(line, box(west, split.south_of, east, north))),
    ]


def river_feature(rivers: Rivers, name: str, lines: list[BaseGeometry]) -> Feature:
    """Build one river, its pieces joined where they meet."""
    name_en, name_fr = rivers.renamed.get(name, (name, name))
    course = shapely.line_merge(shapely.union_all(lines)).simplify(TOLERANCE).normalize()
    return Feature((name_en,), {"name_en": name_en, "name_fr": name_fr}, course)

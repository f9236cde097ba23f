"""River centrelines from Natural Earth 10m, clipped to the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import NATURAL_EARTH, Package
from licences import NATURAL_EARTH as NATURAL_EARTH_LICENCE
from shapely.geometry import box
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

WINDOW = (22.0, -12.0, 36.0, 6.0)  # lon/lat degrees: west, south, east, north
DROPPED = {"Rusizi"}  # the Ruzizi has a layer of its own, from a better source
RENAMED = {  # Natural Earth name: (English, French), where it differs or misleads
    "Albert Nile": ("Albert Nile", "Nil Albert"),
    "Bahr el Jebel  (Mountain Nile)": ("Bahr el Jebel (Mountain Nile)", "Bahr el-Jebel (Nil des montagnes)"),
    "Bomu": ("Mbomou (Bomu)", "Mbomou (Bomu)"),
    "Victoria Nile": ("Victoria Nile", "Nil Victoria"),
}
BY_NUMBER = {41: "Lualaba"}  # upper course south of Ankoro, which Natural Earth calls Congo
RUTSHURU_NORTH = -0.55  # degrees; Natural Earth calls the Rutshuru, which feeds Lake Edward, Semliki
TOLERANCE = 0.002  # degrees, below the accuracy of the source


def river_layer(folders: dict[Package, Path]) -> Layer:
    """Build the named rivers, one feature per name (EPSG:4326)."""
    path = folders[NATURAL_EARTH] / "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
    frame = pyogrio.read_dataframe(path, bbox=WINDOW)
    frame = frame[(frame.featurecla == "River") & frame.name.notna() & ~frame.name.isin(DROPPED)]
    courses: dict[str, list[BaseGeometry]] = {}
    for row in frame.itertuples():
        for name, line in split_names(BY_NUMBER.get(row.rivernum, row.name), row.geometry):
            courses.setdefault(name, []).append(line)
    features = [river_feature(name, lines) for name, lines in courses.items()]
    return Layer(
        "rivers", "Rivers", NATURAL_EARTH_LICENCE, [NATURAL_EARTH.origin()], "2013", features, decimals=4
    )


def split_names(name: str, line: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Cut to the window, and give the part above Lake Edward its own name."""
    west, south, east, north = WINDOW
    if name != "Semliki":
        return [(name, shapely.intersection(line, box(*WINDOW)))]
    return [
        ("Rutshuru", shapely.intersection(line, box(west, south, east, RUTSHURU_NORTH))),
        ("Semliki", shapely.intersection(line, box(west, RUTSHURU_NORTH, east, north))),
    ]


def river_feature(name: str, lines: list[BaseGeometry]) -> Feature:
    """Build one river, its pieces joined where they meet."""
    name_en, name_fr = RENAMED.get(name, (name, name))
    course = shapely.line_merge(shapely.union_all(lines)).simplify(TOLERANCE).normalize()
    return Feature((name_en,), {"name_en": name_en, "name_fr": name_fr}, course)

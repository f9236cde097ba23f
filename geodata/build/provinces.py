"""Internal limits of a country from Natural Earth: lines only, never polygons.

Its names may be out of date, which the recipe corrects. Its international border is wrong by kilometres,
so the lines stop short of the OpenStreetMap border.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import NATURAL_EARTH, unpacked
from licences import NATURAL_EARTH as NATURAL_EARTH_LICENCE
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from recipe import Provinces
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.001  # degrees, far below the accuracy of the source


def province_layer(provinces: Provinces, countries: dict[str, BaseGeometry], packages: Path) -> Layer:
    """Build the province limits (EPSG:4326) that lie inside the country, away from its border."""
    folder = unpacked(NATURAL_EARTH, packages)
    path = folder / "usr/share/magics/10m/ne_10m_admin_1_states_provinces_lines.shp"
    frame = pyogrio.read_dataframe(path, where=f"adm0_a3 = '{provinces.country}'", encoding="UTF-8")
    frame = frame[frame.name_l.isin(provinces.kept) | frame.name_r.isin(provinces.kept)]
    inside = countries[provinces.country].buffer(-provinces.gap)
    features = [
        limit_feature(provinces, (row.name_l, row.name_r), shapely.intersection(row.geometry, inside))
        for row in frame.itertuples()
    ]
    origins = [NATURAL_EARTH.origin()]
    return Layer("provinces", provinces.title, NATURAL_EARTH_LICENCE, origins, "2018", features, decimals=4)


def limit_feature(provinces: Provinces, sides: tuple[str, str], line: BaseGeometry) -> Feature:
    """Build the limit between two provinces under their present names."""
    near, far = sorted(sides, key=lambda name: (name not in provinces.kept, name))
    names = (entry.now for entry in provinces.renamed if entry.far == far and entry.near in {"", near})
    now = next(names, far)
    notes = {"note_en": provinces.note_en, "note_fr": provinces.note_fr}
    kept = shapely.line_merge(line).simplify(TOLERANCE).normalize()
    return Feature((near, now), {"a": near, "b": now} | notes, kept)

"""Internal limits of Nord-Kivu, Sud-Kivu and Maniema: lines only, never polygons.

Natural Earth has the provinces of before 2015, but the outlines of these three did not change then. Its
international border is wrong by kilometres, so the lines stop short of the OpenStreetMap border.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import NATURAL_EARTH, Package
from licences import NATURAL_EARTH as NATURAL_EARTH_LICENCE
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

KEPT = {"Nord-Kivu", "Sud-Kivu", "Maniema"}
SINCE_2015 = {  # what lies today on the other side of these three
    "Kasaï-Oriental": "Sankuru / Lomami",
    "Katanga": "Tanganyika",
    "Orientale": "Tshopo / Ituri",
}
MANIEMA_NORTH = "Tshopo"  # Maniema meets only this part of the former Orientale
BORDER_GAP = 0.045  # degrees, about 5 km
TOLERANCE = 0.001  # degrees, far below the accuracy of the source
NOTE_EN = "Approximate: 1 to 3 km off the official limits; not for deciding which side a place is on."
NOTE_FR = "Approximatif : à 1 à 3 km des limites officielles ; ne dit pas de quel côté se trouve un lieu."


def province_layer(folders: dict[Package, Path], drc: BaseGeometry) -> Layer:
    """Build the province limits (EPSG:4326) that lie inside `drc`, away from its border."""
    path = folders[NATURAL_EARTH] / "usr/share/magics/10m/ne_10m_admin_1_states_provinces_lines.shp"
    frame = pyogrio.read_dataframe(path, where="adm0_a3 = 'COD'", encoding="UTF-8")
    frame = frame[frame.name_l.isin(KEPT) | frame.name_r.isin(KEPT)]
    inside = drc.buffer(-BORDER_GAP)
    features = [limit_feature(row.name_l, row.name_r, row.geometry, inside) for row in frame.itertuples()]
    return Layer(
        "provinces",
        "Limits of Nord-Kivu, Sud-Kivu and Maniema (approximate)",
        NATURAL_EARTH_LICENCE,
        [NATURAL_EARTH.origin()],
        "2018",
        features,
        decimals=4,
    )


def limit_feature(left: str, right: str, line: BaseGeometry, inside: BaseGeometry) -> Feature:
    """Build the limit between two provinces under their present names."""
    a, b = sorted((left, right), key=lambda name: (name not in KEPT, name))
    b = MANIEMA_NORTH if (a, b) == ("Maniema", "Orientale") else SINCE_2015.get(b, b)
    kept = shapely.line_merge(shapely.intersection(line, inside)).simplify(TOLERANCE).normalize()
    return Feature((a, b), {"a": a, "b": b, "note_en": NOTE_EN, "note_fr": NOTE_FR}, kept)

"""Schematic roads: straight lines from locality to locality, in the order of the road.

No package holds the real alignment. Coordinates come from the places table, by id.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from shapely.geometry import LineString
from writer import Feature, Layer, Licence

if TYPE_CHECKING:
    from pathlib import Path

    from recipe import Roads, Section


def road_layer(roads: Roads, places_csv: Path) -> Layer:
    """Build all sections as lines (EPSG:4326) through the places of the table."""
    points = read_points(places_csv)
    notes = {"note_en": roads.note_en, "note_fr": roads.note_fr}
    features = [
        road_feature(position, section, points, notes) for position, section in enumerate(roads.sections)
    ]
    licence = Licence("CC-BY-4.0", "LICENSES/CC-BY-4.0.txt", roads.attribution_en, roads.attribution_fr)
    return Layer("roads", roads.title, licence, [{"file": places_csv.name}], "2026", features)


def read_points(places_csv: Path) -> dict[str, tuple[float, float]]:
    """Read lon/lat by place id; places without a coordinate are left out."""
    with places_csv.open(encoding="utf-8", newline="") as stream:
        located = [row for row in csv.DictReader(stream) if row["lat"]]
    return {row["id"]: (float(row["lon"]), float(row["lat"])) for row in located}


def road_feature(
    position: int, section: Section, points: dict[str, tuple[float, float]], notes: dict[str, str]
) -> Feature:
    """Build one section; the position keeps sections of a road in the order of the recipe."""
    properties = {
        "ref": section.ref,
        "name": section.name,
        "status": section.status,
        "places": ";".join(section.route),
        "missing": ";".join(section.missing),
    }
    return Feature((position,), properties | notes, LineString([points[place] for place in section.route]))

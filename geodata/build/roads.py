"""Schematic national roads: straight lines from locality to locality, in the order of the road.

No package holds the real alignment. Coordinates come from the places table, by id.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licences import PLACES
from shapely.geometry import LineString
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

NOTE_EN = "Schematic line between localities, not the real alignment; not for distances."
NOTE_FR = "Tracé schématique entre localités, pas l'emprise réelle ; ne sert pas à mesurer."


@dataclass(frozen=True)
class Section:
    """Part of a road: place ids in order, how well the order is known, and localities without coordinate."""

    ref: str
    ends: tuple[str, str]
    status: str  # "press", "common_knowledge" or "code_only"
    route: str  # place ids, separated by spaces
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Road and ends, as in `RN2 Sake-Goma` with an en dash."""
        return f"{self.ref} " + "\u2013".join(self.ends)


SECTIONS = (
    Section("RN2", ("Bukavu", "Kavumu"), "press", "bukavu kavumu"),
    Section(
        "RN2",
        ("Kavumu", "Minova"),
        "common_knowledge",
        "kavumu katana kabamba kalehe-centre nyabibwe minova",
        missing=("Nyamukubi",),
    ),
    Section("RN2", ("Minova", "Sake"), "common_knowledge", "minova bweremana shasha sake"),
    Section("RN2", ("Sake", "Goma"), "press", "sake mugunga goma"),
    Section(
        "RN2",
        ("Bukavu", "Kamituga"),
        "press",
        "bukavu walungu-centre kamituga",
        missing=("Mwenga", "Kitutu"),
    ),
    Section(
        "RN2",
        ("Goma", "Kanyabayonga"),
        "code_only",
        "goma kibati kibumba rugari rumangabo rutshuru-centre kiwanja rwindi kanyabayonga",
    ),
    Section(
        "RN2",
        ("Kanyabayonga", "Beni"),
        "code_only",
        "kanyabayonga kayna kirumba matembe alimbongo kitsombiro lubero-centre butembo beni",
    ),
    Section(
        "RN4",
        ("Kisangani", "Bunia"),
        "press",
        "kisangani komanda bunia",
        missing=("Bafwasende", "Mambasa"),
    ),
    Section("RN4", ("Beni", "Kasindi"), "code_only", "beni kasindi-mpondwe"),
    Section("RN5", ("Bukavu", "Kamanyola"), "press", "bukavu nyangezi kamanyola"),
    # Kamanyola to Luvungi is left out: a straight line there would cross Burundi.
    Section(
        "RN5",
        ("Luvungi", "Makobola"),
        "common_knowledge",
        "luvungi sange uvira makobola",
        missing=("Baraka", "Fizi"),
    ),
)


def road_layer(places_csv: Path) -> Layer:
    """Build all sections as lines (EPSG:4326) through the places of the table."""
    points = read_points(places_csv)
    features = [road_feature(position, section, points) for position, section in enumerate(SECTIONS)]
    return Layer("roads", "National roads (schematic)", PLACES, [{"file": "places.csv"}], "2026", features)


def read_points(places_csv: Path) -> dict[str, tuple[float, float]]:
    """Read lon/lat by place id; places without a coordinate are left out."""
    with places_csv.open(encoding="utf-8", newline="") as stream:
        located = [row for row in csv.DictReader(stream) if row["lat"]]
    return {row["id"]: (float(row["lon"]), float(row["lat"])) for row in located}


def road_feature(position: int, section: Section, points: dict[str, tuple[float, float]]) -> Feature:
    """Build one section; the position keeps sections of a road in the order of the table."""
    places = section.route.split()
    properties = {
        "ref": section.ref,
        "name": section.name,
        "status": section.status,
        "places": ";".join(places),
        "missing": ";".join(section.missing),
        "note_en": NOTE_EN,
        "note_fr": NOTE_FR,
    }
    return Feature((position,), properties, LineString([points[place] for place in places]))

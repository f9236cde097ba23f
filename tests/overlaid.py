"""An overlay package: a few incidents of somebody else, beside the shipped record or another."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from geodash.model.records import Actor, Event, Place, Proposal, Source
from tests.conftest import DESCRIBE

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.records import Record

OPEN, RESTRICTED = "logbook", "guarded"
"""Ids of two data sets; rows of the second may not be passed on."""
HOSTILE = "<img src=x onerror=alert(1)> *log* [book](javascript:alert(1))"
TABLES: dict[str, type[Record]] = {"actors": Actor, "events": Event, "places": Place, "sources": Source}


def write_overlay(folder: Path, name: str = OPEN, *, restricted: bool = False, **changes: Any) -> Path:
    """Write an overlay with one event in Goma on each of four days, and one before the record begins."""
    folder.mkdir(parents=True)
    rows = _rows(name)
    for table, model in TABLES.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(model.model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows[table], key=lambda row: row["id"]))
    meta = {
        "id": name,
        "title_en": f"Log of {name}",
        "title_fr": f"Journal de {name}",
        "kind": "table",
        "licence": "CC-BY-4.0",
        "citation": "A mission, its log",
        "attribution_en": f"Incidents: {name}",
        "attribution_fr": f"Incidents : {name}",
        "retrieved": "2026-11-01",
        "source_version": "3",
        "first_day": "2009-01-01",
        "last_day": "2026-10-02",
        "restricted": restricted,
    }
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "licenses": [{"name": "CC-BY-4.0"}],
            "attribution_en": "x",
            "attribution_fr": "x",
        }
        for table in TABLES
    ]
    descriptor = {
        "name": name,
        "version": "1",
        "resources": resources,
        "geodash": {"overlay": meta | changes},
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    DESCRIBE(folder)
    return folder


def _rows(name: str) -> dict[str, list[dict[str, str]]]:
    days = ("2009-05-05", "2025-01-26", "2025-01-27", "2025-03-16", "2026-10-02")
    last = len(days) - 1
    return {
        "actors": [
            {
                "id": f"{name}-crowd",
                "kind": "civil",
                **dict.fromkeys(("name_en", "name_fr", "short_en", "short_fr"), "A crowd"),
            }
        ],
        "places": [
            {
                "id": f"{name}-crossroads",
                **dict.fromkeys(("name", "name_en", "name_fr"), "Crossroads"),
                "kind": "village",
                "country": "COD",
                "lat": "-1.5",
                "lon": "28.9",
                "uncertainty_m": "5000",
                "coord_source": "the log",
            }
        ],
        "sources": [
            {
                "id": f"{name}-log",
                "title": "The log",
                "publisher": "A mission",
                "published": "2026",
                "url": "https://log.example/1",
                "language": "en",
                "kind": "other",
            }
        ],
        "events": [
            {
                "id": f"{name}-{day}",
                "date": day,
                "date_precision": "day",
                "category": "battle" if number < last else "diplomacy",
                "action": "fight",
                "actors_from": f"{name}-crowd" if number < last else "belgium",
                "actors_to": "m23" if number < last else "rwanda",
                "place_id": "goma" if number % 2 else f"{name}-crossroads",
                "fatalities_low": "2",
                "fatalities_high": "4",
                "confidence": "low",
                "source_ids": f"{name}-log",
                "title_en": f"Shots at the crossroads {number}",
                "title_fr": f"Tirs au carrefour {number}",
                "summary_en": "Shots were heard.",
                "summary_fr": "Des tirs ont été entendus.",
            }
            for number, day in enumerate(days)
        ],
    }


SPOTS: dict[str, Any] = {
    "Point": [28.9, -1.5],
    "LineString": [[28.0, -2.0], [29.5, -1.0]],
    "Polygon": [[[28.0, -2.0], [29.0, -2.0], [29.0, -1.0], [28.0, -2.0]]],
}
"""Coordinates of a geometry of each type, in the Kivus."""
ROLES = {"point": "Point", "line": "LineString", "area": "Polygon"}
COLOUR = "#FF00FF"
"""A colour that nothing else of the map has."""


def add_layer(folder: Path, role: str = "point", /, **described: Any) -> Path:
    """Give an overlay a layer with one feature, named after it and the role."""
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    name = f"{document['geodash']['overlay']['id']}-{role}"
    geometry = {"type": ROLES[role], "coordinates": SPOTS[ROLES[role]]}
    collection = {
        "type": "FeatureCollection",
        "licence": "CC-BY-4.0",
        "attribution_en": f"Layer: {name}",
        "attribution_fr": f"Couche : {name}",
        "features": [{"type": "Feature", "properties": {}, "geometry": geometry}],
    }
    (folder / f"{name}.geojson").write_text(json.dumps(collection), encoding="utf-8")
    document["resources"].append(
        {"name": name, "path": f"{name}.geojson", "licenses": [{"name": "CC-BY-4.0"}]}
    )
    usual = {"resource": name, "role": role, "name_en": f"Own {role}", "name_fr": f"Propre {role}"}
    colour = {"colour": {"light": COLOUR, "dark": COLOUR}}
    document["geodash"].setdefault("layers", []).append(usual | colour | described)
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    DESCRIBE(folder)
    return folder


def add_proposals(folder: Path, *rows: dict[str, str]) -> Path:
    """Give an overlay proposals of control: that M23 took Goma by its second event, unless rows say else."""
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    name = document["geodash"]["overlay"]["id"]
    usual = {
        "place_id": "goma",
        "valid_from": "2025-01-26",
        "date_precision": "day",
        "controller": "m23",
        "previous": "fardc",
        "confidence": "low",
        "is_status_report": "false",
        "source_ids": f"{name}-log",
        "summary_en": "The log says that M23 took Goma.",
        "summary_fr": "Le journal dit que le M23 a pris Goma.",
        "event_id": f"{name}-2025-01-26",
    }
    told = [{"id": f"{name}-ctl-{number}"} | usual | row for number, row in enumerate(rows or ({},))]
    with (folder / "control-proposals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(Proposal.model_fields), lineterminator="\n")
        writer.writeheader()
        writer.writerows(told)
    described = {"name": "proposals", "path": "control-proposals.csv", "licenses": [{"name": "CC-BY-4.0"}]}
    document["resources"].append(described | {"attribution_en": "x", "attribution_fr": "x"})
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    DESCRIBE(folder)
    return folder

"""Copies of a package that its descriptor extends: with a class of holders, or with layers of the map."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import DESCRIBE, GEODATA

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CAMPS, RESOURCE, LAYER = (
    json.loads(block)
    for block in re.findall(r"```json\n(.*?)```", (ROOT / "docs/layers.md").read_text("utf-8"), re.DOTALL)
)
"""The example of the document: the file, its entry among the resources and its entry in the member."""
OWN: dict[str, dict[str, Any]] = {
    "point": {"type": "Point", "coordinates": [26.4, 12.6]},
    "line": {"type": "LineString", "coordinates": [[26.2, 13.0], [26.9, 13.0]]},
    "area": {
        "type": "Polygon",
        "coordinates": [[[24.9, 10.9], [25.4, 10.9], [25.4, 11.3], [24.9, 11.3], [24.9, 10.9]]],
    },
}
"""A geometry for each role that draws what a package adds, in Darfur, away from towns and borders."""
NAMED = {"iso3": "XXX", "iso_n3": "000", "admin1": "North Darfur", "admin2": "Own"}
"""Properties that features of one role or another need."""
IN_OWN = {"point": (12.6, 26.4), "line": (13.0, 26.5), "area": (11.1, 25.1)}
"""Latitude and longitude of a point in each."""


def extended(source: Path, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Copy a package and change its descriptor; sizes and checksums are brought up to date."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("build", "LICENSES"))
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    DESCRIBE(folder)
    return folder


def with_camps(folder: Path) -> Path:
    """Copy the shipped package with the layer that the document adds."""
    return extended(GEODATA, folder, lambda descriptor: _add(folder, descriptor, CAMPS, RESOURCE, LAYER))


def with_layers(source: Path, folder: Path, *geometries: list[dict[str, Any]], roles: list[str]) -> Path:
    """Copy a package with a layer for each role, called after it, of these geometries."""

    def add(descriptor: dict[str, Any]) -> None:
        for role, shapes in zip(roles, geometries, strict=True):
            features = [{"type": "Feature", "properties": NAMED, "geometry": shape} for shape in shapes]
            resource = RESOURCE | {"name": f"own_{role}", "path": f"borders/own_{role}.geojson"}
            layer = LAYER | {"resource": f"own_{role}", "role": role, "name_en": f"Own {role}"}
            layer["on"] = role != "territories"
            _add(folder, descriptor, CAMPS | {"features": features}, resource, layer)

    return extended(source, folder, add)


def with_territories(
    source: Path, folder: Path, boxes: dict[tuple[str, str], tuple[float, float, float, float]]
) -> Path:
    """Copy a package with a layer of territories, boxes by province and territory."""
    features = [
        {
            "type": "Feature",
            "properties": {"admin1": admin1, "admin2": admin2},
            "geometry": {"type": "Polygon", "coordinates": [ring(*box)]},
        }
        for (admin1, admin2), box in boxes.items()
    ]
    resource = RESOURCE | {"name": "units", "path": "borders/units.geojson"}
    named = {"name_en": "Territories", "name_fr": "Territoires"}
    layer = {"resource": "units", "role": "territories", "switch": True, "on": False, **named}

    def add(descriptor: dict[str, Any]) -> None:
        _add(folder, descriptor, CAMPS | {"features": features}, resource, layer)

    return extended(source, folder, add)


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """The outline of a box."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def with_class(folder: Path, actor: str) -> Path:
    """Copy the shipped package with a class for one actor that belongs to `other`."""

    def add(descriptor: dict[str, Any]) -> None:
        classes = descriptor["geodash"]["classes"]
        for holders in classes:
            holders["actors"] = [listed for listed in holders.get("actors", ()) if listed != actor]
        classes.insert(
            2,
            {
                "id": "added",
                "name_en": "Added class",
                "name_fr": "Classe ajoutée",
                "holder_en": "the added one",
                "holder_fr": "le nouveau venu",
                "actors": [actor],
                "colour": LAYER["colour"],
                "shape": "hexagon",
            },
        )

    return extended(GEODATA, folder, add)


def _add(
    folder: Path,
    descriptor: dict[str, Any],
    content: dict[str, Any],
    resource: dict[str, Any],
    layer: dict[str, Any],
) -> None:
    (folder / resource["path"]).write_text(json.dumps(content), encoding="utf-8")
    descriptor["resources"].append(resource)
    descriptor["geodash"]["layers"].append(layer)

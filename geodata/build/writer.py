"""Write a layer as GeoJSON: compact, one feature per line, the same bytes for the same input.

Coordinates are EPSG:4326 in lon/lat order. Needs only shapely, so the tests can use it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

CRS_NOTE = "EPSG:4326, lon/lat"


@dataclass(frozen=True)
class Licence:
    """Terms of a layer: SPDX id or plain text, file of the text, and the credit to show."""

    licence: str
    path: str
    attribution_en: str
    attribution_fr: str


@dataclass(frozen=True)
class Feature:
    """One geometry with its properties; `key` decides its place in the file."""

    key: tuple[Any, ...]
    properties: dict[str, Any]
    geometry: BaseGeometry


@dataclass(frozen=True)
class Layer:
    """Everything that goes into one GeoJSON file."""

    name: str
    title: str
    licence: Licence
    derived_from: list[dict[str, str]]
    year_represented: str
    features: list[Feature]
    decimals: int = 5

    def metadata(self) -> dict[str, Any]:
        """Return the top-level members that precede the features."""
        return {
            "type": "FeatureCollection",
            "name": self.name,
            "title": self.title,
            "licence": self.licence.licence,
            "licence_path": self.licence.path,
            "attribution_en": self.licence.attribution_en,
            "attribution_fr": self.licence.attribution_fr,
            "derived_from": self.derived_from,
            "year_represented": self.year_represented,
            "crs_note": CRS_NOTE,
        }


def layer_collection(layer: Layer) -> dict[str, Any]:
    """Return the layer as a GeoJSON mapping, features in the order of their keys."""
    features = [
        {
            "type": "Feature",
            "properties": feature.properties,
            "geometry": rounded(mapping(feature.geometry), layer.decimals),
        }
        for feature in sorted(layer.features, key=lambda feature: feature.key)
    ]
    return layer.metadata() | {"features": features}


def rounded(value: object, decimals: int) -> object:
    """Round every number in nested coordinates; negative zero becomes zero."""
    if isinstance(value, dict):
        return {key: rounded(part, decimals) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(part, decimals) for part in value]
    return round(value, decimals) + 0.0 if isinstance(value, float) else value


def dumps(collection: dict[str, Any]) -> str:
    """Format a GeoJSON mapping: no spaces, one feature per line, so that a change shows as one line."""
    head = {key: value for key, value in collection.items() if key != "features"}
    lines = ",\n".join(_compact(feature) for feature in collection["features"])
    return f'{_compact(head)[:-1]},"features":[\n{lines}\n]}}\n'


def write_layer(layer: Layer, folder: Path) -> Path:
    """Write the layer to `<folder>/<name>.geojson` and return the path."""
    path = folder / f"{layer.name}.geojson"
    path.write_text(dumps(layer_collection(layer)), encoding="utf-8", newline="\n")
    return path


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

"""Layers of the map as rows: what a GeoJSON file says before its features, and each feature."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping, shape

if TYPE_CHECKING:
    from collections.abc import Iterable

WGS_84 = 4326
_FEATURE = {"type", "properties", "geometry"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: the start of its file, and properties and geometry (WKB) of its features."""

    head: str
    features: tuple[tuple[Any, bytes], ...]


def layer_of(content: bytes) -> Layer | None:
    """A GeoJSON file as rows; None where rows would not give the same bytes again."""
    try:
        document = json.loads(content)
        features = document.pop("features")
        rows = tuple((each["properties"], shapely.to_wkb(shape(each["geometry"]))) for each in features)
        plain = all(each.keys() == _FEATURE for each in features)
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
        return None
    head = _compact(document)[:-1]
    return Layer(head, rows) if plain and layer_text(head, rows) == content else None


def with_system(wkb: bytes) -> str:
    """A geometry with its coordinate system, as PostGIS takes it in."""
    return str(shapely.to_wkb(shapely.set_srid(shapely.from_wkb(wkb), WGS_84), hex=True, include_srid=True))


def layer_text(head: str, features: Iterable[tuple[Any, bytes]]) -> bytes:
    """The GeoJSON file of rows: no spaces and one feature to a line, so that a change shows as one line."""
    lines = ",\n".join(
        _compact({"type": "Feature", "properties": properties, "geometry": mapping(shapely.from_wkb(wkb))})
        for properties, wkb in features
    )
    return f'{head},"features":[\n{lines}\n]}}\n'.encode()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

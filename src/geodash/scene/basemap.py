"""The base map document: the layers of the package as encoded geometry, the same for every day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.look.whole import look_of
from geodash.model.conflict import LayerRole
from geodash.model.territories import units_of
from geodash.scene.encode import encode_lines, encode_points, encode_polygons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.model.conflict import MapLayer
    from geodash.model.dataset import BorderLayer, Dataset

_SCALES = {LayerRole.WORLD: 1e2}
_DEFAULT_SCALE = 1e4
_MARGIN = 2.0
"""Degrees around the region. What is farther away is kept to 220 m: a quarter less to fetch."""
_NAMES = ("name", "name_en", "name_fr")
_NAMED = frozenset({LayerRole.COUNTRIES, LayerRole.LAKES})
"""Layers whose features have their names written on the map."""
_ENCODERS = {"Polygon": encode_polygons, "Point": encode_points, "LineString": encode_lines}


def base_document(dataset: Dataset) -> dict[str, Any]:
    """The layers that the conflict names; one that the package lacks is left out.

    A feature has its geometry, the properties that the look asks for, and its name where the map writes it.
    """
    conditions = (
        each for stroke in look_of(dataset.conflict).ground for each in (stroke.where, stroke.unless)
    )
    columns = dict.fromkeys(condition[0] for condition in conditions if condition)
    drawn = [layer for layer in dataset.conflict.layers if layer.resource in dataset.borders]
    return {"layers": [_layer(dataset, layer, columns) for layer in drawn]}


def _layer(dataset: Dataset, layer: MapLayer, columns: Iterable[str]) -> dict[str, Any]:
    borders = dataset.borders[layer.resource]
    scale = _SCALES.get(layer.role, _DEFAULT_SCALE)
    sent = (*columns, *_NAMES) if layer.role in _NAMED else columns
    kind, near = _kind_of(borders), _around(dataset.conflict.region)
    shapes = zip(borders.geometries, borders.properties, strict=True)
    return {
        "name": layer.resource,
        "role": layer.role,
        "kind": kind.lower(),
        "scale": scale,
        "features": [
            {
                "p": {name: given[name] for name in sent if isinstance(given.get(name), str)},
                "c": _ENCODERS[kind](geometry, scale, near),
            }
            for geometry, given in shapes
        ],
        **(_counted(dataset, borders) if layer.role is LayerRole.TERRITORIES else {}),
    }


def _around(region: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """West, south, east and north of where coordinates are kept as they are."""
    west, south, east, north = region
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def _counted(dataset: Dataset, borders: BorderLayer) -> dict[str, list[int]]:
    """By what features are shaded: the number of the territory of each, and of that of each place."""
    units, places = units_of(dataset, borders)
    return {"units": units, "places": places}


def _kind_of(borders: BorderLayer) -> str:
    """What a layer is made of: polygons or points throughout, else lines."""
    types = {geometry.geom_type.removeprefix("Multi") for geometry in borders.geometries}
    return next(iter(types)) if types in ({"Polygon"}, {"Point"}) else "LineString"

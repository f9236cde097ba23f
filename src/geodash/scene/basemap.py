"""The base map document: land, water and boundaries as encoded geometry, the same for every day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.scene.encode import encode_lines, encode_polygons

if TYPE_CHECKING:
    from geodash.model.dataset import BorderLayer, Dataset

_SCALES = {"world": 1e2}
_DEFAULT_SCALE = 1e4
_PROPERTIES = ("iso3", "name_en", "name_fr", "a", "b", "name", "status")
_DRAWN = (
    "world",
    "countries",
    "lakes",
    "rivers",
    "ruzizi",
    "provinces",
    "boundaries",
    "border_drc_rwanda",
    "roads",
)


def base_document(dataset: Dataset) -> dict[str, Any]:
    """Layers in drawing order; a layer that the package lacks is left out."""
    return {"layers": [_layer(dataset.borders[name]) for name in _DRAWN if name in dataset.borders]}


def _layer(layer: BorderLayer) -> dict[str, Any]:
    scale = _SCALES.get(layer.name, _DEFAULT_SCALE)
    frame = layer.frame
    is_area = frame.geom_type.str.endswith("Polygon").all()
    encode = encode_polygons if is_area else encode_lines
    columns = [name for name in _PROPERTIES if name in frame.columns]
    return {
        "name": layer.name,
        "kind": "polygon" if is_area else "line",
        "scale": scale,
        "features": [
            {
                "p": {name: row[name] for name in columns if isinstance(row[name], str)},
                "c": encode(row.geometry, scale),
            }
            for _, row in frame.iterrows()
        ],
    }

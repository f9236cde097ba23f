"""GeoJSON layers to checked geometries in longitude and latitude."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from geodash.errors import Problem
from geodash.model.dataset import BorderLayer, Credit
from geodash.package.contents import parse_object, read_bytes, text_problems, verify
from geodash.package.tables import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geodash.package.descriptor import Package, Resource

MAX_LON, MAX_LAT = 180, 90
_REDRAW = "rebuild the layer with the scripts in geodata/build"
# A quotation mark inside a JSON string follows a backslash, so this never matches inside text.
_COORDINATES = re.compile(r'(?<!\\)"coordinates"\s*:\s*\[[\[\]\s\d.,eE+-]*\]')


def read_borders(package: Package, problems: list[Problem]) -> dict[str, BorderLayer]:
    """Read every geometry layer of a package, by resource name."""
    layers: dict[str, BorderLayer] = {}
    for resource in package.borders:
        content = read_bytes(package.folder, resource.path, problems)
        if content is None:
            continue
        verify(resource.path, content, resource.digest, resource.size, problems)
        layer = parse_layer(resource, content, problems)
        if layer is not None:
            layers[resource.name] = layer
    return layers


def parse_layer(resource: Resource, content: bytes, problems: list[Problem]) -> BorderLayer | None:
    """One layer from the bytes of a GeoJSON file, or None with problems."""
    file, before = resource.path, len(problems)
    text = decode(file, content, problems)
    collection = _collection(file, text, content, problems) if text is not None else None
    if text is None or collection is None:
        return None
    features = collection["features"]
    credit = _credit(file, collection, problems)
    geometries = _geometries(text, len(features))
    problems += _geometry_problems(file, text, geometries)
    if credit is None or len(problems) > before:
        return None
    return BorderLayer(
        name=resource.name,
        title=str(collection.get("title") or resource.name),
        geometries=tuple(geometry for geometry in geometries if geometry is not None),
        properties=tuple(dict(feature.get("properties") or {}) for feature in features),
        credit=credit,
    )


def _collection(file: str, text: str, content: bytes, problems: list[Problem]) -> dict[str, Any] | None:
    """Everything but the coordinates of a feature collection, or None with a problem."""
    try:
        # Coordinates are nearly the whole file, and shapely reads them on its own, far faster.
        collection = json.loads(_COORDINATES.sub('"coordinates":[]', text))
    except (RecursionError, ValueError):
        collection = parse_object(file, content, problems)
        if collection is None:
            return None
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        problems.append(Problem(file, 1, "type", "", "write a GeoJSON FeatureCollection"))
        return None
    broken = [*text_problems(file, collection)]
    if broken:
        problems += broken
        return None
    features = collection.get("features")
    if not isinstance(features, list) or not features or not all(map(_is_feature, features)):
        remedy = "write a list with at least one feature, each with an object of properties"
        problems.append(Problem(file, 1, "features", "", remedy))
        return None
    return collection


def _is_feature(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("properties") or {}, dict)


def _credit(file: str, collection: Mapping[str, Any], problems: list[Problem]) -> Credit | None:
    found = {name: collection.get(name) for name in ("licence", "attribution_en", "attribution_fr")}
    stated = {name: value for name, value in found.items() if isinstance(value, str) and value}
    problems += (
        Problem(file, 1, name, "", f"state the {name} of the layer at the top of the file")
        for name in found.keys() - stated.keys()
    )
    return Credit(**stated) if len(stated) == len(found) else None


def _geometries(text: str, count: int) -> Sequence[BaseGeometry | None]:
    """One geometry per feature; None where a feature has none that can be read."""
    try:
        found = [*shapely.get_parts(shapely.from_geojson(text))]
    except (ShapelyError, ValueError):
        found = []
    if len(found) == count:
        return found
    # All features at once is the fast way, but it cannot tell which of them is broken.
    return [_geometry(feature.get("geometry")) for feature in json.loads(text)["features"]]


def _geometry(value: object) -> BaseGeometry | None:
    try:
        return shapely.from_geojson(json.dumps(value)) if value else None
    except (ShapelyError, ValueError):
        return None


def _geometry_problems(file: str, text: str, geometries: Sequence[BaseGeometry | None]) -> Iterator[Problem]:
    array = np.array(geometries, dtype=object)
    present = ~(shapely.is_missing(array) | shapely.is_empty(array))
    west, south, east, north = shapely.bounds(array).T
    inside = (west >= -MAX_LON) & (east <= MAX_LON) & (south >= -MAX_LAT) & (north <= MAX_LAT)
    sound = present & inside & shapely.is_valid(array)
    if sound.all():
        return
    lines = _feature_lines(text)
    for position in np.flatnonzero(~sound):
        if not present[position]:
            remedy = f"give the feature a geometry that can be read: {_REDRAW}"
        elif not inside[position]:
            remedy = "write coordinates as longitude, latitude in degrees (EPSG:4326)"
        else:
            remedy = f"{_REDRAW}: {shapely.is_valid_reason(array[position])}"
        line = lines[position] if position < len(lines) else 1
        yield Problem(file, line, f"features[{position}].geometry", "", remedy)


def _feature_lines(text: str) -> list[int]:
    """The line on which each feature of a collection begins."""
    start = re.search(r'"features"\s*:\s*\[', text)
    position = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    lines: list[int] = []
    while True:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        if position >= len(text) or text[position] != "{":
            return lines
        lines.append(text.count("\n", 0, position) + 1)
        position = decoder.raw_decode(text, position)[1]

"""GeoJSON layers to checked geometries in longitude and latitude."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import simdjson
from shapely import LinearRing, LineString, MultiLineString, MultiPolygon, Polygon
from shapely.errors import ShapelyError

from geodash.errors import Problem
from geodash.model.dataset import BorderLayer, Credit
from geodash.package.contents import parse_object, read_bytes, text_problems, verify
from geodash.package.remedies import shorten
from geodash.package.tables import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodash.package.descriptor import Package, Resource

_Json = Any
MAX_LON, MAX_LAT = 180, 90
_NO_NUMBER = re.compile(r"\bNaN\b|-?\bInfinity\b|\d{20,}|\d[eE]\+?\d{3,}")
"""What Python takes for a number in JSON, and no other reader does."""
_REDRAW = "rebuild the layer with the scripts in geodata/build"


def read_borders(package: Package, problems: list[Problem]) -> dict[str, BorderLayer]:
    """Read every geometry layer of a package, by resource name."""
    layers: dict[str, BorderLayer] = {}
    for resource in package.borders:
        content = read_bytes(package.files, resource.path, problems)
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
    collection = _collection(file, text, problems) if text is not None else None
    if text is None or collection is None:
        return None
    features: _Json = collection["features"]
    properties = tuple(_plain(feature.get("properties")) or {} for feature in features)
    described = {name: _plain(collection[name]) for name in {*collection.keys()} - {"features"}}
    problems += text_problems(file, described | {"features": [{"properties": each} for each in properties]})
    credit = _credit(file, described, problems)
    geometries = [_geometry(feature.get("geometry")) for feature in features]
    problems += _geometry_problems(file, text, geometries)
    if credit is None or len(problems) > before:
        return None
    return BorderLayer(
        name=resource.name,
        title=str(described.get("title") or resource.name),
        geometries=tuple(geometry for geometry in geometries if geometry is not None),
        properties=properties,
        credit=credit,
    )


def _collection(file: str, text: str, problems: list[Problem]) -> simdjson.Object | None:
    """A feature collection, of which nothing but its form was looked at, or None with a problem."""
    content = text.encode()
    try:
        # Nearly the whole file is coordinates: this reader makes no Python object of each.
        collection = simdjson.Parser().parse(content)
    except (RuntimeError, ValueError):  # deep nesting and numbers without measure are RuntimeErrors
        if parse_object(file, content, problems) is not None:
            odd = _NO_NUMBER.search(text)
            line, value = (text.count("\n", 0, odd.start()) + 1, shorten(odd[0])) if odd else (1, "")
            remedy = "correct the JSON: write finite numbers of at most 19 digits"
            problems.append(Problem(file, line, "", value, remedy))
        return None
    if not isinstance(collection, simdjson.Object) or collection.get("type") != "FeatureCollection":
        problems.append(Problem(file, 1, "type", "", "write a GeoJSON FeatureCollection"))
        return None
    features = collection.get("features")
    if not isinstance(features, simdjson.Array) or not features or not all(map(_is_feature, features)):
        remedy = "write a list with at least one feature, each with an object of properties"
        problems.append(Problem(file, 1, "features", "", remedy))
        return None
    return collection


def _is_feature(value: object) -> bool:
    return isinstance(value, simdjson.Object) and isinstance(_plain(value.get("properties")) or {}, dict)


def _plain(value: object) -> _Json:
    """A JSON value as Python has it."""
    if isinstance(value, simdjson.Object):
        return value.as_dict()
    return value.as_list() if isinstance(value, simdjson.Array) else value


def _credit(file: str, described: Mapping[str, Any], problems: list[Problem]) -> Credit | None:
    found = {name: described.get(name) for name in ("licence", "attribution_en", "attribution_fr")}
    stated = {name: value for name, value in found.items() if isinstance(value, str) and value}
    problems += (
        Problem(file, 1, name, "", f"state the {name} of the layer at the top of the file")
        for name in found.keys() - stated.keys()
    )
    return Credit(**stated) if len(stated) == len(found) else None


def _geometry(value: object) -> BaseGeometry | None:
    """The geometry of a feature, or None where it has none that can be read."""
    if not isinstance(value, simdjson.Object):
        return None
    try:
        return _BUILDERS[str(value.get("type"))](value["coordinates"])
    except (KeyError, ShapelyError, TypeError, ValueError):
        pass  # of another type, with heights, or not sound: GEOS has the last word on it
    try:
        return shapely.from_geojson(value.mini)
    except (ShapelyError, ValueError):
        return None


def _positions(value: _Json) -> NDArray[np.float64]:
    """Positions of a line or ring, each a row of longitude and latitude.

    Raises
    ------
    TypeError, ValueError
        If there is none, or one that is not two numbers.
    """
    if {*map(len, value)} != {2}:
        msg = "expected positions of two numbers each"
        raise ValueError(msg)
    return np.frombuffer(value.as_buffer(of_type="d")).reshape(-1, 2)


def _ring(value: _Json) -> LinearRing:
    positions = _positions(value)
    if (positions[0] != positions[-1]).any():  # which shapely would close without a word
        msg = "expected a ring that ends where it begins"
        raise ValueError(msg)
    return LinearRing(positions)


def _line(value: _Json) -> LineString:
    return LineString(_positions(value))


def _polygon(value: _Json) -> Polygon:
    outside, *holes = map(_ring, value)
    return Polygon(outside, holes)


_BUILDERS: Mapping[str, Callable[[_Json], BaseGeometry]] = {
    "LineString": _line,
    "MultiLineString": lambda value: MultiLineString([*map(_line, value)]),
    "Polygon": _polygon,
    "MultiPolygon": lambda value: MultiPolygon([*map(_polygon, value)]),
}


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

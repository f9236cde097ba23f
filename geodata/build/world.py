"""World outlines from Natural Earth 50m (world-atlas), reduced to a small background layer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from clip import clipped
from fetch import WORLD_ATLAS, unpacked
from licences import NATURAL_EARTH as NATURAL_EARTH_LICENCE
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, box
from writer import Feature, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from recipe import World
    from shapely.geometry.base import BaseGeometry

SMALLEST_RING = 4  # vertices, the first repeated as the last
TURN = 360.0  # degrees of longitude
DECIMALS = 2
LEFT_OUT = {"Antarctica"}

Arc = list[tuple[float, float]]
Vertices = NDArray[np.float64]


def world_layer(world: World, packages: Path) -> Layer:
    """Build country outlines (EPSG:4326) with ISO 3166-1 numeric code and English name."""
    path = unpacked(WORLD_ATLAS, packages) / "package/countries-50m.json"
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    countries = [
        country
        for country in topology["objects"]["countries"]["geometries"]
        if country["properties"]["name"] not in LEFT_OUT
    ]
    # In an equal-area projection one tolerance means the same loss in Canada as at the equator.
    outlines = [
        without_specks(equal_area(outline_of(country, arcs)), world.smallest_island) for country in countries
    ]
    simple = [
        clipped(lon_lat(outline), world.clip)
        for outline in shapely.coverage_simplify(outlines, world.tolerance)
    ]
    features = [
        world_feature(country, outline)
        for country, outline in zip(countries, simple, strict=True)
        if not outline.is_empty
    ]
    return Layer(
        "world",
        "World outlines",
        NATURAL_EARTH_LICENCE,
        [WORLD_ATLAS.origin()],
        "2018",
        features,
        decimals=DECIMALS,
    )


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Decode delta-coded integer arcs to rounded lon/lat pairs."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [tuple(point) for point in np.round(np.cumsum(arc, axis=0) * scale + translate, DECIMALS).tolist()]
        for arc in topology["arcs"]
    ]


def outline_of(country: dict[str, Any], arcs: list[Arc]) -> BaseGeometry:
    """Build one TopoJSON country; rings that collapsed to a line are dropped."""
    nested = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    parts = []
    for polygon in nested:
        rings = [ring for ring in (join(ring, arcs) for ring in polygon) if len(ring) >= SMALLEST_RING]
        if rings:
            parts.append(cut_at_antimeridian(rings[0], rings[1:]))
    return shapely.union_all(parts)


def cut_at_antimeridian(shell: Arc, holes: list[Arc]) -> BaseGeometry:
    """Build a polygon within -180..180; what jumps across the antimeridian is unwrapped and cut."""
    lon = np.unwrap([point[0] for point in shell], period=TURN)
    polygon = shapely.make_valid(Polygon([*zip(lon, (point[1] for point in shell), strict=True)], holes))
    if np.abs(lon).max() <= TURN / 2:
        return polygon
    return shapely.union_all([unturned(polygon, turn) for turn in (-TURN, 0.0, TURN)])


def unturned(polygon: BaseGeometry, turn: float) -> BaseGeometry:
    """Return the part of an unwrapped polygon that lies `turn` degrees off the map, moved back onto it."""
    part = shapely.intersection(polygon, box(turn - TURN / 2, -90.0, turn + TURN / 2, 90.0))
    return shapely.transform(part, lambda xy: xy - [turn, 0.0])


def join(ring: list[int], arcs: list[Arc]) -> Arc:
    """Return the vertices of a ring; a negative number means the arc `~number`, backwards."""
    points: Arc = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def equal_area(outline: BaseGeometry) -> BaseGeometry:
    """Project to Lambert cylindrical equal-area, in degrees: longitude stays, latitude becomes its sine."""

    def project(xy: Vertices) -> Vertices:
        return np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))])

    return shapely.transform(outline, project)


def lon_lat(outline: BaseGeometry) -> BaseGeometry:
    """Come back from `equal_area`, onto the grid of the written decimals."""

    def unproject(xy: Vertices) -> Vertices:
        return np.column_stack([xy[:, 0], np.degrees(np.arcsin(np.radians(xy[:, 1])))]).round(DECIMALS)

    return shapely.transform(outline, unproject)


def without_specks(outline: BaseGeometry, smallest: float) -> BaseGeometry:
    """Drop islands below an area in square degrees; the largest part of a country stays whatever its size."""
    parts = sorted(shapely.get_parts(outline), key=lambda part: part.area, reverse=True)
    return MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area >= smallest])


def world_feature(country: dict[str, Any], outline: BaseGeometry) -> Feature:
    """Build one country; five disputed territories have no numeric code."""
    name, code = country["properties"]["name"], country.get("id", "")
    return Feature((name, code), {"iso_n3": code, "name": name}, shapely.orient_polygons(outline.normalize()))

"""Read country outlines out of the time-zone index of geo-tz (OpenStreetMap data).

The index is a quadtree over the whole world in lon/lat degrees. A leaf is either a list of zone numbers
(the tile lies wholly inside them) or `{pos, len}`, a geobuf slice of the data file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import geobuf
import shapely
from recipe import WORLD, Bounds
from shapely.geometry import Polygon, box, shape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Node = dict[str, Any] | list[int] | int  # of the quadtree

GRID = 1e-5  # degrees, about 1 m
MICRODEGREE = 1e-6  # geobuf 2.0.1 hands back integer microdegrees for this file
SEAM = 2e-5  # degrees; area/length of the slits that remain where tiles meet


def read_zones(folder: Path, zones: dict[str, str], window: Bounds) -> dict[str, BaseGeometry]:
    """Read the geometry (EPSG:4326) per value of `zones`; zone names with the same value are merged.

    Tiles outside the window are left out: a zone that reaches beyond it comes back cut.
    """
    data = folder / "package" / "data"
    index = json.loads((data / "timezones.geojson.index.json").read_text(encoding="utf-8"))
    blob = (data / "timezones.geojson.geo.dat").read_bytes()
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for bounds, leaf in leaves(index["lookup"], WORLD, window):
        for zone, geometry in leaf_parts(leaf, bounds, index["timezones"], blob):
            if zone in zones:
                parts[zones[zone]].append(geometry)
    return {key: without_seams(merge(parts[key])) for key in sorted(parts)}


def leaves(node: Node, bounds: Bounds, window: Bounds) -> Iterator[tuple[Bounds, Node]]:
    """Walk the leaves of the quadtree that touch the window, with their tile bounds."""
    west, south, east, north = bounds
    if west > window[2] or east < window[0] or south > window[3] or north < window[1]:
        return
    if not isinstance(node, dict) or "pos" in node:
        yield bounds, node
        return
    lon, lat = (west + east) / 2, (south + north) / 2
    quadrants: dict[str, Bounds] = {
        "a": (lon, lat, east, north),
        "b": (west, lat, lon, north),
        "c": (west, south, lon, lat),
        "d": (lon, south, east, lat),
    }
    for letter, child in node.items():
        yield from leaves(child, quadrants[letter], window)


def leaf_parts(
    leaf: Node, bounds: Bounds, names: list[str], blob: bytes
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield zone name and geometry (EPSG:4326) of every zone in one leaf."""
    if not isinstance(leaf, dict):
        numbers = leaf if isinstance(leaf, list) else [leaf]
        yield from ((names[number], box(*bounds)) for number in numbers)
        return
    for feature in geobuf.decode(blob[leaf["pos"] : leaf["pos"] + leaf["len"]])["features"]:
        zone = feature["properties"]["tzid"]
        geometry = shapely.transform(shape(feature["geometry"]), lambda xy: xy * MICRODEGREE)
        if not inside(geometry.bounds, bounds):
            msg = f"{zone} leaves its tile {bounds}: {geometry.bounds}; is the unit microdegrees?"
            raise ValueError(msg)
        yield zone, geometry


def inside(inner: Bounds, outer: Bounds) -> bool:
    """Tell whether one box lies in the other, up to rounding."""
    (west, south, east, north), slack = outer, 10 * GRID
    return (
        west - slack <= inner[0]
        and south - slack <= inner[1]
        and inner[2] <= east + slack
        and inner[3] <= north + slack
    )


def merge(parts: list[BaseGeometry]) -> BaseGeometry:
    """Unite tile parts, all on the 1e-5 degree grid so that neighbouring zones share vertices."""
    return shapely.union_all(shapely.set_precision(parts, GRID), grid_size=GRID)


def without_seams(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the slits between tiles: left in, they draw stray straight lines across the country."""
    polygons = [
        Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area / ring.length >= SEAM])
        for part in shapely.get_parts(geometry)
    ]
    return shapely.union_all(polygons)

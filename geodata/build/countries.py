"""Countries, the lines between them and a river along such a line, from OpenStreetMap via geo-tz."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from clip import clipped
from fetch import GEO_TZ, NATURAL_EARTH, unpacked
from licences import OSM
from pyproj import Geod
from shapely.geometry import LineString, Point, box
from shapely.ops import substring
from writer import Feature, Layer
from zones import GRID, read_zones

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recipe import Border, BorderRiver, Boundaries, Bounds, Countries, Pair
    from shapely.geometry.base import BaseGeometry

    Outlines = dict[str, BaseGeometry]  # EPSG:4326, by iso3

COAST_MARGIN = 0.01  # degrees kept seaward of the Natural Earth coast, which is generalised
ESTUARY = 0.05  # degrees; inlets narrower than twice this stay with the land, so that rivers are not cut
YEAR = "2026"


def read_countries(countries: Countries, packages: Path) -> Outlines:
    """Read full-resolution land outlines: the countries that are drawn and their neighbours."""
    outlines = read_zones(unpacked(GEO_TZ, packages), countries.zones, countries.window)
    for loser, keeper in countries.cut:
        outlines[loser] = shapely.difference(outlines[loser], outlines[keeper], grid_size=GRID)
    sea = read_sea(unpacked(NATURAL_EARTH, packages), countries.window)
    return {iso3: clip_to_land(outline, sea) for iso3, outline in outlines.items()}


def read_sea(folder: Path, window: Bounds) -> BaseGeometry:
    """Read the sea (EPSG:4326) within the window, without estuaries and without the coast margin."""
    path = folder / "usr/share/magics/10m/ne_10m_ocean.shp"
    water = pyogrio.read_dataframe(path, bbox=window, columns=["name"]).geometry.to_list()
    ocean: BaseGeometry = max(water, key=shapely.area)  # the other polygons of this file are lakes
    return shapely.intersection(ocean, box(*window)).buffer(-ESTUARY - COAST_MARGIN).buffer(ESTUARY)


def clip_to_land(outline: BaseGeometry, sea: BaseGeometry) -> BaseGeometry:
    """Cut territorial waters off; landlocked outlines come back unchanged."""
    if not outline.intersects(sea):
        return outline
    return shapely.difference(outline, sea, grid_size=GRID)


def simplified(outlines: Outlines, tolerance: float) -> Outlines:
    """Simplify all outlines together, so that neighbours keep one common line."""
    return dict(zip(outlines, shapely.coverage_simplify(list(outlines.values()), tolerance), strict=True))


def shared_line(outlines: Outlines, pair: Pair) -> BaseGeometry:
    """Return the common boundary of two outlines of one coverage, merged into as few lines as possible."""
    common = shapely.intersection(*(outlines[iso3].boundary for iso3 in pair))
    lines = [part for part in shapely.get_parts(common) if isinstance(part, LineString)]
    return shapely.line_merge(shapely.MultiLineString(lines))


def southwards(lines: Iterable[BaseGeometry]) -> LineString:
    """Return lines that meet as one, drawn from north to south."""
    line = single_line(shapely.line_merge(shapely.union_all(list(lines))))
    return line if line.coords[0][1] >= line.coords[-1][1] else line.reverse()


def single_line(geometry: BaseGeometry) -> LineString:
    """Return the geometry itself, which must be one unbroken line."""
    if not isinstance(geometry, LineString):
        msg = f"expected one unbroken line, found a {geometry.geom_type}"
        raise TypeError(msg)
    return geometry


def length_km(line: BaseGeometry) -> float:
    """Measure the length on the WGS 84 ellipsoid, in km."""
    return round(Geod(ellps="WGS84").geometry_length(line) / 1000, 1)


def country_layer(countries: Countries, simple: Outlines) -> Layer:
    """Build the simplified polygons of the countries that are drawn."""
    features = [
        Feature(
            (iso3,),
            {"iso3": iso3, "name_en": country.name_en, "name_fr": country.name_fr},
            shapely.orient_polygons(clipped(simple[iso3], countries.clip).normalize()),
        )
        for iso3, country in countries.drawn.items()
    ]
    return osm_layer("countries", countries.title, features)


def boundary_layer(boundaries: Boundaries, countries: Countries, simple: Outlines) -> Layer:
    """Build the land boundaries of the countries that are drawn, without coasts."""
    left_out = {frozenset(pair) for pair in boundaries.left_out}
    unsettled = {frozenset(entry.between): entry for entry in boundaries.unsettled}
    features = []
    for a, b in touching(simple):
        line = clipped(shared_line(simple, (a, b)), countries.clip)
        # Two countries may meet in a point only.
        if not {a, b} & countries.drawn.keys() or {a, b} in left_out or line.is_empty:
            continue
        note = unsettled.get(frozenset((a, b)))
        properties = {
            "a": a,
            "b": b,
            "status": "undetermined" if note and note.undetermined else "international",
            "note_en": note.note_en if note else "",
            "note_fr": note.note_fr if note else "",
        }
        features.append(Feature((a, b), properties, line.normalize()))
    return osm_layer("boundaries", boundaries.title, features)


def touching(outlines: Outlines) -> list[Pair]:
    """Return pairs of neighbours, each in alphabetical order."""
    return [(a, b) for a in outlines for b in outlines if a < b and outlines[a].touches(outlines[b])]


def border_layer(border: Border, outlines: Outlines) -> Layer:
    """Build one boundary at full resolution."""
    line = southwards([shared_line(outlines, border.between)])
    a, b = border.between
    feature = Feature((), {"a": a, "b": b, "length_km": length_km(line)}, line)
    return osm_layer(border.name, border.title, [feature])


def border_river_layer(river: BorderRiver, outlines: Outlines) -> Layer:
    """Build a river, drawn as the border that follows it."""
    border = southwards(shared_line(outlines, pair) for pair in river.along)
    ends = (border.project(Point(end)) for end in (river.upper, river.lower))
    line = single_line(substring(border, *ends))
    properties = {
        "name_en": river.name_en,
        "name_fr": river.name_fr,
        "length_km": length_km(line),
        "note_en": river.note_en,
        "note_fr": river.note_fr,
    }
    return osm_layer(river.name, river.title, [Feature((), properties, line)])


def osm_layer(name: str, title: str, features: list[Feature]) -> Layer:
    """Build a layer under the ODbL, with geo-tz first among its origins."""
    origins = [GEO_TZ.origin()]
    if name in {"countries", "boundaries"}:  # cut at the Natural Earth coast
        origins.append(NATURAL_EARTH.origin())
    return Layer(name, title, OSM, origins, YEAR, features)

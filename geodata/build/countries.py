"""Countries, their shared boundaries, the DRC-Rwanda border and the Ruzizi, from OpenStreetMap via geo-tz."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import GEO_TZ, NATURAL_EARTH, Package
from licences import OSM
from pyproj import Geod
from shapely.geometry import LineString, Point, box
from shapely.ops import substring
from writer import Feature, Layer
from zones import GRID, WINDOW, read_zones

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

COUNTRIES = {  # iso3: (English name, French name)
    "AGO": ("Angola", "Angola"),
    "BDI": ("Burundi", "Burundi"),
    "CAF": ("Central African Republic", "République centrafricaine"),
    "COD": ("DR Congo", "RD Congo"),
    "COG": ("Republic of the Congo", "République du Congo"),
    "KEN": ("Kenya", "Kenya"),
    "RWA": ("Rwanda", "Rwanda"),
    "SSD": ("South Sudan", "Soudan du Sud"),
    "TZA": ("Tanzania", "Tanzanie"),
    "UGA": ("Uganda", "Ouganda"),
    "ZMB": ("Zambia", "Zambie"),
}
ZONES = {  # time zone: iso3; one zone per country here, except DR Congo
    "Africa/Luanda": "AGO",
    "Africa/Bujumbura": "BDI",
    "Africa/Bangui": "CAF",
    "Africa/Kinshasa": "COD",
    "Africa/Lubumbashi": "COD",
    "Africa/Brazzaville": "COG",
    "Africa/Nairobi": "KEN",
    "Africa/Kigali": "RWA",
    "Africa/Juba": "SSD",
    "Africa/Dar_es_Salaam": "TZA",
    "Africa/Kampala": "UGA",
    "Africa/Lusaka": "ZMB",
}
NEIGHBOURS = {  # read only to know where the outer land boundaries run
    "Africa/Gaborone": "BWA",
    "Africa/Douala": "CMR",
    "Africa/Addis_Ababa": "ETH",
    "Africa/Libreville": "GAB",
    "Africa/Maputo": "MOZ",
    "Africa/Blantyre": "MWI",
    "Africa/Windhoek": "NAM",
    "Africa/Khartoum": "SDN",
    "Africa/Mogadishu": "SOM",
    "Africa/Ndjamena": "TCD",
    "Africa/Harare": "ZWE",
}
UNSETTLED = {  # pairs whose line is not agreed: (English note, French note)
    ("COD", "UGA"): (
        "Rukwanzi Island in Lake Albert is claimed by both countries; the Semliki moves.",
        "L'île de Rukwanzi, sur le lac Albert, est revendiquée par les deux pays ; la Semliki se déplace.",
    ),
    ("KEN", "SSD"): ("Ilemi Triangle: limit not agreed.", "Triangle d'Ilemi : limite non convenue."),
    ("MWI", "TZA"): (
        "Course in Lake Malawi (Nyasa) disputed.",
        "Tracé contesté sur le lac Malawi (Nyassa).",
    ),
    ("SDN", "SSD"): (
        "Boundary and status of Abyei not determined; drawn as South Sudan claims it.",
        "Frontière et statut d'Abyei non déterminés ; tracé selon la revendication sud-soudanaise.",
    ),
}
DASHED = {("KEN", "SSD"), ("SDN", "SSD")}  # whole line undetermined, not only a part of it

COAST_MARGIN = 0.01  # degrees kept seaward of the Natural Earth coast, which is generalised
ESTUARY = 0.05  # degrees; inlets narrower than twice this stay with the land, so that rivers are not cut
TOLERANCE = 0.001  # degrees, coverage_simplify
KIVU_OUTLET = Point(28.893, -2.490)
TANGANYIKA_MOUTH = Point(29.215, -3.359)
YEAR = "2026"


def read_countries(folders: dict[Package, Path]) -> dict[str, BaseGeometry]:
    """Read full-resolution land outlines (EPSG:4326) by iso3: the eleven countries and their neighbours."""
    outlines = read_zones(folders[GEO_TZ], ZONES | NEIGHBOURS)
    # The two Sudans overlap in the source (Abyei, Kafia Kingi); a coverage needs one line.
    outlines["SDN"] = shapely.difference(outlines["SDN"], outlines["SSD"], grid_size=GRID)
    sea = read_sea(folders[NATURAL_EARTH])
    return {iso3: clip_to_land(outline, sea) for iso3, outline in outlines.items()}


def read_sea(folder: Path) -> BaseGeometry:
    """Read the sea of the region (EPSG:4326) without estuaries and without the coast margin."""
    path = folder / "usr/share/magics/10m/ne_10m_ocean.shp"
    water = pyogrio.read_dataframe(path, bbox=WINDOW, columns=["name"]).geometry.to_list()
    ocean: BaseGeometry = max(water, key=shapely.area)  # the other polygons of this file are lakes
    return shapely.intersection(ocean, box(*WINDOW)).buffer(-ESTUARY - COAST_MARGIN).buffer(ESTUARY)


def clip_to_land(outline: BaseGeometry, sea: BaseGeometry) -> BaseGeometry:
    """Cut territorial waters off; landlocked outlines come back unchanged."""
    if not outline.intersects(sea):
        return outline
    return shapely.difference(outline, sea, grid_size=GRID)


def simplified(countries: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify all outlines together, so that neighbours keep one common line."""
    return dict(zip(countries, shapely.coverage_simplify(list(countries.values()), TOLERANCE), strict=True))


def shared_line(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    """Return the common boundary of two outlines of one coverage, merged into as few lines as possible."""
    common = shapely.intersection(first.boundary, second.boundary)
    lines = [part for part in shapely.get_parts(common) if isinstance(part, LineString)]
    return shapely.line_merge(shapely.MultiLineString(lines))


def drc_rwanda(countries: dict[str, BaseGeometry]) -> LineString:
    """Return the DRC-Rwanda border as one line (EPSG:4326) from the Uganda tripoint south."""
    return north_to_south(shared_line(countries["COD"], countries["RWA"]))


def ruzizi(countries: dict[str, BaseGeometry]) -> LineString:
    """Return the border that follows the Ruzizi (EPSG:4326), from Lake Kivu to Lake Tanganyika."""
    burundi = shared_line(countries["COD"], countries["BDI"])
    line = north_to_south(shapely.line_merge(shapely.union_all([drc_rwanda(countries), burundi])))
    return single_line(substring(line, line.project(KIVU_OUTLET), line.project(TANGANYIKA_MOUTH)))


def single_line(geometry: BaseGeometry) -> LineString:
    """Return the geometry itself, which must be one unbroken line."""
    if not isinstance(geometry, LineString):
        msg = f"expected one unbroken line, found a {geometry.geom_type}"
        raise TypeError(msg)
    return geometry


def north_to_south(geometry: BaseGeometry) -> LineString:
    """Return one unbroken line, drawn southwards."""
    line = single_line(geometry)
    return line if line.coords[0][1] >= line.coords[-1][1] else line.reverse()


def length_km(line: BaseGeometry) -> float:
    """Measure the length on the WGS 84 ellipsoid, in km."""
    return round(Geod(ellps="WGS84").geometry_length(line) / 1000, 1)


def country_layer(simple: dict[str, BaseGeometry]) -> Layer:
    """Build the simplified polygons of the eleven countries."""
    features = [
        Feature(
            (iso3,),
            {"iso3": iso3, "name_en": en, "name_fr": fr},
            shapely.orient_polygons(simple[iso3].normalize()),
        )
        for iso3, (en, fr) in COUNTRIES.items()
    ]
    return osm_layer("countries", "Eleven countries of the region", features)


def boundary_layer(simple: dict[str, BaseGeometry]) -> Layer:
    """Build the land boundaries of the eleven countries; no coasts, no DRC-Rwanda."""
    pairs = [
        (a, b)
        for a in simple
        for b in simple
        if a < b and {a, b} & COUNTRIES.keys() and (a, b) != ("COD", "RWA") and simple[a].touches(simple[b])
    ]
    features = []
    for a, b in pairs:
        line = shared_line(simple[a], simple[b])
        if line.is_empty:  # the two meet in a point only
            continue
        note_en, note_fr = UNSETTLED.get((a, b), ("", ""))
        status = "undetermined" if (a, b) in DASHED else "international"
        properties = {"a": a, "b": b, "status": status, "note_en": note_en, "note_fr": note_fr}
        features.append(Feature((a, b), properties, line.normalize()))
    return osm_layer("boundaries", "International boundaries except DRC-Rwanda", features)


def border_layer(countries: dict[str, BaseGeometry]) -> Layer:
    """Build the DRC-Rwanda border at full resolution."""
    line = drc_rwanda(countries)
    feature = Feature((), {"a": "COD", "b": "RWA", "length_km": length_km(line)}, line)
    return osm_layer("border_drc_rwanda", "DRC-Rwanda border, full resolution", [feature])


def ruzizi_layer(countries: dict[str, BaseGeometry]) -> Layer:
    """Build the Ruzizi, drawn as the border that follows it."""
    line = ruzizi(countries)
    properties = {
        "name_en": "Ruzizi",
        "name_fr": "Ruzizi",
        "length_km": length_km(line),
        "note_en": "Drawn as the border along the river; near Lake Tanganyika that is the western arm.",
        "note_fr": "Tracée comme la frontière ; près du lac Tanganyika, c'est le bras occidental.",
    }
    return osm_layer("ruzizi", "Ruzizi river along the border", [Feature((), properties, line)])


def osm_layer(name: str, title: str, features: list[Feature]) -> Layer:
    """Build a layer under the ODbL, with geo-tz first among its origins."""
    origins = [GEO_TZ.origin()]
    if name in {"countries", "boundaries"}:  # cut at the Natural Earth coast
        origins.append(NATURAL_EARTH.origin())
    return Layer(name, title, OSM, origins, YEAR, features)

"""The committed base geometry: right sides of borders, sound geometry, terms and credits in every file."""

from __future__ import annotations

import json
import runpy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import LineString, Point, Polygon, shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[2]
GEODATA = ROOT / "geodata"
FILES = sorted((GEODATA / "borders").glob("*.geojson"))
REGION = {"border_drc_rwanda", "boundaries", "countries", "lakes", "provinces", "rivers", "roads", "ruzizi"}
NAMES = REGION | {"world"}
TERMS = ["licence", "licence_path", "attribution_en", "attribution_fr"]
METADATA = ["name", "title", *TERMS, "derived_from", "year_represented", "crs_note"]
SIZE_LIMIT = 4_500_000  # bytes, all layers together
WRITER = runpy.run_path(str(GEODATA / "build" / "writer.py"))  # a folder of scripts, not a package
READ_RECIPE = runpy.run_path(str(GEODATA / "build" / "recipe.py"))["read_recipe"]
TO_UTM = Transformer.from_crs("EPSG:4326", "EPSG:32735", always_xy=True)

SIDES = [  # place, lat, lon, country: the towns that coarse outlines put on the wrong side
    ("Goma (GeoNames)", -1.67409, 29.22845, "COD"),
    ("Goma (RGC)", -1.6882, 29.2371, "COD"),
    ("Gisenyi (GeoNames)", -1.70278, 29.25639, "RWA"),
    ("Bukavu (GeoNames)", -2.49077, 28.84281, "COD"),
    ("Bukavu (GNS)", -2.5000, 28.8667, "COD"),
    ("Cyangugu (GeoNames)", -2.4846, 28.9075, "RWA"),
    ("Cyangugu (Wikipedia)", -2.48333, 28.89667, "RWA"),
    ("Bugarama (GeoNames)", -2.6924, 29.0077, "RWA"),
    ("Kamanyola (OCHA)", -2.7334, 29.0035, "COD"),
    ("Kamanyola (GeoNames)", -2.7779, 29.0013, "COD"),
    ("Bunagana (OCHA)", -1.2979, 29.5973, "COD"),
    ("Uvira", -3.39534, 29.13779, "COD"),
    ("Kinshasa", -4.32758, 15.31357, "COD"),
    ("Brazzaville", -4.26613, 15.28318, "COG"),
    ("Bujumbura", -3.38193, 29.36142, "BDI"),
    ("Kigali", -1.94995, 30.05885, "RWA"),
    ("Juba", 4.85165, 31.58247, "SSD"),
    ("Nairobi", -1.28333, 36.81667, "KEN"),
    ("Mombasa", -4.05466, 39.66359, "KEN"),
    ("Dar es Salaam", -6.82349, 39.26951, "TZA"),
    ("Zanzibar", -6.16394, 39.19793, "TZA"),
    ("Luanda", -8.83682, 13.23432, "AGO"),
]
CROSSINGS = [  # crossing, lat, lon: on the line, up to the width of a border post
    ("Grande Barrière", -1.6947, 29.2448),
    ("Petite Barrière", -1.6807, 29.2445),
    ("Ruzizi I", -2.49286, 28.89232),
    ("Ruzizi I, as often given", -2.4928, 28.8919),
    ("Ruzizi II", -2.51545, 28.86799),
]
AREAS = {  # km2; landlocked and DR Congo as measured from the source, the coastal four as published
    "AGO": 1_246_700,
    "BDI": 26_756,
    "CAF": 618_719,
    "COD": 2_330_629,
    "COG": 342_000,
    "KEN": 580_367,
    "RWA": 25_277,
    "SSD": 656_637,
    "TZA": 947_303,
    "UGA": 241_455,
    "ZMB": 750_756,
}
AT_SEA = [("off Banana", -6.05, 12.10), ("off Luanda", -9.0, 12.8), ("off Mombasa", -4.2, 40.0)]
CAPITALS = [  # city, lat, lon, ISO numeric
    ("Brussels", 50.85045, 4.34878, "056"),
    ("London", 51.50853, -0.12574, "826"),
    ("Washington", 38.89511, -77.03637, "840"),
    ("Paris", 48.85341, 2.34880, "250"),
    ("Ottawa", 45.41117, -75.69812, "124"),
    ("Geneva", 46.20222, 6.14569, "756"),
    ("Lomé", 6.12874, 1.22154, "768"),
    ("Doha", 25.28545, 51.53096, "634"),
    ("Moscow", 55.75222, 37.61556, "643"),
    ("Addis Ababa", 9.02497, 38.74689, "231"),
    ("Kinshasa", -4.32758, 15.31357, "180"),
    ("Brazzaville", -4.26613, 15.28318, "178"),
    ("Kigali", -1.94995, 30.05885, "646"),
    ("Bujumbura", -3.38193, 29.36142, "108"),
    ("Luanda", -8.83682, 13.23432, "024"),
]


@cache
def collection(name: str) -> dict[str, Any]:
    """One layer as parsed JSON."""
    parsed: dict[str, Any] = json.loads((GEODATA / "borders" / f"{name}.geojson").read_text(encoding="utf-8"))
    return parsed


@cache
def geometries(name: str) -> tuple[BaseGeometry, ...]:
    """Geometries (EPSG:4326) of one layer, in file order."""
    return tuple(shape(feature["geometry"]) for feature in collection(name)["features"])


def by_property(name: str, key: str) -> dict[str, BaseGeometry]:
    """Geometries of one layer by a property that is unique in it."""
    features = collection(name)["features"]
    found = {
        feature["properties"][key]: geometry
        for feature, geometry in zip(features, geometries(name), strict=True)
    }
    assert len(found) == len(features)
    return found


def border() -> LineString:
    """The DRC-Rwanda border (EPSG:4326)."""
    (line,) = geometries("border_drc_rwanda")
    assert isinstance(line, LineString)
    return line


def metric(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry in metres, EPSG:32735."""
    return shapely.transform(geometry, lambda xy: np.column_stack(TO_UTM.transform(xy[:, 0], xy[:, 1])))


def places_containing(lat: float, lon: float) -> list[str]:
    """ISO codes of the regional countries that cover a point."""
    return [iso3 for iso3, area in by_property("countries", "iso3").items() if area.covers(Point(lon, lat))]


def test_layers_are_the_documented_ones() -> None:
    sources = (GEODATA / "borders" / "SOURCES.md").read_text(encoding="utf-8")
    assert {path.stem for path in FILES} == NAMES
    assert [name for name in NAMES if f"`{name}.geojson`" not in sources] == []


@pytest.mark.parametrize("folder", [GEODATA, ROOT / "tests/data/elfasher"], ids=lambda path: path.name)
def test_a_recipe_makes_the_layers_of_its_folder(folder: Path) -> None:
    recipe = READ_RECIPE(folder / "borders" / "recipe.toml")
    made = {getattr(table, "name", key) for key, table in recipe if table is not None}
    assert made == {path.stem for path in (folder / "borders").glob("*.geojson")}


def test_layers_stay_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < SIZE_LIMIT


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryLayer:
    def test_metadata(self, path: Path) -> None:
        layer = collection(path.stem)
        assert [key for key in METADATA if not layer.get(key)] == []
        assert layer["name"] == path.stem
        assert (GEODATA / layer["licence_path"]).is_file()
        for origin in layer["derived_from"]:
            assert "file" in origin or {"package", "version", "sha256"} <= origin.keys()

    def test_openstreetmap_layers_are_odbl(self, path: Path) -> None:
        layer = collection(path.stem)
        packages = {origin.get("package") for origin in layer["derived_from"]}
        if "geo-tz" in packages:
            assert layer["licence"] == "ODbL-1.0"
            assert "OpenStreetMap" in layer["attribution_en"]
            assert "OpenStreetMap" in layer["attribution_fr"]

    def test_geometry(self, path: Path) -> None:
        for geometry in geometries(path.stem):
            west, south, east, north = geometry.bounds
            assert geometry.is_valid
            assert not geometry.is_empty
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90

    def test_bytes_are_those_of_the_writer(self, path: Path) -> None:
        text = path.read_bytes().decode("utf-8")
        assert WRITER["dumps"](json.loads(text)) == text


def test_writer_does_not_depend_on_the_order_of_features() -> None:
    features = [WRITER["Feature"]((key,), {"key": key}, Point(key + 1 / 3, -1e-9)) for key in range(5)]
    licence = WRITER["Licence"]("public domain", "x", "x", "x")
    texts = {
        WRITER["dumps"](
            WRITER["layer_collection"](
                WRITER["Layer"]("x", "x", licence, [], "2026", list(order), decimals=5)
            )
        )
        for order in (features, reversed(features))
    }
    assert len(texts) == 1
    assert "[0.33333,0.0]" in texts.pop()


def test_countries_form_a_coverage() -> None:
    assert sorted(by_property("countries", "iso3")) == sorted(AREAS)
    assert shapely.coverage_is_valid(list(geometries("countries")))


@pytest.mark.parametrize(("iso3", "expected"), AREAS.items())
def test_country_area(iso3: str, expected: float) -> None:
    outline = shapely.orient_polygons(by_property("countries", "iso3")[iso3])
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(outline)
    assert area / 1e6 == pytest.approx(expected, rel=0.005)


@pytest.mark.parametrize(("place", "lat", "lon", "iso3"), SIDES)
def test_side_of_border(place: str, lat: float, lon: float, iso3: str) -> None:
    assert places_containing(lat, lon) == [iso3], place


@pytest.mark.parametrize(("place", "lat", "lon"), AT_SEA)
def test_territorial_waters_are_cut_off(place: str, lat: float, lon: float) -> None:
    assert places_containing(lat, lon) == [], place


def test_border_is_one_detailed_line() -> None:
    line = border()
    assert len(line.coords) >= 1300
    assert metric(line).length / 1000 == pytest.approx(223, abs=1)
    (feature,) = collection("border_drc_rwanda")["features"]
    assert feature["properties"]["length_km"] == pytest.approx(223, abs=1)


def test_border_runs_from_uganda_to_burundi() -> None:
    assert border().coords[0] == pytest.approx((29.59117, -1.38770), abs=1e-4)
    assert border().coords[-1] == pytest.approx((29.04074, -2.74335), abs=1e-4)


@pytest.mark.parametrize(("crossing", "lat", "lon"), CROSSINGS)
def test_crossing_is_on_the_border(crossing: str, lat: float, lon: float) -> None:
    assert metric(border()).distance(metric(Point(lon, lat))) <= 60, crossing


def test_simplified_countries_follow_the_border() -> None:
    countries = by_property("countries", "iso3")
    shared = metric(shapely.intersection(countries["COD"].boundary, countries["RWA"].boundary))
    line = metric(border())
    assert max(shared.distance(line.interpolate(step)) for step in np.arange(0, line.length, 100)) < 100


def test_boundaries_are_between_known_neighbours() -> None:
    pairs = [(f["properties"]["a"], f["properties"]["b"]) for f in collection("boundaries")["features"]]
    drc = {a if b == "COD" else b for a, b in pairs if "COD" in (a, b)}
    assert pairs == sorted(set(pairs))
    assert all(a < b for a, b in pairs)
    assert drc == {"AGO", "BDI", "CAF", "COG", "SSD", "TZA", "UGA", "ZMB"}  # Rwanda has its own layer
    assert {f["properties"]["status"] for f in collection("boundaries")["features"]} == {
        "international",
        "undetermined",
    }


def test_boundaries_meet_the_border_at_its_ends() -> None:
    ends = shapely.union_all(geometries("boundaries"))
    assert [ends.distance(Point(border().coords[i])) for i in (0, -1)] == [0, 0]


def test_ruzizi_is_the_border_between_the_lakes() -> None:
    (river,) = geometries("ruzizi")
    (feature,) = collection("ruzizi")["features"]
    lakes = by_property("lakes", "name_en")
    assert feature["properties"]["length_km"] == pytest.approx(165, abs=3)
    assert metric(lakes["Lake Kivu"]).distance(metric(Point(river.coords[0]))) < 3000
    assert metric(lakes["Lake Tanganyika"]).distance(metric(Point(river.coords[-1]))) < 3000


def test_lake_kivu_has_its_islands() -> None:
    kivu = by_property("lakes", "name_en")["Lake Kivu"]
    assert metric(kivu).area / 1e6 == pytest.approx(2370, rel=0.02)
    assert isinstance(kivu, Polygon)
    assert len(kivu.interiors) == 7
    assert not kivu.covers(Point(29.06, -2.1))  # Idjwi


def test_provinces_are_lines_that_stop_short_of_the_border() -> None:
    drc = by_property("countries", "iso3")["COD"]
    for line in geometries("provinces"):
        assert "LineString" in line.geom_type
        assert drc.contains(line)
        assert drc.boundary.distance(line) > 0.04  # degrees, about 4.5 km


def test_roads_stay_in_the_country_and_say_they_are_schematic() -> None:
    drc = by_property("countries", "iso3")["COD"].buffer(0.001)  # Kasindi is on the line itself
    for feature, line in zip(collection("roads")["features"], geometries("roads"), strict=True):
        properties = feature["properties"]
        assert drc.covers(line), properties["name"]
        assert properties["status"] in {"press", "common_knowledge", "code_only"}
        assert len(properties["places"].split(";")) == len(line.coords)
        assert "Schematic" in properties["note_en"]
        assert "schématique" in properties["note_fr"]


@pytest.mark.parametrize(("city", "lat", "lon", "code"), CAPITALS)
def test_world_has_capitals_in_their_country(city: str, lat: float, lon: float, code: str) -> None:
    point = Point(lon, lat)
    codes = [
        feature["properties"]["iso_n3"]
        for feature, outline in zip(collection("world")["features"], geometries("world"), strict=True)
        if outline.covers(point)
    ]
    assert codes == [code], city

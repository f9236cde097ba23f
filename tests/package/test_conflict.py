"""What the descriptor may say of its conflict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geodash.package import load_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.conftest import TinyPackage


@pytest.mark.parametrize("taken", ["land", "ink", "pressure", "relation_normal"])
def test_a_class_cannot_have_the_name_of_a_colour_of_the_map(tiny_package: TinyPackage, taken: str) -> None:
    tiny_package.replace("datapackage.json", '"id": "east_african"', f'"id": "{taken}"')
    tiny_package.assert_problem("datapackage.json", 0, "geodash.classes[2].id", "choose another id")


def change(package: TinyPackage, file: str, edit: Callable[[dict[str, Any]], object]) -> None:
    """Edit a JSON document of a package."""
    document = json.loads(package.read(file))
    edit(document)
    package.write(file, json.dumps(document))


@pytest.mark.parametrize("system", ["nonsense", "EPSG:999999", "EPSG:4326", "EPSG:2277"])
def test_distances_need_a_plane_in_metres(tiny_package: TinyPackage, system: str) -> None:
    change(tiny_package, "datapackage.json", lambda d: d["geodash"].update(metric_crs=system))
    tiny_package.assert_problem("datapackage.json", 0, "geodash.metric_crs", "projected system in metres")


@pytest.mark.parametrize("name", ["first_day", "events_known_until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_leave_room_for_windows(tiny_package: TinyPackage, name: str, day: str) -> None:
    change(tiny_package, "datapackage.json", lambda d: d.update({name: day}))
    tiny_package.assert_problem("datapackage.json", 0, name, "write a day from 1000-01-01 to 9000-01-01")


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\ufffe", "\u202e"])
def test_texts_of_json_have_no_character_that_cannot_be_written(tiny_package: TinyPackage, text: str) -> None:
    change(tiny_package, "datapackage.json", lambda d: d["geodash"].update(title_en=text))
    tiny_package.assert_problem("datapackage.json", 0, "geodash.title_en", "remove the control character")


def test_names_in_layers_have_none_either(tiny_package: TinyPackage) -> None:
    layer = "borders/countries.geojson"
    change(tiny_package, layer, lambda d: d["features"][0]["properties"].update(name="a\x07"))
    tiny_package.assert_problem(layer, 0, "features[0].properties.name", "remove the control character")


def test_a_text_of_the_descriptor_has_an_end(tiny_package: TinyPackage) -> None:
    change(tiny_package, "datapackage.json", lambda d: d["geodash"].update(title_fr="long " * 3_000))
    tiny_package.assert_problem("datapackage.json", 0, "geodash.title_fr", "shorten the text")


def test_a_layer_holds_areas_or_lines(tiny_package: TinyPackage) -> None:
    layer = "borders/countries.geojson"
    line = {"type": "LineString", "coordinates": [[28, -2], [29, -2]]}
    change(tiny_package, layer, lambda d: d["features"][1].update(geometry=line))
    change(tiny_package, "datapackage.json", lambda d: d["geodash"]["layers"][0].update(role="provinces"))
    tiny_package.assert_problem("datapackage.json", 0, "layers[0].role", "layers of their own")


def test_emoji_written_as_escapes_are_no_fault(tiny_package: TinyPackage) -> None:
    change(tiny_package, "datapackage.json", lambda d: d["geodash"].update(title_en="\U0001f600"))
    assert load_dataset(tiny_package.folder).conflict.title_en == "\U0001f600"


@pytest.mark.parametrize(
    ("member", "value", "remedy"),
    [
        ("home", "Congo", "three-letter code"),
        ("region", [29, -2, 29, -2], "west, south, east, north"),
        ("region", "Kivu", "write a list"),
        ("classes", [], "at least one"),
        ("classes", [{}], "add this member"),
        ("file_stem", "a/b", "lower-case letters, digits and hyphens only"),
        ("title_fr", "", "must not be empty"),
        ("title_fr", 7, "quotation marks"),
        ("first_class", "nobody", "one of the classes"),
        ("span_from", "soon", "YYYY-MM-DD"),
        ("colour", "red", "take this member out"),
        ("layers", [{"resource": "countries", "role": "moat", "name_en": "A", "name_fr": "A"}], "words"),
    ],
)
def test_a_member_that_cannot_be_read_says_what_to_write(
    tiny_package: TinyPackage, member: str, value: object, remedy: str
) -> None:
    change(tiny_package, "datapackage.json", lambda d: d["geodash"].update({member: value}))
    field = "geodash" if member == "first_class" else f"geodash.{member}"
    tiny_package.assert_problem(
        "datapackage.json", 0, "geodash" if isinstance(value, list) else field, remedy
    )

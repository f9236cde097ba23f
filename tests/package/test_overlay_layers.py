"""Layers of an overlay: checked as those of the base package are, and under names of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import DESCRIBE
from tests.overlaid import OPEN, ROLES, SPOTS, add_layer, write_overlay

from geodash.errors import DatasetError
from geodash.limits import LAYER_POSITIONS, OVERLAY_LAYERS
from geodash.package.overlay import overlay_counts, read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

DESCRIPTOR, FILE = "datapackage.json", f"{OPEN}-point.geojson"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return add_layer(write_overlay(tmp_path / "out"))


def edit(folder: Path, file: str, change: Any) -> None:
    document = json.loads((folder / file).read_text("utf-8"))
    change(document)
    (folder / file).write_text(json.dumps(document), encoding="utf-8")
    DESCRIBE(folder)


def problems_of(folder: Path, dataset: Dataset) -> list[tuple[str, str, str, str]]:
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder, dataset)
    return [(p.file, p.field, p.value, p.remedy) for p in caught.value.problems]


@pytest.mark.parametrize("role", ROLES)
def test_layers_are_read(tmp_path: Path, dataset: Dataset, role: str) -> None:
    overlay = read_overlay(add_layer(write_overlay(tmp_path / "out"), role), dataset)
    assert [(layer.resource, layer.role, layer.switch) for layer in overlay.layers] == [
        (f"{OPEN}-{role}", role, True)
    ]
    assert [each.geom_type for each in overlay.borders[f"{OPEN}-{role}"].geometries] == [ROLES[role]]
    assert overlay_counts(overlay).endswith("5 events, 1 layers")


def test_an_overlay_of_layers_alone_needs_no_tables(folder: Path, dataset: Dataset) -> None:
    def without_tables(document: dict[str, Any]) -> None:
        document["resources"] = document["resources"][-1:]

    for table in folder.glob("*.csv"):
        table.unlink()
    edit(folder, DESCRIPTOR, without_tables)
    overlay = read_overlay(folder, dataset)
    assert (len(overlay.layers), len(overlay.events), overlay.places) == (1, 0, ())
    edit(folder, DESCRIPTOR, lambda document: document["geodash"].pop("layers"))
    assert ("describe the table `events` among the resources") in {p[3] for p in problems_of(folder, dataset)}


@pytest.mark.parametrize(
    ("changes", "field", "value", "remedy"),
    [
        ({"role": "mines"}, "[0].role", "mines", "one of the words"),
        ({"role": "countries"}, "[0].role", "countries", "land and water are those of the base package"),
        ({"role": "lakes"}, "[0].role", "lakes", "land and water are those of the base package"),
        ({"role": "area"}, "[0].role", "Point", "holds MultiPolygon or Polygon"),
        ({"shape": "ring"}, "[0].shape", "ring", "choose one of circle"),
        ({"colour": None}, "[0].colour", f"{OPEN}-point", "a colour, light and dark"),
        ({"colour": {"light": "red", "dark": "#FFFFFF"}}, "[0].colour.light", "red", "as #RRGGBB"),
        ({"resource": "elsewhere"}, "[0].resource", "elsewhere", f"begin with `{OPEN}-`"),
        ({"resource": f"{OPEN}-x"}, "[0].resource", f"{OPEN}-x", "name of a GeoJSON layer"),
        ({"name_fr": ""}, "[0].name_fr", "", "text"),
        ({"surprise": 1}, "[0].surprise", "1", "take this member out"),
    ],
)
def test_a_fault_of_the_description_is_named(
    folder: Path, dataset: Dataset, changes: dict[str, Any], field: str, value: str, remedy: str
) -> None:
    edit(folder, DESCRIPTOR, lambda document: document["geodash"]["layers"][0].update(changes))
    found = problems_of(folder, dataset)
    assert any(
        (f, at, given) == (DESCRIPTOR, f"geodash.layers{field}", value) and remedy in text
        for f, at, given, text in found
    ), found


def test_a_layer_without_a_role_and_one_that_is_named_as_the_bases(folder: Path, dataset: Dataset) -> None:
    taken = next(iter(dataset.borders))

    def rename(document: dict[str, Any]) -> None:
        document["resources"][-1]["name"] = document["geodash"]["layers"][0]["resource"] = taken

    edit(folder, DESCRIPTOR, rename)
    assert any("the base package has a layer of this one" in each[3] for each in problems_of(folder, dataset))
    edit(folder, DESCRIPTOR, lambda document: document["geodash"].update(layers=[]))
    assert any("give the layer" in text for *_, text in problems_of(folder, dataset))


@pytest.mark.parametrize(
    ("geometry", "remedy"),
    [
        (None, "a geometry that can be read"),
        ({"type": "Point", "coordinates": [500, 2]}, "longitude, latitude in degrees"),
        ({"type": "Blob"}, "a geometry that can be read"),
    ],
)
def test_a_fault_of_the_geometry_is_named(
    folder: Path, dataset: Dataset, geometry: object, remedy: str
) -> None:
    edit(folder, FILE, lambda document: document["features"][0].update(geometry=geometry))
    [(file, field, _, text)] = problems_of(folder, dataset)
    assert (file, field, remedy in text) == (FILE, "features[0].geometry", True)


def test_a_changed_file_and_one_without_terms_are_named(folder: Path, dataset: Dataset) -> None:
    edit(folder, FILE, lambda document: document.pop("licence"))
    assert (FILE, "licence") in {each[:2] for each in problems_of(folder, dataset)}
    (folder / FILE).write_text("{}", encoding="utf-8")
    assert (FILE, "hash") in {each[:2] for each in problems_of(folder, dataset)}


def test_a_layer_lies_beside_the_descriptor(folder: Path, dataset: Dataset) -> None:
    (folder / "borders").mkdir()
    (folder / FILE).rename(folder / "borders" / FILE)
    edit(folder, DESCRIPTOR, lambda document: document["resources"][-1].update(path=f"borders/{FILE}"))
    [(file, field, value, remedy)] = problems_of(folder, dataset)
    assert (file, field, value) == (DESCRIPTOR, "resources", f"borders/{FILE}")
    assert "no folders" in remedy


def test_layers_have_bounds(folder: Path, dataset: Dataset) -> None:
    def copies(document: dict[str, Any]) -> None:
        layers = document["geodash"]["layers"]
        layers += [layers[0] | {"resource": f"{OPEN}-{number}"} for number in range(OVERLAY_LAYERS)]

    def lengthened(document: dict[str, Any]) -> None:
        points = [{"type": "Feature", "properties": {}, "geometry": document["features"][0]["geometry"]}]
        document["features"] = points * (LAYER_POSITIONS + 1)

    edit(folder, FILE, lengthened)
    [(file, field, value, remedy)] = problems_of(folder, dataset)
    assert (file, field, value) == (DESCRIPTOR, "geodash.layers", f"{LAYER_POSITIONS + 1:,}")
    assert "simplify" in remedy
    edit(folder, DESCRIPTOR, copies)
    assert any("at most 12 layers" in each[3] for each in problems_of(folder, dataset))


def test_every_role_but_land_and_water_may_be_taken(tmp_path: Path, dataset: Dataset) -> None:
    assert SPOTS.keys() == set(ROLES.values())
    folder = add_layer(write_overlay(tmp_path / "out"), "line", role="roads")
    assert [layer.role for layer in read_overlay(folder, dataset).layers] == ["roads"]

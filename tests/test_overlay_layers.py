"""Layers of a data set: on the page while it is chosen, in no picture, and nothing to the record."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.interchange.export import WRITERS
from geodash.link.state import DashboardState, format_query, layers_on, layers_there, settle
from geodash.model.overlay import RECORD
from geodash.package import load_dataset
from geodash.products.order import Order, make_file
from geodash.scene.basemap import base_document
from geodash.scene.influence import influence_cells
from geodash.scene.settled import settled_state
from geodash.scene.whole import build_scene
from tests.conftest import GEODATA
from tests.drawn import write_scene
from tests.overlaid import COLOUR, OPEN, RESTRICTED, ROLES, add_layer, write_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

DAY = date(2025, 1, 27)
OWN = {f"{OPEN}-{role}" for role in ROLES}
GUARDED = f"{RESTRICTED}-point"


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("beside")
    one, two = write_overlay(root / OPEN), write_overlay(root / RESTRICTED, RESTRICTED, restricted=True)
    for role in ROLES:
        add_layer(one, role)
    return load_dataset(GEODATA, [one, add_layer(two, on=False)])


def chosen(*names: str, layers: frozenset[str] | None = None) -> DashboardState:
    return DashboardState(date=DAY, set=frozenset({RECORD, *names}), layers=layers)


def test_the_record_has_no_layer_more(dataset: Dataset, beside: Dataset) -> None:
    assert beside.own.conflict == dataset.conflict
    assert beside.own.borders.keys() == dataset.borders.keys()
    assert {*beside.borders} - {*dataset.borders} == {*beside.layer_sets} == {*OWN, GUARDED}
    before, after = influence_cells(dataset), influence_cells(beside)
    assert {place: cell.wkb for place, cell in before.items()} == {k: c.wkb for k, c in after.items()}


def test_a_layer_is_there_while_its_data_set_is_chosen(beside: Dataset) -> None:
    usual = beside.own.conflict.usual_layers
    assert not OWN & {*layers_there(chosen(), beside)}
    assert layers_on(chosen(), beside) == usual
    assert layers_on(chosen(OPEN), beside) == usual | OWN
    assert layers_on(chosen(RESTRICTED), beside) == usual  # it is off at first
    assert layers_on(chosen(layers=frozenset({"labels", *OWN})), beside) == {"labels"}
    assert layers_on(chosen(OPEN, layers=frozenset({"labels", *OWN})), beside) == {"labels", *OWN}
    assert OWN.issubset(settled_state(chosen(OPEN), beside)["layers"].split(","))


def test_a_link_names_layers_only_where_they_are_not_the_usual(beside: Dataset, dataset: Dataset) -> None:
    usual = beside.own.conflict.usual_layers
    for state, told in (
        (chosen(layers=usual), None),
        (chosen(layers=usual | OWN), None),
        (chosen(OPEN, layers=usual | OWN), None),
        (chosen(OPEN, layers=usual), usual),
        (chosen(RESTRICTED, layers=usual | {GUARDED}), usual | {GUARDED}),
    ):
        settled, notices = settle(state, beside)
        assert (settled.layers, notices) == (told, [])
        assert ("layers" in format_query(settled)) == (told is not None)
    settled, notices = settle(chosen(layers=frozenset({"labels", *OWN})), dataset)
    assert settled.layers == frozenset({"labels"})
    assert [notice.values["value"] for notice in notices] == [", ".join(sorted(OWN))]


def test_the_scene_draws_and_names_them_and_credits_them_apart(dataset: Dataset, beside: Dataset) -> None:
    scene = build_scene(beside, {name: row for row, name in enumerate(beside.places)})
    before = build_scene(dataset, {name: row for row, name in enumerate(dataset.places)})
    described = {each["id"]: each for each in scene["conflict"]["layers"]}
    assert described[f"{OPEN}-area"]["name"] == {
        "en": f"Own area (Log of {OPEN})",
        "fr": f"Propre area (Journal de {OPEN})",
    }
    assert described[f"{OPEN}-area"]["credit"]["fr"] == f"Couche : {OPEN}-area"
    assert [each for each in described.values() if "credit" not in each] == before["conflict"]["layers"]
    assert scene["attribution"] == before["attribution"]
    assert {each["id"] for each in scene["layers"] if each["on"]} == beside.own.conflict.usual_layers
    assert {each["name"] for each in base_document(beside)["layers"]} == {*beside.borders}
    assert {row["ref"] for row in scene["look"]["legend"] if row["kind"] == "layer"} >= OWN


def test_an_overlay_without_layers_adds_nothing_to_the_base_map(tmp_path: Path, dataset: Dataset) -> None:
    plain = load_dataset(GEODATA, [write_overlay(tmp_path / OPEN)])
    assert base_document(plain) == base_document(dataset)
    assert plain.conflict == dataset.conflict
    names = [
        json.loads((tmp_path / write_scene(each, tmp_path)).read_text())["base"] for each in (plain, dataset)
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize(("kind", "fmt"), [("picture", "svg"), ("page", "html")])
def test_no_picture_holds_any(dataset: Dataset, beside: Dataset, kind: str, fmt: str) -> None:
    order, usual = Order(kind, fmt, today=DAY), dataset.conflict.usual_layers
    alone = make_file(dataset, chosen(), order).content
    for layers in (None, usual | OWN | {GUARDED}):
        assert make_file(beside, chosen(OPEN, RESTRICTED, layers=layers), order).content == alone


@pytest.mark.parametrize("fmt", WRITERS)
def test_no_data_file_holds_one_that_may_not_be_passed_on(beside: Dataset, fmt: str) -> None:
    content = make_file(beside, chosen(RESTRICTED, layers=frozenset({GUARDED})), Order("data", fmt)).content
    for word in (f"Layer: {GUARDED}", "Own point", COLOUR):
        assert word.encode() not in content

"""The look: numbers that the map must keep, and what a conflict adds to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import described

from geodash.look.ground import Stroke, ground_looks, width_at
from geodash.look.legend import legend_rows
from geodash.look.palette import PALETTE
from geodash.look.shapes import HOLDER_SHAPES, SHAPES, SIGNS, STRIPS
from geodash.look.towns import EDGES, RADII, class_looks, strength_at
from geodash.look.whole import look_document, look_of
from geodash.model.conflict import Colour, LayerRole, MapLayer

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


@pytest.mark.parametrize(
    ("age", "strength"), [(0, 1), (90, 1), (91, 0.998), (200, 0.78), (365, 0.45), (4000, 0.45)]
)
def test_evidence_fades_between_90_days_and_a_year(age: int, strength: float) -> None:
    assert strength_at(age) == pytest.approx(strength, abs=0.001)


def test_the_surer_a_holder_the_plainer_the_edge() -> None:
    low, medium, high = EDGES.values()
    assert low.dash
    assert not medium.dash
    assert not high.dash
    assert medium.width < low.width < high.width


def test_greater_places_have_greater_symbols() -> None:
    assert list(RADII) == sorted(RADII, reverse=True)


def test_every_shape_has_a_sign_and_bars_of_its_own() -> None:
    assert SHAPES.keys() == SIGNS.keys() == STRIPS.keys()
    assert len(set(SIGNS.values())) == len(SIGNS)
    bars = [tuple(STRIPS[name]) for name in HOLDER_SHAPES]
    assert len(set(bars)) == len(bars)


@pytest.mark.parametrize(
    ("zoom", "width"), [(-1, 1), (0, 1), (4.9, 1), (5, 1.5), (6.9, 1.5), (7, 2), (18, 2)]
)
def test_a_width_holds_until_the_next_zoom(zoom: float, width: float) -> None:
    assert width_at(((0, 1), (5, 1.5), (7, 2)), zoom) == width


def test_a_stroke_takes_features_by_a_property() -> None:
    home, abroad = {"iso3": "AAA"}, {"iso3": "BBB"}
    assert Stroke().takes(home)
    assert Stroke(where=("iso3", "AAA")).takes(home)
    assert not Stroke(where=("iso3", "AAA")).takes(abroad)
    assert not Stroke(unless=("iso3", "AAA")).takes(home)
    assert Stroke(unless=("iso3", "AAA")).takes({})


def test_the_ground_lies_in_order_and_home_stands_out(dataset: Dataset) -> None:
    ground = ground_looks(dataset.conflict)
    assert [stroke.over for stroke in ground] == sorted(stroke.over for stroke in ground)
    [home] = [stroke for stroke in ground if stroke.fill == "land"]
    assert home.where == ("iso3", dataset.conflict.home)
    undetermined = [stroke for stroke in ground if stroke.role == "boundaries" and stroke.dash]
    assert [stroke.where for stroke in undetermined] == [("status", "undetermined")]


def test_colours_of_a_conflict_join_the_palette(dataset: Dataset) -> None:
    layer = MapLayer(
        resource="camps",
        role=LayerRole.POINT,
        name_en="Camps",
        name_fr="Camps",
        colour=Colour(light="#112233", dark="#445566"),
    )
    conflict = described(dataset, layers=(*dataset.conflict.layers, layer)).conflict
    look = look_of(conflict)
    assert look.palette["dark"]["layer_camps"] == "#445566"
    for holders in conflict.classes:
        assert look.palette["light"][holders.id] == holders.colour.light
        assert holders.id == "other" or holders.id not in PALETTE["light"]
    [stroke] = [stroke for stroke in look.ground if stroke.layer == "camps"]
    assert (stroke.fill, stroke.stroke, stroke.shape) == ("layer_camps", "halo", "square")
    used = {name for stroke in look.ground for name in (stroke.fill, stroke.stroke) if name}
    assert used <= look.palette["light"].keys()
    assert next(row.ref for row in legend_rows(conflict) if row.kind == "layer") == "camps"


def test_every_class_is_drawn_in_its_own_way(dataset: Dataset) -> None:
    looks = class_looks(dataset.conflict)
    assert tuple(look.id for look in looks) == dataset.conflict.class_ids
    assert [look.id for look in looks if look.mixed] == ["contested"]
    assert [look.id for look in looks if not look.held] == ["unknown", "no_data"]
    told_apart = [(look.shape, look.mixed) for look in looks]
    assert len(set(told_apart)) == len(told_apart)


def test_the_browser_gets_the_same_numbers(dataset: Dataset) -> None:
    sent = look_document(look_of(dataset.conflict))
    assert sent["edges"][0] == {"width": 1.1, "dash": (2, 1.6)}
    assert sent["fade"] == {"fresh": 90, "faded": 365, "faintest": 0.45}
    assert [row["id"] for row in sent["classes"]] == list(dataset.conflict.class_ids)

"""The map as it stands on the sheet: ground by zoom, cells, layers of the package, what covers what."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely
from tests.conftest import described
from tests.pictures.drawing import PAPER, arcs_in, draw, not_drawn

from geodash.link.state import View
from geodash.look.ground import PRINT
from geodash.look.towns import CELLS
from geodash.model.conflict import Colour, LayerRole, MapLayer
from geodash.model.dataset import BorderLayer, Credit
from geodash.pictures.arcs import ways_of
from geodash.pictures.legend import legend_entries
from geodash.pictures.projection import VIEWPORT

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import Dataset

DAY = date(2025, 1, 27)
LAT, LON = -2.0, 29.2
CHANCE = random.Random(7)
VIEWS = [
    View(-1.68, 29.23, 10),
    View(0, 25, 5),
    *(View(CHANCE.uniform(-4, 1), CHANCE.uniform(27, 31), CHANCE.uniform(6, 12)) for _ in range(12)),
]
INK = Colour(light="#112233", dark="#445566")


def at_zoom(zoom: float) -> View:
    """The view of a screen that the sheet, in print, shows at a zoom."""
    return View(LAT, LON, zoom + math.log2(VIEWPORT[0] * PRINT / PAPER.width))


@pytest.mark.parametrize(("zoom", "width"), [(4.5, 0.75), (5.5, 1.125), (6.9, 1.125), (7.1, 1.5), (9, 1.5)])
def test_a_border_is_wider_the_closer_one_looks(dataset: Dataset, zoom: float, width: float) -> None:
    shown = draw(dataset, DAY, view=at_zoom(zoom))
    assert shown.drawn.frame.zoom == pytest.approx(zoom)
    borders = [line for line in shown.of("border", on_ground=True) if not line.fill]
    assert borders
    assert {line.width for line in borders} == {width}


@pytest.mark.parametrize("zoom", [2, 3, 4, 6, 9])
def test_a_far_map_says_where_its_scale_holds(dataset: Dataset, zoom: float) -> None:
    shown = draw(dataset, DAY, view=View(40, 29.2, zoom))
    said = [line.text for line in shown.sheet.lines if line.role == "scale"]
    is_far = shown.drawn.frame.denominator > 20_000_000
    assert is_far is (zoom < 5)
    assert ("holds at latitude 40°" in said) is is_far
    assert any(text.endswith("at full size") for text in said) is not is_far


def test_limits_of_provinces_show_from_a_zoom_on(dataset: Dataset) -> None:
    for zoom, is_shown in ((4.9, False), (5.1, True)):
        shown = draw(dataset, DAY, view=at_zoom(zoom))
        assert bool(shown.of("province", on_ground=True)) is is_shown


def test_the_shore_is_left_out_close_up(dataset: Dataset) -> None:
    for zoom, is_shown in ((10.9, True), (11.1, False)):
        strokes = draw(dataset, DAY, view=at_zoom(zoom)).drawn.strokes
        assert any(s.role == "lakes" and s.fill for s in strokes)
        assert any(s.role == "lakes" and s.stroke for s in strokes) is is_shown


def test_undetermined_boundaries_are_dashed_and_no_others(dataset: Dataset) -> None:
    near, far = (draw(dataset, DAY, view=view) for view in (None, View(5, 25, 5)))
    assert {line.dash for line in near.of("boundary", on_ground=True)} == {()}
    assert {line.dash for line in far.of("boundary", on_ground=True)} == {(), (3.0, 2.25)}


def test_only_contested_land_is_hatched(dataset: Dataset) -> None:
    shown = draw(dataset, DAY)
    cells = [shape for shape in shown.shapes if shape.fill in dataset.conflict.class_ids and shape.clip]
    assert {shape.fill for shape in cells if shape.hatch} == {"contested"}
    assert {shape.fill for shape in cells} > {"contested"}
    strengths = {shape.alpha for shape in cells if shape.fill == "contested" and not shape.hatch}
    assert max(strengths) == CELLS["light"], "a fresh cell"
    hatched = sorted({shape.alpha for shape in cells if shape.hatch})
    assert hatched == pytest.approx([2 * alpha for alpha in sorted(strengths)]), "its hatch over it"
    rims = [shape for shape in shown.shapes if shape.stroke in dataset.conflict.class_ids and shape.clip]
    assert [rim.width for rim in rims] == pytest.approx([1.2] * len(rims))


def test_land_and_towns_can_be_switched_off(dataset: Dataset) -> None:
    without = draw(dataset, DAY, layers=dataset.conflict.usual_layers - {"influence"})
    assert not without.drawn.cells
    assert without.drawn.towns
    assert not draw(dataset, DAY, layers=dataset.conflict.usual_layers - {"control"}).drawn.towns
    assert not without.of("road", on_ground=True)
    assert draw(dataset, DAY, layers=dataset.conflict.usual_layers | {"roads"}).of("road", on_ground=True)


def test_cities_that_are_not_followed_are_dots(dataset: Dataset) -> None:
    shown = draw(dataset, DAY)
    dots = shown.of("label_muted", on_ground=False)
    assert shown.drawn.dots
    assert {round(dot.path.get_extents().width, 3) for dot in dots} == {3.4}


def with_layer(dataset: Dataset, layer: MapLayer, geometry: BaseGeometry) -> Dataset:
    """The dataset with one more layer of one feature."""
    credit = Credit("CC0-1.0", "Somebody", "Quelqu’un")
    added = BorderLayer(layer.resource, layer.resource, (geometry,), ({},), credit)
    more = described(dataset, layers=(*dataset.conflict.layers, layer))
    return replace(more, borders={**dataset.borders, layer.resource: added})


NEW_LAYERS = {
    "point": (shapely.Point(LON, LAT), "■"),
    "line": (shapely.LineString([(28, -3), (30, 0)]), "─"),
    "area": (shapely.box(28.5, -2.5, 29.5, -1), "▒"),
}


@pytest.mark.parametrize("role", NEW_LAYERS)
def test_a_layer_of_the_package_is_drawn_and_explained(dataset: Dataset, role: str) -> None:
    geometry, sign = NEW_LAYERS[role]
    layer = MapLayer(
        resource="own", role=LayerRole(role), name_en="My own", name_fr="La mienne", colour=INK, from_zoom=4
    )
    shown = draw(with_layer(dataset, layer, geometry), DAY)
    shapes = shown.of("layer_own", on_ground=True)
    assert shapes
    assert shown.content.colours["layer_own"] == "#112233"
    [entry] = [entry for entry in legend_entries(shown.content, [shown.drawn]) if entry.text == "My own"]
    assert (entry.sample.sign, entry.sample.colour) == (sign, "layer_own")
    if role == "point":
        x, y = shown.drawn.frame.place(LON, LAT)
        left, top, wide, high = shapes[0].path.get_extents().bounds
        assert (left + wide / 2, top + high / 2) == pytest.approx((x, y))
        assert wide == pytest.approx(2 * 0.88 * 3 * PRINT)
    far = draw(with_layer(dataset, layer, geometry), DAY, view=at_zoom(3.9))
    assert not far.of("layer_own", on_ground=True)
    assert "My own" not in [entry.text for entry in legend_entries(far.content, [far.drawn])]


def test_a_layer_with_a_switch_is_drawn_when_it_is_on(dataset: Dataset) -> None:
    layer = MapLayer(
        resource="own", role=LayerRole.LINE, name_en="Own", name_fr="Own", colour=INK, switch=True, on=False
    )
    more = with_layer(dataset, layer, NEW_LAYERS["line"][0])
    assert not draw(more, DAY).of("layer_own", on_ground=True)
    assert draw(more, DAY, layers=dataset.conflict.usual_layers | {"own"}).of("layer_own", on_ground=True)


@pytest.mark.parametrize("day", [date(2025, 3, 17), date(2031, 1, 1)], ids=str)
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_no_symbol_lies_over_what_stands_in_the_corners(dataset: Dataset, view: View, day: date) -> None:
    shown = draw(dataset, day, dataset.events[-5:], view=view)
    colours = {*dataset.conflict.class_ids, "label_muted"}
    furniture = {name: box for name, box in shown.sheet.boxes.items() if name != "map"}
    assert furniture
    for shape in shown.shapes:
        if shape.clip is None and {shape.fill, shape.stroke} & colours:
            left, top, right, bottom = shape.path.get_extents().extents
            for name, box in furniture.items():
                apart = right <= box.left or left >= box.right or bottom <= box.top or top >= box.bottom
                assert apart, f"{shape.fill or shape.stroke} at {left:.0f}, {top:.0f} covers the {name}"


@pytest.mark.parametrize(("lat", "lon"), [(-0.7, 28.3), (-0.7, 30.1), (-2.6, 28.3), (-2.6, 30.1)])
def test_the_selected_place_is_never_left_out(dataset: Dataset, lat: float, lon: float) -> None:
    """Goma stands in each corner of the map in turn: what stands there moves away."""
    shown = draw(dataset, DAY, place="goma", view=View(lat, lon, 9))
    rings = [ring for ring in shown.shapes if ring.stroke == "accent" and not ring.clip]
    x, y = shown.drawn.frame.place(29.22845, -1.67409)
    assert shown.drawn.frame.box.holds(x, y)
    assert any(
        abs(ring.path.get_extents().x0 + ring.path.get_extents().width / 2 - x) < 0.1 for ring in rings
    )


@pytest.mark.parametrize("view", [None, *VIEWS], ids=str)
def test_a_followed_place_that_is_not_drawn_is_counted(dataset: Dataset, view: View | None) -> None:
    shown = draw(dataset, DAY, view=view)
    # The spot of a place that is left out may lie under the symbol of its neighbour.
    assert shown.drawn.hidden >= not_drawn(dataset, shown.sheet, shown.drawn.frame)
    texts = [entry.text for entry in legend_entries(shown.content, [shown.drawn])]
    count = len(shown.drawn.hidden)
    assert (shown.content.tr("briefing.legend_hidden", count=count) in " ".join(texts)) == (count > 0)


FAR = View(0, 20, 3)


def test_acts_are_arcs_far_out_and_of_the_chosen_event_at_any_zoom(dataset: Dataset) -> None:
    day, layers = date(2025, 3, 17), dataset.conflict.usual_layers | {"arcs"}
    far = draw(dataset, day, view=FAR, days=90, layers=layers)
    assert {arc.stroke for arc in arcs_in(far)} >= {"pressure", "cooperation"}
    assert {bool(arc.dash) for arc in arcs_in(far)} == {True, False}  # words and deeds
    assert not arcs_in(draw(dataset, day, view=FAR, days=90, layers=layers - {"arcs"}))
    assert not arcs_in(draw(dataset, day, days=90, layers=layers))
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    near = draw(dataset, day, layers=layers, event=event.id, view=View(-1.95, 30.06, 8))
    assert [arc.stroke for arc in arcs_in(near)] == ["halo", "pressure"]
    texts = {entry.text for entry in legend_entries(far.content, [far.drawn])}
    assert {far.content.tr(f"briefing.legend_arc_{name}") for name in ("pressure", "words")} <= texts


def test_an_arc_goes_from_seat_to_seat(dataset: Dataset) -> None:
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    assert list(ways_of(dataset, event)) == [("kigali", "brussels")]

"""Pixels around the towns: cells, lines and points of a package, samples of the legend, strips."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from geodash.i18n import Translator
from geodash.look.ground import width_at
from geodash.look.towns import FAINTEST, class_looks
from geodash.look.whole import look_document, look_of
from geodash.model.acts import Act, Tone, act_of
from geodash.model.conflict import Colour, LayerRole, MapLayer
from geodash.scene.conflict import conflict_document
from geodash.scene.encode import encode_points
from geodash.wording.holder import class_name
from tests.browser.unit.pixels import PEN, is_near, mixed, rgb

if TYPE_CHECKING:
    from geodash.look.ground import Stroke
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser


def test_words_are_dashed_and_deeds_are_solid(program: Program, dataset: Dataset) -> None:
    acts = [act_of(event) for event in dataset.events]
    function = f"""(row) => {{ {PEN}
      const positions = placesInView(viewAt(2, 4000), projectPlaces(scene.places));
      const {{ context, strokes }} = pen(2);
      const day = scene.events.start[row];
      const shown = {{ scene, rows: [row], selected: -1, pair: null, day, days: 30 }};
      drawArcs(context, viewAt(2), shown, {{ positions, style: styleOf(scene, "light"), names: [] }});
      return strokes;
    }}"""
    found = program.answers("map/mapview", function, [[row] for row in range(len(acts))])
    palette = look_of(dataset.conflict).palette["light"]
    colours = {Tone.PRESSURE: "pressure", Tone.NONE: "ink", Tone.COOPERATION: "cooperation"}
    drawn = [(act, stroke) for act, strokes in zip(acts, found, strict=True) for stroke in strokes]
    for act, stroke in drawn:
        assert bool(stroke["dash"]) == (not act.deed)
        assert stroke["colour"].upper() == palette[colours[act.tone]]
    assert {act for act, _ in drawn} >= {
        Act(tone, deed) for tone in (Tone.PRESSURE, Tone.COOPERATION) for deed in (True, False)
    }


def test_an_arc_passes_below_the_names(program: Program, dataset: Dataset) -> None:
    """They stand on a sheet below the arcs: what is written is left out of what is drawn."""
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    function = f"""(row, names) => {{ {PEN}
      const view = viewAt(2, 400);
      const positions = placesInView(view, projectPlaces(scene.places));
      const {{ context, at }} = pen(400);
      const day = scene.events.start[row];
      const shown = {{ scene, rows: [row], selected: row, pair: null, day, days: 30 }};
      drawArcs(context, view, shown, {{ positions, style: styleOf(scene, "light"), names }});
      const {{ data }} = context.getImageData(0, 0, 400, 400);
      const painted = [];
      for (let i = 3; i < data.length; i += 4)
        if (data[i]) painted.push([((i - 3) / 4) % 400, Math.floor((i - 3) / 1600)]);
      return painted;
    }}"""
    row = dataset.events.index(event)
    whole = program.answer("map/mapview", function, row, [])
    x, y = whole[len(whole) // 2]
    boxes = [[x - 5, y - 5, x + 5, y + 5], [0, 0, 20, 20]]
    under = {(x, y) for x, y in whole if boxes[0][0] <= x < boxes[0][2] and boxes[0][1] <= y < boxes[0][3]}
    assert under
    left = {tuple(at) for at in program.answer("map/mapview", function, row, boxes)}
    assert not left & under
    assert len(left ^ ({tuple(at) for at in whole} - under)) < 5  # edges are softened otherwise


def test_a_cell_is_drawn_for_what_is_held_and_hatched_where_it_is_contested(
    program: Program, dataset: Dataset
) -> None:
    looks = class_looks(dataset.conflict)
    function = f"""(group, basis) => {{ {PEN}
      const path = new Path2D();
      path.rect(10, 10, 40, 40);
      const status = new Map([[1, {{ group, basis, strength: 1 }}]]);
      const cells = {{ paths: [{{ place: 1, path }}], status }};
      const {{ context, at }} = pen();
      drawCells(context, viewAt(8), {{ ...cells, style: styleOf(scene, "light") }});
      const inside = [];
      for (let x = 20; x < 40; x += 1) inside.push(at(x, 30));
      const tint = tintsOf(cells.paths, cells.status, styleOf(scene, "light"));
      return {{ tint, inside, outside: at(2, 2) }};
    }}"""
    palette = look_of(dataset.conflict).palette["light"]
    cases = [[look.id, "reported"] for look in looks] + [[look.id, "implied"] for look in looks]
    found = program.answers("map/mapview", function, cases)
    for cell in found[len(looks) :]:
        assert (cell["tint"], {pixel[3] for pixel in cell["inside"]}) == ("", {0})
    for look, cell in zip(looks, found[: len(looks)], strict=True):
        assert bool(cell["tint"]) == look.held, look.id
        assert cell["outside"][3] == 0
        covers = {pixel[3] for pixel in cell["inside"]}
        assert (covers == {0}) == (not look.held), look.id
        assert (len(covers) > 1) == look.mixed, look.id
        if look.held and not look.mixed:
            assert is_near(cell["inside"][0], rgb(palette[look.id])), look.id


def conflict_with_points(dataset: Dataset) -> Conflict:
    layer = MapLayer(
        resource="camps",
        role=LayerRole.POINT,
        name_en="Camps",
        name_fr="Camps",
        colour=Colour(light="#112233", dark="#445566"),
        shape="square",
        switch=True,
    )
    return dataset.conflict.model_copy(update={"layers": (*dataset.conflict.layers, layer)})


GROUND = f"""(look, palette, layers, zoom, switched) => {{ {PEN}
  const style = styleOf({{ look, palette }}, "light");
  const base = decodeBase({{ layers }});
  const shown = {{ base, style, layers: new Set(switched) }};
  const {{ context, strokes, at }} = pen();
  drawGround(context, viewAt(zoom), shown);
  const land = [at(30, 20), strokes.length];
  drawLines(context, viewAt(zoom), shown);
  return {{ strokes, below: land, middle: at(30, 30), beside: at(30, 20) }};
}}"""
"""What is drawn of layers on a map of 60 pixels, whose middle is at 0, 0."""


def layer_of(stroke: Stroke, kind: str, coordinates: object) -> dict[str, Any]:
    """A layer of one feature that a stroke is for."""
    properties = dict([stroke.where]) if stroke.where else {}
    feature = {"p": properties, "c": coordinates}
    return {"name": stroke.layer, "role": stroke.role, "kind": kind, "scale": 1, "features": [feature]}


def test_each_line_has_its_colour_width_and_dash_at_every_zoom(program: Program, dataset: Dataset) -> None:
    look = look_of(dataset.conflict)
    document = json.loads(json.dumps(look_document(look)))
    lines = [stroke for stroke in look.ground if stroke.stroke]
    zooms = (2, 4.9, 5, 6.5, 7, 8, 9.9, 10, 11, 11.5, 12, 14)
    cases: list[list[Any]] = []
    for stroke in lines:
        alone = [each for each in document["ground"] if each["layer"] == stroke.layer]
        layers = [layer_of(stroke, "linestring", [[-170, 0, 340, 0]])]
        mine = document | {"ground": alone}
        cases += [[mine, look.palette, layers, zoom, [stroke.switch]] for zoom in zooms]
    found = program.answers("map/mapview", GROUND, cases)
    expected = [
        [
            {
                "width": pytest.approx(width_at(stroke.width, zoom)),
                "colour": look.palette["light"][stroke.stroke].lower(),
                "alpha": pytest.approx(stroke.alpha),
                "dash": list(stroke.dash),
            }
        ]
        if stroke.shown_at(zoom)
        else []
        for stroke in lines
        for zoom in zooms
    ]
    assert [drawn["strokes"] for drawn in found] == expected
    over = [stroke.over for stroke in lines for _ in zooms]
    assert [drawn["below"][1] for drawn in found] == [
        0 if is_over else len(strokes) for is_over, strokes in zip(over, expected, strict=True)
    ]


def test_a_layer_with_a_switch_is_drawn_when_it_is_on(program: Program, dataset: Dataset) -> None:
    look = look_of(dataset.conflict)
    document = json.loads(json.dumps(look_document(look)))
    switched = [stroke for stroke in look.ground if stroke.switch]
    assert switched
    layers = [layer_of(stroke, "linestring", [[-170, 0, 340, 0]]) for stroke in switched]
    names = [stroke.switch for stroke in switched]
    chosen: list[list[str]] = [[], *([name] for name in names), names]
    cases: list[list[Any]] = [[document, look.palette, layers, 8, each] for each in chosen]
    found = program.answers("map/mapview", GROUND, cases)
    assert [len(drawn["strokes"]) for drawn in found] == [len(each) for each in chosen]


def test_points_of_a_package_stand_on_the_map_in_their_colour(program: Program, dataset: Dataset) -> None:
    look = look_of(conflict_with_points(dataset))
    document = json.loads(json.dumps(look_document(look)))
    [stroke] = [stroke for stroke in look.ground if stroke.layer == "camps"]
    layers = [layer_of(stroke, "point", encode_points(Point(0, 0), 1))]
    cases: list[list[Any]] = [[document, look.palette, layers, 9, each] for each in (["camps"], [])]
    shown, hidden = program.answers("map/mapview", GROUND, cases)
    assert is_near(shown["middle"], rgb("#112233"))
    assert is_near(shown["beside"], rgb(look.palette["light"]["water"]))
    assert is_near(hidden["middle"], rgb(look.palette["light"]["water"]))


LEGEND = """async (look, conflict, theme) => {
  const { names, palette } = conflict;
  const made = { ...scene, look, palette, conflict: { ...scene.conflict, ...names } };
  const { node, update } = createLegend(made, { lang: "en", theme, open: true, onToggle() {}, opacity: 0.2 });
  const all = Object.fromEntries(scene.classes.map((id, row) => [id, row + 3]));
  const implied = Object.fromEntries(scene.classes.map((id) => [id, id === "m23" ? 1 : 0]));
  const layers = new Set([...conflict.layers, "implied"]);
  update([{ all: { ...all, no_data: 2 }, implied }], { dense: false, layers, cat: [] });
  return Promise.all(Array.from(node.querySelectorAll("li:not([hidden])"), async (row) => {
    const image = row.querySelector("img");
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0, image.width, image.height);
    const at = (x, y) => [...context.getImageData(x, y, 1, 1).data];
    const line = Array.from({ length: image.width }, (_, x) => at(x, image.height / 2)[3] > 128);
    const left = at(image.width / 2 - 3, image.height / 2 + 2);
    return { text: row.querySelector(".gd-term").textContent, left, line, src: image.src };
  }));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_samples_of_the_legend_look_like_the_map(program: Program, dataset: Dataset, theme: str) -> None:
    conflict = conflict_with_points(dataset)
    look = look_of(conflict)
    palette = look.palette[theme]
    given = {
        "names": conflict_document(replace(dataset, conflict=conflict)),
        "palette": look.palette,
        "layers": ["camps"],
    }
    sent = json.loads(json.dumps([look_document(look), given]))
    rows = {row["text"]: row for row in program.answer("map/marginalia", LEGEND, *sent, theme)}
    tr = Translator("en")
    for each in class_looks(conflict):
        sample = rows[class_name(conflict, each.id, tr)]
        if not each.open:
            assert is_near(sample["left"], rgb(palette[each.id])), each.id
    first = palette[conflict.class_ids[0]]
    assert is_near(rows[tr("map.legend.old")]["left"], mixed(first, palette["halo"], FAINTEST))
    assert is_near(rows[tr("map.legend.low")]["left"], rgb(first))
    assert is_near(rows[tr("map.legend.influence")]["left"], mixed(first, palette["land"], 0.2))
    assert is_near(rows["Camps"]["left"], rgb(palette["layer_camps"]))
    assert not all(rows[tr("map.legend.words")]["line"][3:-3])
    assert all(rows[tr("map.legend.pressure")]["line"][3:-3])
    assert all(rows[tr("map.legend.cooperation")]["line"][3:-3])
    assert tr("briefing.legend_high") not in rows
    pictures = [rows[class_name(conflict, class_id, tr)]["src"] for class_id in conflict.class_ids]
    assert len(set(pictures)) == len(pictures)


def test_a_strip_of_history_has_the_bars_of_its_classes(program: Program, dataset: Dataset) -> None:
    looks = class_looks(dataset.conflict)
    function = """(group) => {
      const { root } = createHistory([{ from: 10, to: 20, group }], stripsOf(scene));
      const bars = Array.from(root.querySelectorAll("rect"));
      return bars.map((bar) => ["y", "height"].map((name) => Number(bar.getAttribute(name))));
    }"""
    found = program.answers("tabs/place-row", function, [[look.id] for look in looks])
    assert found == [[list(bar) for bar in look.strip] for look in looks]

"""What the browser program draws: strokes as a pen makes them, and pixels that come of it."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from geodash.look.towns import EDGES, FAINTEST, class_looks, strength_at
from geodash.look.whole import look_of
from geodash.model.interval import to_day
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from tests.browser.unit.pixels import PEN, is_near, mixed, rgb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

DIFFERING = f"""(...pair) => {{ {PEN}
  const grey = {{ ...scene.palette.light }};
  for (const id of scene.classes) grey[id] = "#777777";
  const style = styleOf({{ look: scene.look, palette: {{ light: grey }} }}, "light");
  const [a, b] = pair.map(([group, basis]) => {{
    const {{ context }} = pen();
    drawTown(context, 30, 30, 20, {{ group, basis, confidence: 1, strength: 1 }}, style);
    return context.getImageData(0, 0, 60, 60).data;
  }});
  let differing = 0;
  const apart = (i) => Math.abs(a[i] - b[i]) + Math.abs(a[i + 3] - b[i + 3]);
  for (let i = 0; i < a.length; i += 4) if (apart(i) > 60) differing += 1;
  return differing;
}}"""
"""How many pixels two towns differ in, each by class and basis, where all classes are one grey."""


def drawn_towns(program: Program, towns: Sequence[Mapping[str, Any]], theme: str = "light") -> list[Any]:
    function = f"""(town, theme) => {{ {PEN}
      const {{ context, strokes, at }} = pen();
      drawTown(context, 30, 30, 12, town, styleOf(scene, theme));
      return {{ strokes, left: at(24, 34), right: at(34, 26), middle: at(30, 30) }};
    }}"""
    return program.answers("map/samples", function, [[town, theme] for town in towns])


def test_the_edge_of_a_town_says_how_sure_it_is(program: Program, dataset: Dataset) -> None:
    first = dataset.conflict.class_ids[0]
    towns = [{"group": first, "confidence": rank, "strength": 1} for rank in range(3)]
    edges = [town["strokes"][-1] for town in drawn_towns(program, towns)]
    low, medium, high = edges
    assert low["dash"]
    assert not medium["dash"]
    assert not high["dash"]
    assert high["width"] > 2 * medium["width"]
    assert [edge["width"] for edge in edges] == pytest.approx([edge.width for edge in EDGES.values()])
    assert [edge["dash"] for edge in edges] == [pytest.approx(list(edge.dash)) for edge in EDGES.values()]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colour_of_a_town_says_who_and_its_strength_how_long_ago(
    program: Program, dataset: Dataset, theme: str
) -> None:
    palette = look_of(dataset.conflict).palette[theme]
    held = [look for look in class_looks(dataset.conflict) if look.held]
    towns: list[dict[str, Any]] = [
        {"group": look.id, "confidence": 1, "strength": strength}
        for look in held
        for strength in (1, FAINTEST)
    ]
    for town, found in zip(towns, drawn_towns(program, towns, theme), strict=True):
        expected = mixed(palette[town["group"]], palette["halo"], town["strength"])
        assert is_near(found["left"], expected), town
        is_half = next(look for look in held if look.id == town["group"]).mixed
        assert is_near(found["right"], rgb(palette["halo"]) if is_half else expected), town


def test_what_nobody_is_known_to_hold_is_an_outline_without_an_edge(
    program: Program, dataset: Dataset
) -> None:
    palette = look_of(dataset.conflict).palette["light"]
    states = [look for look in class_looks(dataset.conflict) if look.open]
    assert states
    for look, found in zip(
        states, drawn_towns(program, [{"group": look.id, "strength": 1} for look in states]), strict=True
    ):
        assert [stroke["colour"].upper() for stroke in found["strokes"]] == [
            palette["halo"],
            palette[look.id],
        ]


def test_an_implied_holder_is_an_outline_in_its_own_colour(program: Program, dataset: Dataset) -> None:
    look = look_of(dataset.conflict)
    held = [each for each in class_looks(dataset.conflict) if each.held]
    towns = [{"group": each.id, "basis": "implied", "confidence": 0, "strength": 1} for each in held]
    for theme in ("light", "dark"):
        palette = look.palette[theme]
        for each, found in zip(held, drawn_towns(program, towns, theme), strict=True):
            halo, outline = found["strokes"]
            assert [halo["colour"].upper(), outline["colour"].upper()] == [palette["halo"], palette[each.id]]
            assert outline["dash"] == []
            assert is_near(found["middle"], rgb(palette[each.id])), each.id
            assert is_near(found["left"], rgb(palette["halo"])), each.id


def test_where_implied_holders_are_switched_off_theirs_are_drawn_as_unknown(
    program: Program, dataset: Dataset
) -> None:
    rows = snapshot_at(dataset, date(2024, 6, 15)).control
    function = """(day, layers) => {
      const shown = shownStatus(statusOn(scene, day), { layers: new Set(layers), holders: null });
      return Object.fromEntries(Array.from(shown, ([row, { group, basis }]) =>
        [scene.places.id[row], [group, basis]]));
    }"""
    day = to_day(date(2024, 6, 15))
    on, off = program.answers("map/mapview", function, [[day, ["implied"]], [day, []]])
    assert on == {row.place_id: [row.group, row.basis] for row in rows}
    implied = [row.place_id for row in rows if row.basis is Basis.IMPLIED]
    assert implied
    assert off == on | {key: ["unknown", "unknown"] for key in implied}


def test_without_colour_an_implied_holder_is_told_from_all_others(program: Program, dataset: Dataset) -> None:
    held = [look.id for look in class_looks(dataset.conflict) if look.held]
    pairs = [(one, other) for one in held for other in (*held, "unknown", "no_data")]
    cases = [[[one, "implied"], [other, "reported"]] for one, other in pairs]
    for pair, differing in zip(pairs, program.answers("map/samples", DIFFERING, cases), strict=True):
        assert differing > 0.08 * math.pi * 20**2, pair


def test_without_colour_the_shapes_still_tell_the_classes_apart(program: Program, dataset: Dataset) -> None:
    pairs = list(combinations(dataset.conflict.class_ids, 2))
    cases = [[[one, "reported"], [other, "reported"]] for one, other in pairs]
    for pair, differing in zip(pairs, program.answers("map/samples", DIFFERING, cases), strict=True):
        assert differing > 0.1 * math.pi * 20**2, pair


def test_evidence_fades_as_in_python(program: Program) -> None:
    ages = [0, 90, 91, 227, 228, 364, 365, 366, 4000]
    found = program.answers("core/control", "(age) => evidenceStrength(scene, age)", [[age] for age in ages])
    assert found == [pytest.approx(strength_at(age)) for age in ages]
    assert found[:4] == [1, 1, pytest.approx(0.998), pytest.approx(0.726)]
    assert found[6:] == [pytest.approx(0.45)] * 3

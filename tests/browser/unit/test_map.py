"""Places of the map: projection, what lies under a point, symbols around a place, discs of many events."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 1000, 700  # of the view that LAY_OUT makes
EQUATOR_M = 40_075_016.686
TOUCH, MOUSE = 14, 3


def test_web_mercator(program: Program) -> None:
    chance = random.Random(1)
    points = [(chance.uniform(-85, 85), chance.uniform(-180, 180)) for _ in range(200)]
    found = program.answers("core/projection", "(lat, lon) => [mercatorX(lon), mercatorY(lat)]", points)
    for (lat, lon), (x, y) in zip(points, found, strict=True):
        assert x == pytest.approx(0.5 + lon / 360)
        assert y == pytest.approx(0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi))
    poles = program.answers("core/projection", "mercatorY", [[90], [-90]])
    assert poles == pytest.approx([0, 1], abs=1e-6)


def test_a_pixel_is_as_wide_on_the_ground_as_the_projection_says(program: Program) -> None:
    zooms = [[lat, zoom] for lat in (-60, -1.5, 0, 40) for zoom in (2, 7.5, 14)]
    for (lat, zoom), metres in zip(
        zooms, program.answers("core/projection", "metresPerPixel", zooms), strict=True
    ):
        assert metres == pytest.approx(EQUATOR_M * math.cos(math.radians(lat)) / (256 * 2**zoom))


def test_a_place_without_a_position_is_nowhere_in_a_view(program: Program) -> None:
    x, y = program.answer(
        "core/projection",
        """() => {
          const view = viewOf(3, 100, 50, 800, 600, 0, 1);
          const { x, y } = placesInView(view, projectPlaces({ lat: [0, null], lon: [0, null] }));
          return [Array.from(x), Array.from(y)];
        }""",
    )
    assert (x[0], y[0]) == (256 * 8 / 2 - 100, 256 * 8 / 2 - 50)
    assert math.isnan(x[1])
    assert math.isnan(y[1])


def test_what_lies_within_reach_of_a_point_is_hit_nearest_first(program: Program) -> None:
    chance = random.Random(9)
    cases: list[list[Any]] = []
    for _ in range(100):
        marks = [
            {
                "kind": "event",
                "row": row,
                "x": chance.uniform(0, 100),
                "y": chance.uniform(0, 100),
                "r": chance.uniform(2, 15),
                "dense": chance.random() < 0.3,
            }
            for row in range(30)
        ]
        cases.append(
            [chance.uniform(0, 100), chance.uniform(0, 100), marks, chance.choice(["mouse", "touch"])]
        )
    function = "(x, y, marks, pointer) => hitsAt(x, y, { marks, rows: [], scene, zoom: 8 }, pointer)"
    for (x, y, marks, pointer), hits in zip(cases, program.answers("map/hit", function, cases), strict=True):
        reach = MOUSE if pointer == "mouse" else TOUCH
        within = {
            mark["row"] for mark in marks if math.hypot(mark["x"] - x, mark["y"] - y) <= mark["r"] + reach
        }
        assert {hit["row"] for hit in hits} == within
        order = [(hit["dense"], hit["distance"]) for hit in hits]
        assert order == sorted(order), "discs of a dense map lie below"


@pytest.mark.parametrize(
    ("hits", "meant"),
    [
        ([], None),
        ([("event", 1, 5)], 0),
        ([("event", 1, -2), ("event", 2, 4)], 0),
        ([("event", 1, 3), ("event", 2, 4)], None),
        ([("event", 1, -2), ("event", 2, -1)], None),
        ([("event", 1, -1), ("place", 0, -2)], 0),
        ([("place", 1, -2), ("place", 0, -1)], 1),  # the larger one
        ([("place", 1, -2), ("place", 2, -1)], 0),  # the one whose control is followed
        ([("place", 1, -2), ("place", 3, -1)], None),
    ],
)
def test_a_click_means_one_thing_or_asks(
    program: Program, hits: list[tuple[str, int, float]], meant: int | None
) -> None:
    made = [{"type": kind, "row": row, "distance": distance} for kind, row, distance in hits]
    places = {"rank": [0, 2, 2, 2], "tracked": [1, 1, 0, 1]}
    expected = None if meant is None else made[meant]
    assert program.answer("map/hit", "clearHit", made, places) == expected


LAY_OUT = """(gathered, boxes, keep, zoom) => {
  const view = viewOf(zoom, 0, 0, 1000, 700, 0, 1);
  const middle = { lat: -1.7, lon: 29.2 };
  view.left = mercatorX(middle.lon) * view.scale - view.width / 2;
  view.top = mercatorY(middle.lat) * view.scale - view.height / 2;
  const positions = placesInView(view, projectPlaces(scene.places));
  const marks = layOut(view, { scene, positions, names: { own: new Map(), boxes }, keep }, gathered);
  return { marks, at: gathered.map(({ anchor }) => [positions.x[anchor], positions.y[anchor]]) };
}"""


def gathered(chance: random.Random, dataset: Dataset, most: int) -> list[dict[str, Any]]:
    """Events around some places that have a position; rows are dealt out, so that none is at two places."""
    rows = list(range(len(dataset.events)))
    chance.shuffle(rows)
    located = [row for row, place in enumerate(dataset.places.values()) if place.lat is not None]
    groups = []
    for group, anchor in enumerate(chance.sample(located, 30)):
        total = chance.randint(1, most)
        shown = sorted(rows.pop() for _ in range(min(total, 5)))
        groups.append({"group": group, "total": total, "shown": shown, "anchor": anchor})
    return groups


def boxes(chance: random.Random) -> list[list[float]]:
    corners = [(chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT)) for _ in range(40)]
    return [[x, y, x + chance.uniform(20, 90), y + 14] for x, y in corners]


def is_seen(x: float, y: float) -> bool:
    return -60 < x < WIDTH + 60 and -60 < y < HEIGHT + 60


@pytest.mark.parametrize("zoom", [5, 6.5, 8, 10])
def test_symbols_and_numbers_stand_for_every_event_in_view(
    program: Program, dataset: Dataset, zoom: float
) -> None:
    chance = random.Random(zoom)
    cases: list[list[Any]] = []
    for _ in range(15):
        groups = gathered(chance, dataset, 12)
        keep = chance.choice(chance.choice(groups)["shown"])
        cases.append([groups, boxes(chance), keep, zoom])
    for (groups, _, keep, _), found in zip(
        cases, program.answers("map/mapview", LAY_OUT, cases), strict=True
    ):
        by_group: dict[int, list[dict[str, Any]]] = {}
        for mark in found["marks"]:
            by_group.setdefault(mark["group"], []).append(mark)
        for group, at in zip(groups, found["at"], strict=True):
            marks = by_group.pop(group["group"], [])
            assert bool(marks) == is_seen(*at)
            if not marks:
                continue
            symbols = [mark["row"] for mark in marks if mark["kind"] == "event"]
            assert set(symbols) <= set(group["shown"])
            assert sorted(symbols) == group["shown"] or len(marks) - len(symbols) == 1
            totals = [mark["total"] for mark in marks if mark["kind"] == "count"]
            assert totals in ([], [group["total"]])
            assert totals or len(symbols) == group["total"]
            assert keep not in group["shown"] or keep in symbols
            for number, one in enumerate(marks):
                for other in marks[:number]:
                    apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
                    assert apart >= 0.95 * (one["r"] + other["r"])
        assert by_group == {}


def test_a_dense_map_has_discs_by_number_whose_numbers_cover_nothing(
    program: Program, dataset: Dataset
) -> None:
    chance = random.Random(30)
    cases: list[list[Any]] = [[gathered(chance, dataset, 20_000), boxes(chance), -1, 6.5] for _ in range(15)]
    for (groups, names, _, _), found in zip(
        cases, program.answers("map/mapview", LAY_OUT, cases), strict=True
    ):
        marks = found["marks"]
        seen = [group["total"] for group, at in zip(groups, found["at"], strict=True) if is_seen(*at)]
        assert sorted(mark["total"] for mark in marks) == sorted(seen)
        assert [mark["total"] for mark in marks] == sorted(seen, reverse=True), "the largest lies below"
        numbered = [mark for mark in marks if mark.get("number")]
        assert numbered
        taken = list(names)
        for mark in numbered:
            x, y = mark["number"]["x"], mark["number"]["y"]
            wide = len(mark["text"]) * 6.5 / 2
            for left, top, right, bottom in taken:
                assert x + wide <= left or x - wide >= right or y + 5.5 <= top or y - 5.5 >= bottom
            taken.append([x - wide, y - 5.5, x + wide, y + 5.5])


CAMERA = """(view, animating) => {
  const asked = [];
  let ended = null;
  const map = {
    _animatingZoom: animating,
    setView: (middle, zoom, { animate }) => asked.push([...middle, zoom, animate]),
    once: (_, then) => { ended = then; },
  };
  goTo(map, [1, 2, 3]);
  goTo(map, view);
  map._animatingZoom = false;
  ended?.();
  return asked;
}"""


def test_the_map_looks_where_it_can_and_last_where_it_was_last_asked_to(program: Program) -> None:
    beyond = [95, 200, 30]
    found = program.answers("map/camera", CAMERA, [[beyond, False], [beyond, True]])
    assert found[0] == [[1, 2, 3, False], [85, 180, 14, False]]
    assert found[1] == [[85, 180, 14, False]], "what is asked during a zoom waits for its end"

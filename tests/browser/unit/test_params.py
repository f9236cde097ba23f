"""Parameters of a link and the rules of a selection, as the browser program reads and keeps them."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xstatic.pkg import leaflet

from geodash.browser.bundle import bundle
from geodash.link.days import named_start, windowed
from geodash.link.state import TABS, DashboardState, params_table
from geodash.products.onefile.page import render_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

    Call = Callable[..., Any]

pytestmark = pytest.mark.browser

FOUNDING = "rwa-bel-sever-relations-20250317"

SCENE = """{
  domain: [10000, 21000],
  params: { of: new Map(%s.map((param) => [param.name, param])) },
  look: { classes: [{ id: "rebels" }, { id: "army" }, { id: "unknown" }] },
  layers: [{ id: "control", on: true }, { id: "roads", on: false }],
  eventIndex: new Map([["battle", 0], ["talks", 1]]),
  placeIndex: new Map([["town", 0]]),
  actorIndex: new Map([["army", 0], ["rebels", 1]]),
  events: { count: 2, id: ["battle", "talks"], start: [20000, 20010], end: [20005, 20010] },
}"""


@pytest.fixture
def call(program: Program) -> Call:
    """Call a function of a module with a small scene first: ``call("core/params", "readState", ...)``."""
    scene = SCENE % json.dumps(params_table())

    def run(module: str, function: str, *arguments: object) -> Any:
        return program.answer(module, f"(...given) => {function}({scene}, ...given)", *arguments)

    return run


ALONE = """async (file) => {
  const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const part = async (name, kind) => (kind === "json" ? file.parts[name] : bytesOf(file.parts[name]).buffer);
  const { scene } = await $page_alone_scene.sceneFrom(file.scene, part);
  const map = L.map(document.querySelector("main"), { center: [0, 0], zoom: 2 });
  return (await $map_geodash.mount(map, { scene })).getState();
}"""


def test_a_map_without_a_page_decides_by_the_same_rules(chromium: Browser, dataset: Dataset) -> None:
    packed = re.search(rb'id="gd-data">([^<]*)<', render_html(dataset, DashboardState()))
    assert packed
    file = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    page = chromium.new_page()
    page.set_content("<style data-geodash></style><main style='height: 500px'></main>")
    page.add_script_tag(content=(Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8"))
    state = page.evaluate(f"(file) => {{ {bundle('page/alone')} return ({ALONE})(file); }}", file)
    assert state["date"] == dataset.control_known_until.isoformat()
    act = "(patch) => { window.geodash.setState(patch); return window.geodash.getState(); }"
    state = page.evaluate(act, {"place": "goma"})
    assert state["selected"] == {"event": None, "place": "goma"}
    state = page.evaluate(act, {"event": FOUNDING, "layers": ["control"]})
    assert (state["date"], state["layers"]) == ("2025-03-17", ["control"])
    assert state["selected"] == {"event": FOUNDING, "place": None}
    page.close()


ONLY = {"place": None, "party": None}
"""What an event leaves unselected."""


class TestSelecting:
    @pytest.mark.parametrize(
        ("patch", "date", "expected"),
        [
            ({"event": "battle"}, 19_000, {"event": "battle", **ONLY, "date": 20_000}),
            ({"event": "battle"}, 20_005, {"event": "battle", **ONLY, "date": 20_005}),
            ({"event": "battle"}, 20_006, {"event": "battle", **ONLY, "date": 20_000}),
            ({"event": "battle", "date": 1}, 20_000, {"event": "battle", **ONLY, "date": 1}),
            ({"event": "talks", "place": "town"}, 20_010, {"event": "talks", **ONLY, "date": 20_010}),
            ({"place": "town", "party": "army"}, 5, {"place": "town", "event": None, "party": None}),
            ({"party": "army"}, 5, {"party": "army", "event": None, "place": None}),
            ({"event": None, "place": None}, 5, {"event": None, "place": None}),
            ({"days": 7}, 5, {"days": 7}),
        ],
    )
    def test_one_selection_at_a_time_and_an_event_on_its_days(
        self, call: Call, patch: dict[str, Any], date: int, expected: dict[str, Any]
    ) -> None:
        assert call("core/selecting", "completed", patch, date) == expected


class TestParams:
    @pytest.mark.parametrize(
        ("name", "value", "read"),
        [
            ("date", "2025-03-17", 20_164),
            ("date", 20_164, 20_164),
            ("date", "1990-01-01", 10_000),
            ("date", 99_999, 21_000),
            ("compare", "", None),
            ("compare", None, None),
            ("days", "all", None),
            ("days", None, None),
            ("days", "7", 7),
            ("days", 7, 7),
            ("event", "battle", "battle"),
            ("event", "", None),
            ("source", "any-id", "any-id"),
            ("pair", "army,rebels", "army,rebels"),
            ("story", "tale.2", "tale.2"),
            ("holders", "unknown,rebels,nobody", "rebels,unknown"),
            ("holders", "unknown,rebels,army", None),
            ("holders", None, None),
            ("tab", "places", "places"),
            ("view", "-1.5,29,8", [-1.5, 29, 8]),
            ("view", [1, 2, 3], [1, 2, 3]),
            ("theme", "dark", "dark"),
        ],
    )
    def test_a_value_is_read_as_text_and_as_it_is(
        self, call: Call, name: str, value: object, read: object
    ) -> None:
        assert call("core/params", "readState", {name: value}, [name]) == {name: read}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("date", ""),
            ("date", "2025-02-30"),
            ("date", "17/03/2025"),
            ("date", 20_164.5),
            ("days", 0),
            ("days", "0"),
            ("days", "week"),
            ("event", "no-such-event"),
            ("place", 3),
            ("pair", "army"),
            ("pair", "army,nobody"),
            ("tab", "admin"),
            ("holders", "nobody"),
            ("holders", 3),
            ("lang", "de"),
            ("layers", 3),
            ("view", "1,2"),
            ("view", "1,2,x"),
            ("theme", "pink"),
            ("tiles", "javascript:alert(1)"),
            ("mask", "@mask-file.bin"),
            ("mask", [1]),
        ],
    )
    def test_what_makes_no_sense_is_left_out(self, call: Call, name: str, value: object) -> None:
        assert call("core/params", "readState", {name: value}, [name]) == {}

    def test_a_default_is_written_as_python_writes_it(self, call: Call) -> None:
        for param in params_table():
            if param.get("by_browser"):
                value = call("core/params", "usual", param["name"])
                assert call("core/params", "textOf", param["name"], value) == param["default"]

    def test_only_the_keys_asked_for_are_read(self, call: Call) -> None:
        patch = {"tab": TABS[1], "days": 7, "nonsense": 1}
        assert call("core/params", "readState", patch, ["days"]) == {"days": 7}

    @pytest.mark.parametrize("patch", [None, "date=2025-03-17", 3])
    def test_a_patch_that_is_no_object_says_nothing(self, call: Call, patch: object) -> None:
        assert call("core/params", "readState", patch, ["date"]) == {}


def day(number: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(number)


def test_a_window_that_begins_on_a_day_is_counted_as_python_counts_it(program: Program) -> None:
    def counted(patch: dict[str, int | None], now: dict[str, int | None]) -> dict[str, int | None]:
        found: dict[str, int | None] = program.answer(
            "core/selecting", "(patch, now) => windowed(patch, now)", patch, now
        )
        return found

    for date, since in ((100, 90), (100, 100), (100, 120)):
        state = windowed(DashboardState(date=day(date), since=day(since), days=7))
        begins = program.answer(
            "core/selecting", "namedStart", {"date": date, "days": state.days, "since": since}
        )
        assert (None if begins is None else day(begins)) == named_start(state)
        assert counted({"date": date}, {"date": 1, "since": since})["days"] == state.days
    now: dict[str, int | None] = {"date": 100, "since": 90}
    assert counted({"date": 99}, now | {"since": None}) == {"date": 99}
    assert counted({"days": 3}, now) == {"days": 3, "since": None}
    assert counted({"since": 99}, now) == {"since": 99, "days": 2}
    assert counted({"since": None}, now) == {"since": None}
    assert counted({"days": 7, "since": 98}, now) == {"since": 98, "days": 3}

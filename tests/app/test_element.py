"""The folium side: a constant base map, and a settled state that cannot become code."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np
import pytest
import streamlit_folium
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_leaflet_string, st_folium

from geodash.link.state import DashboardState, View
from geodash.scene.settled import encode_mask, settled_state
from geodash.ui.element import base_map, settled_group, to_script

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


def rendered(scene: str = "../scenes/scene-1.json") -> str:
    fmap = base_map(leaflet="../leaflet", styles="../code/map.css", code="../code/frame.js", scene=scene)
    page = fmap.get_root().render()
    return page.replace(fmap.get_name(), "map_div")


def test_the_base_map_names_no_other_host() -> None:
    page = rendered()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_the_base_map_is_constant() -> None:
    strip = [line.strip() for line in rendered().splitlines()]
    assert strip == [line.strip() for line in rendered().splitlines()]
    assert rendered() != rendered("../scenes/scene-2.json")


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "`",
    "${7*7}",
    "</script><script>alert(1)</script>",
    "'\"\\",
    "\u2028",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_script_stays_text(text: str) -> None:
    script = to_script({"q": text})
    assert json.loads(script) == {"q": text}
    assert not set(script) & set("<>&`$\u2028\u2029")


@given(st.text())
def test_any_text_survives_a_script(text: str) -> None:
    assert json.loads(to_script(text)) == text


def test_the_settled_state_travels_in_a_feature_group(dataset: Dataset) -> None:
    state = DashboardState(date=date(2025, 3, 17), event="x-1", view=View(-2, 29, 8), lang="fr")
    settled = settled_state(state, dataset, encode_mask(np.array([True, False, True])), rev=4)
    assert settled["date"] == "2025-03-17"
    assert settled["view"] == "-2.0000,29.0000,8"
    assert settled["mask"] == "BQ=="
    assert to_script(settled) in generate_leaflet_string(settled_group(settled))


def test_what_streamlit_folium_sends_is_the_same_each_time_and_compiles_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each rerun hands it the session's map: rendering that again took a sixth of a settled change."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: sent.append(given))
    fmap = base_map(leaflet="l", styles="m.css", code="c", scene="s")

    def send(*, first: bool) -> None:
        group = settled_group({"date": "2025-03-17"})
        st_folium(fmap, key="map", returned_objects=[], feature_group_to_add=group, render=first)

    send(first=True)
    monkeypatch.setattr(jinja2.Environment, "from_string", lambda *_: pytest.fail("a template was compiled"))
    send(first=False)
    first, again = ({k: v for k, v in each.items() if k != "on_change"} for each in sent)
    assert first == again
    assert "mount(map_div" in first["script"]
    assert "geodashSettled" in first["feature_group"]


@given(st.lists(st.booleans(), min_size=1, max_size=300))
def test_a_mask_is_bits_lowest_first(flags: list[bool]) -> None:
    import base64  # noqa: PLC0415  only to read it back

    raw = base64.b64decode(encode_mask(np.array(flags)))
    assert [bool(raw[row >> 3] >> (row & 7) & 1) for row in range(len(flags))] == flags
    assert encode_mask(None) == ""

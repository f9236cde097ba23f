"""The parts of a page without a server say what the server's documents say, only shorter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unpacked import numbers_of, unpacked, with_own_lines

from geodash.products.parts.lines import _signs, with_shared_lines
from geodash.products.parts.packing import packed
from geodash.products.parts.table import ON_CARDS, Parts, parts_of
from geodash.scene.whole import SCENE, Scene

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["a longer text", "another one"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "b", "long name"]), inner),
)


@pytest.fixture(scope="module")
def parts(dataset: Dataset) -> Parts:
    return parts_of(dataset)


@pytest.fixture(scope="module")
def whole(dataset: Dataset) -> Scene:
    return Scene(dataset)


@given(st.dictionaries(st.text(), VALUES))
def test_any_document_comes_back(documents: dict[str, Any]) -> None:
    table, short = packed(documents)
    read = json.loads(json.dumps([table, short]))
    assert {name: unpacked(read[0], each) for name, each in read[1].items()} == documents


@given(st.lists(st.integers(-18_000_000, 18_000_000)))
def test_any_steps_come_back(steps: list[int]) -> None:
    assert numbers_of("".join(map(_signs, steps))) == steps


def test_lines_come_back_and_what_they_share_stands_once() -> None:
    border = [5, 0, 0, 5, 0, 5]
    left, right = [0, 0, *border, -5, 0, 0, -10], [10, 0, 0, 10, -5, 0, 0, -5, 0, -5, 5, 0]
    layers = [
        {"name": "countries", "kind": "polygon", "scale": 10.0, "features": [{"c": [[left], [right]]}]},
        {"name": "borders", "kind": "linestring", "scale": 10.0, "features": [{"c": [border]}]},
        {"name": "other", "kind": "linestring", "scale": 1.0, "features": [{"c": [border]}]},
        {"name": "points", "kind": "point", "scale": 10.0, "features": [{"c": [[3, 4]]}]},
    ]
    short = with_shared_lines({"layers": layers})
    assert with_own_lines(short) == {"layers": layers}
    assert short["layers"][1]["features"][0]["c"] == [[short["layers"][0]["features"][0]["c"][0][0][1]]]
    assert len(short["pieces"]) == 7, (
        "of each country what is its own, the border, that of another scale, a point"
    )


def test_the_base_map_comes_back(parts: Parts, whole: Scene) -> None:
    base = json.loads(whole.document("base.json"))
    assert with_own_lines(json.loads(parts.others["base.json"])) == base
    assert len(parts.others["base.json"]) < len(whole.document("base.json")) / 3


def test_documents_come_back_but_for_what_cards_of_sources_say(parts: Parts, whole: Scene) -> None:
    scene = json.loads(whole.document(SCENE))
    table = json.loads(parts.others["shared.json"])
    for name in scene["documents"].values():
        found = unpacked(table, json.loads(parts.others[name]))
        expected = json.loads(whole.document(name))
        if "sources" in expected and found["sources"] != expected["sources"]:
            found_sources, said = found.pop("sources"), expected.pop("sources")
            assert found_sources == (
                {key: rows for key, rows in said.items() if key not in ON_CARDS}
                if isinstance(said.get("id"), list)
                else list(said)
            )
        assert found == expected, name


def test_all_that_the_scene_names_is_there(parts: Parts) -> None:
    renamed = json.loads(parts.scene_with({name: f"at/{name}" for name in parts.others}))
    text = json.dumps(renamed)
    assert all(f'"at/{name}"' in text for name in parts.others)
    assert renamed["v"] == parts.scene["v"]

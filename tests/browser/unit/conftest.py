"""Modules of the browser program on an empty page: what they answer, without a server."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from geodash.browser.bundle import bundle, variable
from geodash.scene.documents import DOCUMENTS
from geodash.scene.events import event_table, rows_of_titles
from geodash.scene.whole import build_scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from geodash.model.dataset import Dataset

LOAD = """async (file) => {
  const { Titles } = $core_eventtable;
  const { assemble } = $core_scene;
  const { Pieces } = $core_pieces;
  const titles = new Titles(file.scene.events, async (chunk) => chunk);
  await titles.all();
  const block = Uint8Array.from(atob(file.block), (char) => char.charCodeAt(0));
  const document = async (name) => file.documents[name];
  const pieces = Pieces.of(file.scene.events, block.buffer);
  window.scene = assemble({ ...file.scene, document }, pieces, titles);
}"""
ANSWER = """async ([program, text, cases]) => {
  const answer = new Function("scene", `${program}\\nreturn (${text});`)(window.scene);
  return Promise.all(cases.map((each) => answer(...each)));
}"""
MODULE = re.compile(r"^const (\$\w+) = \(\(\) => \{$", re.MULTILINE)
EXPORTS = re.compile(r"^return \{ (.*) \};\n\}\)\(\);$", re.MULTILINE)


class Program:
    """The program's modules on a page of their own, with the scene of the shipped data."""

    def __init__(self, page: Page, dataset: Dataset) -> None:
        self.page = page
        page.evaluate(f"(file) => {{ {bundle('core/scene')} return ({LOAD})(file); }}", scene_file(dataset))

    def answers(self, module: str, function: str, cases: Sequence[Sequence[object]]) -> list[Any]:
        """What a function of JavaScript says to each case.

        It sees what a module exports, what those export that it imports, and ``scene``.
        """
        found: list[Any] = self.page.evaluate(ANSWER, [with_exports(module), function, list(cases)])
        return found

    def answer(self, module: str, function: str, *case: object) -> Any:
        """What it says to one case."""
        return self.answers(module, function, [case])[0]


def with_exports(module: str) -> str:
    """A module with all that it imports, and a constant for each thing that one of them exports.

    Where two modules export the same name, it means that of the later one; the module itself is the last.
    """
    script = bundle(module)
    owners = {
        name: owner
        for owner, names in zip(MODULE.findall(script), EXPORTS.findall(script), strict=True)
        for name in names.split(", ")
        if name
    }
    assert variable(module) in owners.values()
    return script + "".join(f"const {name} = {owner}.{name};\n" for name, owner in owners.items())


def scene_file(dataset: Dataset) -> dict[str, Any]:
    """A scene with all that is fetched one by one from a server."""
    place_row = {place_id: row for row, place_id in enumerate(dataset.places)}
    table = event_table(dataset, place_row, {actor_id: row for row, actor_id in enumerate(dataset.actors)})
    events = dataset.events
    titles = {
        lang: [events.texts(f"title_{lang}", rows) for rows in rows_of_titles(len(events))]
        for lang in ("en", "fr")
    }
    scene = build_scene(dataset, place_row) | {"events": table.description | {"titles": titles}}
    documents = {name: build(dataset) for name, build in DOCUMENTS.items()}
    block = base64.b64encode(table.block(events)).decode()
    file = {"scene": scene, "documents": documents, "block": block}
    read: dict[str, Any] = json.loads(json.dumps(file))  # as it arrives: tuples and names are lists and texts
    return read


@pytest.fixture(scope="session")
def program(chromium: Browser, dataset: Dataset) -> Iterator[Program]:
    page = chromium.new_page()
    yield Program(page, dataset)
    page.close()

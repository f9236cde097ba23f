"""What browsers fetch: made by whichever process is asked, packed once, kept for good where it is for all."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin

import brotli
import numpy as np
import pytest

from geodash.link.state import DashboardState
from geodash.model.selection import mask_of
from geodash.shelf import Shelf
from geodash.ui import details
from geodash.ui import resources as shared
from geodash.ui.added import store
from geodash.ui.resources import load_resources, page_addresses
from geodash.web import documents
from tests.web.client import Answer, get

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

ROOT = Path(__file__).parents[2]
REPLICA = """
import json, sys
from tests.web.client import get
for path, query in json.load(sys.stdin):
    answer = get(path, dict(query))
    print(answer.status, __import__("hashlib").sha256(answer.content).hexdigest())
"""
STATES = (
    DashboardState(event="goma-capture-20250127"),
    DashboardState(place="bukavu", date=date(2025, 2, 14), lang="fr"),
    DashboardState(place="goma", date=date(2025, 1, 27), days=None, q="éloignement & <b>"),
)


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was asked for yet."""
    monkeypatch.setattr(documents, "_PACKED", Shelf(512))


def ask(address: str, **headers: str) -> Answer:
    path, _, query = address.partition("?")
    return get(path, dict(parse_qsl(query)), **headers)


def known(state: DashboardState) -> DashboardState:
    """The same, with an event of the data."""
    dataset = load_resources().dataset
    return replace(state, event=dataset.events[0].id) if state.event else state


def addresses() -> list[str]:
    """One of each kind."""
    resources = load_resources()
    scene = f"/gd/documents/{resources.address}"
    cards = [details.card_address(resources, known(state)) for state in STATES]
    content, query = details.flags(resources, STATES[2])
    mask = f"masks/mask-{hashlib.sha256(content).hexdigest()[:16]}.bin?{query}"
    return [
        f"/{page_addresses().code}",
        *(f"/{page_addresses(embedded=embedded).styles}" for embedded in (False, True)),
        *(urljoin(scene, name) for name in resources.scene.names),
        *(urljoin(scene, card) for card in (*cards, mask) if card),
    ]


def test_a_document_is_kept_for_good_and_comes_packed_to_who_takes_it() -> None:
    resources = load_resources()
    where = f"/gd/documents/{resources.address}"
    plain, packed, older = (get(where, accept_encoding=each) for each in ("", "br, gzip", "gzip"))
    assert plain.status == packed.status == older.status == 200
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], older.headers["content-encoding"]) == ("br", "gzip")
    assert gzip.decompress(older.content) == plain.content
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert json.loads(plain.content)["v"] == resources.dataset.version
    program = get(f"/{page_addresses().code}")
    assert program.headers["content-type"].startswith("text/javascript")


def test_another_process_answers_the_same_to_every_address(tmp_path: Path) -> None:
    """One that was never asked for a page, with another seed of hashes and nowhere to write."""
    asked = [(path, parse_qsl(query)) for path, _, query in (each.partition("?") for each in addresses())]
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    run = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", REPLICA],
        input=json.dumps(asked),
        env=os.environ | {"PYTHONHASHSEED": "7", "TMPDIR": str(shut), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    found = [ask(each) for each in addresses()]
    assert {answer.status for answer in found} == {200}
    expected = [f"{each.status} {hashlib.sha256(each.content).hexdigest()}" for each in found]
    assert run.stdout.split("\n")[:-1] == expected


@pytest.mark.parametrize("state", STATES)
def test_a_card_says_what_its_address_says(state: DashboardState) -> None:
    resources, state = load_resources(), known(state)
    address = details.card_address(resources, state)
    assert address is not None
    answer = ask(urljoin(f"/gd/documents/{resources.address}", address))
    card = json.loads(answer.content)
    assert card["id"] == (state.event or state.place)
    assert answer.headers["cache-control"].endswith("immutable")


@pytest.mark.usefixtures("nothing_kept")
def test_no_address_gives_what_its_hash_does_not_name() -> None:
    resources = load_resources()
    card = urljoin(
        f"/gd/documents/{resources.address}", details.card_address(resources, known(STATES[1])) or ""
    )
    path, _, query = card.partition("?")
    for other in (query.replace("bukavu", "goma"), query.replace("2025-02-14", "2024-01-01"), "", "place=x"):
        assert other != query
        assert ask(f"{path}?{other}").status == 404
    assert ask(f"{path.replace('/cards/', '/masks/')}?{query}").status == 404
    assert ask(card).status == 200


def test_flags_of_a_filter_come_by_address() -> None:
    resources = load_resources()
    columns = resources.dataset.event_columns
    for state in (DashboardState(q="Goma"), DashboardState(deaths=10), DashboardState()):
        content, query = details.flags(resources, state)
        name = f"mask-{hashlib.sha256(content).hexdigest()[:16]}.bin"
        found = ask(f"/gd/documents/{resources.where}/masks/{name}?{query}")
        bits = np.unpackbits(np.frombuffer(found.content, np.uint8), bitorder="little")
        mask = mask_of(columns, state.event_filter)
        count = len(resources.dataset.events)
        expected = np.ones(count, bool) if mask is None else mask
        assert (bits[:count].astype(bool) == expected).all()


def test_pages_that_are_still_open_are_answered_with_older_data(
    fresh_data: None, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    del fresh_data
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    first = load_resources()
    old = f"/gd/documents/{first.where}/"
    row = first.dataset.events[0].id
    card = details.card_address(first, DashboardState(event=row))
    tiny_package.set_cell("events.csv", 2, "title_en", "Another")
    tiny_package.set_cell("events.csv", 2, "title_fr", "Autre")
    second = load_resources()
    assert second.where != first.where
    for name in (*first.scene.names, card or ""):
        assert ask(f"{old}{name}").status == 200, name
    new: dict[str, Any] = json.loads(ask(f"/gd/documents/{second.where}/scene.json").content)
    assert new["v"] == first.dataset.version


@pytest.mark.usefixtures("nothing_kept", "fresh_data")
def test_a_process_that_has_not_loaded_yet_answers(
    tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    address = f"/gd/documents/{load_resources().address}"
    shared._load.cache_clear()  # noqa: SLF001
    shared._LAST_GOOD.clear()  # noqa: SLF001
    shared._VERSIONS.clear()  # noqa: SLF001
    assert get(address).status == 200


def test_what_a_session_has_added_is_kept_by_no_cache() -> None:
    added = store.opened(key := store.new_key(), "s")
    added.shown = replace(load_resources(), where=f"added/{key}/1")
    state = known(STATES[0])
    card = details.card_address(added.shown, state)
    try:
        for name in ("scene.json", "base.json", card or ""):
            answer = ask(f"/gd/documents/added/{key}/1/{name}", accept_encoding="gzip")
            assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-store")
        assert get(f"/gd/documents/added/{key}/2/scene.json").status == 404
        assert get(f"/gd/documents/added/{key[:-1]}/1/scene.json").status == 404
    finally:
        store.close(added)
    assert get(f"/gd/documents/added/{key}/1/scene.json", accept_encoding="gzip").status == 404


@pytest.mark.parametrize(
    "path",
    ["", "code", "code/../../resources.py", "../passwd.json", "code/%2e%2e/x", "code//x", "scenes", "added",
     "scenes/x/scene.json", "code/main.py", "//etc/passwd", "added/x/1/scene.json", "added/x", "scenes/x",
     "scenes/x/cards/card-0123456789abcdef.json", "scenes//scene.json", "added///scene.json"],
)  # fmt: skip
def test_nothing_else_is_served(path: str) -> None:
    load_resources()
    assert get(f"/gd/documents/{path}").status == 404


@pytest.mark.parametrize("path", ["../../resources.py", "__init__.py", "..", "", "images/../../__init__.py"])
def test_of_leaflet_only_what_browsers_need(path: str) -> None:
    assert get(f"/gd/leaflet/{path}").status == 404
    assert get("/gd/leaflet/leaflet.js").status == 200

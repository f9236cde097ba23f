"""What many fetch is packed once more while nobody waits: smaller, and the same once unpacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli
import pytest

from geodash.shelf import Shelf
from geodash.ui import details
from geodash.ui.resources import load_resources, page_addresses
from geodash.web import assets, documents, tighter
from tests.web.client import Answer, get
from tests.web.test_assets import SCRIPT
from tests.web.test_documents import STATES, ask, known

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def nothing_asked_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(documents, "_PACKED", Shelf(512))
    monkeypatch.setattr(assets, "_KEPT", {})
    monkeypatch.delenv(tighter.SHRINKING, raising=False)
    tighter.forget_waiting()
    yield
    tighter.forget_waiting()


def tighten_all() -> None:
    while tighter.tighten_one():
        pass


def packed(path: str) -> Answer:
    return get(path, accept_encoding="br, gzip")


@pytest.mark.parametrize(
    ("name", "least_saved"), [("base", 0.2), ("scene", 0.1), ("program", 0.1), ("streamlit", 0.05)]
)
def test_the_second_visitor_fetches_less_and_gets_the_same(name: str, least_saved: float) -> None:
    where = load_resources().address
    path = {
        "base": f"/gd/documents/{where.replace('scene.json', 'base.json')}",
        "scene": f"/gd/documents/{where}",
        "program": f"/{page_addresses().code}",
        "streamlit": f"/static/js/{SCRIPT.name}",
    }[name]
    first = packed(path)
    tighten_all()
    second = packed(path)
    assert second.status == 200
    assert len(second.content) < len(first.content) * (1 - least_saved)
    assert brotli.decompress(second.content) == brotli.decompress(first.content) == get(path).content
    for said in ("content-encoding", "cache-control", "content-type", "vary"):
        assert second.headers[said] == first.headers[said]


def test_who_reads_no_brotli_gets_what_he_reads() -> None:
    path = f"/gd/documents/{load_resources().address}"
    packed(path)
    older = get(path, accept_encoding="gzip")
    tighten_all()
    assert get(path, accept_encoding="gzip").content == older.content
    assert get(path, accept_encoding="gzip").headers["content-encoding"] == "gzip"


def test_what_one_reader_asks_for_is_not_packed_again() -> None:
    resources = load_resources()
    card = details.card_address(resources, known(STATES[0]))
    assert card is not None
    where = f"/gd/documents/{resources.address.rpartition('/')[0]}/{card}"
    first = ask(where, accept_encoding="br")
    assert first.status == 200
    tighten_all()
    assert ask(where, accept_encoding="br").content == first.content


def test_what_is_very_large_waits_for_nothing() -> None:
    kept: list[bytes] = []
    for size in (100, 4_000, 2_000_001):
        tighter.tighten_later(b"x" * size, "br", kept.append)
    tighten_all()
    assert [len(brotli.decompress(each)) for each in kept] == [4_000]


def test_so_much_waits_and_no_more() -> None:
    kept: list[bytes] = []
    for _ in range(20):
        tighter.tighten_later(bytes(1_000_000), "br", kept.append)
    tighten_all()
    assert len(kept) == 4


def test_nothing_waits_where_nobody_packs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []
    monkeypatch.setenv(tighter.SHRINKING, "off")
    tighter.tighten_later(bytes(10_000), "br", kept.append)
    tighten_all()
    assert kept == []


def test_a_page_that_opens_waits_for_no_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr("geodash.web.tighter.time.monotonic", lambda: now)
    monkeypatch.setattr(tighter, "_asked_at", float("-inf"))
    assert tighter.quiet_in() == 0
    for path in (f"/gd/documents/{load_resources().address}", f"/static/js/{SCRIPT.name}"):
        packed(path)
        assert tighter.quiet_in() == tighter.QUIET_S
        now += tighter.QUIET_S / 2
        assert tighter.quiet_in() == tighter.QUIET_S / 2
        now += tighter.QUIET_S
        assert tighter.quiet_in() == 0
    get("/healthz")
    assert tighter.quiet_in() == 0

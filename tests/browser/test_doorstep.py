"""The page's document and what comes with it, on the addresses that a host gives it."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import TYPE_CHECKING

import brotli
import pytest

from geodash.web.typefaces import whole_font
from tests.browser.conftest import serving
from tests.browser.hosts import application, ask
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

OURS = """() => performance.getEntriesByType("resource").filter(({ transferSize }) => transferSize > 0)
  .map((entry) => new URL(entry.name).pathname).filter((path) => path.includes("/gd/"))"""
ICONS = """() => [...document.querySelectorAll('[data-testid="stIconMaterial"]')]
  .map((icon) => [icon, parseFloat(getComputedStyle(icon).fontSize)])
  .filter(([, size]) => size > 0)
  .map(([icon, size]) => [icon.textContent, icon.getBoundingClientRect().width / size])"""
"""Names of the icons that a typeface draws, and how wide each is: one that it lacks is as wide as a word."""


def test_a_page_under_a_path_of_its_host(dashboard: Callable[..., Dashboard]) -> None:
    with serving(path="/maps/drc") as server:
        opened = dashboard(server=server.address).open(date="2025-01-27", lang="fr")
        assert opened.state()["date"] == "2025-01-27"
        assert opened.page.title().endswith("27 janvier 2025")
        image = opened.page.locator('meta[property="og:image"]').get_attribute("content")
        assert image == f"{server.address}/picture.png?date=2025-01-27&lang=fr"
        with urllib.request.urlopen(image) as answer:
            assert answer.read(4) == b"\x89PNG"
        with urllib.request.urlopen(f"{server.address}?date=2025-01-27") as answer:  # without the slash
            assert answer.url == f"{server.address}/?date=2025-01-27"
        assert opened.errors == []


def test_the_application_runs_under_any_server_of_its_kind(dashboard: Callable[..., Dashboard]) -> None:
    with application("uvicorn", "maps/drc") as server:
        assert server.address.endswith("/maps/drc")
        assert b"27 January 2025" in server.ask("/?date=2025-01-27").content
        assert json.loads(server.ask("/readyz").content)["problems"] == 0
        assert ask(f"http://127.0.0.1:{server.port}/readyz").status == 404
        opened = dashboard(server=server.address).open(date="2025-01-27")
        assert opened.state()["date"] == "2025-01-27"
        assert opened.errors == []


def test_what_the_page_needs_comes_once_and_beside_streamlit(dashboard: Callable[..., Dashboard]) -> None:
    opened = dashboard()
    pushed: list[int] = []
    opened.page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda data: pushed.append(len(data)))
    )
    opened.open(date="2025-03-17")
    asked = opened.page.evaluate(OURS)
    assert len(asked) == len(set(asked)), asked
    assert any("/page-" in path and path.endswith(".css") for path in asked), asked
    assert 2_000 < sum(pushed) < 20_000, "what every page wears goes to each session anew"
    begun = opened.page.evaluate(
        """() => {
          const entries = performance.getEntriesByType("resource");
          const first = (part) => entries.find(({ name }) => name.includes(part)).startTime;
          return { program: first("/page-main-"), scene: first("/scene.json"), base: first("/base.json"),
            titles: first("/titles-en-0"), events: first("/events-0.bin"),
            map: first("/map-geodash-"), leaflet: first("/leaflet.js"), styles: first("/page-"),
            health: first("/_stcore/health"), host: first("/_stcore/host-config"),
            frame: first("/component/streamlit_folium.st_folium/index.html") };
        }"""
    )
    assert max(begun, key=begun.__getitem__) == "frame", begun
    assert max(begun["health"], begun["host"]) <= begun["program"], "Streamlit waits for these to connect"
    told = opened.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert sum("/_stcore/host-config" in name for name in told) == 1, "asked ahead, and asked again"


def test_a_server_in_a_quiet_moment_makes_what_it_sends_smaller(
    dashboard: Callable[..., Dashboard],
) -> None:
    with application("streamlit", GEODASH_SHRINK="on") as server:
        base = re.search(rb"gd/documents/scenes/\w+/base\.json", server.ask("/").content)
        assert base is not None
        path = f"/{base[0].decode()}"
        first = server.ask(path, accept_encoding="br").content
        done = b"geodash_files_to_shrink 0.0"
        wait_until(lambda: done in server.ask("/metrics").content, "no quiet moment came")
        again = server.ask(path, accept_encoding="br").content
        assert len(again) < len(first) * 0.8
        assert brotli.decompress(again) == brotli.decompress(first)
        icons = server.ask(f"/static/media/{whole_font().name}").content
        assert len(icons) < whole_font().stat().st_size / 10
        opened = dashboard(server=server.address).open(date="2025-03-17")
        opened.page.get_by_role("button", name="Data").click()
        opened.page.get_by_test_id("stFileUploaderDropzone").wait_for()
        opened.page.evaluate("document.fonts.ready")
        drawn = opened.page.evaluate(ICONS)
        assert drawn, "arrows of menus are drawn without a typeface, what is in a menu with it"
        assert [icon for icon in drawn if icon[1] > 1.3] == []


def test_the_day_can_be_read_before_any_script_has_run(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.goto(f"{address}/?date=2025-01-27&lang=fr")
        first = page.locator("#gd-first")
        assert first.get_by_role("heading").inner_text().endswith("27 janvier 2025")
        assert "lieux suivis" in first.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    finally:
        context.close()

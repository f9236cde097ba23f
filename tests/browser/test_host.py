"""What the program takes for granted of Streamlit and Leaflet, though neither promises it, is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit
from xstatic.pkg import leaflet

from geodash.browser.bundle import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

HOST = ("core/host.js", "page/shell.css", "page/brief.css", "page/embedded.css")
LEAFLET = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")


def found_in(pattern: str, *files: str) -> list[str]:
    texts = ((PROGRAM / file).read_text(encoding="utf-8") for file in files)
    return sorted({name for text in texts for name in re.findall(pattern, text)})


@pytest.fixture(scope="module")
def streamlit_program() -> str:
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


@pytest.mark.parametrize("member", found_in(r"\b_\w+", "map/leaflet.js"))
def test_leaflet_has_the_members_that_it_does_not_promise(member: str) -> None:
    assert re.search(rf"\b{member}\b", LEAFLET), f"This Leaflet has no {member}: map/leaflet.js relies on it."


@pytest.mark.parametrize("name", found_in(r"data-testid=[\"'](\w+)", *HOST))
def test_streamlit_names_the_parts_of_its_page(name: str, streamlit_program: str) -> None:
    assert name in streamlit_program, f"This Streamlit names no part {name}: {', '.join(HOST)} rely on it."


@pytest.mark.parametrize("name", found_in(r"data-test-[\w-]+", "core/host.js"))
def test_streamlit_says_how_it_stands_with_its_server(name: str, streamlit_program: str) -> None:
    assert name in streamlit_program, f"This Streamlit has no {name}: core/host.js relies on it."


def test_private_members_are_used_in_one_place_each() -> None:
    for path in sorted(PROGRAM.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        if path.name != "leaflet.js":
            found = re.search(r"\w\._[a-z]\w+", text)
            assert not found, f"{path.name}: {found} belongs in map/leaflet.js"
        if path.name != "host.js":
            found = re.search(r"data-testid|streamlit_folium|stActiveTheme|\.stApp|st-key-", text)
            assert not found, f"{path.name}: {found} belongs in core/host.js"


THEME = "stActiveTheme-${location.pathname}-v2"


@pytest.mark.browser
def test_the_page_is_as_the_program_takes_it_to_be(dashboard: Open) -> None:
    opened = dashboard(color_scheme="light").open(date="2025-03-17")
    page = opened.page
    for selector, what in [
        ('iframe[title="streamlit_folium.st_folium"]', "the title of the map's frame"),
        (".stApp", "the class of the page"),
        (".st-key-gd_page .st-key-gd_map", "keys of containers as classes"),
    ]:
        assert page.locator(selector).count() == 1, f"{what} has changed: see core/host.js"
    page.evaluate(f"() => localStorage.setItem(`{THEME}`, JSON.stringify('Dark'))")
    page.reload()
    opened.wait_until_ready()
    assert opened.state()["theme"] == "dark", "the theme is kept elsewhere: see chooseTheme in core/host.js"

"""Files of Streamlit, of its map component and of Leaflet: packed, kept for good, and found early."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
import streamlit

from geodash.web import assets
from tests.web.client import get

STATIC = Path(streamlit.__file__).parent / "static" / "static"
SCRIPT = max((STATIC / "js").glob("index.*.js"), key=lambda path: path.stat().st_size)
ALL = "gzip, deflate, br"


def test_streamlits_own_files_come_packed_and_are_kept_for_good() -> None:
    answer = get(f"/static/js/{SCRIPT.name}", accept_encoding=ALL)
    whole = SCRIPT.read_bytes()
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == assets.FOR_GOOD
    assert len(answer.content) < len(whole) / 3
    assert brotli.decompress(answer.content) == whole
    assert get(f"/static/js/{SCRIPT.name}").content == whole


def test_typefaces_are_packed_already() -> None:
    font = next((STATIC / "media").glob("SourceSans*.woff2"))
    answer = get(f"/static/media/{font.name}", accept_encoding=ALL)
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.content == font.read_bytes()


@pytest.mark.parametrize(
    "path",
    ["static/js/../../index.html", "static/index.html", "static/js/", "static/js/x.DormvYxC.js", "static//js",
     "component/streamlit_folium.st_folium/../__init__.py", "gd/leaflet/../../__init__.py"],
)  # fmt: skip
def test_nothing_else_is_answered_for(path: str) -> None:
    assert get(f"/{path}").status == 404


def test_what_the_page_will_need_is_named_early_and_is_there() -> None:
    named = assets.early_modules()
    stems = {name.rpartition("/")[2].rsplit(".", 2)[0] for name in named}
    assert stems == set(assets._OPENING)  # noqa: SLF001  a new Streamlit may have cut its parts anew
    frame = [name for name, _ in assets.frame_files()]
    assert len(frame) == 5
    page = get("/", {"date": "2025-01-27"}).text
    for name in (*named, *frame):
        assert f'href="{name}"' in page
        assert get(f"/{name}").status == 200


def test_the_page_itself_comes_packed() -> None:
    plain, packed = get("/"), get("/", accept_encoding=ALL)
    assert packed.headers["content-encoding"] == "br"
    content = brotli.decompress(packed.content)
    assert content == plain.content


def test_the_frame_of_the_map_is_there_before_any_page_was_drawn() -> None:
    answer = get("/component/streamlit_folium.st_folium/index.html", {"streamlitUrl": "http://x"})
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["content-type"].startswith("text/html")


def test_a_frame_that_a_browser_kept_from_before_an_upgrade_gets_the_program_of_today() -> None:
    folder = "/component/streamlit_folium.st_folium/"
    asked = re.search(r"static/js/main\.[0-9a-f]+\.js", get(f"{folder}index.html").text)
    assert asked
    today = get(f"{folder}{asked[0]}")
    assert today.status == 200
    assert get(f"{folder}static/js/main.0123abcd.js").content == today.content


def test_the_map_component_is_left_to_the_page() -> None:
    """Imported before Streamlit runs, it is unknown to it and its frame is not found."""
    code = "import sys, app; sys.exit('streamlit_folium' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0  # noqa: S603

"""What browsers fetch: packed once, kept for good where it is for all, and nothing else is served."""

from __future__ import annotations

import gzip
import json

import pytest

from geodash.ui import served
from geodash.ui.resources import load_resources, page_addresses
from tests.web.client import get


def test_a_document_is_kept_for_good_and_comes_packed_to_who_takes_it() -> None:
    resources = load_resources()
    where = f"/gd/documents/{resources.scene}"
    plain, packed = get(where), get(where, accept_encoding="br, gzip")
    assert plain.status == packed.status == 200
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert json.loads(plain.content)["v"] == resources.dataset.version
    program = get(f"/{page_addresses().code}")
    assert program.headers["content-type"].startswith("text/javascript")


def test_what_a_session_has_added_is_kept_by_no_cache() -> None:
    folder = served.folder("added", "k" * 32, "1")
    name = "cards-0123456789abcdef.json"
    (folder / name).write_text('{"mine": 1}', encoding="utf-8")
    answer = get(f"/gd/documents/added/{'k' * 32}/1/{name}")
    assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-store")
    (folder / name).unlink()
    assert get(f"/gd/documents/added/{'k' * 32}/1/{name}").status == 404


@pytest.mark.parametrize(
    "path",
    ["", "code", ".in-use", "code/../.in-use", "../passwd-0123456789abcdef.json", "code/%2e%2e/x", "code//x",
     "scenes/x/scene-0123456789abcdef.json", "code/main.py", "//etc/passwd"],
)  # fmt: skip
def test_nothing_else_is_served(path: str) -> None:
    load_resources()
    assert get(f"/gd/documents/{path}").status == 404


@pytest.mark.parametrize("path", ["../../resources.py", "__init__.py", "..", "", "images/../../__init__.py"])
def test_of_leaflet_only_what_browsers_need(path: str) -> None:
    assert get(f"/gd/leaflet/{path}").status == 404
    assert get("/gd/leaflet/leaflet.js").status == 200


def test_a_link_out_of_the_folder_leads_nowhere() -> None:
    folder = served.folder("code")
    link = folder / "passwd-0123456789abcdef.json"
    link.symlink_to(__file__)
    try:
        assert get(f"/gd/documents/code/{link.name}").status == 404
    finally:
        link.unlink()

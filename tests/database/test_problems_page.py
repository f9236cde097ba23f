"""What an editor has broken stands on the page for editors, by table and id, and nowhere for viewers."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import psycopg
from tests.database.conftest import geodash_db
from tests.web.client import get

if TYPE_CHECKING:
    import pytest

GOMA = "goma-captured-20250127"


def test_the_page_says_what_the_command_says_and_viewers_are_told_nothing(
    record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", record)
    monkeypatch.delenv("GEODASH_EDITORS", raising=False)
    with psycopg.connect(record) as connection:
        connection.execute("UPDATE geodash.events SET cameo = '9999' WHERE id = %s", (GOMA,))
    assert get("/editors").status == 404
    monkeypatch.setenv("GEODASH_EDITORS", "on")
    text = unescape(get("/editors").text)
    told = geodash_db(record, "check").stderr.strip()
    assert told.startswith(f"events {GOMA}: cameo '9999': ")
    for cell in ("events", GOMA, "cameo", "9999", told.split(": ", 2)[2]):
        assert f">{cell}</td>" in text
    french = unescape(get("/editors", {"lang": "fr"}).text)
    assert '<td lang="fr" data-name="Que faire">vérifiez le code dans le manuel CAMEO' in french
    assert "<h1>1 problem in the record</h1>" in text
    with psycopg.connect(record) as connection:
        connection.execute("UPDATE geodash.events SET cameo = '192' WHERE id = %s", (GOMA,))
    assert "<h1>No problems</h1>" in get("/editors").text

"""The page for editors: there only where the server says so, escaped, in both languages."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from geodash.web.editors import SETTING
from tests.conftest import make_tiny
from tests.web.client import get

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script>&\"'"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package whose first event has a hostile word for a category; the id of that event."""
    folder = make_tiny(tmp_path / "tiny").folder
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    rows[0]["category"] = HOSTILE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setenv("GEODASH_DATA", str(folder))
    return rows[0]["id"]


@pytest.mark.parametrize("setting", [None, "", "off", "no", "anything"])
def test_viewers_get_nothing(broken: str, monkeypatch: pytest.MonkeyPatch, setting: str | None) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    if setting is not None:
        monkeypatch.setenv(SETTING, setting)
    answer = get("/editors")
    assert answer.status == 404
    assert broken not in answer.text


def test_editors_are_told_table_id_column_value_and_remedy(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "on")
    answer = get("/editors")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for cell in ("events", broken, "category"):
        assert f">{cell}</td>" in answer.text
    assert "use one of" in answer.text
    assert "problems in the record" in answer.text  # the hash of the file is another


def test_what_stands_in_a_cell_is_text(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "on")
    text = get("/editors", {"lang": HOSTILE}).text
    assert broken in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert '<html lang="en">' in text


def test_in_french(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "1")
    text = get("/editors", {"lang": "fr"}).text
    assert broken in text
    assert '<html lang="fr">' in text
    assert "problèmes dans le relevé" in text


def test_a_record_without_problems_is_said_to_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(make_tiny(tmp_path / "tiny").folder))
    monkeypatch.setenv(SETTING, "on")
    answer = get("/editors")
    assert (answer.status, "<h1>No problems</h1>" in answer.text) == (200, True)


def test_a_record_that_cannot_be_read_names_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "on")
    monkeypatch.setenv("GEODASH_DATA", "postgresql://anne:geheim@127.0.0.1:1/record")
    answer = get("/editors")
    assert answer.status == 503
    assert "geheim" not in answer.text
    assert "anne" not in answer.text

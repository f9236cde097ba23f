"""Rows that may not be passed on are in no answer, and no preview tells of them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from geodash.model.overlay import RECORD
from geodash.package import load_dataset
from tests.conftest import GEODATA
from tests.overlaid import OPEN, RESTRICTED, write_overlay
from tests.web.client import get

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

ALL = f"{RECORD},{OPEN},{RESTRICTED}"


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_data: None) -> Dataset:
    del fresh_data
    folders = [write_overlay(tmp_path / OPEN), write_overlay(tmp_path / "r", RESTRICTED, restricted=True)]
    monkeypatch.setenv("GEODASH_DATA", os.pathsep.join(map(str, (GEODATA, *folders))))
    return load_dataset(GEODATA, folders)


def test_rows_of_a_guarded_data_set_are_in_no_answer(beside: Dataset) -> None:
    query = {"set": ALL, "days": "all", "date": f"{beside.last_day}", "limit": "10000"}
    document = json.loads(get("/api/v1/events", query).text)
    assert {row["data_set"] for row in document["rows"]} == {RECORD, OPEN}
    assert "A mission, its log" in document["about"]["citation"]
    assert document["about"]["count"] == len(beside.own.events) + beside.data_sets[OPEN].events


def test_a_preview_says_whose_event_it_shows(beside: Dataset) -> None:
    event = next(each for each in beside.events if beside.events.data_set_of(each.id) == OPEN)
    title = get("/", {"set": ALL, "event": event.id}).text.partition("<title>")[2].partition("</title>")[0]
    assert beside.data_sets[OPEN].title_en in title


def test_a_preview_tells_of_no_guarded_event(beside: Dataset) -> None:
    told = {}
    for name in (OPEN, RESTRICTED):
        event = next(each for each in beside.events if beside.events.data_set_of(each.id) == name)
        told[name] = event.title_en in get("/", {"set": ALL, "event": event.id}).text
    assert told == {OPEN: True, RESTRICTED: False}

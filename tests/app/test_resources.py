"""What sessions share is used by many at once."""

from __future__ import annotations

import datetime as dt
import gc
import json
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import config

from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.shelf import Shelf
from geodash.ui import details, resources
from geodash.ui.details import card

if TYPE_CHECKING:
    import pytest

    from geodash.model.dataset import Dataset
    from tests.conftest import TinyPackage

ROOT = Path(__file__).parents[2]


def all_of(name: str) -> list[bytes]:
    """Cards of a place on some days, asked for by many sessions at once."""
    found = resources.load_resources()
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=number % 40) for number in range(200)]
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda day: card(found, DashboardState(place=name, date=day))[0], days))


def test_cards_asked_for_by_many_at_once_are_the_same_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "_CARDS", Shelf(5))
    cards = all_of("goma")
    assert cards == all_of("goma")
    assert [json.loads(each)["id"] for each in cards] == ["goma"] * 200
    assert len(set(cards)) > 1


def test_many_load_once_whatever_is_emptied(
    fresh_data: None, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    del fresh_data
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    read: list[int] = []

    def load(*_: object) -> Dataset:
        read.append(1)
        return load_dataset()

    monkeypatch.setattr(resources, "load_dataset", load)

    def visit(number: int) -> str:
        if number % 7 == 0:
            st.cache_resource.clear()  # what any browser may ask for
            st.cache_data.clear()
        return resources.load_resources().address

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(visit, range(120)))) == 1
    assert len(read) == 1


def test_copies_of_the_data_have_one_address_whenever_they_were_made(
    fresh_data: None, tiny_package: TinyPackage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del fresh_data
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    first = resources.load_resources()
    shutil.copytree(tiny_package.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    monkeypatch.setenv("GEODASH_DATA", str(tmp_path / "copy"))
    assert resources.load_resources().where == first.where
    tiny_package.set_cell("events.csv", 2, "title_en", "Another")
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    assert resources.load_resources().where != first.where


def test_data_that_cannot_be_read_leave_the_last_good_version(
    fresh_data: None, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    del fresh_data
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    first = resources.load_resources()

    def refuse(*_: object) -> bytes:
        raise OSError(5, "Input/output error", "/secret/path")

    monkeypatch.setattr(resources, "_digest", refuse)
    tiny_package.set_cell("events.csv", 2, "title_en", "Another")
    found = resources.load_resources()
    assert found.dataset is first.dataset
    (problem,) = found.problems
    assert "cannot read the data (Input/output error)" in problem.remedy
    assert "/secret" not in problem.remedy
    monkeypatch.undo()
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    assert resources.load_resources().problems == ()


def test_a_rerun_does_not_go_through_all_objects() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    config.get_option("runner.postScriptGC")  # raises where Streamlit knows no such option any more


def test_what_sessions_leave_behind_is_collected_soon() -> None:
    records = [[number] for number in range(1_000_000)]
    resources._spare_the_collector()  # noqa: SLF001
    before = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(150_000)]
    assert gc.get_stats()[2]["collections"] > before
    assert len(records) > len(kept)

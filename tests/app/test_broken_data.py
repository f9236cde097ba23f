"""A broken data package gives one page that names every problem; good data stays up while it is edited."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from geodash.limits import SHOWN_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Page
    from tests.conftest import TinyPackage


pytestmark = pytest.mark.usefixtures("fresh_data")


def test_every_problem_is_named(
    open_page: Callable[..., Page], tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    tiny_package.set_cell("events.csv", 2, "date", "<b>soon</b>")
    tiny_package.set_cell("control.csv", 2, "place_id", "atlantis")
    page = open_page()
    assert "&lt;b&gt;soon&lt;/b&gt;" in page.texts
    assert "atlantis" in page.texts
    assert not page.test.get("component_instance")


def test_the_last_good_data_stays_up(
    open_page: Callable[..., Page], tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    page = open_page()
    scene = page.sent_to("panel")["scene"]
    before = tiny_package.read("events.csv")
    tiny_package.set_cell("events.csv", 2, "date", "soon")
    page.again()
    assert page.sent_to("panel")["scene"] == scene
    assert "last good version" in page.texts
    tiny_package.write("events.csv", before)
    os.utime(tiny_package.folder / "events.csv")
    assert "last good version" not in page.again().texts


def test_no_visitor_is_told_where_the_data_lie(
    open_page: Callable[..., Page], tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder / "nowhere"))
    page = open_page()
    assert "there is no such folder" in page.texts
    assert str(tiny_package.folder) not in page.texts
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    assert page.again().sent_to("panel")
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder / "nowhere"))
    assert "last good version" in page.again().texts
    assert str(tiny_package.folder) not in page.texts


def test_the_page_of_problems_is_bounded(
    open_page: Callable[..., Page], tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    tiny_package.write("relations.csv", tiny_package.read("relations.csv") + "x\n" * 3_000)
    page = open_page()
    assert page.texts.count("<tr>") == SHOWN_PROBLEMS + 1
    assert "more; `geodash check` names them all." in page.texts

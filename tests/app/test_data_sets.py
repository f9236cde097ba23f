"""The choice of data sets on the page: there where something was added, and not otherwise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from geodash.model.overlay import RECORD
from tests.conftest import GEODATA
from tests.overlaid import HOSTILE, OPEN, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Page

    OpenPage = Callable[..., Page]


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_data: None) -> Path:  # noqa: ARG001
    """A data set beside the record whose texts are hostile."""
    folder = write_overlay(tmp_path / OPEN, title_en=HOSTILE, attribution_en=HOSTILE)
    monkeypatch.setenv("GEODASH_DATA", os.pathsep.join(map(str, (GEODATA, folder))))
    return folder


def switches(page: Page) -> dict[str, bool]:
    """The switches of the drawer by label."""
    return {each.label: each.value for each in page.test.toggle}


def test_without_one_the_record_stands_alone(open_page: OpenPage) -> None:
    page = open_page().open_menu("w_data")
    assert switches(page) == {"The record": True}
    assert "Add a file" in page.texts


def test_a_host_that_takes_no_files_has_no_drawer(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_UPLOADS", "off")
    page = open_page().open_menu("w_data")
    assert not page.test.toggle
    assert "Add a file" not in page.texts


@pytest.mark.usefixtures("added")
def test_without_files_the_drawer_still_holds_the_data_sets(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_UPLOADS", "Off")
    page = open_page().open_menu("w_data")
    assert len(page.test.toggle) == 2
    assert "Add a file" not in page.texts


@pytest.mark.usefixtures("added")
def test_it_is_switched_on_in_the_drawer(open_page: OpenPage) -> None:
    page = open_page(date="2025-01-27").open_menu("w_data")
    mask = page.sent_to("timeline")["settled"]["mask"]
    assert [*switches(page).values()] == [True, False]
    page.test.toggle(f"w_set_{OPEN}").set_value(True)
    page = page.again()
    assert page.query["set"] == f"{OPEN},{RECORD}"
    assert [*switches(page).values()] == [True, True]
    page.test.toggle(f"w_set_{RECORD}").set_value(False)
    assert page.again().query["set"] == OPEN
    page.test.toggle(f"w_set_{OPEN}").set_value(False)
    assert "set" not in page.again().query  # without any, the record
    page = page.change(set=frozenset({RECORD, OPEN}))
    assert page.sent_to("timeline")["settled"]["mask"] != mask
    assert "&lt;img src=x" in page.texts
    assert "<img" not in page.texts


@pytest.mark.usefixtures("added")
def test_a_briefing_shows_the_record_alone(open_page: OpenPage) -> None:
    chosen = open_page(date="2025-01-27", set=f"{RECORD},{OPEN}")
    brief = open_page(date="2025-01-27", set=f"{RECORD},{OPEN}", brief="1")
    alone = open_page(date="2025-01-27")
    masks = [page.sent_to("timeline")["settled"]["mask"] for page in (chosen, brief, alone)]
    assert masks[0] != masks[1] == masks[2]
    assert brief.query["set"] == f"{OPEN},{RECORD}"


@pytest.mark.usefixtures("added")
def test_the_menu_of_files_says_what_they_leave_out(open_page: OpenPage) -> None:
    page = open_page(date="2025-01-27", set=f"{RECORD},{OPEN}").open_menu("w_export")
    assert "Not in this file: &lt;img" in page.texts


@pytest.mark.usefixtures("added")
def test_a_data_set_that_breaks_keeps_the_last_good_state(open_page: OpenPage, added: Path) -> None:
    open_page(date="2025-01-27", set=OPEN)
    (added / "events.csv").write_text("id\n", encoding="utf-8")
    page = open_page(date="2025-01-27", set=OPEN)
    assert page.query["set"] == OPEN
    assert f"{OPEN}/events.csv" in page.texts + "".join(e.value for e in page.test.warning)

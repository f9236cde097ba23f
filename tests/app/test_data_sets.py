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


def test_without_one_there_is_no_choice(open_page: OpenPage) -> None:
    page = open_page().open_menu("w_filters")
    assert "w_set" not in page.test.session_state


@pytest.mark.usefixtures("added")
def test_it_is_chosen_in_the_menu_of_filters(open_page: OpenPage) -> None:
    page = open_page(date="2025-01-27").open_menu("w_filters")
    mask = page.sent_to("timeline")["settled"]["mask"]
    assert page.test.session_state["w_set"] == [RECORD]
    page = page.change(set=frozenset({RECORD, OPEN}))
    assert page.query["set"] == f"{OPEN},{RECORD}"
    assert page.test.session_state["w_set"] == [RECORD, OPEN]
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

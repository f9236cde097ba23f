"""Layers of a data set in a browser: drawn, named, credited and switched while it is chosen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.browser.test_added_layers import AT, NEARLY
from tests.conftest import GEODATA
from tests.overlaid import COLOUR, HOSTILE, OPEN, SPOTS, add_layer, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Frame

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

NAME = f"{OPEN}-point"
LABEL = f"{HOSTILE} ({HOSTILE})"
SHOWN = (
    "(shown) => geodash.getState().layers.includes('logbook-point') === shown"
    " && new URLSearchParams(parent.location.search).has('set')"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_overlay(tmp_path_factory.mktemp("layers") / OPEN, title_en=HOSTILE, title_fr="Journal")
    add_layer(folder, name_en=f"{HOSTILE} ", name_fr="Puits", width=8)
    add_layer(folder, "line")
    with serve(Path(os.pathsep.join(map(str, (GEODATA, folder))))) as found:
        yield found


def is_drawn(frame: Frame) -> bool:
    lon, lat = SPOTS["Point"]
    [pixels] = frame.evaluate(AT, [[lat, lon]])
    colour = bytes.fromhex(COLOUR.removeprefix("#"))
    return any(max(abs(a - b) for a, b in zip(each, colour, strict=True)) <= NEARLY for each in pixels)


def legend_of(frame: Frame) -> list[str]:
    return [text.strip() for text in frame.locator(".gd-legend li:not([hidden])").all_text_contents()]


def test_unchosen_it_is_not_there(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = dashboard(address).open(date="2025-01-27", days="1")
    assert not is_drawn(board.frame)
    assert not [row for row in legend_of(board.frame) if "Own line" in row or HOSTILE in row]
    assert "Layer:" not in (board.frame.locator(".gd-credits").text_content() or "")
    board.page.get_by_role("button", name="Layers").click()
    board.page.get_by_role("button", name="Names").wait_for()
    assert not board.page.get_by_role("button", name=HOSTILE).count()
    assert not board.errors


def test_chosen_it_is_drawn_named_credited_and_switched(
    dashboard: Callable[..., Dashboard], address: str
) -> None:
    board = dashboard(address).open(date="2025-01-26", days="1", set=f"record,{OPEN}")
    page, frame = board.page, board.frame
    frame.wait_for_function(SHOWN, arg=True)
    assert is_drawn(frame)
    assert f"Own line ({HOSTILE})" in legend_of(frame)
    assert any(row.startswith(HOSTILE) and row.endswith(f"({HOSTILE})") for row in legend_of(frame))
    assert f"Layer: {NAME}" in (frame.locator(".gd-credits .gd-long").text_content() or "")
    page.get_by_role("button", name="Layers").click()
    switches = page.get_by_test_id("stButtonGroup").get_by_role("button").filter(has_text="*log* [book]")
    switches.filter(has_text="Own line").wait_for()
    switches.filter(has_not_text="Own line").click()
    frame.wait_for_function(SHOWN, arg=False)
    assert not is_drawn(frame)
    assert f"Layer: {NAME}" not in (frame.locator(".gd-credits .gd-long").text_content() or "")
    assert f"Own line ({HOSTILE})" in legend_of(frame)
    assert not board.errors


def test_a_data_set_that_is_switched_on_brings_its_layers(
    dashboard: Callable[..., Dashboard], address: str
) -> None:
    board = dashboard(address).open(date="2025-01-26", days="1", layers="control,labels", lang="fr")
    board.page.get_by_role("button", name="Données").click()
    board.page.locator(f".st-key-w_set_{OPEN} label").first.click()
    board.frame.wait_for_function(SHOWN, arg=True)
    assert "Puits (Journal)" in legend_of(board.frame)
    assert is_drawn(board.frame)

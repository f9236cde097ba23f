"""Data sets beside the record, in a browser: another sign, a name in every row, nothing executed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.conftest import GEODATA
from tests.overlaid import HOSTILE, OPEN, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

ADDED = f"{OPEN}-2025-01-27"
SQUARE_OR_DISC = """async (id) => {
  const mark = document.querySelector(`[data-event-id="${id}"] .gd-mark`).style.backgroundImage;
  const picture = await createImageBitmap(await (await fetch(mark.slice(5, -2))).blob());
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  const far = Math.round(picture.width * (0.5 - (9 * 0.8) / 20)); // inside a square, outside a disc
  return pen.getImageData(far, far, 1, 1).data[3] > 0;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_overlay(tmp_path_factory.mktemp("added") / OPEN, title_en=HOSTILE, title_fr="Journal")
    with serve(Path(os.pathsep.join(map(str, (GEODATA, folder))))) as found:
        yield found


def test_its_events_are_told_apart(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = dashboard(address)
    board.open(date="2025-01-27", set=f"record,{OPEN}", event=ADDED)
    row = board.page.locator(f'[data-event-id="{ADDED}"]')
    assert row.locator(".gd-set").inner_text() == HOSTILE
    assert HOSTILE in (row.get_attribute("aria-label") or "")
    assert board.page.evaluate(SQUARE_OR_DISC, ADDED)
    own = board.page.locator("[data-event-id]:not(:has(.gd-set))").first.get_attribute("data-event-id")
    assert not board.page.evaluate(SQUARE_OR_DISC, own)
    card = board.page.locator(".gd-card-body")
    card.get_by_text("CC-BY-4.0").wait_for()
    assert HOSTILE in card.inner_text()
    assert f"{HOSTILE}: 2" in board.page.locator(".gd-caption").first.inner_text()
    legend = board.page.frame_locator("iframe").locator(".gd-legend")
    assert HOSTILE in legend.inner_text()
    line = board.page.frame_locator("iframe").locator(".gd-credits .gd-long")
    assert "Incidents: logbook" in (line.text_content() or "")
    assert not board.errors


def test_unchosen_it_changes_nothing(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = dashboard(address)
    board.open(date="2025-01-27", days="90")
    map_frame = board.page.frame_locator("iframe")
    assert HOSTILE not in map_frame.locator(".gd-legend").inner_text()
    assert "Incidents" not in (map_frame.locator(".gd-credits").text_content() or "")
    drawn = board.page.evaluate("() => document.querySelectorAll('.gd-row .gd-set').length")
    assert drawn == 0
    shown = board.page.frames[1].evaluate("() => window.geodash.getState().events")
    assert shown
    assert not [each for each in shown if each.startswith(OPEN)]


def test_it_is_chosen_by_hand_in_a_menu_that_stays(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = dashboard(address)
    board.open(date="2025-01-27", lang="fr")
    board.page.get_by_role("button", name="Données").click()
    board.page.locator(f".st-key-w_set_{OPEN} label").first.click()
    board.page.wait_for_function("() => new URLSearchParams(location.search).get('set') === 'logbook,record'")
    board.page.locator(f'[data-event-id="{ADDED}"]').wait_for(state="attached")
    board.page.get_by_role("button", name=re.compile(r"Données\W+2")).wait_for()
    board.page.locator(".st-key-w_set_record label").first.click()  # the drawer is still open
    board.page.wait_for_function("() => new URLSearchParams(location.search).get('set') === 'logbook'")
    board.page.locator(f".st-key-w_set_{OPEN} label").first.click()
    board.page.wait_for_function("() => !new URLSearchParams(location.search).has('set')")


def test_search_says_whose_an_event_is(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = dashboard(address)
    board.open(date="2025-01-27", lang="fr")
    box = board.page.get_by_role("combobox", name="Rechercher")
    box.fill("carrefour")
    choice = board.page.get_by_role("option").filter(has_text="Tirs au carrefour").first
    choice.wait_for()
    assert "Journal" in choice.inner_text()


def test_the_table_names_it_and_so_does_what_is_copied(
    dashboard: Callable[..., Dashboard], address: str
) -> None:
    board = dashboard(address)
    board.open(date="2025-01-27", set=f"record,{OPEN}")
    page = board.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Table", exact=True).click()
    named = page.get_by_role("grid").locator("td[data-column=set]")
    named.filter(has_text=HOSTILE).first.wait_for()
    page.get_by_role("columnheader", name="Data set").wait_for()
    page.get_by_role("button", name=re.compile(r"^Copy \d+ rows$")).click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    row = next(line for line in copied.splitlines() if line.endswith(ADDED))
    assert row.split("\t")[-2].strip("'") == HOSTILE
    assert "Incidents: logbook" in copied.splitlines()[-1]
    assert not board.errors

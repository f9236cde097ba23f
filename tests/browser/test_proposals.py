"""Proposals of control in a browser: marks on request, named and led to their events, and never control."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import serve
from tests.conftest import GEODATA
from tests.imports.making import ACLED_OLD, bring_in, table
from tests.overlaid import HOSTILE, OPEN, add_proposals, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.opened import Dashboard

pytestmark = [pytest.mark.browser, pytest.mark.led]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PLACE = "rutshuru-centre"
DAYS = ("14/02/2024", "20/08/2024", "15/01/2025")
WHAT = {
    "control": "document.querySelector('#gd-places').innerText",
    "sentence": "document.querySelector('.gd-sentence').innerText",
    "figures": "[...document.querySelectorAll('iframe')].map((each) =>"
    " JSON.stringify(each.contentWindow.geodash?.getState().control)).join('')",
}
"""What the page says of control."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("proposals")
    rows = [ACLED_OLD | {"EVENT_ID_CNTY": f"{n}DRC", "EVENT_DATE": day} for n, day in enumerate(DAYS)]
    (root / "acled.csv").write_text(table(*rows), encoding="utf-8")
    assert bring_in("acled", root / "acled.csv", root / "acled").exit_code == 0
    log = write_overlay(root / OPEN, title_en=HOSTILE, title_fr="Journal")
    add_proposals(log, {"event_id": "", "summary_en": HOSTILE})
    with serve(Path(os.pathsep.join(map(str, (GEODATA, root / "acled", log))))) as found:
        yield found


def told(board: Dashboard) -> dict[str, str]:
    found: dict[str, str] = {name: board.page.evaluate(f"() => {code}") for name, code in WHAT.items()}
    return found


def opened(dashboard: Callable[..., Dashboard], address: str, sets: str, **given: Any) -> Dashboard:
    context = given.pop("context", {})
    board = dashboard(address, **context)
    board.open(date="2025-01-27", tab="places", set=sets, **given)
    board.page.locator(f"#gd-place-{PLACE} .gd-place-strip").wait_for()
    return board


def test_unchosen_nothing_is_offered(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = opened(dashboard, address, "record")
    assert not board.page.locator(".gd-place-propose:visible").count()
    assert not board.page.locator(".gd-proposal:visible").count()


def test_marks_on_request_that_never_change_control(
    dashboard: Callable[..., Dashboard], address: str
) -> None:
    board = opened(dashboard, address, "record,acled")
    page, before = board.page, told(board)
    [box] = page.locator(".gd-place-propose:visible").all()
    assert box.inner_text() == "Proposals of ACLED"
    assert not page.locator(".gd-proposal:visible").count()
    box.click()
    marks = page.locator(f"#gd-place-{PLACE} .gd-proposal")
    assert marks.count() == len(DAYS)
    assert told(board) == before
    assert "3 proposals of data sets, not control" in (
        page.locator(f"#gd-place-{PLACE}").get_attribute("aria-label") or ""
    )
    marks.last.scroll_into_view_if_needed()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    marks.last.hover()
    hint = page.locator(".gd-place-hint:visible")
    assert hint.inner_text() == "15 Jan 2025: M23 / AFC, says ACLED. Proposal, not control."
    marks.last.click()
    below = page.locator(".gd-proposals")
    assert below.locator("li").count() == len(DAYS)
    marked = below.locator("li[aria-current]")
    assert marked.inner_text().startswith("15 Jan 2025: M23 / AFC, says ACLED. Proposal, not control.")
    marked.get_by_role("button").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('event') === 'acled-2drc'")
    page.locator(".gd-card").get_by_role("heading").first.wait_for()
    board.open(date="2025-01-27", tab="places", set="record,acled", proposals="1")
    page.locator(f"#gd-place-{PLACE} .gd-proposal").last.wait_for()
    page.locator(".gd-place-propose:visible").click()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('proposals')")
    assert not page.locator(".gd-proposal:visible").count()
    assert told(board) == before
    assert not board.errors


def test_keys_bring_a_place_and_its_proposals(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = opened(dashboard, address, f"record,acled,{OPEN}")
    page = board.page
    [box] = page.locator(".gd-place-propose:visible").all()
    assert box.inner_text() == f"Proposals of ACLED, {HOSTILE}"
    box.locator("input").focus()
    page.keyboard.press("Space")
    page.get_by_role("searchbox").fill("Goma")
    page.keyboard.press("ArrowDown")
    item = page.locator(".gd-proposals li")
    item.wait_for()
    assert f"26 Jan 2025: M23 / AFC, says {HOSTILE}. Proposal, not control. {HOSTILE}" in item.inner_text()
    assert not board.errors


def test_a_finger_brings_them_in_french(dashboard: Callable[..., Dashboard], address: str) -> None:
    board = opened(dashboard, address, "record,acled", lang="fr", context=PHONE)
    page = board.page
    page.locator(".gd-place-propose:visible").tap()
    mark = page.locator(f"#gd-place-{PLACE} .gd-proposal").last
    mark.scroll_into_view_if_needed()
    mark.tap()
    item = page.locator(".gd-proposals li[aria-current]")
    item.wait_for()
    assert "selon ACLED. Proposition, pas un contrôle." in item.inner_text()

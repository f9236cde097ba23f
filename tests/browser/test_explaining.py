"""Marks of lists say what they mean to a finger and to keys, as they do under a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DAY = "2025-01-29"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
MEANINGS = {
    "en": {
        ".gd-confidence": "Two publishers agree",
        ".gd-tag": "a part of another event",
        ".gd-why": "at least one dated report",
    },
    "fr": {
        ".gd-confidence": "Deux éditeurs concordent",
        ".gd-tag": "un volet d’un autre événement",
        ".gd-why": "au moins un rapport daté",
    },
}


def note_of(opened: Dashboard) -> Locator:
    return opened.page.locator(".gd-meaning:popover-open")


def is_whole(note: Locator) -> bool:
    """Whether all of a note is in the window, and all of its text in it."""
    return bool(
        note.evaluate(
            """(node) => {
              const { left, top, right, bottom } = node.getBoundingClientRect();
              const isIn = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
              return isIn && node.scrollHeight <= node.clientHeight && node.scrollWidth <= node.clientWidth;
            }"""
        )
    )


@pytest.mark.parametrize("lang", MEANINGS)
@pytest.mark.parametrize("window", [PHONE, TABLET], ids=["phone", "tablet"])
def test_a_tap_on_a_mark_explains_it_and_selects_nothing(
    dashboard: Open, window: dict[str, Any], lang: str
) -> None:
    opened = dashboard(**window).open(date=DAY, lang=lang)
    panel = opened.page.locator(".gd-panel")
    for mark, meaning in MEANINGS[lang].items():
        of_rank = '[data-rank="2"]' if mark == ".gd-confidence" else ":not(.gd-disputed)"
        target = panel.locator(f"{mark}{of_rank}").first
        target.scroll_into_view_if_needed()
        target.tap()
        note = note_of(opened)
        note.wait_for()
        assert meaning in note.inner_text()
        assert is_whole(note)
        assert opened.state()["selected"]["event"] is None
    panel.locator(".gd-headline").first.tap()
    note_of(opened).wait_for(state="detached")
    opened.wait_for_state("s.selected.event !== null")


@pytest.mark.parametrize("form", ["list", "table"])
def test_a_row_reached_by_keys_explains_its_marks_beside_the_list(dashboard: Open, form: str) -> None:
    opened = dashboard().open(date=DAY)
    opened.visit("events", date=DAY, form=form)
    holder = opened.page.locator("#gd-events")
    opened.page.locator(".gd-tab").first.focus()
    opened.page.keyboard.press("Tab")
    while not holder.evaluate("(node) => node.matches(':focus')"):
        opened.page.keyboard.press("Tab")
    seen = set()
    for _ in range(12):
        opened.page.keyboard.press("ArrowDown")
        note = note_of(opened)
        note.wait_for()
        seen |= set(note.locator("p").all_inner_texts())
        assert is_whole(note)
        assert note.evaluate(
            "(node, list) => node.getBoundingClientRect().right <= list.getBoundingClientRect().left",
            holder.element_handle(),
        )
    assert any("confidence. " in line for line in seen)
    assert any("a part of another event" in line for line in seen)
    opened.page.keyboard.press("Escape")
    note_of(opened).wait_for(state="detached")


def test_what_is_counted_explains_itself_to_the_enter_key(dashboard: Open) -> None:
    opened = dashboard().open(date=DAY)
    opened.page.get_by_role("button", name="How this is counted").focus()
    opened.page.keyboard.press("Enter")
    assert "The sentence counts them all" in note_of(opened).inner_text()
    opened.page.keyboard.press("Tab")
    note_of(opened).wait_for(state="detached")


def test_after_a_change_of_language_a_mark_is_explained_once(dashboard: Open) -> None:
    opened = dashboard(**TABLET).open(date=DAY)
    opened.page.get_by_text("FR", exact=True).click()
    opened.wait_for_state("s.lang === 'fr'")
    opened.wait_until_settled()
    mark = opened.page.locator('.gd-panel .gd-confidence[data-rank="2"]').first
    mark.scroll_into_view_if_needed()
    mark.tap()
    note_of(opened).wait_for()
    assert opened.page.locator(".gd-meaning").count() == 1
    assert MEANINGS["fr"][".gd-confidence"] in note_of(opened).inner_text()
    assert opened.errors == []

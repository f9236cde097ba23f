"""Menus and dialogs by keys alone, in both languages and themes: focus in, focus back, no rule broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

MENU = "[data-testid=stPopoverBody]"
MENUS = {
    "w_filters": "[data-testid=stMultiSelect]",
    "w_layers_pop": "[data-testid=stTextInput]",
    "w_data": ".st-key-gd_data",
    "w_export": "[data-testid=stBaseButton-primary]",
}
"""What a menu is filled with once it has come."""
INSIDE = "(menu) => document.activeElement.closest(menu) !== null"
SHARE = {"en": "Share", "fr": "Partager"}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_takes_the_focus_and_gives_it_back(dashboard: Open, scheme: str, lang: str) -> None:
    opened = dashboard(color_scheme=scheme).open(date="2025-03-17", lang=lang)
    page = opened.page
    for key, content in MENUS.items():
        button = page.locator(f".st-key-{key} button").first
        button.focus()
        page.keyboard.press("Enter")
        page.locator(f"{MENU} {content}").first.wait_for()
        opened.wait_until_settled()
        page.wait_for_function(INSIDE, arg=MENU)
        assert violations(page, MENU) == [], key
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE, MENU), key
        page.keyboard.press("Escape")
        page.locator(MENU).wait_for(state="hidden")
        page.wait_for_function(INSIDE, arg=f".st-key-{key}")
    share = page.get_by_role("button", name=SHARE[lang], exact=True)
    share.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(INSIDE, arg="dialog[open]")
    assert violations(page, "dialog[open]") == []
    page.keyboard.press("Escape")
    page.wait_for_function("(name) => document.activeElement.textContent === name", arg=SHARE[lang])

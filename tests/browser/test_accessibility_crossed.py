"""axe-core over every panel with its card, every menu and dialog, in both languages, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.link.state import TABS
from tests.browser.test_accessibility import OURS, SHOWN, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

ON = "2025-03-17"
CARDS = {"event": "goma-captured-20250127", "place": "goma", "party": "m23"}
MENUS = ("w_filters", "w_layers_pop", "w_data", "w_export")
OF_THE_HOST = '[data-testid="stPopoverBody"] :is(.gd, label, input, select)'
DIALOGS = (".gd-help-open", ".gd-share-open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_open_breaks_a_rule(dashboard: Open, lang: str, scheme: str) -> None:
    opened = dashboard(color_scheme=scheme).open(date=ON, lang=lang)
    page = opened.page
    for tab in TABS:
        opened.visit(tab, date=ON, lang=lang, **{"event": CARDS["event"]} | SHOWN[tab])
        assert violations(page, OURS) == [], tab
    for kind, record in CARDS.items():
        opened.visit("events", date=ON, lang=lang, form="table", **{kind: record})
        page.locator(".gd-card .gd-sources").wait_for()
        assert violations(page, OURS) == [], kind
    for opener in DIALOGS:
        page.locator(opener).click()
        page.locator("dialog[open]").wait_for()
        page.wait_for_function("() => !document.querySelector('dialog[open] .gd-skeleton')")
        assert violations(page, "dialog[open]") == [], opener
        page.keyboard.press("Escape")
    for menu in MENUS:
        page.locator(f".st-key-{menu} button").first.click()
        page.locator('[data-testid="stPopoverBody"]').wait_for()
        opened.wait_until_settled()
        assert violations(page, OF_THE_HOST) == [], menu
        page.keyboard.press("Escape")
    page.locator(".gd-find-input").fill("goma")
    page.locator(".gd-find-option").nth(3).wait_for()
    assert violations(page, ".gd-find") == []

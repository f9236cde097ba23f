"""Where a browser may fetch no typeface, as in some offices, no name of an icon lies over a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

MENUS = '[data-testid="stPopoverButton"]'
SPILT = """(buttons) => buttons.filter((button) => {
  const box = button.getBoundingClientRect();
  const icon = button.querySelector('[data-testid="stIconMaterial"]');
  const text = document.createRange();
  text.selectNodeContents(icon);
  const words = text.getBoundingClientRect();
  return words.width > 2 || icon.getBoundingClientRect().right > box.right;
}).map((button) => button.innerText)"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_menus_show_their_words_alone(dashboard: Open, lang: str) -> None:
    opened = dashboard()
    opened.page.route("**/*.woff2", lambda route: route.abort())
    opened.open(date="2025-03-17", lang=lang)
    menus = opened.page.locator(MENUS)
    assert menus.count() > 0
    assert menus.evaluate_all(SPILT) == []
    menus.first.click()
    assert menus.first.get_attribute("aria-expanded") == "true"
    assert menus.evaluate_all(SPILT) == []
    assert opened.page.evaluate(
        "() => { const t = document.querySelector('.gd-tabs'); return t.scrollWidth <= t.clientWidth; }"
    )

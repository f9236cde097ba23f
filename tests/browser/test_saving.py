"""What is not fetched for readers who ask their browser to save data, until they use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

SAVES = "Object.defineProperty(navigator, 'connection', { get: () => ({ saveData: true }) });"


@pytest.mark.parametrize(("lang", "other"), [("en", "fr"), ("fr", "en")])
def test_titles_of_the_other_language_wait_for_the_search(dashboard: Open, lang: str, other: str) -> None:
    opened = dashboard()
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.page.add_init_script(SAVES)
    opened.page.set_extra_http_headers({"Save-Data": "on"})
    opened.open(date="2025-03-17", lang=lang)
    assert [url for url in asked if f"titles-{lang}" in url]
    assert not [url for url in asked if f"titles-{other}" in url]
    box = opened.page.get_by_role("combobox").first
    box.fill({"en": "chute de Goma", "fr": "fall of Goma"}[lang])
    opened.page.locator('.gd-find-option[data-id="goma-captured-20250127"]').wait_for()
    assert [url for url in asked if f"titles-{other}" in url]

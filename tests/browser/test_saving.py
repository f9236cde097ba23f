"""What is not fetched for readers who ask their browser to save data, until they use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import chromium_path
from tests.browser.contexts import FLAGS, Contexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def contexts(chromium: Browser) -> Iterator[Contexts]:
    """Contexts of a browser that knows the media feature ``prefers-reduced-data``."""
    flags = [*FLAGS, "--enable-blink-features=PrefersReducedData"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    yield Contexts(browser)
    browser.close()


def by_setting(page: Page) -> None:
    """The reader's browser saves data, as the ones for phones can."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { get: () => ({ saveData: true }) });"
    )
    page.set_extra_http_headers({"Save-Data": "on"})


def by_media(page: Page) -> None:
    """The reader's system asks for less data, as style sheets can tell."""
    asked = {"features": [{"name": "prefers-reduced-data", "value": "reduce"}]}
    page.context.new_cdp_session(page).send("Emulation.setEmulatedMedia", asked)


@pytest.mark.parametrize("saves", [by_setting, by_media])
@pytest.mark.parametrize(("lang", "other"), [("en", "fr"), ("fr", "en")])
def test_titles_of_the_other_language_wait_for_the_search(
    dashboard: Open, lang: str, other: str, saves: Callable[[Page], None]
) -> None:
    opened = dashboard()
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    saves(opened.page)
    opened.open(date="2025-03-17", lang=lang)
    assert [url for url in asked if f"titles-{lang}" in url]
    assert not [url for url in asked if f"titles-{other}" in url]
    box = opened.page.get_by_role("combobox").first
    box.fill({"en": "chute de Goma", "fr": "fall of Goma"}[lang])
    opened.page.locator('.gd-find-option[data-id="goma-captured-20250127"]').wait_for()
    assert [url for url in asked if f"titles-{other}" in url]


def test_for_others_they_come_by_themselves_after_those_of_the_page(dashboard: Open) -> None:
    opened = dashboard()
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    with opened.page.expect_request(lambda request: "titles-fr" in request.url):
        opened.open(date="2025-03-17", lang="en")
    titles = [url for url in asked if "/titles-" in url]
    assert "titles-en" in titles[0]

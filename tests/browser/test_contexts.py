"""What a test leaves in its context, or in a page that stands, is gone when the next one gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.contexts import Contexts
    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

ELSEWHERE = "localhost"
"""The same server, as another origin."""
LEAVE = """async () => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind; max-age=3600";
  await (await caches.open("left")).put("/left", new Response("behind"));
  await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
}"""
FOUND = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  cookie: document.cookie.includes("left"),
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  permission: (await navigator.permissions.query({ name: "clipboard-read" })).state,
  script: "left" in window,
})"""
NOTHING = {
    "local": 0,
    "session": 0,
    "cookie": False,
    "caches": [],
    "databases": [],
    "permission": "prompt",
    "script": False,
}


def opened(contexts: Contexts, address: str) -> Page:
    page = contexts.take(address, locale="en-GB").new_page()
    page.goto(f"{address}/_stcore/health")
    return page


def test_a_context_comes_back_clean(contexts: Contexts, address: str) -> None:
    page = opened(contexts, address)
    context = page.context
    assert page.evaluate(FOUND) == NOTHING
    for origin in (address, address.replace("127.0.0.1", ELSEWHERE)):
        page.goto(f"{origin}/_stcore/health")
        page.evaluate(LEAVE)
    page.add_init_script("window.left = true;")
    context.grant_permissions(["clipboard-read"])
    context.route("**/*", lambda route: route.abort())
    context.set_offline(offline=True)
    contexts.give_back(context)
    for origin in (address, address.replace("127.0.0.1", ELSEWHERE)):
        page = opened(contexts, origin)
        assert page.context is context
        assert page.evaluate(FOUND) == NOTHING
        contexts.give_back(context)


def test_two_of_one_test_share_nothing(contexts: Contexts, address: str) -> None:
    one, other = opened(contexts, address), opened(contexts, address)
    one.evaluate(LEAVE)
    assert other.evaluate(FOUND) == NOTHING
    for page in (one, other):
        contexts.give_back(page.context)


def test_a_context_with_a_clock_of_its_own_or_of_a_failed_test_is_not_used_again(
    contexts: Contexts, address: str
) -> None:
    page = opened(contexts, address)
    page.clock.set_fixed_time("2030-01-01")
    contexts.give_back(page.context)
    failed = opened(contexts, address)
    assert failed.context is not page.context
    assert failed.evaluate("() => new Date().getFullYear()") != 2030
    contexts.give_back(failed.context, failed=True)
    again = opened(contexts, address)
    assert again.context is not failed.context
    contexts.give_back(again.context)


def test_a_page_that_stands_is_led_on_with_nothing_left_in_it(
    contexts: Contexts, dashboard: Callable[..., Dashboard]
) -> None:
    left = dashboard(reduced_motion="reduce").open(
        date="2025-03-17", days="90", event="goma-captured-20250127"
    )
    left.page.evaluate("() => { localStorage.setItem('left', 'behind'); window.stands = true; }")
    left.page.get_by_role("button", name="Filters").click()
    left.page.get_by_role("dialog").or_(left.page.locator("[data-testid=stPopoverBody]")).first.wait_for()
    left.led = True
    assert contexts.standing.keep(left) == []
    asked = {"viewport": {"width": 1366, "height": 650}}
    again = contexts.standing.take(left.address, asked)
    assert again is left
    again.open(date="2024-05-01")
    page = again.page
    assert page.evaluate("() => window.stands"), "the page was loaded anew"
    assert page.url == f"{left.address}/?date=2024-05-01"
    assert page.evaluate("() => localStorage.getItem('left')") is None
    assert not page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.viewport_size == asked["viewport"]
    assert page.locator("[data-testid=stPopoverBody]").count() == 0
    assert contexts.standing.take(left.address, asked) is None


def test_a_page_with_an_error_does_not_stand(contexts: Contexts, dashboard: Callable[..., Dashboard]) -> None:
    failed = dashboard().open(date="2025-03-17")
    failed.errors.append("of the page")
    assert contexts.standing.keep(failed) == [failed]

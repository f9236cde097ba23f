"""The whole page by keyboard alone: all is reached by Tab, seen while it has the focus, and left again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

MOST_STEPS = 90
LEFT_TO_THE_BROWSER = """(selector) => document.querySelector(selector).dispatchEvent(
  new KeyboardEvent("keydown", { key: "ArrowLeft", altKey: true, bubbles: true, cancelable: true }))"""
"""Alt and the left arrow go back."""
HERE = """() => {
  let node = document.activeElement;
  let where = "page";
  if (node?.tagName === "IFRAME") {
    node = node.contentDocument.activeElement;
    where = "map";
  }
  if (!node || node === node.ownerDocument.body) return null;
  const style = getComputedStyle(node);
  const after = getComputedStyle(node, "::after");
  const box = node.getBoundingClientRect();
  const name = node.getAttribute("aria-label") || node.textContent.trim().slice(0, 40);
  return {
    where,
    name,
    classes: `${node.className} ${node.id} ${node.closest("[class*=st-key-w_]")?.className ?? ""}`,
    role: node.getAttribute("role") || node.tagName.toLowerCase(),
    seen: [style, after].some((each) => each.outlineStyle !== "none") || after.borderTopStyle === "solid"
      || style.boxShadow !== "none" || node.matches("input, select"),
    inView: box.bottom > 0 && box.top < node.ownerDocument.defaultView.innerHeight,
  };
}"""
WANTED = {
    "help": "gd-help-open",
    "search": "gd-find-input",
    "filters": "st-key-w_filters",
    "layers": "st-key-w_layers",
    "share": "gd-share-open",
    "export": "st-key-w_export",
    "theme": "gd-theme",
    "map": "leaflet-container",
    "legend": "Legend",
    "fold": "gd-fold",
    "tabs": "gd-tab ",
    "list": "gd-list",
    "card": "gd-card-body",
    "clock": "slider",
}


def told(step: dict[str, Any]) -> str:
    return f"{step['classes']} {step['role']} {step['name']}"


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Where the focus goes from the beginning of the page until it leaves it."""
    page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); }")
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here is None and found:
            return found
        if here is not None:
            found.append(here)
    raise AssertionError(f"The focus does not leave the page: {[each['name'] for each in found[-12:]]}")


def test_all_is_reached_seen_and_left(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", event="rwa-bel-sever-relations-20250317")
    steps = [step for step in walk(opened.page) if "stMain" not in step["classes"]]  # the host's own
    missing = {name for name, part in WANTED.items() if not any(part in told(step) for step in steps)}
    assert missing == set()
    assert [step for step in steps if not step["seen"]] == []
    assert [step for step in steps if not step["inView"]] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_does_its_work_and_gives_the_focus_back(dashboard: Open, lang: str) -> None:
    opened = dashboard().open(date="2025-03-17", lang=lang)
    page, press = opened.page, opened.page.keyboard.press
    focused = "(selector) => document.activeElement?.matches(selector) ?? false"

    page.locator(".gd-help-open").focus()
    press("Enter")
    page.locator("dialog.gd-help-dialog[open], dialog[open]").first.wait_for()
    press("Escape")
    assert page.evaluate(focused, ".gd-help-open")

    page.locator(".gd-share-open").focus()
    press("Enter")
    page.locator("dialog[open]").first.wait_for()
    press("Escape")
    assert page.evaluate(focused, ".gd-share-open")

    page.locator(".gd-find-input").focus()
    page.keyboard.type("M23", delay=20)
    page.locator('.gd-find-option[data-kind="actor"][data-id="m23"]').wait_for()
    while page.locator('.gd-find-option[aria-selected="true"][data-id="m23"]').count() == 0:
        press("ArrowDown")
    press("Enter")
    opened.wait_for_query("party", "m23")
    page.locator(".gd-card-body").focus()
    press("Escape")
    opened.wait_for_query("party", None)

    page.locator(".gd-list").focus()
    press("ArrowDown")
    press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).has('event')")
    opened.wait_until_settled()
    page.locator(".gd-card-body").focus()
    press("Escape")
    opened.wait_for_query("event", None)

    page.locator("#gd-tab-events").focus()
    press("ArrowRight")
    assert page.evaluate(focused, "#gd-tab-relations")
    press("ArrowLeft")
    assert page.evaluate(focused, "#gd-tab-events")

    page.get_by_role("slider", name="Date").focus()
    press("ArrowRight")
    opened.wait_for_query("date", "2025-03-18")
    for selector in (".gd-track [role=slider]", "#gd-tab-events", ".gd-list", ".gd-find-input"):
        assert page.evaluate(LEFT_TO_THE_BROWSER, selector), selector

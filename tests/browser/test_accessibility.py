"""What axe-core says of the page's own parts, in every panel, language and theme."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from geodash.link.state import TABS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame, Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OURS = ".gd, .gd-title"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SHOWN = {
    "events": {"event": "goma-captured-20250127"},
    "relations": {"pair": "belgium,rwanda"},
    "places": {"place": "goma"},
    "compare": {"compare": "2025-01-01"},
    "trends": {"split": "party", "measure": "deaths"},
    "stories": {"story": "rwanda-belgium-break.3"},
    "sources": {},
}
"""For each panel a link that shows it at its fullest."""


def violations(where: Page | Frame, parts: str) -> list[str]:
    """Each rule broken, with the elements that break it."""
    if not where.evaluate("() => 'axe' in window"):
        where.evaluate(AXE)
    found: list[dict[str, Any]] = where.evaluate(
        """async ([parts, rules]) => {
          const context = { include: [...document.querySelectorAll(parts)] };
          const options = { runOnly: rules, resultTypes: ["violations"], iframes: false };
          return (await axe.run(context, options)).violations;
        }""",
        [parts, RULES],
    )
    return [
        f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_no_panel_breaks_a_rule_on_a_phone(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    for tab in TABS:
        opened.visit(tab, date="2025-03-17", lang="en", **SHOWN[tab])
        assert violations(opened.page, OURS) == [], tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_breaks_no_rule(dashboard: Open, scheme: str) -> None:
    opened = dashboard(color_scheme=scheme).open(date="2025-03-17", compare="2025-01-01")
    assert violations(opened.frame, "#map_div, .geodash") == []


def test_with_colours_of_the_readers_own_states_and_marks_can_be_told(dashboard: Open) -> None:
    opened = dashboard(forced_colors="active").open(date="2025-03-17")
    told: dict[str, list[str]] = opened.page.evaluate(
        """() => {
          const look = (selector, name) => {
            const node = [...document.querySelectorAll(selector)].find((each) => each.checkVisibility());
            return getComputedStyle(node)[name];
          };
          const pair = (on, off, name) => [look(on, name), look(off, name)];
          const other = (name, value = "true") => [`[${name}="${value}"]`, `:not([${name}="${value}"])`];
          const [chosen, left] = other("aria-selected");
          const [pressed, released] = other("aria-pressed");
          const [checked, free] = other("aria-checked");
          return {
            tab: pair(`.gd-tab${chosen}`, `.gd-tab${left}`, "borderBottomColor"),
            span: pair(`.gd-spans ${pressed}`, `.gd-spans ${released}`, "backgroundColor"),
            language: pair(`.st-key-w_lang [role=radio]${checked}`, `.st-key-w_lang [role=radio]${free}`,
              "outlineStyle"),
            bars: pair('.gd-confidence[data-rank="2"]', '.gd-confidence:not([data-rank="2"])',
              "backgroundImage"),
          };
        }"""
    )
    assert {name for name, (on, off) in told.items() if on == off} == set()
    assert "gradient" in told["bars"][0]

"""On a phone a link opens with what was shared in view, and the map beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SHARED = {
    "event": ({"date": "2025-01-27", "event": "goma-captured-20250127"}, ".gd-card h2"),
    "place": ({"date": "2025-01-27", "place": "goma"}, ".gd-card h2"),
    "party": ({"date": "2025-01-27", "party": "m23"}, ".gd-card h2"),
    "story step": ({"story": "rwanda-belgium-break.3", "tab": "stories"}, ".gd-story-step"),
    "relation": ({"date": "2025-03-17", "tab": "relations", "pair": "belgium,rwanda"}, ".gd-tabs"),
}
IN_VIEW = """(selector) => {
  const [node] = [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const beside = document.querySelector('.st-key-gd_map');
  if (!node || !beside) return false;
  const { top } = node.getBoundingClientRect();
  const map = beside.getBoundingClientRect();
  return top > 0 && top < innerHeight - 80 && map.top >= -1 && map.bottom < top;
}"""


@pytest.mark.parametrize("kind", SHARED)
def test_what_was_shared_is_in_view(dashboard: Open, kind: str) -> None:
    query, selector = SHARED[kind]
    opened = dashboard(**PHONE)
    opened.page.goto(f"{opened.address}/?" + "&".join(f"{name}={text}" for name, text in query.items()))
    opened.page.wait_for_function(IN_VIEW, arg=selector)

"""What people come for, walked press by press as docs/tasks.md counts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from tests.browser.conftest import wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

FALL = "goma-captured-20250127"


@dataclass
class Hands:
    """A visitor's hands on the page; they count what they press and what they type."""

    opened: Dashboard
    done: list[str] = field(default_factory=list)

    def press(self, found: Any) -> None:
        found.click()
        self.done.append("press")

    def search(self, text: str) -> None:
        box = self.opened.page.get_by_role("combobox").first
        box.focus()
        box.fill(text)
        self.done.append("search")

    def found(self, kind: str, record: str) -> Any:
        return self.opened.page.locator(f'.gd-find-option[data-kind="{kind}"][data-id="{record}"]')


@pytest.mark.parametrize(("lang", "typed"), [("en", "fall of Goma"), ("fr", "chute de Goma")])
def test_the_fall_of_goma_by_its_name(dashboard: Open, lang: str, typed: str) -> None:
    hands = Hands(dashboard().open(date="2025-03-17", lang=lang))
    hands.search(typed)
    hands.press(hands.found("event", FALL))
    hands.opened.wait_for_state("s.selected.event === v && s.date === '2025-01-27'", FALL)
    assert hands.done == ["search", "press"]


def test_ten_deaths_or_more_in_march_2025(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2026-03-16")
    hands = Hands(opened)
    hands.search("March 2025")
    hands.press(opened.page.get_by_text("Show March 2025"))
    hands.press(opened.page.get_by_role("button", name="Filters"))
    deaths = opened.page.get_by_role("spinbutton", name="Deaths at least")
    deaths.fill("10")
    deaths.press("Enter")
    opened.wait_for_query("deaths", "10")
    opened.page.keyboard.press("Escape")
    columns = dataset.event_columns
    assert opened.state()["date"] == "2025-03-31"
    flags = filter_mask(columns, EventFilter(least_deaths=10)) & window_mask(columns, date(2025, 3, 31), 31)
    wait_until_listed(opened.page, [event.id for event in select_events(dataset, flags)])
    assert hands.done == ["search", "press", "press"]


def test_what_belgium_did(dashboard: Open) -> None:
    hands = Hands(dashboard().open(date="2026-03-16"))  # no act of Belgium in these 30 days
    hands.search("Belgium")
    hands.press(hands.found("actor", "belgium"))
    hands.opened.wait_for_query("actor", "belgium")
    hands.opened.wait_for_query("days", "all")
    hands.opened.options.first.wait_for()
    assert hands.done == ["search", "press"]


def test_what_changed_is_ready_to_paste(dashboard: Open) -> None:
    opened = dashboard(permissions=["clipboard-read", "clipboard-write"]).open(date="2025-03-17")
    hands = Hands(opened)
    hands.press(opened.page.get_by_role("tab", name="Compare"))
    day = opened.page.get_by_label("Compare with")
    day.fill("1 January 2025")
    day.press("Enter")
    hands.press(opened.page.get_by_role("button", name="Copy as a table"))
    opened.page.get_by_text("Copied.").wait_for()
    copied = opened.page.evaluate("() => navigator.clipboard.readText()")
    assert "1 January 2025\t17 March 2025" in copied
    assert hands.done == ["press", "press"]


def test_a_french_link_to_a_story_step(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(permissions=["clipboard-read", "clipboard-write"]).open(date="2025-03-17")
    hands = Hands(opened)
    hands.press(opened.page.locator(".st-key-w_lang").get_by_text("FR", exact=True))
    hands.press(opened.page.get_by_role("tab", name="Récits"))
    story = next(iter(dataset.conflict.stories.values())).text("title", "fr")
    hands.press(opened.page.get_by_role("button", name=story, exact=True))
    hands.press(opened.page.get_by_role("button", name="Copier le lien vers cette étape"))
    opened.page.get_by_text("Le lien est copié.").wait_for()
    copied = opened.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.endswith("lang=fr")
    assert "story=" in copied
    assert hands.done == ["press"] * 4


def test_a_picture_for_a_memo(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    hands = Hands(opened)
    hands.press(opened.page.get_by_role("button", name="Export"))
    hands.press(opened.page.get_by_role("radio", name="Memo, 16 cm"))
    opened.wait_until_settled()
    hands.press(opened.page.get_by_role("button", name="Make the file"))
    download = opened.page.get_by_role("button", name="Download")
    download.wait_for(timeout=60_000)
    with opened.page.expect_download() as waiting:
        hands.press(download)
    assert "memo" in waiting.value.suggested_filename
    assert len(hands.done) == 4


def test_who_m23_is(dashboard: Open) -> None:
    hands = Hands(dashboard().open(date="2025-03-17"))
    hands.search("M23")
    hands.press(hands.found("actor", "m23"))
    card = hands.opened.page.locator(".gd-card")
    card.get_by_role("heading", name="March 23 Movement").wait_for()
    card.get_by_text("Rwanda denies this").first.wait_for()
    assert hands.done == ["search", "press"]

"""Links, the history and exports as a reader meets them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from geodash.i18n import Translator
from geodash.link.state import LANGUAGES, TABS, DashboardState, View, format_query
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.wording.summary import control_summary, day_news
from tests.browser.steps import go, make_a_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

FOUNDING = "rwa-bel-sever-relations-20250317"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def query_of(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))


def shared(opened: Dashboard, part: str) -> str:
    """A text of the share dialog; it is opened without the pointer, as the briefing view hides its button."""
    opened.page.locator(".gd-share-open").evaluate("(button) => button.click()")
    text: str = opened.page.locator(f".gd-share-field[data-part={part}]").input_value()
    opened.page.locator(".gd-share-dialog").evaluate("(dialog) => dialog.close()")
    return text


def some_states(dataset: Dataset, count: int) -> list[DashboardState]:
    """Settled states by a fixed seed, each with a view that the map can take exactly."""
    chance = random.Random(4)
    span = (dataset.last_day - dataset.first_day).days
    events, places = [event.id for event in dataset.events], list(dataset.places)
    stories = [f"{step.story_id}.{step.step}" for step in dataset.stories]

    layers = dataset.conflict.switched_layers

    def some(values: Any, most: int) -> frozenset[Any]:
        return frozenset(chance.sample(sorted(values), chance.randint(0, most)))

    def day() -> Any:
        return dataset.first_day + timedelta(days=chance.randint(0, span))

    return [
        DashboardState(
            date=day(),
            days=chance.choice([None, 1, 7, 30, 90, 365]),
            event=chance.choice(events) if number % 3 == 0 else "",
            place=chance.choice(places) if number % 3 == 1 else "",
            cat=some(EventCategory, 3),
            actor=some(dataset.parties, 2),
            conf=chance.choice(list(Confidence)),
            q=chance.choice(["", "goma", "réfugiés & l’aide", "a+b=c"]),
            layers=some(layers, len(layers)),
            compare=chance.choice([None, day()]),
            story=chance.choice(["", chance.choice(stories)]),
            tab=chance.choice(TABS),
            lang=chance.choice(LANGUAGES),
            brief=number % 5 == 4,
            view=View(
                round(chance.uniform(-5, 2), 4), round(chance.uniform(26, 32), 4), chance.randint(10, 24) / 2
            ),
            v=dataset.version,
        )
        for number in range(count)
    ]


def test_ten_states_come_back_from_their_links(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard()
    for state in some_states(dataset, 10):
        assert state.view is not None
        query = format_query(state)
        go(opened, f"{opened.address}/?{urlencode(query)}")
        seen = opened.state()
        link = shared(opened, "pinned")
        assert query_of(link) == query
        go(opened, link)
        again = opened.state()
        # A map stands on whole pixels, and a link on four decimals: within two pixels it is the same view.
        two_pixels = 2 * 360 / (256 * 2**state.view.zoom)
        assert again.pop("view") == pytest.approx(seen.pop("view"), abs=two_pixels)
        del again["drawn"], seen["drawn"]
        assert again == seen
        assert shared(opened, "pinned") == link
    assert opened.errors == []
    assert opened.foreign == []


def test_the_link_is_of_this_moment(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.frame.evaluate("() => window.geodash.setState({date: '2025-01-30', view: [-1.68, 29.23, 10]})")
    assert query_of(shared(opened, "pinned")) == {
        "date": "2025-01-30",
        "view": "-1.6800,29.2300,10",
        "v": dataset.version,
    }


def test_the_citation_and_the_day_in_words_can_be_copied(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    citation = shared(opened, "citation")
    assert "17 mars 2025" in citation
    assert dataset.version in citation
    text = shared(opened, "text")
    snapshot, french = snapshot_at(dataset, date(2025, 3, 17)), Translator("fr")
    assert text.startswith(control_summary(dataset, snapshot, french))
    assert text.endswith(day_news(dataset, snapshot, 30, None, french))
    assert opened.frame.locator("#map_div").get_attribute("aria-description") == text


def test_the_live_link_opens_on_the_latest_day(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-01-30", place="goma", lang="fr")
    link = shared(opened, "live")
    assert query_of(link).keys() == {"place", "lang", "view"}
    opened.page.goto(link)
    opened.wait_until_ready()
    state = opened.state()
    assert state["date"] == dataset.control_known_until.isoformat()
    assert state["selected"]["place"] == "goma"


@pytest.mark.parametrize("allowed", [True, False])
def test_copying_says_so(dashboard: Open, *, allowed: bool) -> None:
    opened = dashboard().open(date="2025-03-17")
    if allowed:
        opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        opened.page.evaluate("() => { delete Navigator.prototype.clipboard; }")
    opened.page.get_by_role("button", name="Share").click()
    dialog = opened.page.get_by_role("dialog", name="Share this view")
    dialog.get_by_role("button", name="Copy").nth(3).click()
    dialog.get_by_role("status").get_by_text("Copied").wait_for()
    if allowed:
        copied = opened.page.evaluate("() => navigator.clipboard.readText()")
        assert copied == dialog.get_by_role("textbox", name="Citation").input_value()
    opened.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert opened.page.evaluate("() => document.activeElement.className").endswith("gd-share-open")


def test_the_embed_snippet_shows_map_clock_and_list_alone(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    snippet = shared(opened, "embed")
    opened.page.set_content(snippet)
    source: str = opened.page.locator("iframe").get_attribute("src") or ""
    assert query_of(source)["embed"] == "true"
    opened.page.goto(source)
    opened.wait_until_ready()
    assert not opened.page.get_by_role("heading", name="geodash").is_visible()
    assert not opened.page.get_by_role("button", name="Share").is_visible()
    assert opened.state()["date"] == "2025-03-17"
    assert opened.page.evaluate("() => document.documentElement.scrollHeight <= window.innerHeight")


def test_back_returns_to_the_settled_state_before(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.frame.evaluate("() => { window.marked = true; }")
    opened.page.locator(f'[data-event-id="{FOUNDING}"]').click()
    opened.wait_for_query("event", FOUNDING)
    opened.wait_until_settled()
    opened.slider.focus()
    opened.page.keyboard.press("PageUp")
    opened.wait_for_query("date", "2025-04-17")
    opened.wait_until_settled()
    for selected in (FOUNDING, None):
        opened.page.go_back()
        opened.wait_for_state("s.date === '2025-03-17' && s.selected.event === v", selected)
        opened.wait_until_settled()
    opened.page.go_forward()
    opened.wait_for_state("s.selected.event === v", FOUNDING)
    assert opened.frame.evaluate("() => window.marked")


@pytest.mark.loaded
def test_a_drag_a_run_and_quick_keys_leave_one_entry_each(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    page = opened.page

    def entries_of(act: Callable[[], None]) -> int:
        before, address = int(page.evaluate("() => history.length")), page.url
        act()
        page.wait_for_url(lambda url: url != address)
        opened.wait_until_settled()
        return int(page.evaluate("() => history.length")) - before

    def drag() -> None:
        thumb = opened.slider.bounding_box()
        x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 11):
            page.mouse.move(x - 12 * step, y)
        page.mouse.up()

    def press() -> None:
        opened.slider.evaluate(
            """(slider) => { for (let press = 0; press < 20; press += 1)
              slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true })); }"""
        )

    def play() -> None:
        date = opened.state()["date"]
        button = page.locator(".gd-play")
        button.click()
        opened.wait_for_state("s.date > v", date)
        later = opened.state()["date"]
        opened.wait_for_state("s.date > v", later)
        button.click()

    assert [entries_of(act) for act in (drag, press, play)] == [1, 1, 1]


def test_a_picture_is_made_and_downloaded(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    assert make_a_file(opened) == "geodash_east-drc_control_16x9_20250317.png"
    assert opened.foreign == []


def test_the_tools_fit_a_phone(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    share = opened.page.get_by_role("button", name="Share")
    assert not share.is_visible()
    opened.page.get_by_role("button", name="More").click()
    share.wait_for()
    for name in ("Share", "Brief", "Export"):
        box = opened.page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["height"] >= 44, name
        assert box["x"] + box["width"] <= 390, name
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    share.click()
    opened.page.get_by_role("dialog", name="Share this view").wait_for()
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    share.wait_for(state="hidden")

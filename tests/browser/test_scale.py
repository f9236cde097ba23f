"""The clock on the shipped data and on 20,000 generated events: what is drawn is what Python would select."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from benchmarks.synthetic import write_package

from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.package import load_dataset
from geodash.scene.events import PIECE
from geodash.scene.settled import encode_mask
from tests.browser.conftest import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Route

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

CASES = 50
STEPS = 60


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Dataset]]:
    folder = write_package(tmp_path_factory.mktemp("generated"), PIECE + 1_000)
    with serve(folder) as at:
        yield at, load_dataset(folder)


@pytest.fixture(params=["shipped", "generated"])
def served(request: pytest.FixtureRequest) -> tuple[str, Dataset]:
    if request.param == "shipped":
        return request.getfixturevalue("address"), request.getfixturevalue("dataset")
    made: tuple[str, Dataset] = request.getfixturevalue("generated")
    return made


def random_filter(chance: random.Random, dataset: Dataset) -> EventFilter:
    return EventFilter(
        categories=frozenset(chance.sample(list(EventCategory), chance.choice([0, 0, 1, 4]))),
        actors=frozenset(chance.sample(sorted(dataset.parties), chance.choice([0, 0, 0, 2]))),
        least_confidence=chance.choice(list(Confidence)),
        text=chance.choice(["", "", "", "goma", "m23 rwanda", "déplacés"]),
    )


def test_drawn_events_are_those_that_python_selects(
    dashboard: Callable[..., Dashboard], served: tuple[str, Dataset]
) -> None:
    address, dataset = served
    columns = dataset.event_columns
    opened = dashboard(server=address).open(days="30")
    chance = random.Random(20250317)
    span = (dataset.last_day - dataset.first_day).days
    for _ in range(CASES):
        on = dataset.first_day + timedelta(days=chance.randint(0, span))
        days = chance.choice([None, 1, 7, 30, 90, 365])
        flags = filter_mask(columns, random_filter(chance, dataset))
        drawn = opened.frame.evaluate(
            "(patch) => { window.geodash.setState(patch); return window.geodash.getState().events; }",
            {"date": on.isoformat(), "days": days, "mask": encode_mask(flags), "event": None},
        )
        expected = select_events(dataset, flags & window_mask(columns, on, days))
        assert drawn == [event.id for event in expected], (on, days)


def test_dragging_through_the_whole_range(
    dashboard: Callable[..., Dashboard], served: tuple[str, Dataset]
) -> None:
    address, dataset = served
    columns = dataset.event_columns
    opened = dashboard(server=address).open(date="2024-01-01", days="30")
    page, track = opened.page, opened.track
    page.get_by_role("button", name="All", exact=True).click()
    thumb = opened.slider.bounding_box()
    middle = thumb["y"] + thumb["height"] / 2
    page.mouse.move(thumb["x"] + thumb["width"] / 2, middle)
    opened.sent.clear()
    page.mouse.down()
    seen = set()
    for step in range(STEPS + 1):
        page.mouse.move(track["x"] + track["width"] * step / STEPS, middle)
        state = opened.state()
        on = date.fromisoformat(state["date"])
        seen.add(on)
        expected = select_events(dataset, window_mask(columns, on, 30))
        assert state["events"] == [event.id for event in expected], on
    assert min(seen) <= dataset.first_day + timedelta(days=60)
    assert max(seen) >= dataset.last_day - timedelta(days=60)
    assert opened.sent == []
    page.mouse.up()
    opened.wait_for_query("date", opened.state()["date"])
    opened.wait_until_settled()
    assert len(opened.sent) == 1


def test_the_page_is_used_before_the_last_events_are_here(
    dashboard: Callable[..., Dashboard], generated: tuple[str, Dataset]
) -> None:
    """What a day shows is right, or is said to be on its way; what is asked for meanwhile is done then."""
    address, dataset = generated
    events, page = dataset.events, (opened := dashboard(server=address)).page
    held: list[Route] = []
    asked: list[str] = []
    released: list[bool] = []

    def hold(route: Route) -> None:
        if route.request.resource_type != "fetch":  # named in the head, for a cache that routes turn off
            route.fallback()
            return
        asked.append(route.request.url)
        if len(asked) == 1 or released:
            route.fallback()
        else:
            held.append(route)

    page.route("**/events-*.bin", hold)
    late, early = events[len(events) - 1], events[100]
    opened.open(date=f"{late.date}", days="1")
    shown = opened.frame.evaluate("() => window.geodash.getState().events")
    whole = window_mask(dataset.event_columns, late.date, 1)
    assert shown == [event.id for event in select_events(dataset, whole)]
    caption = page.locator(".gd-caption")
    assert "on their way" not in caption.inner_text()

    opened.frame.evaluate("(date) => window.geodash.setState({ date })", f"{early.date}")
    page.get_by_text("Events of these days are still on their way.").first.wait_for()
    assert page.locator("#gd-events [data-event-id]").count() == 0
    opened.frame.evaluate("(event) => window.geodash.setState({ event })", early.id)
    released.append(True)
    for route in held:
        route.fallback()
    opened.wait_for_state("s.selected.event === v", early.id)
    page.wait_for_function("() => !document.querySelector('.gd-caption').textContent.includes('way')")
    day = window_mask(dataset.event_columns, early.date, 1)
    drawn = opened.frame.evaluate("() => window.geodash.getState().events")
    assert drawn == [event.id for event in select_events(dataset, day)]
    assert len(asked) == len(set(asked)) == -(-len(events) // PIECE)

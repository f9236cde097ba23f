"""Cards of events and places: what is listed, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.model.events import Events
from geodash.model.vocabulary import DatePrecision
from geodash.wording.detail import MOST_EVENTS, MOST_RELATED, RELATED_DAYS, date_span, event_card, place_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event

ENGLISH = Translator("en")


def related(dataset: Dataset, event: Event) -> list[str]:
    return [link["id"] for link in event_card(dataset, event, ENGLISH)["related"]]


def at_distances(event: Event, days: Sequence[int]) -> tuple[Event, ...]:
    """The event, and copies of it so many days later (or earlier)."""
    others = (
        event.model_copy(
            update={"id": f"after-{n}", "date": event.date + timedelta(days=n), "date_end": None}
        )
        for n in days
    )
    return tuple(sorted((event, *others), key=lambda each: each.date))


def test_related_events_are_near_in_place_and_time(dataset: Dataset) -> None:
    for event in dataset.events:
        family = {event.id, event.part_of or event.id}
        near = [
            (abs((other.date - event.date).days), other.id)
            for other in dataset.events
            if event.place_id in {other.place_id, other.target_place_id}
            and event.place_id is not None
            and other.id not in family
            and other.part_of not in family
            and abs((other.date - event.date).days) <= RELATED_DAYS
        ]
        assert related(dataset, event) == [other for _, other in sorted(near)][:MOST_RELATED]


def test_an_event_is_related_up_to_the_last_day_of_the_span(tiny_dataset: Dataset) -> None:
    event = next(each for each in tiny_dataset.events if each.id == "aid-20250218")
    days = (RELATED_DAYS, RELATED_DAYS + 1, -RELATED_DAYS, -RELATED_DAYS - 1)
    data = replace(tiny_dataset, events=Events.of(at_distances(event, days)))
    assert related(data, event) == [f"after-{-RELATED_DAYS}", f"after-{RELATED_DAYS}"]


def test_the_nearest_are_listed_and_no_more_than_there_is_room_for(tiny_dataset: Dataset) -> None:
    event = next(each for each in tiny_dataset.events if each.id == "aid-20250218")
    data = replace(tiny_dataset, events=Events.of(at_distances(event, range(-20, 21, 2))))
    nearest = sorted((n for n in range(-20, 21, 2) if n), key=lambda n: (abs(n), f"after-{n}"))
    assert related(data, event)[1:] == [f"after-{n}" for n in nearest][: MOST_RELATED - 1]
    assert related(data, event)[0] == "after-0"


def test_parts_are_listed_apart(tiny_dataset: Dataset) -> None:
    whole, part = tiny_dataset.event_by_id["goma-20250127"], tiny_dataset.event_by_id["toll-20250128"]
    card = event_card(tiny_dataset, whole, ENGLISH)
    assert [link["id"] for link in card["parts"]] == [part.id]
    assert (card["related"], card["part_of"]) == ([], None)
    card = event_card(tiny_dataset, part, ENGLISH)
    assert card["part_of"]["id"] == whole.id
    assert (card["related"], card["parts"]) == ([], [])


def test_an_event_without_a_place_has_no_neighbours(tiny_dataset: Dataset) -> None:
    event = tiny_dataset.events[0].model_copy(update={"place_id": None})
    assert related(replace(tiny_dataset, events=Events.of([event, *tiny_dataset.events[1:]])), event) == []


def test_a_place_lists_its_latest_events_up_to_the_day(tiny_dataset: Dataset) -> None:
    event = tiny_dataset.event_by_id["aid-20250218"]
    data = replace(tiny_dataset, events=Events.of(at_distances(event, range(1, MOST_EVENTS + 5))))
    place = data.places["kigali"]

    def listed(days: int) -> list[str]:
        card = place_card(data, place, event.date + timedelta(days=days), ENGLISH)
        return [link["id"] for link in card["events"]]

    assert listed(-1) == []
    assert listed(0) == [event.id]
    assert listed(2) == ["after-2", "after-1", event.id]
    assert listed(1000) == [f"after-{n}" for n in range(MOST_EVENTS + 4, 4, -1)]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, ""),
        (0, 0, "0 deaths reported"),
        (1, 1, "1 death reported"),
        (None, 3, "3 deaths reported"),
        (3, None, "3 deaths reported"),
        (0, 3, "0 to 3 deaths reported, depending on the source"),
    ],
)
def test_reported_deaths_in_words(
    tiny_dataset: Dataset, low: int | None, high: int | None, said: str
) -> None:
    event = tiny_dataset.events[0].model_copy(update={"fatalities_low": low, "fatalities_high": high})
    assert event_card(tiny_dataset, event, ENGLISH)["fatalities"] == said


def test_a_strip_says_the_first_and_the_last_day_of_each_holder(tiny_dataset: Dataset) -> None:
    """A holder goes on where coverage ends; one that ends on that very day has ended."""
    last = date(2025, 3, 1)
    goma = tiny_dataset.places["goma"]

    def said(until: date) -> list[str]:
        data = replace(tiny_dataset, control_known_until=until)
        return [part["text"] for part in place_card(data, goma, last, ENGLISH)["strip"]]

    whole = said(date(2025, 6, 1))
    assert whole[-2] == "M23 / AFC: first day 27 January 2025, last day 28 February 2025"
    assert whole[-1] == "Unknown: since March 2025"
    assert said(date(2025, 3, 1))[-2] == whole[-2]
    assert said(date(2025, 2, 1))[-2] == "M23 / AFC: since 27 January 2025"


@pytest.mark.parametrize(
    ("precision", "days", "in_english", "in_french"),
    [
        (DatePrecision.DAY, 0, "23 January 2025", "23 janvier 2025"),
        (DatePrecision.DAY, 2, "23 to 25 January 2025", "23 au 25 janvier 2025"),
        (DatePrecision.APPROX, 0, "about 23 January 2025", "23 janvier 2025 environ"),
        (DatePrecision.APPROX, 2, "about 23 to 25 January 2025", "23 au 25 janvier 2025 environ"),
        (DatePrecision.MONTH, 2, "January 2025", "janvier 2025"),
    ],
)
def test_days_of_an_event_are_as_exact_as_they_are_known(
    tiny_dataset: Dataset, precision: DatePrecision, days: int, in_english: str, in_french: str
) -> None:
    first = date(2025, 1, 23)
    update = {"date": first, "date_end": first + timedelta(days=days), "date_precision": precision}
    event = tiny_dataset.events[0].model_copy(update=update)
    assert date_span(event, Translator("en")) == in_english
    assert date_span(event, Translator("fr")) == in_french

"""A comparison in words: every row says what differs, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.i18n import LANGUAGES, Translator
from geodash.model.comparison import compare
from geodash.model.events import Events
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import NO_DATA, DatePrecision
from geodash.wording.comparison import comparison_card
from geodash.wording.holder import attribution_of
from geodash.wording.summary import day_news

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ENGLISH, FRENCH = Translator("en"), Translator("fr")
BEFORE, AFTER = date(2025, 1, 26), date(2025, 2, 20)
"""Of the small package: who holds Goma has changed, and a relation."""
NEW_YEAR, BREAK = date(2025, 1, 1), date(2025, 3, 17)
ONE = timedelta(days=1)
DAYS = st.dates(date(2012, 1, 1), date(2026, 7, 1))


def card(dataset: Dataset, one: date, two: date, tr: Translator) -> dict[str, Any]:
    return comparison_card(dataset, compare(dataset, one, two, 30), tr)


def text_of(rows: list[dict[str, Any]], **wanted: object) -> str:
    (row,) = [row for row in rows if wanted.items() <= row.items()]
    return str(row["text"])


def test_a_comparison_in_english(tiny_dataset: Dataset) -> None:
    found = card(tiny_dataset, BEFORE, AFTER, ENGLISH)
    assert found["heading"] == "Between 26 January 2025 and 20 February 2025"
    assert found["summary"] == "Control differs at 2 of 2 places. 1 relation differs."
    assert [row["text"] for row in found["groups"]] == [
        "M23 / AFC: 0 places, then 2 (2 more, 0 fewer).",
        "Government side: 2 places, then 0 (0 more, 2 fewer).",
    ]
    assert [row["text"] for row in found["places"]] == [
        "Bukavu: the government side (implied), then M23. Held by M23 since 16 February 2025. 1 source.",
        "Goma: the government side, then M23. Held by M23 since 27 January 2025. 2 sources.",
    ]
    assert [row["text"] for row in found["relations"]] == [
        "Rwanda–Belgium: no record, then aid suspended since 18 February 2025 (Aid)."
    ]
    assert found["window"] == "Events of the 30 days up to each day."
    assert found["all_events"]["text"] == "All events: 0, then 2."
    assert [row["text"] for row in found["events"]] == ["Battle or capture: 0, then 1.", "Aid: 0, then 1."]
    assert attribution_of(tiny_dataset, "m23", ENGLISH) in found["notes"]


def test_a_comparison_in_french(tiny_dataset: Dataset) -> None:
    found = card(tiny_dataset, BEFORE, AFTER, FRENCH)
    assert found["heading"] == "Entre le 26 janvier 2025 et le 20 février 2025"
    assert text_of(found["places"], id="goma") == (
        "Goma\u00a0: le camp gouvernemental, puis le M23. "
        "Tenu par le M23 depuis le 27 janvier 2025. 2 sources."
    )
    assert text_of(found["relations"], pair=["rwanda", "belgium"]) == (
        "Rwanda–Belgium\u00a0: aucune fiche, puis aide suspendue depuis le 18 février 2025 (Aide)."
    )


@pytest.mark.parametrize(
    ("precision", "in_english", "in_french"),
    [
        (DatePrecision.DAY, "since 18 February 2025", "depuis le 18 février 2025"),
        (DatePrecision.APPROX, "since about 18 February 2025", "depuis le 18 février 2025 environ"),
        (DatePrecision.MONTH, "since February 2025", "depuis février 2025"),
    ],
)
def test_a_relation_stands_since_a_day_as_sure_as_that_of_its_act(
    tiny_dataset: Dataset, precision: DatePrecision, in_english: str, in_french: str
) -> None:
    model = tiny_dataset.event_by_id["aid-20250218"]
    act = model.model_copy(update={"date_precision": precision})
    data = replace(
        tiny_dataset, events=Events.of(act if e == model else e for e in tiny_dataset.events), control=()
    )
    for tr, since in ((ENGLISH, in_english), (FRENCH, in_french)):
        (row,) = card(data, BEFORE, AFTER, tr)["relations"]
        assert f"{since} (" in row["text"]
        assert f" {since}" in day_news(data, snapshot_at(data, AFTER), None, None, tr)


def test_the_other_way_round(tiny_dataset: Dataset) -> None:
    found = card(tiny_dataset, AFTER, BEFORE, ENGLISH)
    assert text_of(found["groups"], group="m23") == "M23 / AFC: 2 places, then 0 (0 more, 2 fewer)."
    assert text_of(found["relations"], pair=["rwanda", "belgium"]) == (
        "Rwanda–Belgium: aid suspended, then no record."
    )
    assert text_of(found["places"], id="bukavu") == (
        "Bukavu: M23, then the government side (implied). Held by the government side, implied: "
        "recorded as contested on 14 February 2025. 1 source."
    )


def test_places_come_by_what_they_have_become_and_by_size(dataset: Dataset) -> None:
    rows = card(dataset, NEW_YEAR, BREAK, ENGLISH)["places"]
    order = list(dataset.conflict.class_ids)
    keys = [(order.index(row["after"]), dataset.places[row["id"]].kind.rank, row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert len({key[0] for key in keys}) > 1


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("bukavu", "Bukavu: the government side, then M23. Held by M23 since 16 February 2025."),
        ("ndoluma", "Ndoluma: the government side (implied), then M23. Held by M23 since about"),
    ],
)
def test_what_was_only_implied_is_said_so(dataset: Dataset, place: str, text: str) -> None:
    found = card(dataset, date(2025, 1, 1), date(2025, 3, 17), ENGLISH)
    assert text_of(found["places"], id=place).startswith(text)


def test_a_place_first_seen_is_never_said_to_be_taken(dataset: Dataset) -> None:
    rows = card(dataset, date(2019, 6, 1), date(2025, 3, 17), ENGLISH)["places"]
    seen = [row for row in rows if row["before"] in {"unknown", "no_data"}]
    assert seen
    assert all(row["kind"] == "seen" and ": first seen, " in row["text"] for row in seen)
    assert all(row["kind"] != "seen" for row in rows if row not in seen)


@pytest.mark.parametrize(
    ("one", "two"), [(date(2025, 1, 1), date(2025, 3, 17)), (date(2012, 11, 19), NEW_YEAR)]
)
def test_totals_of_both_days_add_up_to_the_places(dataset: Dataset, one: date, two: date) -> None:
    groups = card(dataset, one, two, ENGLISH)["groups"]
    for side in ("before", "after"):
        assert sum(group[side] for group in groups) == len(dataset.holdings)


def test_the_same_day_twice_differs_in_nothing(tiny_dataset: Dataset) -> None:
    found = card(tiny_dataset, AFTER, AFTER, ENGLISH)
    assert found["summary"] == (
        "No change of control between the two days is recorded. No change of a relation is recorded."
    )
    assert (found["places"], found["relations"]) == ([], [])


def many_events(dataset: Dataset, before: int, after: int) -> Dataset:
    """So many events on each of the two days."""
    model = dataset.event_by_id["aid-20250218"]
    days = [BEFORE] * before + [AFTER] * after
    events = (model.model_copy(update={"id": f"aid-{n}", "date": day}) for n, day in enumerate(days))
    return replace(dataset, events=Events.of(events), relations=())


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (10, 25, "All events: 10, then 25 (+150%)."),
        (20, 10, "All events: 20, then 10 (−50%)."),
        (9, 25, "All events: 9, then 25."),
        (25, 9, "All events: 25, then 9."),
    ],
)
def test_a_percentage_needs_enough_events(tiny_dataset: Dataset, before: int, after: int, text: str) -> None:
    data = many_events(tiny_dataset, before, after)
    found = comparison_card(data, compare(data, BEFORE, AFTER, 1), ENGLISH)
    assert found["all_events"]["text"] == text
    small = [note for note in found["notes"] if "below 10" in note]
    assert bool(small) == (min(before, after) < 10)


@pytest.mark.parametrize(("days", "share"), [(None, False), (25, False), (26, True)])
def test_windows_that_share_days_are_said_to(tiny_dataset: Dataset, days: int | None, *, share: bool) -> None:
    assert (AFTER - BEFORE).days == 25
    for one, two in ((BEFORE, AFTER), (AFTER, BEFORE)):
        found = comparison_card(tiny_dataset, compare(tiny_dataset, one, two, days), ENGLISH)
        assert any("share days" in note for note in found["notes"]) == share
        assert found["window"] == (
            f"Events of the {days} days up to each day." if days else "All events up to each day."
        )


def test_after_the_last_known_day_no_place_is_listed(tiny_dataset: Dataset) -> None:
    data = replace(tiny_dataset, control_known_until=AFTER)
    late = AFTER + timedelta(days=1)
    for one, two in ((BEFORE, late), (late, BEFORE)):
        found = card(data, one, two, ENGLISH)
        assert (found["places"], found["groups"]) == ([], [])
        assert found["summary"].startswith("Control is known until 20 February 2025")
        assert attribution_of(data, "m23", ENGLISH) not in found["notes"]
    assert card(data, BEFORE, AFTER, ENGLISH)["places"]


def test_later_reports_are_said_to_be_there(dataset: Dataset) -> None:
    late = dataset.events_known_until
    later = len([row for row in snapshot_at(dataset, late).control if row.group != NO_DATA])
    assert later
    for one, two in ((BREAK, late), (late, BREAK)):
        assert f"only {later} places with a later report" in card(dataset, one, two, ENGLISH)["summary"]


def test_a_record_that_ends_is_no_change(dataset: Dataset) -> None:
    last = dataset.events_known_until
    assert card(dataset, NEW_YEAR, last, ENGLISH)["relations"]
    for one, two in ((NEW_YEAR, last + ONE), (last + ONE, NEW_YEAR), (last, last + ONE)):
        found = card(dataset, one, two, FRENCH)
        assert (found["relations"], found["places"]) == ([], [])
        assert f"Les relations sont connues jusqu’au {FRENCH.date(last)}" in found["summary"]


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
@given(one=DAYS, two=DAYS)
def test_any_two_days_can_be_put_in_words(dataset: Dataset, tr: Translator, one: date, two: date) -> None:
    found = card(dataset, one, two, tr)
    rows = [*found["groups"], *found["places"], *found["relations"], *found["events"], found["all_events"]]
    texts = [row["text"] for row in rows]
    assert all(text.endswith(".") and "{" not in text for text in [*texts, *found["notes"], found["summary"]])

"""A comparison in words: every row says what differs, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.i18n import LANGUAGES, Translator
from geodash.model.comparison import compare
from geodash.wording.comparison import comparison_card
from geodash.wording.holder import attribution_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ENGLISH, FRENCH = Translator("en"), Translator("fr")
NEW_YEAR, BREAK = date(2025, 1, 1), date(2025, 3, 17)
DAYS = st.dates(date(2012, 1, 1), date(2026, 7, 1))


def card(dataset: Dataset, one: date, two: date, tr: Translator) -> dict[str, Any]:
    return comparison_card(dataset, compare(dataset, one, two, 30), tr)


def text_of(rows: list[dict[str, Any]], **wanted: object) -> str:
    (row,) = [row for row in rows if wanted.items() <= row.items()]
    return str(row["text"])


def test_the_weeks_of_the_founding_text(dataset: Dataset) -> None:
    found = card(dataset, NEW_YEAR, BREAK, ENGLISH)
    assert found["heading"] == "Between 1 January 2025 and 17 March 2025"
    assert found["summary"] == "Control differs at 26 of 75 places. 8 relations differ."
    assert text_of(found["groups"], group="m23") == "M23 / AFC: 27 places, then 49 (22 more, 0 fewer)."
    assert text_of(found["places"], id="goma") == (
        "Goma: the government side, then M23. Held by M23 since about 30 January 2025. 4 sources."
    )
    assert text_of(found["relations"], pair=["rwanda", "belgium"]) == (
        "Rwanda–Belgium: no record, then severed since 17 March 2025 "
        "(Rwanda severs diplomatic relations with Belgium)."
    )
    assert found["window"] == "Events of the 30 days up to each day."
    assert text_of(found["events"], category="diplomacy") == "Diplomacy: 0, then 12."
    assert attribution_of(dataset, "m23", ENGLISH) in found["notes"]


def test_the_same_in_french(dataset: Dataset) -> None:
    found = card(dataset, NEW_YEAR, BREAK, FRENCH)
    assert found["heading"] == "Entre le 1er janvier 2025 et le 17 mars 2025"
    assert text_of(found["places"], id="goma") == (
        "Goma\u00a0: le camp gouvernemental, puis le M23. "
        "Tenu par le M23 depuis le 30 janvier 2025 environ. 4 sources."
    )
    assert text_of(found["relations"], pair=["rwanda", "drc"]) == (
        "Rwanda–RDC\u00a0: réduites, puis rompues depuis le 25 janvier 2025 "
        "(Kinshasa rompt ses relations diplomatiques avec le Rwanda)."
    )


def test_places_come_by_what_they_have_become_and_by_size(dataset: Dataset) -> None:
    places = card(dataset, NEW_YEAR, BREAK, ENGLISH)["places"]
    held = [row["id"] for row in places if row["after"] == "m23"]
    assert [row["id"] for row in places][: len(held)] == held
    assert held[:2] == ["bukavu", "goma"]


def test_the_other_way_round(dataset: Dataset) -> None:
    found = card(dataset, BREAK, NEW_YEAR, ENGLISH)
    assert text_of(found["groups"], group="m23") == "M23 / AFC: 49 places, then 27 (0 more, 22 fewer)."
    assert (
        text_of(found["relations"], pair=["rwanda", "belgium"]) == "Rwanda–Belgium: severed, then no record."
    )


def test_a_percentage_needs_enough_events(dataset: Dataset) -> None:
    comparison = compare(dataset, date(2026, 2, 1), date(2026, 3, 1), 365)
    found = comparison_card(dataset, comparison, ENGLISH)
    assert found["all_events"]["percent"] is not None
    assert found["all_events"]["text"].endswith("%).")
    assert any(row["percent"] is None for row in found["events"])
    assert any("below 10" in note for note in found["notes"])
    assert any("share days" in note for note in found["notes"])


def test_after_the_last_known_day_no_place_is_listed(dataset: Dataset) -> None:
    found = card(dataset, date(2026, 3, 1), date(2026, 5, 1), ENGLISH)
    assert (found["places"], found["groups"]) == ([], [])
    assert found["summary"].startswith("Control is known until 16 March 2026")


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(one=DAYS, two=DAYS)
def test_any_two_days_can_be_put_in_words(dataset: Dataset, tr: Translator, one: date, two: date) -> None:
    found = card(dataset, one, two, tr)
    rows = [*found["groups"], *found["places"], *found["relations"], *found["events"], found["all_events"]]
    texts = [row["text"] for row in rows]
    assert all(text.endswith(".") and "{" not in text for text in [*texts, *found["notes"], found["summary"]])

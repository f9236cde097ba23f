"""The strip below a map names where else it happened, in full where there is room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.pictures.geometry import problems

from geodash.link.state import DashboardState
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.sheet import Sheet


def strip_of(sheet: Sheet) -> list[str]:
    return [line.text for line in sheet.lines if line.role == "outside"]


def test_a_name_is_cut_only_where_there_is_no_room(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(date=date(2026, 3, 16), lang="fr"))
    places = {event.place_id for event in content.events if event.place_id}
    longest = max((dataset.places[each].label("fr") for each in places), key=len)
    sheet, _ = lay_out(content, "a4")
    assert longest.partition(" (")[0] in strip_of(sheet)
    assert not any("…" in text for text in strip_of(sheet))
    assert list(problems(sheet)) == []


@pytest.mark.parametrize(
    ("day", "lang", "expected"),
    [
        (date(2026, 3, 16), "en", ["Washington, D.C.", "3", "5", "New York", "4", "elsewhere", "1"]),
        (date(2026, 2, 10), "en", ["Pretoria", "1", "Doha", "2", "Bangoka Internatio…", "3", "Lomé", "1"]),
    ],
)
def test_a_name_is_cut_for_a_number_of_the_list_alone(
    dataset: Dataset, day: date, lang: Language, expected: list[str]
) -> None:
    """A place whose events have no number is counted elsewhere rather than named by half."""
    sheet, _ = lay_out(content_of(dataset, DashboardState(date=day, lang=lang)), "16:9")
    assert strip_of(sheet)[1:] == expected

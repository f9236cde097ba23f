"""The strip below a map names where else it happened, in full where there is room."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.pictures.geometry import problems

from geodash.link.state import DashboardState
from geodash.model.records import LANGUAGES
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.paper import Size
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


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["16:9", "a4", "square"])
def test_a_name_is_cut_for_a_number_of_the_list_alone(dataset: Dataset, size: Size, lang: Language) -> None:
    """A place whose events have no number is counted elsewhere rather than named by half."""
    for days in range(0, 450, 30):
        day = date(2025, 1, 17) + timedelta(days=days)
        sheet, numbered = lay_out(content_of(dataset, DashboardState(date=day, lang=lang)), size)
        texts = strip_of(sheet)
        for name, number in pairwise(texts):
            if name.endswith("…"):
                place = numbered[int(number) - 1].place_id
                assert place is not None, texts
                assert dataset.places[place].label(lang).startswith(name[:-1]), texts


def test_what_has_no_room_is_counted_elsewhere(dataset: Dataset) -> None:
    sheet, _ = lay_out(content_of(dataset, DashboardState(date=date(2026, 3, 16))), "16:9")
    assert strip_of(sheet)[1:] == ["Washington, D.C.", "3", "5", "New York", "4", "elsewhere", "1"]
    sheet, _ = lay_out(content_of(dataset, DashboardState(date=date(2026, 2, 10))), "16:9")
    assert strip_of(sheet)[5:7] == ["Bangoka Internatio…", "3"]

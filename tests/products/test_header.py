"""What stands above the map of a picture: the sentence that leads, and filters with every name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.pictures.geometry import problems

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.paper import PAGES

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.paper import Size

DAY = date(2025, 3, 17)


def written(dataset: Dataset, state: DashboardState, size: Size, role: str) -> str:
    sheet, _ = lay_out(content_of(dataset, state), size)
    assert list(problems(sheet)) == []
    return " ".join(line.text for line in sheet.lines if line.role == role)


@pytest.mark.parametrize("days", [4_825, 36_500, None])
def test_a_window_does_not_begin_before_the_record(dataset: Dataset, days: int | None) -> None:
    content = content_of(dataset, DashboardState(date=DAY, days=days))
    assert content.window == "All events up to this day"
    assert content.summary.endswith(" events up to 17 March 2025.")
    shorter = content_of(dataset, DashboardState(date=DAY, days=4_824))
    assert shorter.window == "Events from 2 January 2012 to 17 March 2025"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", PAGES)
def test_every_filter_is_named_whole(dataset: Dataset, size: Size, lang: Language) -> None:
    state = DashboardState(
        date=DAY,
        lang=lang,
        cat=frozenset(set(EventCategory) - {EventCategory.AID}),
        actor=frozenset({"m23", "belgium", "rwanda", "fardc", "eu"}),
        conf=Confidence.HIGH,
        deaths=3,
        q="Goma",
    )
    assert written(dataset, state, size, "filters") == content_of(dataset, state).filters


@pytest.mark.parametrize("size", PAGES)
def test_of_very_many_names_it_is_said_how_many_more_there_are(dataset: Dataset, size: Size) -> None:
    state = DashboardState(date=DAY, actor=frozenset(dataset.actors), conf=Confidence.HIGH, q="Goma")
    said = written(dataset, state, size, "filters")
    content = content_of(dataset, state)
    shown = said.split("parties: ")[1].split(" and ")[0].split(", ")
    assert f"and {len(dataset.actors) - len(shown)} more" in said
    for kept in ("high confidence", "words: Goma"):
        assert kept in said, content.filters


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [size for size, page in PAGES.items() if page.sentences])
def test_the_sentence_that_leads_is_never_smaller_than_the_next(
    dataset: Dataset, size: Size, lang: Language
) -> None:
    for day in (date(2012, 11, 20), date(2025, 1, 27), DAY, date(2026, 3, 16)):
        content = content_of(dataset, DashboardState(date=day, lang=lang))
        sheet, _ = lay_out(content, size)
        lead = [line for line in sheet.lines if line.role == "subtitle"]
        assert " ".join(line.text for line in lead) == content.summary
        news = {line.style.size for line in sheet.lines if line.role == "news"}
        assert not news or max(news) <= lead[0].style.size


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", PAGES)
def test_the_largest_towns_keep_their_names(dataset: Dataset, size: Size, lang: Language) -> None:
    for day in (date(2025, 1, 27), DAY):
        sheet, _ = lay_out(content_of(dataset, DashboardState(date=day, lang=lang)), size)
        names = {line.text for line in sheet.lines if line.role == "place"}
        assert {"Goma", "Bukavu", "Uvira", "Butembo", "Beni"} <= names, day

"""What happened is told beside every map: sources and figures leave room for some events."""

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
from geodash.pictures.paper import PAGES, SMALL

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.paper import Size

MADE = date(2026, 6, 1)
LISTING = [size for size in PAGES if size not in SMALL]
DAYS = [date(2012, 11, 20), date(2025, 1, 27), date(2025, 3, 17), date(2026, 3, 16)]
FILTERED = {
    "days": 90,
    "cat": frozenset({EventCategory.BATTLE, EventCategory.SANCTIONS}),
    "actor": frozenset({"m23", "rwanda"}),
    "conf": Confidence.MEDIUM,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", LISTING)
def test_a_picture_lists_some_events(dataset: Dataset, size: Size, lang: Language) -> None:
    """Three months of many changes of control have more sources than a page, and so has a year."""
    for turn, day in enumerate(DAYS):
        for changes in (FILTERED, {"days": 365} if turn % 2 == (lang == "fr") else {}):
            state = DashboardState(date=day, lang=lang, **changes)
            content = content_of(dataset, state, created=MADE)
            sheet, listed = lay_out(content, size)
            assert listed or not content.events, (day, changes)
            assert list(problems(sheet)) == [], (day, changes)

"""A brief cites as many sources of what it names as its pages hold, and says how many it leaves out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.vocabulary import EventCategory
from geodash.products.brief.document import render_brief

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

MADE = date(2026, 6, 1)
LEFT = re.compile(r"\) \+\d")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_with_room_left_cites_every_source(dataset: Dataset, lang: Language) -> None:
    """Few days and one event: one source of each was cited above half a page of white."""
    state = DashboardState(
        date=date(2025, 3, 17), days=3, lang=lang, cat=frozenset({EventCategory.SANCTIONS})
    )
    text = render_brief(dataset, state, fmt="md", created=MADE).decode()
    event = dataset.event_by_id["eu-sanctions-9-1-20250317"]
    assert len(event.source_ids) > 1
    assert LEFT.search(text) is None
    assert all(dataset.sources[each].url in text for each in event.source_ids)


def test_a_full_page_says_how_many_it_leaves_out(dataset: Dataset) -> None:
    text = render_brief(dataset, DashboardState(date=date(2025, 3, 17)), fmt="md", created=MADE).decode()
    assert LEFT.search(text)
    assert re.search(r"and \d+ more sources", text)

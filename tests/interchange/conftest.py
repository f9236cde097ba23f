"""A dataset whose texts mean no good, and its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.interchange.exported import ACCESSED, STATE
from tests.interchange.strategies import HOSTILE

from geodash.interchange.shown import shown_rows
from geodash.model.events import Events

if TYPE_CHECKING:
    from geodash.interchange.fields import Exported
    from geodash.model.dataset import Dataset


@pytest.fixture(scope="module")
def hostile(dataset: Dataset) -> Dataset:
    """The shipped dataset with hostile texts, in both languages."""
    events = tuple(
        event.model_copy(update={"title_en": text, "title_fr": text, "summary_en": text, "action": text})
        for event, text in zip(dataset.events, HOSTILE * 20, strict=False)
    )
    return replace(dataset, events=Events.of(events))


@pytest.fixture(scope="module")
def rows(hostile: Dataset) -> Exported:
    return shown_rows(hostile, STATE, ACCESSED)

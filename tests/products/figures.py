"""States that figures are made of, and what holds for every sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.pictures.geometry import problems

from geodash.i18n import Translator
from geodash.link.state import DashboardState
from geodash.model.snapshot import snapshot_at
from geodash.wording.summary import control_summary

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.sheet import Sheet

DAY = date(2025, 3, 17)
MADE = date(2026, 6, 1)


def state_of(day: date = DAY, lang: Language = "en", **changes: Any) -> DashboardState:
    return replace(DashboardState(date=day, lang=lang), **changes)


def summary_of(dataset: Dataset, lang: Language) -> str:
    """Who held how many places on the day, in words."""
    return control_summary(dataset, snapshot_at(dataset, DAY), Translator(lang))


def assert_nothing_overlaps(sheet: Sheet) -> None:
    """No text covers text, none leaves page or box, none on a map covers what stands there or is misread."""
    assert list(problems(sheet)) == []

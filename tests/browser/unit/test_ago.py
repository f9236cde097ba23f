"""How long ago the record ends, by the reader's own day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.interval import to_day

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

END = date(2026, 3, 16)
CASES = [
    (date(2026, 3, 15), "", ""),
    (END, "", ""),
    (date(2026, 3, 17), "1 day ago", "il y a 1 jour"),
    (date(2026, 4, 15), "30 days ago", "il y a 30 jours"),
    (date(2026, 4, 17), "1 month ago", "il y a 1 mois"),
    (date(2026, 11, 15), "7 months ago", "il y a 7 mois"),
    (date(2026, 11, 16), "8 months ago", "il y a 8 mois"),
    (date(2028, 3, 15), "23 months ago", "il y a 23 mois"),
    (date(2028, 3, 16), "2 years ago", "il y a 2 ans"),
]


def plain(text: str) -> str:
    return " ".join(text.split())


def test_days_then_months_then_years(program: Program) -> None:
    days = [(to_day(END), to_day(today), lang) for today, *_ in CASES for lang in ("en", "fr")]
    said = program.answers("parts/ago", "agoText", days)
    assert [plain(text) for text in said] == [text for _, *texts in CASES for text in texts]


def test_a_month_begins_with_its_last_day_at_the_latest(program: Program) -> None:
    said = program.answer("parts/ago", "agoText", to_day(date(2026, 1, 30)), to_day(date(2026, 3, 2)), "en")
    assert said == "31 days ago"  # February had no 30th


@pytest.mark.parametrize(
    ("today", "lang", "text"),
    [
        (date(2026, 11, 28), "en", "Systematic record ends on 16 March 2026, 8 months ago"),
        (date(2026, 11, 28), "fr", "Relevé systématique jusqu’au 16 mars 2026, il y a 8 mois"),
        (date(2026, 3, 16), "en", "Systematic record ends on 16 March 2026"),
        (date(2025, 1, 1), "fr", "Relevé systématique jusqu’au 16 mars 2026"),
    ],
)
def test_the_line_names_the_last_day_of_the_data(program: Program, today: date, lang: str, text: str) -> None:
    said = program.answer("page/help", "(today, lang) => recordEnd(scene, lang, today)", to_day(today), lang)
    assert plain(said) == text

"""Days as they are typed, stepped and written, in both languages."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.model.interval import to_day

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

CHANCE = random.Random(17)
DAYS = [date(2012, 1, 1) + timedelta(CHANCE.randrange(6000)) for _ in range(200)]
DAYS += [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
PARSE = "(text) => parseDay(text)"


def plain(text: str) -> str:
    """Without the kinds of space in which number formats differ."""
    return " ".join(text.split())


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number < 20 else ending}"


@pytest.mark.parametrize(
    "form",
    [
        "{day:%Y-%m-%d}",
        "{day.day}/{day.month}/{day.year}",
        "{day.day}.{day.month}.{day.year}",
        "{en}",
        "{fr}",
        "  {en}  ",
        "Monday, {en}",
        "lundi {fr}",
        "{month} {day.day}, {day.year}",
        "{month} {ordinal} {day.year}",
        "{ordinal} of {month} {day.year}",
        "{day.day} {month:.3} {day.year}",
        "{day.day} {month:.3}. {day.year}",
        "{day:%Y/%m/%d}",
        "{day:%Y.%m.%d}",
        "{day:%Y%m%d}",
        "{day:%Y\u2011%m\u2011%d}",  # a hyphen that does not break
        "{day:%Y\u2013%m\u2013%d}",
        "{day:%Y\u2212%m\u2212%d}",
        "{day:%Y \u2014 %m \u2014 %d}",
        "{day:%d / %m / %Y}",
        "{day:%d\u2011%m\u2011%Y}",
        "{day:%d-%b-%Y}",
        "{day:%d\u2011%b\u2011%Y}",
        "{day:%d%b%Y}",
        "{day:%d %b, %Y}",
        "{day:%b %d %Y}",
        "{day:%b-%d-%Y}",
        "{day:%Y %B %d}",
        "{day:%Y-%b-%d}",
        "{day:%a %d %b %Y}",
        "{day:%A, %B %d, %Y}",
        "{day:%a, %d %b %Y %H:%M:%S} GMT",
        "{day:%Y-%m-%d %H:%M}",
        "{day:%Y-%m-%dT%H:%M:%S}Z",
        "{day:%d/%m/%Y %H:%M}",
        "{fr} à 14h30",
        "le {fr}",
        "Lundi, le {fr}",
        "the {ordinal} of {month} {day.year}",
        "{en}.",
        "\u00ab\u00a0{fr}\u00a0\u00bb",
        "({en});",
        "\u200e{en}\ufeff",
    ],
)
def test_every_way_to_write_a_day_is_read(program: Program, form: str) -> None:
    texts = [
        form.format(
            day=day,
            en=Translator("en").date(day),
            fr=Translator("fr").date(day),
            month=f"{day:%B}",
            ordinal=ordinal(day.day),
        )
        for day in DAYS
    ]
    for typed in (texts, [text.upper() for text in texts]):
        assert program.answers("parts/dates", PARSE, [[text] for text in typed]) == list(map(to_day, DAYS))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2025-03", "2025-03-01"),
        ("March 2025", "2025-03-01"),
        ("mars 2025", "2025-03-01"),
        ("août 2024", "2024-08-01"),
        ("AOUT 2024", "2024-08-01"),
        ("févr. 2024", "2024-02-01"),
        ("1er mars 2025", "2025-03-01"),
        ("29 February 2024", "2024-02-29"),
        ("2025-3-7", "2025-03-07"),
        ("29 February 2025", None),
        ("31/04/2025", None),
        ("2025-13-01", None),
        ("0 March 2025", None),
        ("17 ju 2025", None),
        ("17 jui 2025", None),  # juin or juillet
        ("17 ma 2025", None),
        ("17 March", None),
        ("1 er mars 2025", "2025-03-01"),
        ("17\u00a0mars\u202f2025", "2025-03-17"),
        ("d\u00e9c. 2024", "2024-12-01"),
        ("03/17/2025", None),  # a month that there is not: named, not guessed
        ("17/3/25", None),
        ("17-Mar-25", None),
        ("17.III.2025", None),
        ("2025-17-03", None),
        ("20251703", None),
        ("2025", None),
        ("45733", None),  # a day as a spreadsheet counts
        ("1742169600", None),
        ("2025-03-17 to 2025-03-19", None),
        ("2025-03-17/2025-03-19", None),
        ("17\u201319 March 2025", None),
        ("17 or 18 March 2025", None),
        ("before 17 March 2025", None),
        ("around March 2025", None),
        ("17 March 2025 2024", None),
        ("\u0661\u0667/\u0663/\u0662\u0660\u0662\u0665", None),
        ("17 \u043c\u0430\u0440\u0442\u0430 2025", None),
        ("9" * 100_000, None),
        (" " * 100_000 + "x", None),
        ("a " * 50_000, None),
        ("March 17", None),
        ("17 March 25", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_month_is_its_first_day_and_what_is_no_day_is_none(
    program: Program, typed: str, read: str | None
) -> None:
    expected = to_day(date.fromisoformat(read)) if read else None
    assert program.answer("parts/dates", PARSE, typed) == expected


def test_days_are_written_as_python_writes_them(program: Program) -> None:
    cases = [[to_day(day), lang] for day in DAYS for lang in LANGUAGES]
    spoken = program.answers(
        "core/scene", "(day, lang) => [formatDay(day, lang), formatDay(day, lang, 'long-month')]", cases
    )
    expected = [
        [Translator(lang).date(day), Translator(lang).month(day)] for day in DAYS for lang in LANGUAGES
    ]
    assert [[plain(text) for text in texts] for texts in spoken] == expected


def test_a_day_and_its_iso_form_are_each_other(program: Program) -> None:
    read = program.answers(
        "core/scene", "(iso) => [dayOf(iso), isoOf(dayOf(iso))]", [[day.isoformat()] for day in DAYS]
    )
    assert read == [[to_day(day), day.isoformat()] for day in DAYS]


def months_on(day: date, months: int) -> date:
    """The same date some months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def test_stepping_by_months_keeps_the_date_where_it_can(program: Program) -> None:
    cases = [(day, months) for day in [*DAYS, date(2024, 1, 31)] for months in (-25, -12, -1, 0, 1, 11)]
    stepped = program.answers("parts/dates", "addMonths", [[to_day(day), months] for day, months in cases])
    assert stepped == [to_day(months_on(day, months)) for day, months in cases]

"""Texts of the page, in every language."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geodash.i18n import LANGUAGES, Translator, catalogue

PLACEHOLDER = re.compile(r"\{(\w+)\}")
ENGLISH = catalogue("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_keys(lang: str) -> None:
    assert catalogue(lang).keys() == ENGLISH.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(lang: str) -> None:
    for key, text in catalogue(lang).items():
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(ENGLISH[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty_or_markup(lang: str) -> None:
    for key, text in catalogue(lang).items():
        assert text.strip(), key
        assert "<" not in text, key


def test_french_keeps_its_punctuation_on_the_line() -> None:
    for key, text in catalogue("fr").items():
        assert not re.search(r" [:;?!»]|« ", text), f"{key}: use a no-break space: {text}"


def test_dates_are_written_out() -> None:
    assert Translator("en").date(date(2025, 3, 17)) == "17 March 2025"
    assert Translator("fr").date(date(2025, 3, 17)) == "17 mars 2025"
    assert Translator("fr").date(date(2025, 3, 1)) == "1er mars 2025"
    assert Translator("fr").date(date(2025, 3, 11)) == "11 mars 2025"


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        (date(2025, 1, 27), date(2025, 1, 30), "27 to 30 January 2025", "27 au 30 janvier 2025"),
        (date(2025, 3, 1), date(2025, 3, 9), "1 to 9 March 2025", "1er au 9 mars 2025"),
        (
            date(2025, 1, 31),
            date(2025, 2, 1),
            "31 January to 1 February 2025",
            "31 janvier au 1er février 2025",
        ),
        (
            date(2024, 1, 2),
            date(2025, 1, 3),
            "2 January 2024 to 3 January 2025",
            "2 janvier 2024 au 3 janvier 2025",
        ),
    ],
)
def test_days_of_a_span_say_nothing_twice(first: date, last: date, english: str, french: str) -> None:
    assert Translator("en").days(first, last) == english
    assert Translator("fr").days(first, last) == french


def test_publication_dates_may_be_partial() -> None:
    english = Translator("en")
    assert english.published("2025-03-17") == "17 March 2025"
    assert english.published("2025-03") == "March 2025"
    assert english.published("2025") == "2025"
    assert english.published("") == "undated"


@pytest.mark.parametrize(
    ("lang", "count", "text"),
    [
        ("en", 0, "0 deaths reported"),
        ("en", 1, "1 death reported"),
        ("fr", 0, "0 mort signalé"),
        ("fr", 1, "1 mort signalé"),
        ("fr", 2, "2 morts signalés"),
    ],
)
def test_plurals_follow_the_language(lang: str, count: int, text: str) -> None:
    assert Translator("fr" if lang == "fr" else "en")("wording.fatalities", count=count) == text


def test_a_value_is_never_read_as_a_placeholder() -> None:
    text = Translator("en")("page.notice.bad_value", name="{value}", value="{name}")
    assert "{value} “{name}”" in text


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        Translator("en")("page.no_such_key")

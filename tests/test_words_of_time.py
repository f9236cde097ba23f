"""No text says *today* or *now* of the clock's day: a picture of the screen is read on another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, catalogue

if TYPE_CHECKING:
    from geodash.model.records import Language

MOVING = {
    "en": r"\b(today|tonight|yesterday|tomorrow|now|nowadays|current(ly)?|recent(ly)?|lately|ago|so far|"
    r"at the moment|(this|last|next) (week|month|year))\b|\blast \{count\}|\} (days|years) old\b",
    "fr": r"aujourd|\bhier\b|\bdemain\b|maintenant|actuel|récemment|désormais|\bà présent|en ce moment|"
    r"pour l’instant|jusqu’ici|chiffres du jour|il y a \{|cette (semaine|année)|ce mois|derniers (jours|mois)"
    r"|(semaine|mois|année) (passée?|dernière?|prochaine?)",
}
"""Words that mean another day for whoever reads them later."""
OF_THE_READER = "true of the moment in which the reader is told, and of no day of the record"
NAMES_IT = "names its day or its version beside the word"
PERMITTED = {
    "added.add_full": "French *il y a* without a time: there are",
    "added.failed.busy": OF_THE_READER,
    "changes.list_more": NAMES_IT,
    "changes.since_none": NAMES_IT,
    "changes.since_one": NAMES_IT,
    "changes.since_other": NAMES_IT,
    "clock.date_today": NAMES_IT,
    "page.notice.data_unlisted": NAMES_IT,
    "panel.load_waits": OF_THE_READER,
    "share.busy": OF_THE_READER,
    "share.no_room": OF_THE_READER,
}
"""The texts that may say such a word, each with the reason."""


def moving(lang: Language) -> dict[str, str]:
    """Texts with such a word, without their placeholders' own names."""
    texts = {key: re.sub(r"\{(?!count)\w+\}", "…", text) for key, text in catalogue(lang).items()}
    return {key: text for key, text in texts.items() if re.search(MOVING[lang], text, re.IGNORECASE)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_time_keeps_its_meaning(lang: Language) -> None:
    assert {key: text for key, text in moving(lang).items() if key not in PERMITTED} == {}


def test_every_permitted_text_says_such_a_word() -> None:
    said = {key for lang in LANGUAGES for key in moving(lang)}
    assert PERMITTED.keys() - said == set()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "29 events in the last {count} days"),
        ("en", "last confirmed {count} years ago"),
        ("en", "Now held by M23"),
        ("fr", "sur les {count} derniers jours"),
        ("fr", "Chiffres du jour"),
        ("fr", "confirmé il y a {count} ans"),
    ],
)
def test_such_words_are_found(lang: Language, text: str) -> None:
    assert re.search(MOVING[lang], text, re.IGNORECASE)

"""Texts in each language, with dates and numbers written the way that language writes them.

One folder per language, one flat JSON catalogue per part of the page. A key is `<file>.<name>`; `{name}` is
replaced; a key with the forms `_one` and `_other` is chosen by the value `count`. What speaks of one conflict
is no text of a catalogue: the conflict brings it, under a key of the same kind.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import Locale, get_global
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.plural import to_python

from geodash.model.records import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.conflict import Conflict
    from geodash.model.records import Language

__all__ = ["LANGUAGES", "Translator", "catalogue"]

_FOLDER = Path(__file__).parent
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
OPTIONAL = frozenset(
    {
        "method.attribution.experts",
        "method.coverage.bias",
        "method.coverage.themes",
        "method.coverage.time",
        "method.licences.coordinates",
        "method.positions.border",
    }
)
"""Paragraphs that no catalogue has: they are shown where a conflict brings them."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of a language, by full key."""
    texts: dict[str, str] = {}
    for path in sorted((_FOLDER / lang).glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        texts |= {f"{path.stem}.{name}": text for name, text in part.items()}
    return texts


@lru_cache(maxsize=16)
def texts_of(lang: Language, conflict: Conflict | None = None) -> Mapping[str, str]:
    """The catalogues of a language with the texts of a conflict; ``{conflict}`` is its short title."""
    if conflict is None:
        return catalogue(lang)
    title = conflict.text("short_title", lang)
    texts = {**catalogue(lang), **_own_texts(conflict, lang)}
    return {key: text.replace("{conflict}", title) for key, text in texts.items()}


def _own_texts(conflict: Conflict, lang: Language) -> dict[str, str]:
    """Names of classes, layers and stories of a conflict, and its other texts, by key."""
    names = {f"vocab.group.{holders.id}": holders.text("name", lang) for holders in conflict.classes}
    names |= {f"vocab.layer.{layer.resource}": layer.text("name", lang) for layer in conflict.layers}
    for story_id, story in conflict.stories.items():
        names |= {f"stories.{part}.{story_id}": story.text(part, lang) for part in ("title", "lead")}
    return names | {key: text.in_language(lang) for key, text in conflict.texts.items()}


@cache
def _plural_form(lang: str, count: int) -> str:
    rule = to_python(Locale.parse(_LOCALES[lang]).plural_form)
    return "one" if rule(abs(count)) == "one" else "other"


# A page in one file writes out the same few thousand days and numbers tens of thousands of times.
@lru_cache(maxsize=8_192)
def _day(lang: str, day: dt.date, pattern: str = "d MMMM y") -> str:
    text = format_date(day, pattern, locale=_LOCALES[lang])
    return f"1er{text[1:]}" if lang == "fr" and day.day == 1 else text


@lru_cache(maxsize=8_192, typed=True)
def _number(lang: str, value: float) -> str:
    return format_decimal(value, locale=_LOCALES[lang])


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts, dates and numbers in one language, with the texts of a conflict where one is given."""

    lang: Language
    conflict: Conflict | None = None

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key. Numbers are written by locale; an unknown key is an error.

        Raises
        ------
        KeyError
            If neither the catalogue of the language nor the conflict has the key.
        """
        texts = texts_of(self.lang, self.conflict)
        count = values.get("count")
        if isinstance(count, int) and f"{key}_other" in texts:
            key = f"{key}_{_plural_form(self.lang, count)}"
        shown = {name: self.number(v) if isinstance(v, int) else str(v) for name, v in values.items()}
        return _PLACEHOLDER.sub(lambda found: shown.get(found[1], found[0]), texts[key])

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in texts_of(self.lang, self.conflict)

    def date(self, day: dt.date) -> str:
        """A day written out: 17 March 2025, 17 mars 2025, 1er mars 2025."""
        return _day(self.lang, day)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Days from the first to the last, nothing said twice: 27 to 30 January 2025, 1er au 9 mars 2025."""
        pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
        return self("wording.span", start=_day(self.lang, first, pattern), end=self.date(last))

    def month(self, day: dt.date) -> str:
        """Month of a day written out: January 2024."""
        return format_date(day, "MMMM y", locale=_LOCALES[self.lang])

    def published(self, text: str) -> str:
        """A publication date of a source: a day, a month, a year or nothing."""
        if len(text) == len("2025-01-01"):
            return self.date(dt.date.fromisoformat(text))
        if len(text) == len("2025-01"):
            return self.month(dt.date.fromisoformat(f"{text}-01"))
        return text or self("page.undated")

    def country(self, iso3: str) -> str:
        """Name of a country by its ISO 3166-1 alpha-3 code, or the code where it is none."""
        alpha2 = get_global("territory_aliases").get(iso3, [iso3])[0]
        return str(Locale.parse(_LOCALES[self.lang]).territories.get(alpha2, iso3))

    def number(self, value: float) -> str:
        """A number with the grouping of the language."""
        return _number(self.lang, value)


def translators(conflict: Conflict | None = None) -> dict[Language, Translator]:
    """A translator for every language."""
    return {lang: Translator(lang, conflict) for lang in LANGUAGES}

"""Texts in each language, with dates and numbers written the way that language writes them.

One folder per language, one flat JSON catalogue per part of the page. A key is `<file>.<name>`; `{name}` is
replaced; a key with the forms `_one` and `_other` is chosen by the value `count`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.plural import to_python

from geodash.model.records import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.records import Language

__all__ = ["LANGUAGES", "Translator", "catalogue"]

_FOLDER = Path(__file__).parent
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of a language, by full key."""
    texts: dict[str, str] = {}
    for path in sorted((_FOLDER / lang).glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        texts |= {f"{path.stem}.{name}": text for name, text in part.items()}
    return texts


@cache
def _plural_form(lang: str, count: int) -> str:
    rule = to_python(Locale.parse(_LOCALES[lang]).plural_form)
    return "one" if rule(abs(count)) == "one" else "other"


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts, dates and numbers in one language."""

    lang: Language

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key. Numbers are written by locale; an unknown key is an error.

        Raises
        ------
        KeyError
            If the catalogue of the language lacks the key.
        """
        texts = catalogue(self.lang)
        count = values.get("count")
        if isinstance(count, int) and f"{key}_other" in texts:
            key = f"{key}_{_plural_form(self.lang, count)}"
        shown = {name: self.number(v) if isinstance(v, int) else str(v) for name, v in values.items()}
        return _PLACEHOLDER.sub(lambda found: shown.get(found[1], found[0]), texts[key])

    def has(self, key: str) -> bool:
        """Whether the catalogue of the language has a key."""
        return key in catalogue(self.lang)

    def date(self, day: dt.date) -> str:
        """A day written out: 17 March 2025, 17 mars 2025, 1er mars 2025."""
        text = format_date(day, "d MMMM y", locale=_LOCALES[self.lang])
        return text.replace("1 ", "1er ", 1) if self.lang == "fr" and day.day == 1 else text

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

    def number(self, value: float) -> str:
        """A number with the grouping of the language."""
        return format_decimal(value, locale=_LOCALES[self.lang])

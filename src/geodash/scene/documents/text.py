"""Texts of a record in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.i18n import LANGUAGES

if TYPE_CHECKING:
    from geodash.model.records import Record


def in_languages(record: Record, field: str) -> dict[str, str]:
    """The texts of a field that a table holds once per language, by language."""
    return {lang: record.text(field, lang) for lang in LANGUAGES}

"""Why an import did not take a row, in the reader's language. It says so in English, as its report does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.wording.saidagain import said_again

if TYPE_CHECKING:
    from geodash.i18n import Translator

REASONS = (
    "again_id",
    "again_row",
    "acled_type",
    "cells",
    "coded",
    "count_missing",
    "day_early",
    "day_late",
    "day_missing",
    "deaths_turned",
    "ends_before",
    "latitude",
    "latitude_turned",
    "longitude",
    "month_late",
    "no_day",
    "no_id",
    "no_month",
    "no_number",
    "no_party",
    "no_place",
    "no_point",
    "no_side",
    "no_whole_number",
    "nowhere",
    "points_turned",
    "unknown_country",
    "words_only",
)
"""What an import may say of a row, by the keys of the catalogue ``refusal``."""
_KEYS = tuple(f"refusal.{reason}" for reason in REASONS)


def in_words(said: str, tr: Translator) -> str:
    """What an import said of a row; as it stands where no catalogue knows it."""
    return said_again(said, _KEYS, tr) or said

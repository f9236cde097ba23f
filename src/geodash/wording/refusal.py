"""Why an import did not take a row, in the reader's language.

An import says it in English, as its report does. What it says stands in the English catalogue, with names for
what differs from row to row; by these it is found again in what was said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geodash.i18n import catalogue

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
_NAME = re.compile(r"\\\{(\w+)\\\}")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    texts = {key: catalogue("en")[f"refusal.{key}"] for key in REASONS}
    return {key: re.compile(_NAME.sub(r"(?P<\1>.+)", re.escape(text))) for key, text in texts.items()}


def in_words(said: str, tr: Translator) -> str:
    """What an import said of a row; as it stands where no catalogue knows it."""
    for key, pattern in _patterns().items():
        if found := pattern.fullmatch(said):
            return tr(f"refusal.{key}", **found.groupdict())
    return said

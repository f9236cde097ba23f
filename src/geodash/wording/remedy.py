"""What to do about a problem of a table, in the reader's language. Checks say it in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodash.wording.saidagain import said_again

if TYPE_CHECKING:
    from geodash.i18n import Translator

REMEDIES = (
    "above",
    "actor_ancestor",
    "actors_differ",
    "add_row",
    "added_empty",
    "as_before",
    "at_least",
    "at_most",
    "cameo",
    "cameo_unknown",
    "cells",
    "claim_id",
    "column_missing",
    "column_twice",
    "column_unknown",
    "columns_order",
    "control_character",
    "coordinates",
    "correct_value",
    "country",
    "country_point",
    "date",
    "day_after",
    "day_early",
    "day_event",
    "day_late",
    "day_month",
    "days_between",
    "empty_line",
    "field",
    "field_column",
    "figures",
    "figures_turned",
    "fill_in",
    "finite",
    "id",
    "id_again",
    "id_state",
    "ids_once",
    "ids_sorted",
    "language",
    "line_once",
    "lines_order",
    "merge",
    "mode",
    "name_one",
    "no_file",
    "not_controller",
    "nothing_changed",
    "number",
    "one_of",
    "one_state",
    "other_event",
    "other_verdict",
    "outermost",
    "pair_order",
    "plover",
    "published",
    "quotes",
    "release",
    "removed_empty",
    "report_change",
    "report_same",
    "sources_confirm",
    "spaces",
    "steps",
    "taken_said",
    "too_long",
    "true_false",
    "two_languages",
    "uncertainty",
    "uncertainty_empty",
    "unread",
    "url",
    "utf8",
    "vocabulary",
    "weak",
    "whole",
    "whole_smaller",
)
"""What checks of the tables may say, by the keys of the catalogue ``remedy``."""
_KEYS = tuple(f"remedy.{name}" for name in REMEDIES)
_HINT = re.compile(r" \(did you mean `(?P<word>.+)`\?\)$")


def remedy_in_words(said: str, tr: Translator) -> str | None:
    """What a check said is to be done; None where no catalogue knows it, as of layers and the descriptor."""
    hint = _HINT.search(said)
    found = said_again(said[: hint.start()] if hint else said, _KEYS, tr)
    return found + tr("remedy.hint", word=hint["word"]) if found and hint else found

"""What was said in English, in the reader's language.

It stands in the English catalogue, with names for what differs from time to time; by these it is found again.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geodash.i18n import catalogue

if TYPE_CHECKING:
    from geodash.i18n import Translator

_NAME = re.compile(r"\\\{(\w+)\\\}")


@cache
def _patterns(keys: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    texts = catalogue("en")
    return {key: re.compile(_NAME.sub(r"(?P<\1>.+)", re.escape(texts[key]))) for key in keys}


def said_again(said: str, keys: tuple[str, ...], tr: Translator) -> str | None:
    """The text of the first of some keys that was said; None where it is none of them."""
    for key, pattern in _patterns(keys).items():
        if found := pattern.fullmatch(said):
            return tr(key, **found.groupdict())
    return None

"""What a reader is told of a link that could not be followed as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodash.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user: a key of the page catalogue and the values of its text.

    They are cut to a line, and what nobody would see in them is named, as in ``words[U+000A]``: a terminal
    would obey it.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cut = {
            name: named if len(named) <= MAX_TEXT else f"{named[:MAX_TEXT]}…"
            for name, text in self.values.items()
            for named in [_seen(text[: MAX_TEXT + 1])]
        }
        object.__setattr__(self, "values", cut)


def _seen(text: str) -> str:
    """A text with the code points of its signs that cannot be printed."""
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)

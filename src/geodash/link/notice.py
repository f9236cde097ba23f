"""What a reader is told of a link that could not be followed as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodash.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user: a key of the page catalogue and the values of its text, cut to a line."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cut = {
            name: text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"
            for name, text in self.values.items()
        }
        object.__setattr__(self, "values", cut)

"""Errors that geodash raises on purpose. Each message says what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class GeodashError(Exception):
    """Base of all errors of this package."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the data package: where it is, what stands there and what to do.

    ``line`` counts from 1, the header being line 1; 0 means the file as a whole.
    """

    file: str
    line: int
    field: str
    value: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = " ".join(part for part in (self.field, repr(self.value) if self.value else "") if part)
        return ": ".join(part for part in (where, what, self.remedy) if part)


class DatasetError(GeodashError):
    """The data package cannot be used; ``problems`` holds every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

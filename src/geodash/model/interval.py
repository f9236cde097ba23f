"""Validity intervals: half-open spans of whole days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days ``start <= day < end``; ``end`` None means the interval is still open.

    The day of a change belongs to the new interval.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            msg = f"`end` {self.end} must be after `start` {self.start}."
            raise ValueError(msg)

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Interval) -> bool:
        """Whether the two intervals share a day.

        >>> from datetime import date
        >>> Interval(date(2025, 1, 1), date(2025, 1, 3)).overlaps(Interval(date(2025, 1, 3)))
        False
        """
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

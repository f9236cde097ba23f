"""Validity intervals: half-open spans of whole days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()


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

        >>> Interval(date(2025, 1, 1), date(2025, 1, 3)).overlaps(Interval(date(2025, 1, 3)))
        False
        """
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def to_day(day: date) -> int:
    """Days since 1970-01-01.

    >>> to_day(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH

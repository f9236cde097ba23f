"""Chains of dated records, cut into the spans over which they say the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from geodash.model.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date


class Dated(Protocol):
    """A record that holds from a day on."""

    @property
    def valid_from(self) -> date:
        """First day."""


R = TypeVar("R", bound=Dated)


@dataclass(frozen=True, slots=True)
class Run(Generic[R]):
    """Records in a row that say the same, and the interval over which it holds.

    ``records`` starts with the record that opens the interval; records that confirm it follow.
    """

    interval: Interval
    records: tuple[R, ...]

    def records_until(self, on: date) -> tuple[R, ...]:
        """Records dated up to and including a day, oldest first."""
        return tuple(record for record in self.records if record.valid_from <= on)


def runs_of(chain: Iterable[R], said: Callable[[R], object]) -> Iterator[tuple[Interval, tuple[R, ...]]]:
    """Interval and records of each run of a chain that is sorted by date.

    A record that says the same as the record before it confirms; any other opens a new interval. The last
    interval stays open.
    """
    runs = [tuple(run) for _, run in groupby(chain, key=said)]
    ends = [run[0].valid_from for run in runs[1:]] + [None]
    for run, end in zip(runs, ends, strict=True):
        yield Interval(run[0].valid_from, end), run

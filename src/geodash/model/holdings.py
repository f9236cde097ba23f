"""Control intervals: the records of one place turned into who held it when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geodash.model.records import ControlRecord


@dataclass(frozen=True, slots=True)
class Holding:
    """One controller of one place over one validity interval.

    ``records`` starts with the record that opens the interval; status reports that confirm it follow.
    """

    place_id: str
    controller: str
    interval: Interval
    records: tuple[ControlRecord, ...]

    @property
    def begins_earlier(self) -> bool:
        """Whether the first record already saw this side in place, so the true start is before ``since``."""
        return self.records[0].is_status_report

    def records_until(self, on: date) -> tuple[ControlRecord, ...]:
        """Records dated up to and including a day, oldest first."""
        return tuple(record for record in self.records if record.valid_from <= on)


def holdings_of(chain: Sequence[ControlRecord]) -> tuple[Holding, ...]:
    """Turn the records of one place, sorted by date, into its holdings.

    A record whose controller equals that of the record before it confirms; any other opens a new interval.
    The last interval stays open.
    """
    runs: list[list[ControlRecord]] = []
    for record in chain:
        if runs and runs[-1][-1].controller == record.controller:
            runs[-1].append(record)
        else:
            runs.append([record])
    ends = [run[0].valid_from for run in runs[1:]] + [None]
    return tuple(
        Holding(run[0].place_id, run[0].controller, Interval(run[0].valid_from, end), tuple(run))
        for run, end in zip(runs, ends, strict=True)
    )

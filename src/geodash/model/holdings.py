"""Control intervals: the records of one place turned into who held it when, and on what ground."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

from geodash.model.chains import runs_of
from geodash.model.interval import Interval
from geodash.model.vocabulary import UNKNOWN, Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodash.model.records import ControlRecord


_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """One controller of one place over one validity interval.

    A reported holding begins with the record that opens it; status reports that confirm it follow in
    ``records``. An implied one has no record of its own: ``records`` is empty. ``next_record`` is the record
    that ends it, where that names this controller as the one who lost the place or held it before.
    """

    place_id: str
    controller: str
    interval: Interval
    records: tuple[ControlRecord, ...] = ()
    next_record: ControlRecord | None = None

    @property
    def basis(self) -> Basis:
        """What the holding rests on."""
        if not self.records:
            return Basis.IMPLIED
        return Basis.UNKNOWN if self.controller == UNKNOWN else Basis.REPORTED

    @property
    def begins_earlier(self) -> bool:
        """Whether the first record already saw this side in place, so the true start is before ``since``."""
        return bool(self.records) and self.records[0].is_status_report

    def records_until(self, on: date) -> tuple[ControlRecord, ...]:
        """Records dated up to and including a day, oldest first."""
        return self.records[: bisect_right(self.records, on, key=lambda record: record.valid_from)]

    def evidence_at(self, on: date) -> ControlRecord | None:
        """The record nearest in time to a day that supports this controller; of two as near, the earlier."""
        support = (*self.records, self.next_record) if self.next_record else self.records
        return min(support, key=lambda record: abs((record.valid_from - on).days), default=None)


def holdings_of(
    chain: Sequence[ControlRecord], implied_days: int, known_until: date = date.max
) -> tuple[Holding, ...]:
    """Turn the records of one place, sorted by date, into its holdings, in time order.

    A record whose controller equals that of the record before it confirms; any other opens a new interval.
    The last interval stays open. Where no record names a holder, the next record implies the one from whom
    the place was taken, at most ``implied_days`` back and never across a record. Coverage is systematic up to
    and including ``known_until``: after it a holding counts from its first record dated later.
    """
    reach = timedelta(days=implied_days)
    runs = [records for _, records in runs_of(chain, attrgetter("controller"))]
    opening = chain[0] if chain and chain[0].taken_from and reach else None
    found = [_implied(opening, opening.valid_from - reach)] if opening else []
    for records, following in zip_longest(runs, runs[1:]):
        found += _held(records, following[0] if following else None, reach)
    return tuple(part for holding in found for part in _covered(holding, known_until))


def _held(
    records: tuple[ControlRecord, ...], later: ControlRecord | None, reach: timedelta
) -> Iterator[Holding]:
    """The holding of a run of records; where it leaves the place unknown, also whom the next one implies."""
    first, end = records[0], later.valid_from if later else None
    if first.controller != UNKNOWN:
        supports = later if later and later.controller != UNKNOWN else None
        yield Holding(first.place_id, first.controller, Interval(first.valid_from, end), records, supports)
        return
    start = end
    if later and later.taken_from and reach:
        # The day of a record is covered by it, so what it leaves unknown begins unknown.
        start = min(max(records[-1].valid_from + _ONE_DAY, later.valid_from - reach), later.valid_from)
    yield Holding(first.place_id, UNKNOWN, Interval(first.valid_from, start), records)
    if later and start and start < later.valid_from:
        yield _implied(later, start)


def _implied(record: ControlRecord, start: date) -> Holding:
    """The holder before a record, from a day until the record."""
    loser = record.taken_from
    if loser is None:
        raise AssertionError("Only a record that says from whom it was taken implies a holder.")
    return Holding(record.place_id, loser, Interval(start, record.valid_from), (), record)


def _covered(holding: Holding, known_until: date) -> Iterator[Holding]:
    """The parts of a holding that coverage reaches: up to its last day, and from a record dated later on."""
    start, end = holding.interval.start, holding.interval.end
    if known_until == date.max or (end and end <= known_until + _ONE_DAY):
        yield holding
        return
    count = len(holding.records_until(known_until))
    before, later = holding.records[:count], holding.records[count:]
    if start <= known_until:
        ground = next(iter(later), holding.next_record) if holding.controller != UNKNOWN else None
        yield replace(
            holding, interval=Interval(start, known_until + _ONE_DAY), records=before, next_record=ground
        )
    if later:
        yield replace(holding, interval=Interval(later[0].valid_from, end), records=later)

"""For how many place-days the record has an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geodash.model.vocabulary import FADED_DAYS, Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """Place-days of a year: all of them, those with a reported and with an implied holder, and carried ones.

    A carried place-day is a reported one whose nearest evidence is over a year away.
    """

    year: int
    days: int
    reported: int
    implied: int
    carried: int

    @property
    def answered(self) -> float:
        """Share with an answer, reported or implied, from 0 to 1."""
        return (self.reported + self.implied) / self.days


def coverage_by_year(dataset: Dataset) -> tuple[YearCoverage, ...]:
    """Coverage of each year of systematic control, over the places that have a record in that time."""
    known_until = dataset.control_known_until
    chains = [
        chain
        for chain in dataset.holdings.values()
        if any(record.valid_from <= known_until for holding in chain for record in holding.records)
    ]
    return tuple(
        _year(year, chains, max(date(year, 1, 1), dataset.first_day), min(date(year, 12, 31), known_until))
        for year in range(dataset.first_day.year, known_until.year + 1)
    )


def _year(year: int, chains: list[tuple[Holding, ...]], first: date, last: date) -> YearCoverage:
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    spans = [span for chain in chains for holding in chain for span in _spans(holding, days[0], days[-1])]
    return YearCoverage(
        year,
        len(days) * len(chains),
        sum(count for basis, count, _ in spans if basis is Basis.REPORTED),
        sum(count for basis, count, _ in spans if basis is Basis.IMPLIED),
        sum(carried for *_, carried in spans),
    )


def _spans(holding: Holding, first: date, last: date) -> Iterator[tuple[Basis, int, int]]:
    """Basis, days and carried days of a holding between two days, both inclusive."""
    start = max(first, holding.interval.start)
    end = min(last, holding.interval.end - timedelta(days=1)) if holding.interval.end else last
    if start > end:
        return
    days = (end - start).days + 1
    carried = 0
    if holding.basis is Basis.REPORTED:
        within = (start + timedelta(days=offset) for offset in range(days))
        carried = sum(_age(holding, day) > FADED_DAYS for day in within)
    yield holding.basis, days, carried


def _age(holding: Holding, on: date) -> int:
    evidence = holding.evidence_at(on)
    return abs((evidence.valid_from - on).days) if evidence else 0

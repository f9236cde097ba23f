"""What the dataset covers, in figures: each is counted from the records, never written down."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import UNKNOWN, Basis, Confidence, DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord

_INFERRED = "inferred"
_DERIVED = "title derived from the address"
"""How the English notes of sources say it."""
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def records_by_year(dataset: Dataset) -> dict[str, list[int]]:
    """Events and control records by year, from the first year of the clock to its last."""
    events = dataset.events.coded("date").map(lambda day: day.year, np.int32)
    control = Counter(record.valid_from.year for record in dataset.control)
    years = range(dataset.first_day.year, dataset.last_day.year + 1)
    return {
        "year": list(years),
        "events": [int((events == year).sum()) for year in years],
        "control": [control[year] for year in years],
    }


def coverage_counts(dataset: Dataset) -> dict[str, int]:
    """Counts by name, as the texts on method use them."""
    named = [record for record in dataset.control if record.controller != UNKNOWN]
    confidence = Counter(record.confidence for record in named)
    precision = Counter(record.date_precision for record in dataset.control)
    on = dataset.control_known_until
    standing = [row for row in snapshot_at(dataset, on).control if row.basis is Basis.REPORTED]
    return {
        "places": len(dataset.holdings),
        "unlocated": sum(place.lat is None for place in dataset.places.values()),
        "control_all": len(dataset.control),
        "control_named": len(named),
        "control_two": _with_two_publishers(dataset, named),
        "events": len(dataset.events),
        "events_two": _events_of_two_publishers(dataset),
        "high": confidence[Confidence.HIGH],
        "medium": confidence[Confidence.MEDIUM],
        "low": confidence[Confidence.LOW],
        "approx": precision[DatePrecision.APPROX],
        "month": precision[DatePrecision.MONTH],
        "disputed_control": sum(bool(record.disputed_note_en) for record in dataset.control),
        "disputed_events": int(dataset.events.disputed.sum()),
        "standing": len(standing),
        "stale": sum(row.is_carried for row in standing),
    } | _source_counts(dataset)


def _source_counts(dataset: Dataset) -> dict[str, int]:
    sources = dataset.sources.values()
    notes = [source.note_en.lower() for source in sources]
    return {
        "sources": len(sources),
        "publishers": len({outlet(source.publisher) for source in sources}),
        "undated": sum(not source.published for source in sources),
        "inferred": sum(_INFERRED in note for note in notes),
        "derived": sum(_DERIVED in note for note in notes),
    }


def uncertainties_km(dataset: Dataset) -> tuple[float, float, float]:
    """Least, greatest and median uncertainty of the points, in km."""
    found = [place.uncertainty_m / 1000 for place in dataset.places.values() if place.uncertainty_m]
    return (min(found), max(found), median(found)) if found else (0, 0, 0)


def outlet(publisher: str) -> str:
    """Publisher without what stands in brackets: an edition, or whose text it republishes.

    >>> outlet("allAfrica (The New Times)")
    'allAfrica'
    """
    return _BRACKETS.sub("", publisher)


def _with_two_publishers(dataset: Dataset, records: Iterable[ControlRecord]) -> int:
    outlets = _outlets(dataset)
    return sum(len({outlets[source] for source in record.source_ids}) > 1 for record in records)


def _events_of_two_publishers(dataset: Dataset) -> int:
    outlets = _outlets(dataset)
    sources = dataset.events.coded("source_ids")
    return int(sources.map(lambda ids: len({outlets[each] for each in ids}) > 1, np.bool_).sum())


def _outlets(dataset: Dataset) -> dict[str, str]:
    """Outlet by source."""
    return {source.id: outlet(source.publisher) for source in dataset.sources.values()}

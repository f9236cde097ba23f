"""Rules on the weight of evidence: weak sources alone carry no more than low confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.model.vocabulary import Confidence
from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.errors import Problem
    from geodash.package.checks.tables import Tables
    from geodash.package.tables import Table


def weight_problems(tables: Tables) -> Iterator[Problem]:
    """Every record that claims more than its sources carry."""
    weak = {source.id for source in tables.sources.records if source.kind.is_weak}
    yield from _overrated(tables.control, weak)
    yield from _overrated(tables.events, weak)


def _overrated(table: Table[Any], weak: set[str]) -> Iterator[Problem]:
    for row in table.rows:
        if row.record.confidence is not Confidence.LOW and weak.issuperset(row.record.source_ids):
            remedy = "write low, or name a source that is neither a digest without links nor a page not read"
            yield problem(table, row, "confidence", remedy)

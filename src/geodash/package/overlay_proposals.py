"""Rules on proposals of control: each rests on its overlay, and is never surer than a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.records import Proposal
from geodash.model.vocabulary import Confidence
from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.errors import Problem
    from geodash.model.dataset import Dataset
    from geodash.package.checks.tables import Tables
    from geodash.package.overlay_descriptor import OverlayMember


def proposal_problems(tables: Tables, base: Dataset, meta: OverlayMember | None) -> Iterator[Problem]:
    """What the rules on ids, languages and references do not find. No chain is asked of proposals."""
    table, events = tables.control, tables.events
    for row in table.rows:
        record = row.record
        if record.place_id in base.places and record.place_id not in base.holdings:
            remedy = "name a place whose control the base package follows, or one of the overlay's own"
            yield problem(table, row, "place_id", remedy)
        if record.confidence is not Confidence.LOW:
            yield problem(table, row, "confidence", "write low: a proposal is no record")
        if meta is not None and not meta.first_day <= record.valid_from <= meta.last_day:
            remedy = f"write a day from {meta.first_day} to {meta.last_day}"
            yield problem(table, row, "valid_from", remedy)
        ground = record.event_id if isinstance(record, Proposal) else None
        if ground is not None and events.readable and not events.has(ground):
            remedy = f"name an event of {events.file}, or leave the cell empty"
            yield problem(table, row, "event_id", remedy)

"""Rules on the claims of the founding text: they agree with their events and with corrections."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geodash.model.vocabulary import ClaimVerdict
from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.errors import Problem
    from geodash.package.checks.tables import Tables


def claim_problems(tables: Tables) -> Iterator[Problem]:
    """Every problem of a claim alone, with its events or with the corrections that name it."""
    for row in tables.claims.rows:
        if row.record.id != f"claim-{row.record.n:02d}":
            yield problem(tables.claims, row, "id", f"write the id as `claim-{row.record.n:02d}`")
    # Rows that gave no record would be missed on the other side.
    if tables.claims.readable and not tables.claims.faulty and not tables.events.faulty:
        yield from _events(tables)
    if tables.corrections.readable and not tables.corrections.faulty:
        yield from _corrections(tables)


def _events(tables: Tables) -> Iterator[Problem]:
    numbered = {row.record.n for row in tables.claims.rows}
    bearing: dict[int, set[str]] = defaultdict(set)
    for event in tables.events.rows:
        for number in event.record.seed_claims:
            bearing[number].add(event.record.id)
            if number not in numbered:
                remedy = f"add claim {number} to {tables.claims.file} or correct the number"
                yield problem(tables.events, event, "seed_claims", remedy)
    for claim in tables.claims.rows:
        events = bearing[claim.record.n]
        if tables.events.readable and set(claim.record.event_ids) != events:
            named = ", ".join(sorted(events)) or "none so far"
            remedy = f"name the events whose seed_claims hold {claim.record.n}: {named}"
            yield problem(tables.claims, claim, "event_ids", remedy)


def _corrections(tables: Tables) -> Iterator[Problem]:
    """A claim that is not simply confirmed has a correction that says why, and only such a claim has one."""
    corrected = {claim for row in tables.corrections.rows for claim in row.record.claim_ids}
    for row in tables.claims.rows:
        confirmed = row.record.verdict is ClaimVerdict.CONFIRMED
        if confirmed and row.record.id in corrected:
            yield problem(
                tables.claims, row, "verdict", "write another verdict: a correction names this claim"
            )
        elif not confirmed and row.record.id not in corrected:
            remedy = f"write confirmed, or say what the sources show in {tables.corrections.file}"
            yield problem(tables.claims, row, "verdict", remedy)

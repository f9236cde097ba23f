"""Rules on the claims of the text that a story began with: they agree with the corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import ClaimVerdict
from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.errors import Problem
    from geodash.package.checks.tables import Tables


def claim_problems(tables: Tables) -> Iterator[Problem]:
    """Every problem of a claim alone, or with the corrections that name it."""
    for row in tables.claims.rows:
        if row.record.id != f"claim-{row.record.n:02d}":
            yield problem(tables.claims, row, "id", f"write the id as `claim-{row.record.n:02d}`")
    # Rows that gave no record would be missed here.
    if tables.corrections.readable and not tables.corrections.faulty:
        yield from _corrections(tables)


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

"""Rules over the whole set of tables. Each rule yields every problem it finds and stops at none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.package.checks.claims import claim_problems
from geodash.package.checks.control import control_problems
from geodash.package.checks.doubt import without_the_sure
from geodash.package.checks.events import event_problems
from geodash.package.checks.places import place_problems
from geodash.package.checks.references import reference_problems
from geodash.package.checks.structure import structure_problems
from geodash.package.checks.time import EVENTS, time_problems
from geodash.package.checks.weight import weight_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from geodash.errors import Problem
    from geodash.model.dataset import BorderLayer
    from geodash.package.checks.tables import Tables

__all__ = ["check_all"]


def check_all(
    tables: Tables, days: Mapping[str, date], borders: Mapping[str, BorderLayer]
) -> Iterator[Problem]:
    """Every problem of the tables taken together."""
    tables = without_the_sure(tables, days.get("first_day"), days.get(EVENTS))
    yield from structure_problems(tables)
    yield from reference_problems(tables)
    yield from time_problems(tables, days)
    yield from control_problems(tables.control)
    yield from event_problems(tables.events)
    yield from claim_problems(tables)
    yield from weight_problems(tables)
    yield from place_problems(tables.places, borders)

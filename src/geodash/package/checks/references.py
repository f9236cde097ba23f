"""Rules on references: every id that a record names belongs to a row of the table it points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.errors import Problem
from geodash.model.vocabulary import CONTESTED, UNKNOWN
from geodash.package.remedies import did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.package.checks.tables import Tables

STATES = frozenset({CONTESTED, UNKNOWN})
REFERENCES: dict[str, dict[str, str]] = {
    "actors": {"parent": "actors", "seat_place_id": "places"},
    "control": {
        "place_id": "places",
        "controller": "actors",
        "previous": "actors",
        "taken_from": "actors",
        "source_ids": "sources",
    },
    "events": {
        "actors_from": "actors",
        "actors_to": "actors",
        "place_id": "places",
        "target_place_id": "places",
        "part_of": "events",
        "source_ids": "sources",
    },
    "relations": {"actor_a": "actors", "actor_b": "actors", "event_id": "events"},
    "stories": {"place_id": "places", "event_id": "events"},
    "claims": {"step_ids": "stories", "event_ids": "events"},
    "corrections": {"claim_ids": "claims", "event_ids": "events"},
}
"""Target table by table and field."""
OR_STATE = frozenset({"controller", "previous"})
"""Fields that may also hold one of STATES."""


def reference_problems(tables: Tables) -> Iterator[Problem]:
    """Every id that points nowhere, and every id that a list names twice."""
    by_name = tables.by_name
    fields = [(by_name[name], *each) for name, fields in REFERENCES.items() for each in fields.items()]
    for table, field, name in fields:
        target, others = by_name[name], STATES if field in OR_STATE else frozenset()
        # Without the target every reference would look broken; that the file is missing is said elsewhere.
        for row in table.rows if target.readable else ():
            values = _values(getattr(row.record, field))
            for value in values:
                if not target.has(value) and value not in others:
                    hint = did_you_mean(value, target.ids | others)
                    remedy = f"add a row to {target.file} or correct the id{hint}"
                    yield Problem(table.file, row.line, field, shorten(value), remedy)
            if len(set(values)) < len(values):
                yield Problem(table.file, row.line, field, shorten(";".join(values)), "name each id once")


def _values(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value

"""The tables that the checks look at together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from geodash.errors import Problem
from geodash.package.remedies import shorten

if TYPE_CHECKING:
    from geodash.model.records import (
        Actor,
        Change,
        Claim,
        ControlRecord,
        Correction,
        Event,
        Place,
        Relation,
        Source,
        StoryStep,
    )
    from geodash.package.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of the package as read, faults included."""

    places: Table[Place]
    actors: Table[Actor]
    sources: Table[Source]
    control: Table[ControlRecord]
    events: Table[Event]
    relations: Table[Relation]
    stories: Table[StoryStep]
    claims: Table[Claim]
    corrections: Table[Correction]
    changes: Table[Change]

    @property
    def by_name(self) -> dict[str, Table[Any]]:
        """Tables by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def problem(table: Table[Any], row: Row[Any], field: str, remedy: str) -> Problem:
    """A problem with one field of one row."""
    return Problem(table.file, row.line, field, shorten(getattr(row.record, field)), remedy)

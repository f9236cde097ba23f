"""Rules on dates: in order, and inside the days for which the package claims knowledge."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodash.errors import Problem
    from geodash.model.records import Event, Relation, Source
    from geodash.package.checks.tables import Tables
    from geodash.package.tables import Table

CONTROL, EVENTS = "control_known_until", "events_known_until"


def time_problems(tables: Tables, days: Mapping[str, date]) -> Iterator[Problem]:
    """Every problem of dates. A limit that the descriptor lacks is not checked."""
    last_day = max((days[name] for name in (CONTROL, EVENTS) if name in days), default=None)
    first_day = days.get("first_day")
    # Records after control_known_until are single reports: coverage is systematic only up to that day.
    yield from _inside(tables.control, "valid_from", first_day, last_day)
    yield from _inside(tables.events, "date", first_day, days.get(EVENTS))
    yield from _inside(tables.events, "date_end", first_day, days.get(EVENTS))
    yield from _inside(tables.relations, "valid_from", first_day, days.get(EVENTS))
    yield from _inside(tables.stories, "date", first_day, last_day)
    yield from _order(tables.events)
    yield from _acts(tables.relations, tables.events)
    yield from _published(tables.sources)


def _inside(table: Table[Any], field: str, first: date | None, last: date | None) -> Iterator[Problem]:
    for row in table.rows:
        day = getattr(row.record, field)
        if day is not None and last is not None and day > last:
            remedy = f"nothing is known after {last}: correct the date, or move that day in datapackage.json"
            yield problem(table, row, field, remedy)
        elif day is not None and first is not None and day < first:
            yield problem(table, row, field, f"the data begins on {first}: correct the date")


def _order(events: Table[Event]) -> Iterator[Problem]:
    for row in events.rows:
        if row.record.date_end is not None and row.record.date_end < row.record.date:
            yield problem(events, row, "date_end", f"write a day that is not before {row.record.date}")


def _acts(relations: Table[Relation], events: Table[Event]) -> Iterator[Problem]:
    """The state of a relation begins on a day of the act that brings it about."""
    for row in relations.rows:
        act = events.row(row.record.event_id)
        if act is not None and not act.record.date <= row.record.valid_from <= act.record.last_day:
            yield problem(relations, row, "valid_from", f"write the day of the event, {act.record.date}")


def _published(sources: Table[Source]) -> Iterator[Problem]:
    for row in sources.rows:
        day = f"{row.record.published}-01-01"[: len("2025-01-01")] if row.record.published else "2025-01-01"
        try:
            date.fromisoformat(day)
        except ValueError:
            yield problem(sources, row, "published", "write a day or month of the calendar")

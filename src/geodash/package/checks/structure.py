"""Rules on the form of the tables: unique and sorted ids, chains of parents, steps of stories, pairs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geodash.errors import Problem
from geodash.model.vocabulary import CONTESTED, UNKNOWN
from geodash.package.checks.tables import problem
from geodash.package.remedies import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.model.records import Actor, Event, Relation, StoryStep
    from geodash.package.checks.tables import Tables
    from geodash.package.tables import Row, Table


def structure_problems(tables: Tables) -> Iterator[Problem]:
    """Every problem of form."""
    for table in tables.by_name.values():
        yield from _ids(table)
        yield from _languages(table)
    yield from _parents(tables.actors)
    yield from _wholes(tables.events)
    yield from _steps(tables.stories)
    yield from _pairs(tables.relations)


def _ids(table: Table[Any]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    previous = ""
    for line, record_id in table.lines:
        if record_id in first:
            remedy = f"give each record an id of its own: line {first[record_id]} has this one"
            yield Problem(table.file, line, "id", shorten(record_id), remedy)
        elif record_id and record_id < previous:
            yield Problem(table.file, line, "id", shorten(record_id), "keep the rows sorted by id")
        if record_id:
            first.setdefault(record_id, line)
            previous = max(previous, record_id)


def _languages(table: Table[Any]) -> Iterator[Problem]:
    fields = type(table.rows[0].record).model_fields if table.rows else ()
    pairs = [(name, f"{name.removesuffix('_en')}_fr") for name in fields if name.endswith("_en")]
    for row in table.rows:
        for english, french in pairs:
            in_english, in_french = getattr(row.record, english), getattr(row.record, french)
            if bool(in_english) != bool(in_french):
                missing = french if in_english else english
                yield problem(table, row, missing, "write the text in English and in French")


def _parents(actors: Table[Actor]) -> Iterator[Problem]:
    parents = {row.record.id: row.record.parent for row in actors.rows}
    for row in actors.rows:
        if row.record.id in {CONTESTED, UNKNOWN}:
            yield problem(
                actors, row, "id", "choose another id: in control.csv this word says that nobody holds"
            )
        seen, current = {row.record.id}, row.record.parent
        while current is not None and current not in seen:
            seen.add(current)
            current = parents.get(current)
        if current == row.record.id:
            yield problem(actors, row, "parent", "break the circle: an actor cannot be its own ancestor")


def _wholes(events: Table[Event]) -> Iterator[Problem]:
    for row in events.rows:
        name = row.record.part_of
        whole = None if name is None else events.row(name)
        if name == row.record.id:
            yield problem(events, row, "part_of", "name another event, or leave the cell empty")
        elif whole is not None and whole.record.part_of:
            yield problem(events, row, "part_of", f"name the outermost event: `{whole.record.part_of}`")


def _steps(stories: Table[StoryStep]) -> Iterator[Problem]:
    steps: dict[str, list[Row[StoryStep]]] = defaultdict(list)
    for row in stories.rows:
        record = row.record
        steps[record.story_id].append(row)
        if record.id != f"{record.story_id}-{record.step}":
            yield problem(stories, row, "id", f"write the id as `{record.story_id}-{record.step}`")
    # Steps that gave no record would leave a gap of their own.
    unsure = {cells.get("story_id") for cells in stories.faulty}
    for story_id, rows in steps.items():
        if story_id in unsure:
            continue
        for expected, row in enumerate(sorted(rows, key=lambda row: row.record.step), start=1):
            if row.record.step != expected:
                yield problem(stories, row, "step", f"number the steps without gaps: {expected} is next")
                break


def _pairs(relations: Table[Relation]) -> Iterator[Problem]:
    pairs = {(row.record.actor_a, row.record.actor_b): row.line for row in reversed(relations.rows)}
    first: dict[tuple[str, str, object], int] = {}
    for row in relations.rows:
        pair = (row.record.actor_a, row.record.actor_b)
        opposite = pairs.get((pair[1], pair[0]), row.line)
        if pair[0] == pair[1]:
            yield problem(relations, row, "actor_b", "name two different actors")
        elif opposite < row.line:
            yield problem(relations, row, "actor_a", f"keep the order of the pair on line {opposite}")
        line = first.setdefault((*pair, row.record.valid_from), row.line)
        if line != row.line:
            remedy = f"keep one state per pair and day: line {line} begins on this day"
            yield problem(relations, row, "valid_from", remedy)

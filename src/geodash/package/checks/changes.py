"""Rules on what releases changed: in order, of fields that exist, and true of the tables of today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from geodash.errors import Problem
from geodash.model.vocabulary import ChangeKind
from geodash.package.checks.tables import problem
from geodash.package.remedies import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodash.model.records import Change, Record
    from geodash.package.checks.tables import Tables
    from geodash.package.tables import Row, Table

CHANGES, ID = "changes", "id"
Found = tuple[str, str]
"""A field of the table of changes, and what to do about it."""


@dataclass(slots=True)
class _Known:
    """What the lines read so far say of one record: its last line, and the last line of each field."""

    last: Row[Change]
    fields: dict[str, Row[Change]] = field(default_factory=dict)


def change_problems(tables: Tables, releases: Sequence[str], *, is_edited: bool = False) -> Iterator[Problem]:
    """Every problem of the list of changes alone, or with the records of which it speaks.

    Where records are edited between releases, the list need not be true of those of today.
    """
    changes = tables.changes
    if changes.rows and not releases:
        remedy = f"list the released versions, oldest first: {changes.file} says what they changed"
        yield Problem("datapackage.json", 0, "releases", "", remedy)
        return
    targets = {name: table for name, table in tables.by_name.items() if name != CHANGES}
    columns = {name: _columns(table) for name, table in targets.items()}
    known: dict[tuple[str, str], _Known] = {}
    highest: tuple[object, ...] = ()
    for row in changes.rows:
        found = list(_of_line(row.record, releases[1:], targets, columns))
        if not found:
            key = _order(row.record, releases, [*targets])
            found = [*_place(key, highest), *_sequel(row, known)]
            highest = max(highest, key)
        for name, remedy in found:
            yield problem(changes, row, name, remedy)
    for (name, record_id), record in known.items() if not is_edited else ():
        if targets[name].readable:
            now = targets[name].row(record_id)
            yield from _today(changes, record, targets[name].file, now, is_there=targets[name].has(record_id))


def _columns(table: Table[Any]) -> list[str]:
    """The fields of a table that a line may name; none where no row says."""
    return [name for name in type(table.rows[0].record).model_fields if name != ID] if table.rows else []


def _of_line(
    line: Change,
    later: Sequence[str],
    targets: Mapping[str, Table[Any]],
    columns: Mapping[str, Sequence[str]],
) -> Iterator[Found]:
    """What is wrong with one line, whatever the others say."""
    if line.version not in later:
        yield "version", f"write a release after the first: {', '.join(later) or 'there is none yet'}"
    if line.table not in targets:
        yield "table", f"use one of {', '.join(targets)}{did_you_mean(line.table, [*targets])}"
        return
    if line.change is ChangeKind.ADDED:
        if filled := next((name for name in ("field", "old", "new") if getattr(line, name)), ""):
            yield filled, "leave the cell empty: an added record is in its table"
        return
    fields = columns[line.table]
    if fields and line.field not in fields:
        hint = did_you_mean(line.field, fields)
        yield "field", f"name a column of {targets[line.table].file} other than {ID}{hint}"
    if line.change is ChangeKind.CHANGED and line.old == line.new:
        yield "new", "write what the field became, or remove the line: nothing changed"
    elif line.change is ChangeKind.REMOVED and line.new:
        yield "new", "leave the cell empty: the record was removed"


def _order(line: Change, releases: Sequence[str], tables: Sequence[str]) -> tuple[object, ...]:
    return releases.index(line.version), tables.index(line.table), line.record_id, line.field


def _place(key: tuple[object, ...], highest: tuple[object, ...]) -> Iterator[Found]:
    """Lines are in order, and no field of a record stands in a release twice."""
    if key == highest:
        yield "record_id", "keep one line for each field of a record in a release"
    elif key < highest:
        yield "record_id", "keep the lines in the order of releases, tables, ids and fields"


def _sequel(row: Row[Change], known: dict[tuple[str, str], _Known]) -> Iterator[Found]:
    """What a line says must follow from what the lines before said of the record; then it is known too."""
    line = row.record
    record = known.setdefault((line.table, line.record_id), _Known(row))
    before = record.last.record
    if record.last is not row:
        same_release = before.version == line.version
        gone = before.change is ChangeKind.REMOVED
        if same_release and before.change is not line.change:
            yield (
                "change",
                f"write {before.change}, as on line {record.last.line}: one release, one kind of change",
            )
        elif not same_release and gone != (line.change is ChangeKind.ADDED):
            said = "removed" if gone else "in the data"
            yield "change", f"correct the kind: line {record.last.line} leaves the record {said}"
        if not same_release and gone:
            record.fields.clear()
    earlier = record.fields.get(line.field)
    if earlier is not None and earlier.record.new != line.old:
        yield "old", f"write what the field became on line {earlier.line}"
    record.last = row
    if line.field:
        record.fields[line.field] = row


def _today(
    changes: Table[Change], known: _Known, file: str, now: Row[Any] | None, *, is_there: bool
) -> Iterator[Problem]:
    """The last word on a record must be true of the tables of today; ``now`` is its row, if readable."""
    removed = known.last.record.change is ChangeKind.REMOVED
    if removed == is_there:
        say = "remove the line, or the record" if removed else "correct the id, or list the removal"
        where = "is" if removed else "is not"
        yield problem(changes, known.last, "record_id", f"{say}: it {where} in {file}")
    elif now is not None:
        for name, row in known.fields.items():
            if not _stands(now.record, name, row.record.new):
                remedy = f"write what line {now.line} of {file} says, or list the later change"
                yield problem(changes, row, "new", remedy)


def _stands(record: Record, name: str, cell: str) -> bool:
    """Whether a record has what a cell says, however the cell is written."""
    if cell and getattr(record, name, None) == cell:  # a text, which nothing else is equal to
        return True
    cells = {key: value for key, value in dict(record).items() if key != name}
    try:
        return type(record).model_validate(cells | ({name: cell} if cell else {})) == record
    except ValidationError:
        return False

"""What differs between two versions of the tables: records added, changed and removed, by their id."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import ValidationError

from geodash.model.records import Change, Record
from geodash.model.vocabulary import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RecordT = TypeVar("RecordT", bound=Record)
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+")


class FieldChange(NamedTuple):
    """One cell in the older and in the newer version; empty where there was or is none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to one record, and its cells that differ.

    Those of an added record are all that are filled, or none where only the list of a release is known.
    """

    table: str
    record_id: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as text: its columns without the id, and the filled cells of each record by id."""

    columns: tuple[str, ...] = ()
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of one table that only the newer version has, and those that only the older had."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """All that differs between two versions, in order of the tables and of the ids.

    ``lines`` say the same as the table of changes does, release by release.
    """

    old: str
    new: str
    changes: tuple[RecordChange, ...]
    lines: tuple[Change, ...] = ()
    columns: Mapping[str, Columns] = field(default_factory=dict)

    def count(self, kind: ChangeKind, table: str | None = None) -> int:
        """Number of records to which this happened, in one table or in all."""
        return sum(c.kind is kind and table in {None, c.table} for c in self.changes)


def is_version(text: str) -> bool:
    """Whether a text is written as versions are: numbers with points between them."""
    return _VERSION.fullmatch(text) is not None


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, for comparing; 1.0 and 1.0.0 are the same.

    >>> numbers("1.10.0") > numbers("1.9")
    True
    """
    found = [int(part) for part in version.split(".")]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def diff(old: Mapping[str, TableText], new: Mapping[str, TableText]) -> tuple[RecordChange, ...]:
    """Every record that differs; a table that one side lacks is empty there."""
    names = dict.fromkeys((*new, *old))
    return tuple(
        change
        for name in names
        for change in diff_table(name, old.get(name, TableText()), new.get(name, TableText()))
    )


def diff_table(name: str, old: TableText, new: TableText) -> Iterator[RecordChange]:
    """Every record of one table that differs, in order of the ids.

    A column that is new counts where it says something; one that went with the format is no change of a
    record that stays.
    """
    for record_id in sorted(old.records.keys() | new.records.keys()):
        before, after = old.records.get(record_id), new.records.get(record_id)
        kind, columns = ChangeKind.CHANGED, new.columns
        if before is None:
            kind = ChangeKind.ADDED
        elif after is None:
            kind, columns = ChangeKind.REMOVED, old.columns
        fields = _fields(columns, before or {}, after or {})
        if fields or kind is not ChangeKind.CHANGED:
            yield RecordChange(name, record_id, kind, fields)


def _fields(
    columns: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    cells = (FieldChange(name, before.get(name, ""), after.get(name, "")) for name in columns)
    return tuple(cell for cell in cells if cell.old != cell.new)


def apply(old: TableText, changes: Iterable[RecordChange], columns: tuple[str, ...]) -> TableText:
    """The newer table, from the older one and what changed in it."""
    records = {
        record_id: {name: cell for name, cell in cells.items() if name in columns}
        for record_id, cells in old.records.items()
    }
    for change in changes:
        if change.kind is ChangeKind.REMOVED:
            del records[change.record_id]
            continue
        cells = records.setdefault(change.record_id, {})
        cells |= {cell.field: cell.new for cell in change.fields}
        records[change.record_id] = {name: cell for name, cell in cells.items() if cell}
    return TableText(columns, records)


def columns_between(old: Mapping[str, TableText], new: Mapping[str, TableText]) -> dict[str, Columns]:
    """Columns that came and went, by table, where there are any and the table is in both versions."""
    found = {
        name: Columns(
            tuple(c for c in new[name].columns if c not in old[name].columns),
            tuple(c for c in old[name].columns if c not in new[name].columns),
        )
        for name in new
        if name in old and old[name].columns
    }
    return {name: columns for name, columns in found.items() if columns != Columns()}


def lines_of(changes: Iterable[RecordChange], version: str) -> list[Change]:
    """Changes as the lines of a release: one for an added record, one for each cell of another.

    They are in the order of the table of changes: as given, and by field.
    """
    return [
        Change(
            version=version,
            table=change.table,
            record_id=change.record_id,
            change=change.kind,
            **cell._asdict(),
        )
        for change in changes
        for cell in (
            sorted(change.fields) if change.kind is not ChangeKind.ADDED else [FieldChange("", "", "")]
        )
    ]


def revision_between(lines: Sequence[Change], releases: Sequence[str], old: str, new: str) -> Revision:
    """What the releases after ``old`` up to and including ``new`` changed, taken together.

    Raises
    ------
    ValueError
        If a version was never released, or ``new`` came before ``old``.
    """
    for version in (old, new):
        if version not in releases:
            raise ValueError(f"{version} was never released")
    first, last = releases.index(old), releases.index(new)
    if last < first:
        raise ValueError(f"{new} was released before {old}")
    meant = releases[first + 1 : last + 1]
    lines = [line for line in lines if line.version in meant]
    found: dict[tuple[str, str], RecordChange | None] = {}
    tables = dict.fromkeys(line.table for line in lines)
    for _, group in groupby(lines, key=lambda line: (line.version, line.table, line.record_id)):
        later = _change_of(tuple(group))
        key = (later.table, later.record_id)
        found[key] = _then(found.get(key), later)
    ordered = sorted(found, key=lambda key: ([*tables].index(key[0]), key[1]))
    changes = tuple(change for key in ordered if (change := found[key]) is not None)
    return Revision(old, new, changes, tuple(lines))


def _change_of(lines: Sequence[Change]) -> RecordChange:
    """What the lines of one release say of one record."""
    first = lines[0]
    fields = tuple(FieldChange(line.field, line.old, line.new) for line in lines if line.field)
    return RecordChange(first.table, first.record_id, first.change, fields)


def _then(earlier: RecordChange | None, later: RecordChange) -> RecordChange | None:
    """Two changes of one record as one; None where the second undoes the first."""
    if earlier is None:
        return later
    kind = ChangeKind.CHANGED
    if earlier.kind is ChangeKind.ADDED:
        kind = ChangeKind.ADDED
        if later.kind is ChangeKind.REMOVED:
            return None
    elif later.kind is ChangeKind.REMOVED:
        kind = ChangeKind.REMOVED
    merged = {cell.field: cell for cell in earlier.fields}
    for cell in later.fields:
        before = merged.get(cell.field, cell)
        merged[cell.field] = cell._replace(old=before.old)
    fields = tuple(cell for cell in merged.values() if cell.old != cell.new)
    came_back = earlier.kind is ChangeKind.REMOVED
    if kind is ChangeKind.CHANGED and not fields and not came_back:
        return None
    return RecordChange(later.table, later.record_id, kind, fields)


def restored(
    model: type[RecordT], records: Mapping[str, RecordT], changes: Iterable[RecordChange]
) -> dict[str, RecordT]:
    """Records as they were before changes; one that its class cannot hold any more is left out."""
    found = dict(records)
    for change in changes:
        now = found.pop(change.record_id, None)
        if change.kind is ChangeKind.ADDED:
            continue
        cells = {} if now is None else dict(now)
        cells |= {"id": change.record_id} | {cell.field: cell.old for cell in change.fields}
        try:
            found[change.record_id] = model.model_validate({name: c for name, c in cells.items() if c != ""})
        except ValidationError:
            continue
    return found


def by_table(changes: Iterable[RecordChange]) -> Mapping[str, tuple[RecordChange, ...]]:
    """Changes by table, in their order."""
    found: dict[str, list[RecordChange]] = defaultdict(list)
    for change in changes:
        found[change.table].append(change)
    return {table: tuple(of_table) for table, of_table in found.items()}

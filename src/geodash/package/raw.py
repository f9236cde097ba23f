"""The tables of a package as text, for comparing versions: an older one need not fit the records of today."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.errors import DatasetError, Problem
from geodash.model.records import Change
from geodash.model.revision import TableText
from geodash.package.contents import parse_object, read_bytes
from geodash.package.descriptor import DESCRIPTOR, NO_VERSION, is_inside
from geodash.package.loader import OPTIONAL, RECORDS
from geodash.package.remedies import shorten
from geodash.package.source import Folder
from geodash.package.tables import as_text, csv_rows, decode, parse_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.package.source import Files

ID = "id"


@dataclass(frozen=True, slots=True)
class RawPackage:
    """A version, and its tables of records by name."""

    version: str
    tables: Mapping[str, TableText]


def read_raw(where: Path | Files) -> RawPackage:
    """Read the tables of a package as they stand. Hashes are not compared: the edit may be of this minute.

    Raises
    ------
    DatasetError
        If the folder or a table cannot be read. It holds all problems.
    """
    problems: list[Problem] = []
    files = Folder(where).files() if isinstance(where, Path) else where
    descriptor = _descriptor(files, problems)
    paths = _paths(descriptor)
    names = [name for name in RECORDS if name in paths or name not in OPTIONAL]
    tables = {}
    if not problems:
        tables = {name: _table(files, paths.get(name, f"{name}.csv"), problems) for name in names}
    _give_up(files, problems)
    return RawPackage(str(descriptor["version"]), tables)


def read_changes(where: Path | Files) -> tuple[Change, ...]:
    """What the releases of a package changed, as it lists it; nothing where it lists none.

    Raises
    ------
    DatasetError
        If the list cannot be read.
    """
    problems: list[Problem] = []
    files = Folder(where).files() if isinstance(where, Path) else where
    path = _paths(_descriptor(files, problems)).get("changes")
    text = _text(files, path, problems) if path else None
    changes = parse_table(path, text, Change, problems).records if path and text is not None else ()
    _give_up(files, problems)
    return changes


def _give_up(files: Files, problems: list[Problem]) -> None:
    """Raise problems, if there are any, by package: those that are compared have files of the same names."""
    if problems:
        found = [Problem(f"{files.name}/{p.file}", p.line, p.field, p.value, p.remedy) for p in problems]
        raise DatasetError(found)


def _descriptor(files: Files, problems: list[Problem]) -> Mapping[str, object]:
    """The descriptor of a package, with a version."""
    content = read_bytes(files, DESCRIPTOR, problems)
    descriptor = parse_object(DESCRIPTOR, content, problems) if content is not None else None
    version = (descriptor or {}).get("version")
    if descriptor is not None and (not isinstance(version, str) or not version):
        problems.append(Problem(DESCRIPTOR, 0, "version", "", NO_VERSION))
    return descriptor or {}


def _paths(descriptor: Mapping[str, object]) -> dict[str, str]:
    """Paths of the resources that lie inside the package, by name."""
    entries = descriptor.get("resources")
    found = [entry for entry in (entries if isinstance(entries, list) else []) if isinstance(entry, dict)]
    return {
        entry["name"]: entry["path"]
        for entry in found
        if isinstance(entry.get("name"), str)
        and isinstance(entry.get("path"), str)
        and is_inside(entry["path"])
    }


def _text(files: Files, path: str, problems: list[Problem]) -> str | None:
    content = read_bytes(files, path, problems)
    text = None if content is None else as_text(path, content, problems)
    return None if text is None else decode(path, text, problems)


def _table(files: Files, path: str, problems: list[Problem]) -> TableText:
    text = _text(files, path, problems)
    if text is None:
        return TableText()
    rows = csv_rows(path, text, problems)
    header = next(rows, (1, []))[1]
    if ID not in header or len(set(header)) < len(header):
        problems.append(
            Problem(path, 1, "", shorten(",".join(header)), "name each column once, and one of them id")
        )
        return TableText()
    records: dict[str, Mapping[str, str]] = {}
    for line, values in rows:
        cells = dict(zip(header, values, strict=False))
        record_id = cells.pop(ID)
        if len(values) != len(header):
            problems.append(
                Problem(path, line, "", f"{len(values)} cells", f"give the row {len(header)} cells")
            )
        elif not record_id or record_id in records:
            problems.append(Problem(path, line, ID, shorten(record_id), "give each record an id of its own"))
        records[record_id] = {name: cell for name, cell in cells.items() if cell}
    return TableText(tuple(name for name in header if name != ID), records)

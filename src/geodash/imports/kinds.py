"""The kinds of data that can be imported, what each makes of tables, and what is written of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.files import write_folder
from geodash.imports import any_table
from geodash.imports import folder as folders
from geodash.imports.any_table import Outcome
from geodash.imports.pipeline import import_acled, import_ucdp
from geodash.imports.reading import day_of
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.overlay import is_overlay

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geodash.imports.options import Options
    from geodash.imports.pipeline import Imported
    from geodash.imports.raw import RawTable
    from geodash.model.dataset import Dataset


def _ucdp(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    return Outcome(import_ucdp(tables, base, options, retrieved))


def _acled(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    return Outcome(import_acled(tables, base, options, retrieved))


KINDS: dict[str, Callable[[Sequence[RawTable], Dataset, Options, dt.date], Outcome]] = {
    "ucdp": _ucdp,
    "acled": _acled,
    "table": any_table.table,
    "control": any_table.control,
}
"""What makes an overlay, by the word of the command."""


def latest_day(files: Sequence[Path]) -> dt.date:
    """Day on which the newest of some files was written."""
    return max(day_of(path) for path in files)


def write(
    imported: Imported, output: Path, base: Path | None, extra: Mapping[str, bytes], *, failed: bool
) -> Iterator[str]:
    """Write the overlay, or only the report where there is none; says what was written."""
    report = _report(imported)
    if failed or imported.days is None:
        # An overlay that is there stays as it is, the mapping that made it too.
        files = report if is_overlay(output) else {**report, **extra}
        if files:
            folders.write_report(output, files)
        for name in files:
            yield f"Wrote {output / name}."
        return
    write_folder(output, files_of(imported, imported.days, folders.schemas_of(base), extra))
    yield f"Wrote {output}."
    if report:
        yield f"Rows not taken: {output / folders.NOT_TAKEN}."


def files_of(
    imported: Imported,
    days: tuple[dt.date, dt.date],
    schemas: Mapping[str, Any],
    extra: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Every file of an overlay by name; ``schemas`` are the resources of the base package."""
    tables = folders.tables_of(imported.built, imported.proposals)
    resources = [
        folders.table_resource(imported.about, file, content, schemas) for file, content in tables.items()
    ]
    document = folders.descriptor(imported.about, days, resources)
    return {DESCRIPTOR: document, **tables, **_report(imported), **extra}


def _report(imported: Imported) -> dict[str, bytes]:
    return {folders.NOT_TAKEN: folders.report_bytes(imported.refusals)} if imported.refusals else {}


def where_to_look(*, dry: bool) -> str:
    """Where each row that failed is named."""
    return "run without --dry-run to have each named" if dry else f"each is named in {folders.NOT_TAKEN}"

"""The kinds of data that can be imported, what each makes of tables, and what is written of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodash.imports import folder as folders
from geodash.imports.pipeline import Imported, import_acled, import_ucdp
from geodash.imports.reading import day_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geodash.imports.options import Options
    from geodash.imports.raw import RawTable
    from geodash.model.dataset import Dataset


@dataclass(frozen=True)
class Outcome:
    """What a kind of data gives: the import, lines of a proposal to confirm, files of its own."""

    imported: Imported | None
    proposal: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


def _ucdp(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    return Outcome(import_ucdp(tables, base, options, retrieved))


def _acled(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    return Outcome(import_acled(tables, base, options, retrieved))


KINDS: dict[str, Callable[[Sequence[RawTable], Dataset, Options, dt.date], Outcome]] = {
    "ucdp": _ucdp,
    "acled": _acled,
}
"""What makes an overlay, by the word of the command."""


def latest_day(files: Sequence[Path]) -> dt.date:
    """Day on which the newest of some files was written."""
    return max(day_of(path) for path in files)


def write(
    imported: Imported, output: Path, base: Path, extra: Mapping[str, bytes], *, failed: bool
) -> Iterator[str]:
    """Write the overlay, or only the report where there is none; says what was written."""
    report = {folders.NOT_TAKEN: folders.report_bytes(imported.refusals)} if imported.refusals else {}
    if failed or imported.days is None:
        folders.write_report(output, {**report, **extra})
        for name in {**report, **extra}:
            yield f"Wrote {output / name}."
        return
    tables = folders.tables_of(imported.built, imported.proposals)
    document = folders.descriptor(imported.about, imported.days, tables, folders.schemas_of(base))
    folders.write_folder(output, {"datapackage.json": document, **tables, **report, **extra})
    yield f"Wrote {output}."
    if report:
        yield f"Rows not taken: {output / folders.NOT_TAKEN}."


def where_to_look(*, dry: bool) -> str:
    """Where each row that failed is named."""
    return "run without --dry-run to have each named" if dry else f"each is named in {folders.NOT_TAKEN}"

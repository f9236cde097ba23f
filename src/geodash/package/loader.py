"""The data package as one Dataset, or one error that holds everything wrong with it."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geodash.database.address import split_data
from geodash.errors import DatasetError, Problem
from geodash.model.dataset import Dataset
from geodash.model.overlay import with_overlays
from geodash.model.records import (
    Actor,
    Change,
    Claim,
    ControlRecord,
    Correction,
    Event,
    Line,
    Place,
    Record,
    Relation,
    Source,
    StoryStep,
)
from geodash.package.borders import read_borders
from geodash.package.checks import check_all
from geodash.package.checks.changes import change_problems
from geodash.package.checks.tables import Tables
from geodash.package.conflict import conflict_problems
from geodash.package.descriptor import DESCRIPTOR, THIN, read_package
from geodash.package.sheets import events_of, read_events
from geodash.package.source import Folder, origin_of
from geodash.package.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geodash.model.conflict import Conflict
    from geodash.model.dataset import BorderLayer
    from geodash.package.descriptor import Package
    from geodash.package.source import Files, Origin

LineT = TypeVar("LineT", bound=Line)
RecordT = TypeVar("RecordT", bound=Record)
RECORDS: dict[str, type[Record]] = {
    "places": Place,
    "actors": Actor,
    "sources": Source,
    "control": ControlRecord,
    "events": Event,
    "relations": Relation,
    "stories": StoryStep,
    "claims": Claim,
    "corrections": Correction,
}
"""Record class by table of records; the name is also that of the resource and, with .csv, of the file."""
TABLES: dict[str, type[Line]] = {**RECORDS, "changes": Change}
"""What a line holds by table: the records, and what each release changed in them."""
OPTIONAL = frozenset({"claims", "corrections", "changes"})
"""Tables of packages that began with a news text, and of those that were released more than once."""
SETTING = "GEODASH_DATA"


def load_dataset(package: Path | Files | None = None, overlays: Sequence[Path] = ()) -> Dataset:
    """Read and check a data package, and the overlays beside it.

    Parameters
    ----------
    package
        Folder that holds ``datapackage.json``, or its files; those of ``default_origin()`` when None.
    overlays
        Folders of overlay packages; ``default_overlays()`` when ``package`` is None.

    Raises
    ------
    DatasetError
        If anything is wrong. It holds all problems, not only the first.
    """
    beside = default_overlays() if package is None else overlays
    files = files_of(package)
    with _without_collection():
        base = _base(files)
        return _with_overlays(base, beside) if beside else base


def files_of(package: Path | Files | None) -> Files:
    """The files of a package: those that are given, those of a folder, or the usual ones.

    Raises
    ------
    DatasetError
        If there is no such folder.
    OSError
        If a database cannot be read.
    """
    if package is None:
        return default_origin().files()
    return Folder(package).files() if isinstance(package, Path) else package


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that is made here stays, and each look goes through it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _with_overlays(base: Dataset, folders: Sequence[Path]) -> Dataset:
    from geodash.package.overlay import read_overlays  # noqa: PLC0415  what few packages have need not be loaded

    return with_overlays(base, read_overlays(folders, base))


def _base(files: Files) -> Dataset:
    problems: list[Problem] = []
    package = read_package(files, tuple(name for name in TABLES if name not in OPTIONAL), problems)
    tables = _read_tables(package, problems)
    borders = read_borders(package, problems)
    problems += check_all(tables, package.days, borders)
    problems += change_problems(tables, package.releases, is_edited=files.is_edited)
    if package.conflict is not None:
        problems += conflict_problems(DESCRIPTOR, package.conflict, tables, borders)
    if problems or package.conflict is None:
        raise DatasetError(problems)
    return _dataset(package, package.conflict, tables, borders)


def default_origin() -> Origin:
    """Where the data are: what ``GEODASH_DATA`` names first, else ``geodata`` of the repository or here."""
    if chosen := split_data(os.environ.get(SETTING, "")):
        return origin_of(chosen[0])
    beside_source = Path(__file__).resolve().parents[3] / "geodata"
    return Folder(beside_source if (beside_source / DESCRIPTOR).is_file() else Path("geodata"))


def default_overlays() -> tuple[Path, ...]:
    """Folders of the overlay packages: those that ``GEODASH_DATA`` names after the first."""
    return tuple(map(Path, split_data(os.environ.get(SETTING, ""))[1:]))


def _read_tables(package: Package, problems: list[Problem]) -> Tables:
    return Tables(
        places=read_table(package, "places", Place, problems),
        actors=read_table(package, "actors", Actor, problems),
        sources=read_table(package, "sources", Source, problems),
        control=read_table(package, "control", ControlRecord, problems),
        events=read_events(package, problems),
        relations=read_table(package, "relations", Relation, problems),
        stories=read_table(package, "stories", StoryStep, problems),
        claims=_read_optional(package, "claims", Claim, problems),
        corrections=_read_optional(package, "corrections", Correction, problems),
        changes=_read_optional(package, "changes", Change, problems),
    )


def _read_optional(package: Package, name: str, model: type[LineT], problems: list[Problem]) -> Table[LineT]:
    if name in package.resources:
        return read_table(package, name, model, problems)
    return Table(package.resource(name).path)


def _dataset(
    package: Package, conflict: Conflict, tables: Tables, borders: Mapping[str, BorderLayer]
) -> Dataset:
    credits_by_name = {name: r.credit for name, r in package.resources.items() if r.credit is not None}
    credits_by_name |= {name: layer.credit for name, layer in borders.items()}
    return Dataset(
        version=package.version,
        conflict=conflict,
        first_day=package.days["first_day"],
        control_known_until=package.days["control_known_until"],
        events_known_until=package.days["events_known_until"],
        events_thin_from=package.days.get(THIN),
        places=_by_id(tables.places.records),
        actors=_by_id(tables.actors.records),
        sources=_by_id(tables.sources.records),
        control=tuple(sorted(tables.control.records, key=lambda r: (r.place_id, r.valid_from))),
        events=events_of(tables.events),
        relations=tuple(sorted(tables.relations.records, key=lambda r: (r.actor_a, r.actor_b, r.valid_from))),
        stories=tuple(sorted(tables.stories.records, key=lambda r: (r.story_id, r.step))),
        claims=tuple(sorted(tables.claims.records, key=lambda r: r.n)),
        corrections=tuple(sorted(tables.corrections.records, key=lambda r: r.id)),
        changes=tables.changes.records,
        releases=package.releases,
        released=MappingProxyType(dict(package.released)),
        contact=package.contact,
        borders=MappingProxyType(dict(borders)),
        credits=MappingProxyType(credits_by_name),
    )


def _by_id(records: Iterable[RecordT]) -> Mapping[str, RecordT]:
    return MappingProxyType({record.id: record for record in records})

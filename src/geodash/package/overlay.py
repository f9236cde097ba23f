"""Overlay packages: other people's events beside the record, read and checked against the base package.

An overlay is a folder with ``datapackage.json`` and the tables ``events``, ``places``, ``actors`` and
``sources`` in the columns of the base tables. Its descriptor has the member ``geodash.overlay``. Its ids
begin with the overlay's own id, so that they are never those of the record; an id that its tables do not hold
is one of the base package.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geodash.errors import DatasetError, Problem
from geodash.model.dataset import Credit
from geodash.model.overlay import RECORD, DataSet, Overlay
from geodash.model.records import Actor, Day, Event, Id, Place, Record, Source
from geodash.package.checks.doubt import without_the_sure
from geodash.package.checks.events import event_problems
from geodash.package.checks.places import place_problems
from geodash.package.checks.references import reference_problems
from geodash.package.checks.structure import structure_problems
from geodash.package.checks.tables import Tables, problem
from geodash.package.checks.weight import weight_problems
from geodash.package.contents import is_folder, parse_object, read_bytes, text_problems
from geodash.package.descriptor import DESCRIPTOR, NO_VERSION, Package, read_resources
from geodash.package.remedies import member_remedy, shorten
from geodash.package.sheets import events_of, read_events
from geodash.package.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geodash.model.dataset import Dataset

RecordT = TypeVar("RecordT", bound=Record)
OVERLAY_TABLES: dict[str, type[Record]] = {
    "places": Place,
    "actors": Actor,
    "sources": Source,
    "events": Event,
}
"""Record class by table of an overlay; the name is also that of the resource and, with .csv, of the file."""
NO_OVERLAY = "write a member geodash.overlay: this is no overlay package (see docs/imports.md)"
NO_FOLDER = "there is no such folder: give the one that holds the overlay's datapackage.json"
_Text = Annotated[str, Field(min_length=1)]


class _Member(BaseModel):
    """The member ``geodash.overlay`` of a descriptor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    title_en: _Text
    title_fr: _Text
    kind: _Text
    licence: _Text
    citation: _Text
    attribution_en: _Text
    attribution_fr: _Text
    retrieved: Day
    source_version: str = ""
    first_day: Day
    last_day: Day
    restricted: bool

    def data_set(self, version: str) -> DataSet:
        """What the member describes, of a package of a version."""
        return DataSet(
            id=self.id,
            title_en=self.title_en,
            title_fr=self.title_fr,
            credit=Credit(self.licence, self.attribution_en, self.attribution_fr),
            citation=self.citation,
            version=self.source_version or version,
            retrieved=self.retrieved,
            first_day=self.first_day,
            last_day=self.last_day,
            restricted=self.restricted,
        )


def overlay_counts(overlay: Overlay) -> str:
    """How many records of each kind an overlay holds, in words."""
    counts = {name: getattr(overlay, name) for name in ("places", "actors", "sources", "events")}
    listed = ", ".join(f"{len(found)} {name}" for name, found in counts.items())
    return f"overlay {overlay.data_set.id}: {listed}"


def is_overlay(folder: Path) -> bool:
    """Whether a folder claims to hold an overlay package, whatever is wrong with it."""
    try:
        document = parse_object(DESCRIPTOR, (folder / DESCRIPTOR).read_bytes(), [])
    except (OSError, ValueError):
        return False
    member = (document or {}).get("geodash")
    return isinstance(member, dict) and "overlay" in member


def read_overlay(folder: Path, base: Dataset) -> Overlay:
    """Read and check an overlay package against a base package.

    Raises
    ------
    DatasetError
        If anything is wrong. It holds all problems, each with file, line, field, value and remedy.
    """
    if not is_folder(folder):
        raise DatasetError([Problem(str(folder), 0, "", "", NO_FOLDER)])
    problems: list[Problem] = []
    package, meta = _descriptor(folder, problems)
    if package is None:
        raise DatasetError(problems)
    places = read_table(package, "places", Place, problems)
    actors = read_table(package, "actors", Actor, problems)
    sources = read_table(package, "sources", Source, problems)
    events = read_events(package, problems)
    tables = Tables(
        places=places,
        actors=actors,
        sources=sources,
        events=events,
        control=Table("control.csv"),
        relations=Table("relations.csv"),
        stories=Table("stories.csv"),
        claims=Table("claims.csv"),
        corrections=Table("corrections.csv"),
        changes=Table("changes.csv"),
    )
    problems += _problems(tables, base, meta)
    if problems or meta is None:
        raise DatasetError(problems)
    data_set = meta.data_set(package.version)
    return Overlay(data_set, places.records, actors.records, sources.records, events_of(events))


def read_overlays(folders: Sequence[Path], base: Dataset) -> tuple[Overlay, ...]:
    """Read overlays that are to stand beside a base package together.

    Raises
    ------
    DatasetError
        If anything is wrong with any of them. It holds all problems, each file with its folder.
    """
    problems: list[Problem] = []
    found: list[Overlay] = []
    for folder in folders:
        try:
            overlay = read_overlay(folder, base)
        except DatasetError as error:
            problems += (replace(each, file=f"{folder.name}/{each.file}") for each in error.problems)
            continue
        name = overlay.data_set.id
        spaces = [f"{other.data_set.id}-" for other in found]
        if any(f"{name}-".startswith(other) or other.startswith(f"{name}-") for other in spaces):
            remedy = "open one of the two at a time, or import this one with another id: ids begin with it"
            problems.append(Problem(f"{folder.name}/{DESCRIPTOR}", 0, "geodash.overlay.id", name, remedy))
        found.append(overlay)
    if problems:
        raise DatasetError(problems)
    return tuple(found)


def _descriptor(folder: Path, problems: list[Problem]) -> tuple[Package | None, _Member | None]:
    content = read_bytes(folder, DESCRIPTOR, problems)
    document = parse_object(DESCRIPTOR, content, problems) if content is not None else None
    broken = [*text_problems(DESCRIPTOR, document)]
    problems += broken
    if document is None or broken:
        return None, None
    resources = read_resources(document, tuple(OVERLAY_TABLES), problems)
    version = document.get("version")
    if not isinstance(version, str) or not version:
        problems.append(Problem(DESCRIPTOR, 0, "version", "", NO_VERSION))
    return Package(folder, str(version), resources=resources), _meta(document, problems)


def _meta(document: Mapping[str, Any], problems: list[Problem]) -> _Member | None:
    member = document.get("geodash")
    value = member.get("overlay") if isinstance(member, dict) else None
    if not isinstance(value, dict):
        problems.append(Problem(DESCRIPTOR, 0, "geodash.overlay", "", NO_OVERLAY))
        return None
    try:
        return _Member.model_validate(value)
    except ValidationError as error:
        for each in error.errors():
            where = ".".join(["geodash.overlay", *map(str, each["loc"])])
            plain = each["type"] != "missing" and isinstance(each["input"], str | int | float)
            given = shorten(each["input"]) if plain else ""
            problems.append(Problem(DESCRIPTOR, 0, where, given, member_remedy(each)))
        return None


def _problems(tables: Tables, base: Dataset, meta: _Member | None) -> Iterator[Problem]:
    """What the rules of the base tables find, and those of overlays.

    The outlines of countries are too coarse for points of others.
    """
    widened = _widened(tables, base)
    if meta is not None:
        taken = base.event_by_id
        widened = without_the_sure(widened, meta.first_day, meta.last_day, f"{meta.id}-", taken)
    tables = replace(tables, events=widened.events)
    yield from structure_problems(tables)
    yield from reference_problems(widened)
    yield from event_problems(tables.events)
    yield from place_problems(tables.places, {})
    yield from weight_problems(_with_weights(tables, base))
    for row in tables.events.rows:
        if row.record.date_end is not None and row.record.date_end < row.record.date:
            remedy = f"write a day that is not before {row.record.date}"
            yield problem(tables.events, row, "date_end", remedy)
    if meta is not None:
        yield from _of_name_space(tables, meta.id, base)
        yield from _of_days(tables.events, meta)


def _widened(tables: Tables, base: Dataset) -> Tables:
    """Tables that know the ids of the base package beside their own."""

    def widen(table: Table[RecordT], records: Mapping[str, object]) -> Table[RecordT]:
        return replace(table, lines=(*table.lines, *((0, record_id) for record_id in records)))

    return replace(
        tables,
        places=widen(tables.places, base.places),
        actors=widen(tables.actors, base.actors),
        sources=widen(tables.sources, base.sources),
    )


def _with_weights(tables: Tables, base: Dataset) -> Tables:
    """Tables whose events are weighed by sources of the base package too.

    One that is not weak lifts a record.
    """
    known = {source.id for source in base.sources.values() if not source.kind.is_weak}
    rows = tuple(row for row in tables.events.rows if not known.intersection(row.record.source_ids))
    return replace(tables, events=replace(tables.events, rows=rows))


def _of_name_space(tables: Tables, overlay_id: str, base: Dataset) -> Iterator[Problem]:
    """Ids that are not the overlay's own: without its name before them, or those of a record."""
    if overlay_id == RECORD:
        yield Problem(
            DESCRIPTOR, 0, "geodash.overlay.id", RECORD, "choose another id: that is the base package"
        )
    taken = {
        "places": base.places,
        "actors": base.actors,
        "sources": base.sources,
        "events": base.event_by_id,
    }
    for name in OVERLAY_TABLES:
        table = tables.by_name[name]
        for line, record_id in table.lines:
            if record_id and not record_id.startswith(f"{overlay_id}-"):
                remedy = f"let the id begin with `{overlay_id}-`, so that it is never one of the record"
                yield Problem(table.file, line, "id", shorten(record_id), remedy)
            elif record_id in taken[name]:
                remedy = "give the overlay another id: the base package has a record of this one"
                yield Problem(table.file, line, "id", shorten(record_id), remedy)


def _of_days(events: Table[Event], meta: _Member) -> Iterator[Problem]:
    if meta.last_day < meta.first_day:
        where = "geodash.overlay.last_day"
        yield Problem(
            DESCRIPTOR, 0, where, str(meta.last_day), f"write a day that is not before {meta.first_day}"
        )
        return
    for row in events.rows:
        record = row.record
        outside = record.date < meta.first_day or record.last_day > meta.last_day
        if outside and record.last_day >= record.date:
            remedy = f"write days from {meta.first_day} to {meta.last_day}, or correct these in {DESCRIPTOR}"
            yield problem(events, row, "date", remedy)

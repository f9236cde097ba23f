"""Overlay packages: other people's data beside the record, read and checked against the base package.

An overlay is a folder with ``datapackage.json`` and the tables ``events``, ``places``, ``actors`` and
``sources`` in the columns of the base tables; it may have layers of the map and proposals of control. Its
descriptor has the member ``geodash.overlay``. Its ids begin with the overlay's own id, so that they are never
those of the record; an id that its tables do not hold is one of the base package.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geodash.errors import DatasetError, Problem
from geodash.model.overlay import RECORD, Overlay
from geodash.model.records import Actor, Event, Place, Proposal, Record, Source
from geodash.package.borders import read_borders
from geodash.package.checks.doubt import without_the_sure
from geodash.package.checks.events import event_problems
from geodash.package.checks.places import place_problems
from geodash.package.checks.references import reference_problems
from geodash.package.checks.structure import structure_problems
from geodash.package.checks.tables import Tables, problem
from geodash.package.checks.weight import weight_problems
from geodash.package.contents import parse_object
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.overlay_descriptor import MEMBER, PROPOSALS, read_description
from geodash.package.overlay_layers import foreign_layers, layer_problems
from geodash.package.overlay_proposals import proposal_problems
from geodash.package.remedies import shorten
from geodash.package.sheets import events_of, read_events
from geodash.package.source import Folder, is_folder
from geodash.package.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.package.descriptor import Package
    from geodash.package.overlay_descriptor import OverlayMember

RecordT = TypeVar("RecordT", bound=Record)
NO_FOLDER = "there is no such folder: give the one that holds the overlay's datapackage.json"


def overlay_counts(overlay: Overlay) -> str:
    """How many records of each kind an overlay holds, in words; layers and proposals where it has any."""
    counts = {name: getattr(overlay, name) for name in ("places", "actors", "sources", "events")}
    counts |= {name: found for name in ("proposals", "layers") if (found := getattr(overlay, name))}
    listed = ", ".join(f"{len(found)} {name}" for name, found in counts.items())
    return f"overlay {overlay.data_set.id}: {listed}"


def is_overlay(folder: Path) -> bool:
    """Whether a folder claims to hold an overlay package, whatever is wrong with it."""
    try:
        document = parse_object(DESCRIPTOR, Folder(folder).read(DESCRIPTOR), [])
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
    described = read_description(folder, problems)
    if described is None:
        raise DatasetError(problems)
    package, meta = described.package, described.member
    if problems and package.resource("events").table:
        raise DatasetError(problems)
    tables = _tables(package, problems)
    borders = read_borders(package, problems)
    problems += _problems(tables, base, meta)
    if package.resource("events").table:
        from geodash.package.sql_events import named_by_id  # noqa: PLC0415  see below

        problems = [*named_by_id(tables.events, problems)]
    layers = described.layers
    if layers is not None:
        problems += layer_problems(layers, borders, package, base)
    if layers is not None and meta is not None:
        problems += foreign_layers(layers, meta.id)
    if problems or meta is None or layers is None:
        raise DatasetError(problems)
    return Overlay(
        meta.data_set(package.version),
        tables.places.records,
        tables.actors.records,
        tables.sources.records,
        events_of(tables.events),
        tuple(row.record for row in tables.control.rows if isinstance(row.record, Proposal)),
        layers,
        borders,
    )


def _tables(package: Package, problems: list[Problem]) -> Tables:
    """The tables of an overlay; its proposals stand where the base package has its control records."""

    def read(name: str, model: type[RecordT]) -> Table[RecordT]:
        if name in package.resources or not package.borders:
            return read_table(package, name, model, problems)
        return Table(f"{name}.csv", readable=True)

    has_events = "events" in package.resources or not package.borders
    return Tables(
        places=read("places", Place),
        actors=read("actors", Actor),
        sources=read("sources", Source),
        events=_events(package, problems) if has_events else Table("events.csv", readable=True),
        control=read_table(package, PROPOSALS, Proposal, problems)
        if PROPOSALS in package.resources
        else Table("control.csv"),
        relations=Table("relations.csv"),
        stories=Table("stories.csv"),
        claims=Table("claims.csv"),
        corrections=Table("corrections.csv"),
        changes=Table("changes.csv"),
    )


def _events(package: Package, problems: list[Problem]) -> Table[Event]:
    """The events of an overlay, in a file or in a table of a database."""
    resource = package.resource("events")
    if not resource.table:
        return read_events(package, problems)
    from geodash.package.sql_events import read_sql_events  # noqa: PLC0415  few data sets need it

    return read_sql_events(resource, problems)


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
            problems.append(Problem(f"{folder.name}/{DESCRIPTOR}", 0, f"{MEMBER}.id", name, remedy))
        found.append(overlay)
    if problems:
        raise DatasetError(problems)
    return tuple(found)


def _problems(tables: Tables, base: Dataset, meta: OverlayMember | None) -> Iterator[Problem]:
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
    yield from proposal_problems(tables, base, meta)
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
        yield Problem(DESCRIPTOR, 0, f"{MEMBER}.id", RECORD, "choose another id: that is the base package")
    taken: dict[str, Container[str]] = {
        "places": base.places,
        "actors": base.actors,
        "sources": base.sources,
        "events": base.event_by_id,
        "control": frozenset(record.id for record in base.control),
    }
    for name, others in taken.items():
        table = tables.by_name[name]
        for line, record_id in table.lines:
            if record_id and not record_id.startswith(f"{overlay_id}-"):
                remedy = f"let the id begin with `{overlay_id}-`, so that it is never one of the record"
                yield Problem(table.file, line, "id", shorten(record_id), remedy)
            elif record_id in others:
                remedy = "give the overlay another id: the base package has a record of this one"
                yield Problem(table.file, line, "id", shorten(record_id), remedy)


def _of_days(events: Table[Event], meta: OverlayMember) -> Iterator[Problem]:
    if meta.last_day < meta.first_day:
        where = f"{MEMBER}.last_day"
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

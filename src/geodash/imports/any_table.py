"""What ``geodash import table`` and ``geodash import control`` make of tables.

A proposal, then an overlay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from geodash.imports import about as abouts
from geodash.imports.columns.names import slug
from geodash.imports.countries import Countries
from geodash.imports.errors import ImportRefusedError
from geodash.imports.folder import MAPPING
from geodash.imports.ledger import Ledger
from geodash.imports.mapping import Dates, TableMapping, to_toml
from geodash.imports.own_control import build_control, read_control
from geodash.imports.pipeline import Imported, imported
from geodash.imports.raw import FILE, LINE, joined
from geodash.imports.recognise import proposal_of, recognise, without_tags
from geodash.imports.table import read_table_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geodash.imports.about import About
    from geodash.imports.incidents import Incidents
    from geodash.imports.options import Options
    from geodash.imports.raw import RawTable
    from geodash.imports.recognise import Found
    from geodash.model.dataset import Dataset


@dataclass(frozen=True)
class Outcome:
    """What a kind of data gives: the import, lines of a proposal to confirm, files of its own."""

    imported: Imported | None
    proposal: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


_LONGEST_ID = 24


def table(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    """An overlay of any table of events, or only the proposal in a dry run."""
    tables, mapping, lines = _proposed(tables, options)
    about = _about(tables, mapping, retrieved)
    files = {MAPPING: to_toml(mapping)}
    if options.dry:
        return Outcome(None, (*lines, *files[MAPPING].decode().splitlines()))

    def reader(rows: pd.DataFrame, ledger: Ledger, countries: Countries) -> Incidents:
        return read_table_rows(rows, ledger, countries, mapping, options.last_day(retrieved))

    return Outcome(imported(tables, base, options, about, reader), lines, files)


def control(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Outcome:
    """Proposals of a user's own table of control."""
    tables, mapping, lines = _proposed(tables, options)
    about = _about(tables, mapping, retrieved)
    files = {MAPPING: to_toml(mapping)}
    if options.dry:
        return Outcome(None, (*lines, *files[MAPPING].decode().splitlines()))
    if not any(each.rows for each in tables):
        raise ImportRefusedError("there is a header and no row under it")
    rows = joined(tables)
    ledger = Ledger(rows, (refusal for each in tables for refusal in each.refused))
    read = read_control(rows, ledger, mapping, base, options.last_day(retrieved))
    if options.since is not None:
        ledger.outside |= (read["date"].dt.date < options.since).to_numpy()
    if options.until is not None:
        ledger.outside |= (read["date"].dt.date > options.until).to_numpy()
    built, proposals = build_control(read, ledger, about, base, Countries(base))
    days = read["date"][ledger.taken]
    period = (days.min().date(), days.max().date()) if len(days) else None
    result = Imported(about, built, proposals, period, ledger.counts(), ledger.refusals(), ledger.notes)
    return Outcome(result, lines, files)


def _proposed(
    tables: Sequence[RawTable], options: Options
) -> tuple[list[RawTable], TableMapping, tuple[str, ...]]:
    """Tables without tags, what their columns mean, and lines that say so."""
    given = options.mapping or TableMapping()
    dates = Dates(order=options.order) if options.order else given.dates
    if options.confirmed:
        return [without_tags(each)[0] for each in tables], given.model_copy(update={"dates": dates}), ()
    plain, recognised = recognised_in(tables, given.columns)
    mapping = given.model_copy(update={"columns": dict(recognised.columns), "dates": dates})
    return plain, mapping, tuple(proposal_of(recognised))


def recognised_in(tables: Sequence[RawTable], given: Mapping[str, str]) -> tuple[list[RawTable], Found]:
    """Tables without tags, and what their columns mean; what the user says stands."""
    plain: list[RawTable] = []
    tags: dict[str, str] = {}
    for each in tables:
        rest, found = without_tags(each)
        plain.append(rest)
        tags |= found
    return plain, recognise(joined(plain).drop(columns=[FILE, LINE]), tags, given)


def id_of(title: str) -> str:
    """A short id after a title.

    >>> id_of("Mine visits, 2024"), id_of("!")
    ('mine-visits-2024', 'table')
    """
    return slug(title)[:_LONGEST_ID].strip("-") or "table"


def _about(tables: Sequence[RawTable], mapping: TableMapping, retrieved: dt.date) -> About:
    """What the data is: as the mapping says, else after the name of its first file."""
    stem = PurePath(PurePath(tables[0].file).parts[0]).stem
    overlay_id = mapping.overlay.id or id_of(stem)
    return abouts.stated(abouts.table(retrieved, overlay_id, stem), mapping.overlay.given())

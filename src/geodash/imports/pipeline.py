"""From the tables of some files to the tables of an overlay. Pure: files are read and written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.imports import about as abouts
from geodash.imports.acled import read_acled
from geodash.imports.build import Built, build, event_ids
from geodash.imports.countries import Countries
from geodash.imports.errors import ImportRefusedError
from geodash.imports.ledger import Ledger
from geodash.imports.options import mark_outside
from geodash.imports.proposals import proposals_of
from geodash.imports.raw import RawTable, joined
from geodash.imports.ucdp import read_ucdp, release_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from geodash.imports.about import About
    from geodash.imports.incidents import Incidents
    from geodash.imports.options import Options
    from geodash.imports.raw import Refusal
    from geodash.model.dataset import Dataset

    Reader = Callable[[pd.DataFrame, Ledger, Countries], Incidents]


@dataclass(frozen=True)
class Imported:
    """What an import gives: the tables, and an account of every row."""

    about: About
    built: Built
    proposals: pd.DataFrame
    days: tuple[dt.date, dt.date] | None
    counts: dict[str, int]
    refusals: list[Refusal]
    notes: dict[str, int]

    @property
    def failed(self) -> float:
        """Share of the rows asked for that were not taken."""
        asked = self.counts["taken"] + self.counts["not taken"]
        return self.counts["not taken"] / asked if asked else 0


def import_ucdp(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Imported:
    """An overlay of tables of UCDP GED."""
    versions = {release_of(table.file) for table in tables} - {""}
    about = _stated(abouts.ucdp(retrieved, " and ".join(sorted(versions))), options)

    def reader(rows: pd.DataFrame, ledger: Ledger, countries: Countries) -> Incidents:
        return read_ucdp(rows, ledger, countries, options.order, options.last_day(retrieved))

    return imported(tables, base, options, about, reader)


def import_acled(tables: Sequence[RawTable], base: Dataset, options: Options, retrieved: dt.date) -> Imported:
    """An overlay of ACLED exports."""
    about = _stated(abouts.acled(retrieved, ""), options)

    def reader(rows: pd.DataFrame, ledger: Ledger, countries: Countries) -> Incidents:
        last = options.last_day(retrieved)
        return read_acled(rows, ledger, countries, options.order, last, licensed=options.licensed)

    return imported(tables, base, options, about, reader)


def _stated(about: About, options: Options) -> About:
    """The data with what a mapping says of it; that rows may not be passed on is no mapping's to change."""
    if options.mapping is None:
        return about
    said = {name: value for name, value in options.mapping.overlay.given().items() if name != "restricted"}
    return abouts.stated(about, said)


def imported(
    tables: Sequence[RawTable], base: Dataset, options: Options, about: About, reader: Reader
) -> Imported:
    """The way that every kind of data takes.

    Raises
    ------
    ImportRefusedError
        If the tables hold no rows, or are not what the reader reads.
    ChoiceNeededError
        If the data can be read in two ways.
    """
    if not any(table.rows for table in tables):
        names = ", ".join(table.file for table in tables)
        raise ImportRefusedError(f"{names}: there is a header and no row under it", "empty")
    rows = joined(tables)
    ledger = Ledger(rows, (refusal for table in tables for refusal in table.refused))
    countries = Countries(base)
    incidents = reader(rows, ledger, countries)
    mark_outside(incidents.rows, ledger, options)
    ids = event_ids(incidents.rows["key"], rows, about.id)
    _refuse_repeated(ids, incidents)
    built = build(incidents, ids, about, base, countries)
    proposals = proposals_of(built, base, about)
    return Imported(
        about, built, proposals, _days(incidents), ledger.counts(), ledger.refusals(), ledger.notes
    )


def _refuse_repeated(ids: pd.Series, incidents: Incidents) -> None:
    """Take each event once: a second row of its id is named, with the line of the first."""
    ledger = incidents.ledger
    taken = np.flatnonzero(ledger.taken)
    if not len(taken):
        return
    codes, _ = pd.factorize(ids.iloc[taken])
    first = pd.Series(taken).groupby(codes).transform("first").to_numpy()
    again = first != taken
    keys = incidents.rows["key"]
    what = np.where(keys.iloc[taken[again]] != "", "id", "same row")
    lines = ledger.lines_of(first[again])
    mask = np.zeros(len(ids), dtype=bool)
    mask[taken[again]] = True
    whys = [f"the {word} stands on {line} already" for word, line in zip(what, lines, strict=True)]
    ledger.refuse(mask, "id", keys, whys)


def _days(incidents: Incidents) -> tuple[dt.date, dt.date] | None:
    """First and last day of what is taken."""
    rows = incidents.rows[incidents.ledger.taken]
    if rows.empty:
        return None
    last = rows["date_end"].fillna(rows["date"])
    return rows["date"].min().date(), last.max().date()

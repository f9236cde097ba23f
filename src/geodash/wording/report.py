"""A snapshot as a report for the terminal, and how much the record covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.i18n import Translator
from geodash.model.coverage import coverage_by_year
from geodash.model.snapshot import snapshot_at
from geodash.wording.statement import control_statement
from geodash.wording.summary import control_summary

if TYPE_CHECKING:
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language


def snapshot_text(dataset: Dataset, on: date, lang: Language) -> str:
    """One line per place, in words."""
    tr = Translator(lang, dataset.conflict)
    snapshot = snapshot_at(dataset, on)
    names = {row.place_id: dataset.places[row.place_id].label(lang) for row in snapshot.control}
    width = max(map(len, names.values()), default=0)
    lines = [f"{tr.date(on)}. {control_summary(dataset, snapshot, tr)}", ""]
    if on < dataset.first_day:
        lines.insert(1, tr("wording.record_begins", date=tr.date(dataset.first_day)))
    lines += [
        f"{names[row.place_id]:<{width}}  {control_statement(dataset, row, on, tr)}"
        for row in snapshot.control
    ]
    return "\n".join(lines) + "\n"


def coverage_text(dataset: Dataset) -> str:
    """Year by year, the share of place-days with an answer, and what is reported, implied, carried on."""
    rows = ["year  answered  reported  implied  carried on"]
    for year in coverage_by_year(dataset):
        shares = (100 * count / year.days for count in (year.reported, year.implied, year.carried))
        reported, implied, carried = (f"{share:.0f} %" for share in shares)
        rows.append(f"{year.year}  {100 * year.answered:6.0f} %  {reported:>8}  {implied:>7}  {carried:>10}")
    return "\n".join(rows) + "\n"

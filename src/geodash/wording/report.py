"""A snapshot as a report for the terminal or for another program."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator
from geodash.model.coverage import coverage_by_year
from geodash.model.snapshot import snapshot_at
from geodash.wording.statement import control_statement
from geodash.wording.summary import control_summary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.snapshot import PlaceControl


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


def snapshot_json(dataset: Dataset, on: date, lang: Language) -> str:
    """An object with ``date`` and ``control``, one object per place."""
    rows = [_row(row, lang) for row in snapshot_at(dataset, on).control]
    document = {
        "date": on.isoformat(),
        "known_until": dataset.control_known_until.isoformat(),
        "data_version": dataset.version,
        "control": rows,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def snapshot_csv(dataset: Dataset, on: date, lang: Language) -> str:
    """One row per place; sources are separated by semicolons, unknown values are empty."""
    rows = [_row(row, lang) for row in snapshot_at(dataset, on).control]
    out = io.StringIO()
    writer = csv.DictWriter(out, ["date", *(rows[0] if rows else ())], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({"date": on.isoformat(), **row, "sources": ";".join(row["sources"])})
    return out.getvalue()


def coverage_text(dataset: Dataset) -> str:
    """Year by year, the share of place-days with an answer, and what is reported, implied, carried on."""
    rows = ["year  answered  reported  implied  carried on"]
    for year in coverage_by_year(dataset):
        shares = (100 * count / year.days for count in (year.reported, year.implied, year.carried))
        reported, implied, carried = (f"{share:.0f} %" for share in shares)
        rows.append(f"{year.year}  {100 * year.answered:6.0f} %  {reported:>8}  {implied:>7}  {carried:>10}")
    return "\n".join(rows) + "\n"


SNAPSHOT_FORMATS: Mapping[str, Callable[[Dataset, date, Language], str]] = {
    "text": snapshot_text,
    "json": snapshot_json,
    "csv": snapshot_csv,
}


def _row(control: PlaceControl, lang: Language) -> dict[str, Any]:
    return {
        "place_id": control.place_id,
        "controller": control.controller,
        "basis": control.basis,
        "since": control.since.isoformat() if control.since else None,
        "last_confirmed": control.last_confirmed.isoformat() if control.last_confirmed else None,
        "confidence": control.confidence,
        "disputed_note": control.disputed_note(lang),
        "sources": list(control.sources),
        "since_precision": control.records[0].date_precision if control.records else None,
        "evidence": control.evidence.id if control.evidence else None,
        "evidence_date": control.evidence.valid_from.isoformat() if control.evidence else None,
        "carried": control.is_carried,
    }

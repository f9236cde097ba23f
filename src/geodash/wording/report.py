"""A snapshot as a report for the terminal or for another program."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator
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


SNAPSHOT_FORMATS: Mapping[str, Callable[[Dataset, date, Language], str]] = {
    "text": snapshot_text,
    "json": snapshot_json,
    "csv": snapshot_csv,
}


def _row(control: PlaceControl, lang: Language) -> dict[str, Any]:
    return {
        "place_id": control.place_id,
        "controller": control.controller,
        "since": control.since.isoformat() if control.since else None,
        "last_confirmed": control.last_confirmed.isoformat() if control.last_confirmed else None,
        "confidence": control.confidence,
        "disputed_note": control.disputed_note(lang),
        "sources": list(control.sources),
        "since_precision": control.records[0].date_precision if control.records else None,
    }

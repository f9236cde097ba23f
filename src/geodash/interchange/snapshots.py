"""Who held each place on a day, for another program: an object, or a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator
from geodash.interchange.fields import CONTROL, to_json, to_text
from geodash.interchange.neutral import neutralised
from geodash.interchange.rows import control_rows
from geodash.model.snapshot import snapshot_at
from geodash.wording.plain import plain_json
from geodash.wording.report import snapshot_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.snapshot import PlaceControl

_OTHERWISE = frozenset({"as_of", "source_ids"})
"""Columns of data files that stand here under another name."""


def snapshot_json(dataset: Dataset, on: date, lang: Language) -> str:
    """An object with ``date`` and ``control``, one object per place: names, class, basis, point."""
    return plain_json(
        {
            "date": on.isoformat(),
            "known_until": dataset.control_known_until.isoformat(),
            "data_version": dataset.version,
            "language": lang,
            "control": list(_rows(dataset, on, lang)),
        }
    )


def snapshot_csv(dataset: Dataset, on: date, lang: Language) -> str:
    """One row per place; sources are separated by semicolons, unknown values are empty."""
    rows = list(_rows(dataset, on, lang))
    out = io.StringIO()
    writer = csv.DictWriter(out, ["date", *(rows[0] if rows else ())], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({"date": on.isoformat()} | {name: _cell(value) for name, value in row.items()})
    return out.getvalue()


SNAPSHOT_FORMATS: Mapping[str, Callable[[Dataset, date, Language], str]] = {
    "text": snapshot_text,
    "json": snapshot_json,
    "csv": snapshot_csv,
}


def _rows(dataset: Dataset, on: date, lang: Language) -> Iterator[dict[str, Any]]:
    """What is known of each place: first what the records say, then what data files say of it in words."""
    named = control_rows(dataset, on, Translator(lang, dataset.conflict))
    for control, row in zip(snapshot_at(dataset, on).control, named, strict=True):
        first = _of_records(control, lang)
        further = {
            column.name: to_json(row[column.name]) for column in CONTROL if column.name not in _OTHERWISE
        }
        yield first | {name: value for name, value in further.items() if name not in first}


def _of_records(control: PlaceControl, lang: Language) -> dict[str, Any]:
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


def _cell(value: object) -> object:
    """A value as a cell that no spreadsheet takes for a formula; numbers keep their bare minus."""
    if isinstance(value, list):
        return neutralised(to_text(tuple(value)))
    return neutralised(value) if isinstance(value, str) else value

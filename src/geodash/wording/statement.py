"""One sentence on who held a place, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.records import Event
from geodash.model.vocabulary import (
    CONTESTED,
    FRESH_DAYS,
    NO_DATA,
    UNKNOWN,
    DatePrecision,
)
from geodash.wording.holder import holder_name

if TYPE_CHECKING:
    from datetime import date

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord
    from geodash.model.snapshot import PlaceControl


def control_statement(dataset: Dataset, control: PlaceControl, on: date, tr: Translator) -> str:
    """Who held a place on a day, since when, and how old the evidence is."""
    if control.controller == NO_DATA:
        return tr("wording.no_data", date=tr.date(dataset.control_known_until))
    if not control.records:
        return tr("wording.unknown_before")
    first, latest = control.records[0], control.records[-1]
    since = dated(first, tr)
    if control.controller == UNKNOWN:
        return tr("wording.unknown_since", since=since)
    key = "wording.contested" if control.controller == CONTESTED else "wording.held"
    key += "_at_least" if control.begins_earlier else ""
    text = tr(key, holder=holder_name(dataset, control.controller, tr), since=since)
    if latest is not first:
        text += tr("wording.last_confirmed", date=dated(latest, tr))
    text += "."
    age = (on - latest.valid_from).days
    if age > FRESH_DAYS:
        text += " " + tr("wording.old_evidence", count=age)
    return text


def dated(record: ControlRecord | Event, tr: Translator) -> str:
    """First day of a record as exactly as its sources support it: the day, about it, or only the month."""
    day = record.date if isinstance(record, Event) else record.valid_from
    month_only = record.date_precision is DatePrecision.MONTH
    return tr(f"wording.date.{record.date_precision}", date=tr.month(day) if month_only else tr.date(day))

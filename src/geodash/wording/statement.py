"""One sentence on who held a place, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.records import Event
from geodash.model.vocabulary import (
    CONTESTED,
    FRESH_DAYS,
    Basis,
    DatePrecision,
)
from geodash.wording.holder import holder_name

if TYPE_CHECKING:
    from datetime import date

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord
    from geodash.model.snapshot import PlaceControl


DAYS_IN_YEAR = 365.25


def control_statement(dataset: Dataset, control: PlaceControl, on: date, tr: Translator) -> str:
    """Who held a place on a day, on what ground, since when, and how far the evidence is away."""
    if control.basis is Basis.NO_DATA:
        return tr("wording.no_data", date=tr.date(dataset.control_known_until))
    if control.basis is Basis.IMPLIED:
        return _implied(dataset, control, tr)
    if not control.records:
        return tr("wording.unknown_before")
    first, latest = control.records[0], control.records[-1]
    since = dated(first, tr)
    if control.basis is Basis.UNKNOWN:
        return tr("wording.unknown_since", since=since)
    key = "wording.contested" if control.controller == CONTESTED else "wording.held"
    key += "_at_least" if control.begins_earlier else ""
    text = tr(key, holder=holder_name(dataset, control.controller, tr), since=since)
    if latest is not first:
        text += tr("wording.last_confirmed", date=dated(latest, tr))
    return f"{text}. {evidence_text(control, on, tr)}".rstrip()


def evidence_text(control: PlaceControl, on: date, tr: Translator) -> str:
    """How far away the nearest report that names the holder is; nothing while that is near."""
    if control.evidence is None or control.age <= FRESH_DAYS:
        return ""
    later = "_later" if control.evidence.valid_from > on else ""
    if control.is_carried:
        return tr(f"wording.carried{later}", count=years(control.age))
    return tr(f"wording.old_evidence{later}", count=control.age)


def years(days: int) -> int:
    """Whole years in a number of days.

    >>> years(366), years(729), years(731)
    (1, 1, 2)
    """
    return int(days / DAYS_IN_YEAR)


def _implied(dataset: Dataset, control: PlaceControl, tr: Translator) -> str:
    """Who held a place before the record that says from whom it was taken."""
    ground = control.evidence
    if ground is None:
        raise AssertionError("What is implied is so by a record.")
    values = {"holder": holder_name(dataset, control.controller, tr), "on": on_day(ground, tr)}
    if ground.controller == control.controller:
        return tr("wording.implied_seen", **values)
    if ground.controller == CONTESTED:
        return tr("wording.implied_contested", **values)
    return tr("wording.implied_taken", **values, taker=holder_name(dataset, ground.controller, tr))


def on_day(record: ControlRecord, tr: Translator) -> str:
    """Day of a record inside a sentence: on the day, about it, or in the month."""
    month_only = record.date_precision is DatePrecision.MONTH
    day = record.valid_from
    return tr(f"wording.on.{record.date_precision}", date=tr.month(day) if month_only else tr.date(day))


def dated(record: ControlRecord | Event, tr: Translator) -> str:
    """First day of a record as exactly as its sources support it: the day, about it, or only the month."""
    day = record.date if isinstance(record, Event) else record.valid_from
    return dated_day(day, record.date_precision, tr)


def dated_day(day: date, precision: DatePrecision, tr: Translator) -> str:
    """A day inside a sentence as exactly as it is known: the day, about it, or only its month."""
    month_only = precision is DatePrecision.MONTH
    return tr(f"wording.date.{precision}", date=tr.month(day) if month_only else tr.date(day))

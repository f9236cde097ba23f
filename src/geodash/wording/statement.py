"""One sentence on who held a place, and the attribution that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.records import Event
from geodash.model.vocabulary import (
    CONTESTED,
    FRESH_DAYS,
    NO_DATA,
    UNKNOWN,
    DatePrecision,
    HolderGroup,
    holder_group,
)

if TYPE_CHECKING:
    from datetime import date

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord
    from geodash.model.snapshot import PlaceControl


_ATTRIBUTED = frozenset({"m23", "afc-m23"})
"""The movement and the alliance that it belongs to."""


def holder_name(dataset: Dataset, controller: str, tr: Translator) -> str:
    """Name of a controller inside a sentence, with its article where the language wants one."""
    for name in (controller, holder_group(controller)):
        if tr.has(key := f"wording.holder.{name}"):
            return tr(key)
    return dataset.actors[controller].text("short", tr.lang)


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


def attribution_of(controller: str, tr: Translator) -> str:
    """What must be said beside a controller's name: who backs it, according to whom, and who denies it."""
    group = holder_group(controller)
    keys = {
        HolderGroup.M23: "wording.attribution_m23",
        HolderGroup.GOVERNMENT: "wording.attribution_government",
    }
    return tr(keys[group]) if group in keys else ""


def event_attribution(dataset: Dataset, event: Event, tr: Translator) -> str:
    """What must be said beside an event in which M23, its alliance or a member of either takes part."""
    parties = (*event.actors_from, *event.actors_to)
    attributed = any(not _ATTRIBUTED.isdisjoint(dataset.lineage(party)) for party in parties)
    return attribution_of("m23", tr) if attributed else ""

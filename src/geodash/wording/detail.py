"""The detail card of an event or a place, as plain values ready to be shown as text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from geodash.model.snapshot import place_control_at
from geodash.model.vocabulary import Basis, DatePrecision
from geodash.wording.holder import attribution_of, event_attribution, short_holder
from geodash.wording.statement import dated
from geodash.wording.territory import situation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding
    from geodash.model.records import ControlRecord, Event, Place

RELATED_DAYS = 45
MOST_RELATED = 6
MOST_EVENTS = 500

Card = dict[str, Any]


def event_card(dataset: Dataset, event: Event, tr: Translator) -> Card:
    """Everything known about one event."""
    whole = dataset.event_by_id.get(event.part_of or "")
    place = dataset.places.get(event.place_id or "")
    return _origin(dataset, event, tr) | {
        "kind": "event",
        "id": event.id,
        "title": event.text("title", tr.lang),
        "summary": event.text("summary", tr.lang),
        "dates": date_span(event, tr),
        "precision": ""
        if event.date_precision is DatePrecision.DAY
        else tr(f"vocab.precision.{event.date_precision}"),
        "category": event.category,
        "category_text": tr(f"vocab.category.{event.category}"),
        "confidence": event.confidence,
        "confidence_text": tr(f"vocab.confidence.{event.confidence}"),
        "attribution": event_attribution(dataset, event, tr),
        "disputed": _disputes([("", event.text("disputed_note", tr.lang))]),
        "actors_from": [_actor(dataset, actor_id, tr) for actor_id in event.actors_from],
        "actors_to": [_actor(dataset, actor_id, tr) for actor_id in event.actors_to],
        "place": {"id": place.id, "label": place.label(tr.lang)} if place else None,
        "place_note": event.text("place_note", tr.lang),
        "fatalities": fatalities_text(event, tr),
        "codes": {"cameo": event.cameo, "plover": event.plover},
        "part_of": _event_link(whole, tr) if whole else None,
        "parts": [_event_link(part, tr) for part in dataset.parts_of(event.id)],
        "related": [_event_link(other, tr) for other in _related(dataset, event)],
        "sources": sources_of(dataset, event.source_ids, tr),
    }


def _origin(dataset: Dataset, event: Event, tr: Translator) -> Card:
    """Of an event that is not of the record, whose it is and under which terms; of the others nothing."""
    data_set = dataset.data_sets.get(dataset.events.data_set_of(event.id) or "")
    if data_set is None:
        return {}
    return {
        "data_set": data_set.title(tr.lang),
        "data_set_note": tr(
            "panel.data_set_note",
            credit=data_set.credit.attribution(tr.lang),
            licence=data_set.credit.licence,
            version=data_set.version,
            retrieved=tr.date(data_set.retrieved),
        ),
    }


def place_card(dataset: Dataset, place: Place, on: dt.date, tr: Translator) -> Card:
    """Everything known about one place, as of a day."""
    events = dataset.events_at(place.id, dt.date.min, on)
    latest = events[-MOST_EVENTS:]
    listed: Card = {
        "events": [_event_link(event, tr) for event in reversed(latest)],
        "earlier": len(events) - len(latest),
    }
    return place_facts(dataset, place, tr) | listed | place_on(dataset, place, on, tr)


def place_facts(dataset: Dataset, place: Place, tr: Translator) -> Card:
    """What a place's card says on every day."""
    names = dict.fromkeys((place.name, place.name_en, place.name_fr, *place.aliases))
    names.pop(place.label(tr.lang), None)
    return {
        "kind": "place",
        "id": place.id,
        "title": place.label(tr.lang),
        "names": ", ".join(names),
        "kind_text": tr(f"vocab.place_kind.{place.kind}"),
        "admin": situation(dataset.conflict, place, tr),
        "coordinates": coordinates_text(place, tr),
        "uncertainty": second_source_text(place, tr),
        "note": place.text("note", tr.lang),
        "strip": [_strip_part(dataset, holding, tr) for holding in dataset.holdings.get(place.id, ())],
    }


def place_on(dataset: Dataset, place: Place, on: dt.date, tr: Translator) -> Card:
    """What it says of who holds the place on a day, and on whose word."""
    chain = dataset.holdings.get(place.id, ())
    control = place_control_at(dataset, chain, on) if chain else None
    records = [record for holding in chain for record in holding.records]
    seen = dict.fromkeys(source for record in reversed(records) for source in record.source_ids)
    sources = sources_of(dataset, tuple(control.sources if control and control.sources else seen), tr)
    if control is None:
        return {
            "held_by": None,
            "attribution": "",
            "confidence_text": "",
            "disputed": [],
            "sources": sources,
        }
    holder = dataset.actors.get(control.controller)
    confidence = tr(f"vocab.confidence.{control.confidence}") if control.confidence else ""
    return {
        "held_by": {"id": holder.id, "label": holder.text("name", tr.lang)} if holder else None,
        "attribution": attribution_of(dataset, control.controller, tr),
        "confidence_text": confidence,
        "disputed": _disputes([("", control.disputed_note(tr.lang))]),
        "sources": sources,
    }


def date_span(event: Event, tr: Translator) -> str:
    """Day or days of an event, written out as exactly as they are known."""
    first, last = event.date, event.last_day
    if event.date_precision is DatePrecision.MONTH:
        return tr.month(first)
    days = tr.date(first) if first == last else tr.days(first, last)
    return days if event.date_precision is DatePrecision.DAY else tr("wording.about", date=days)


def fatalities_text(event: Event, tr: Translator) -> str:
    """Range of reported deaths, or nothing where none was found."""
    low, high = event.fatalities_low, event.fatalities_high
    if low is None and high is None:
        return ""
    if low is None or high is None or low == high:
        return tr("wording.fatalities", count=high if high is not None else low or 0)
    return tr("wording.fatalities_range", low=low, high=high)


def coordinates_text(place: Place, tr: Translator) -> str:
    """Position with its uncertainty and origin."""
    if place.lat is None or place.lon is None:
        return tr("wording.no_position")
    east = tr("wording.west" if place.lon < 0 else "wording.east")
    return tr(
        "wording.position",
        lat=f"{tr.number(abs(round(place.lat, 4)))}° {'S' if place.lat < 0 else 'N'}",
        lon=f"{tr.number(abs(round(place.lon, 4)))}° {east}",
        km=tr.number((place.uncertainty_m or 0) / 1000),
        source=place.coord_source,
    )


def second_source_text(place: Place, tr: Translator) -> str:
    """How far a second source puts the place from the position given, or nothing where there is none."""
    if not place.second_source or place.second_distance_m is None:
        return ""
    km = round(place.second_distance_m / 1000, 1)
    key = "places.accuracy" if km else "places.accuracy_near"
    return tr(key, source=place.second_source, km=tr.number(km))


def sources_of(dataset: Dataset, source_ids: Iterable[str], tr: Translator) -> list[Card]:
    """Sources as cards, in the order given."""
    found = [dataset.sources[source_id] for source_id in source_ids]
    return [
        {
            "id": source.id if source.id in dataset.own.sources else "",  # others have no entry in the panel
            "title": source.title,
            "publisher": source.publisher,
            "published": tr.published(source.published),
            "url": source.url,
            "language": source.language,
            "kind_text": tr(f"vocab.source_kind.{source.kind}"),
            "note": source.text("note", tr.lang),
        }
        for source in found
    ]


def _disputes(notes: Iterable[tuple[str, str]]) -> list[Card]:
    return [{"by": by, "text": text} for by, text in notes if text]


def _actor(dataset: Dataset, actor_id: str, tr: Translator) -> Card:
    actor = dataset.actors[actor_id]
    return {"id": actor.id, "label": actor.text("name", tr.lang), "note": actor.text("note", tr.lang)}


def _event_link(event: Event, tr: Translator) -> Card:
    return {"id": event.id, "title": event.text("title", tr.lang), "date": tr.date(event.date)}


def _related(dataset: Dataset, event: Event) -> list[Event]:
    """Other events at the same place close in time, nearest first; parts are listed apart."""
    if event.place_id is None:
        return []
    family = {event.id, event.part_of or event.id}
    reach = dt.timedelta(days=RELATED_DAYS)
    near = [
        other
        for other in dataset.events_at(event.place_id, event.date - reach, event.date + reach)
        if other.id not in family and other.part_of not in family
    ]
    return sorted(near, key=lambda other: (abs((other.date - event.date).days), other.id))[:MOST_RELATED]


def _strip_part(dataset: Dataset, holding: Holding, tr: Translator) -> Card:
    start, end = holding.interval.start, holding.interval.end
    values = {
        "holder": short_holder(dataset, holding.controller, tr),
        "from": dated(holding.records[0], tr) if holding.records else tr.date(start),
    }
    # What goes on when coverage ends did not end then.
    if end and end <= dataset.control_known_until:
        key = "wording.strip_implied" if holding.basis is Basis.IMPLIED else "wording.strip"
        text = tr(key, **values, to=tr.date(end - dt.timedelta(days=1)))
    else:
        text = tr("wording.strip_open", **values)
    return {
        "group": dataset.class_of(holding.controller),
        "basis": holding.basis,
        "text": text,
        "from": start.isoformat(),
        "to": end.isoformat() if end else None,
        "records": [_record(record, tr) for record in holding.records],
    }


def _record(record: ControlRecord, tr: Translator) -> Card:
    key = "wording.confirmed" if record.is_status_report else "wording.recorded"
    return {
        "when": tr(key, date=dated(record, tr)),
        "text": record.text("summary", tr.lang),
        "confidence": record.confidence,
    }

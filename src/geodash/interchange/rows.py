"""What is shown, as plain rows: who held each place on the day, and the events that pass the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.interchange.fields import AREA
from geodash.model.overlay import RECORD
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import ActorKind
from geodash.wording.holder import attribution_of, class_name, event_attribution
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from geodash.i18n import Translator
    from geodash.interchange.fields import Row
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event, Language, Place
    from geodash.model.snapshot import PlaceControl

DECIMALS = 7
"""Of a degree: about a centimetre, and as many as every format keeps."""


def control_rows(dataset: Dataset, on: dt.date, tr: Translator) -> tuple[Row, ...]:
    """One row per tracked place, sorted by place id."""
    return tuple(control_row(dataset, control, on, tr) for control in snapshot_at(dataset, on).control)


def event_rows(dataset: Dataset, events: Iterable[Event], tr: Translator) -> tuple[Row, ...]:
    """One row per event, in the order given."""
    return tuple(_event_row(dataset, event, tr) for event in events)


def control_row(dataset: Dataset, control: PlaceControl, on: dt.date, tr: Translator) -> Row:
    """Who held a place on a day, and how that is known."""
    place = dataset.places[control.place_id]
    actor = dataset.actors.get(control.controller)
    group_name = class_name(dataset.conflict, control.group, tr)
    return {
        "as_of": on,
        "place_id": place.id,
        "place": place.label(tr.lang),
        **position_of(place),
        "controller": control.controller,
        "holder": actor.text("name", tr.lang) if actor else group_name,
        "holder_class": control.group,
        "holder_class_name": group_name,
        "basis": control.basis.value,
        "basis_name": tr(f"vocab.basis.{control.basis}"),
        "since": control.since,
        "since_precision": control.records[0].date_precision.value if control.records else "",
        "began_earlier": control.begins_earlier,
        "last_confirmed": control.last_confirmed,
        "evidence_date": control.evidence.valid_from if control.evidence else None,
        "carried": control.is_carried,
        "confidence": control.confidence.value if control.confidence else "",
        "statement": control_statement(dataset, control, on, tr),
        "attribution": attribution_of(dataset, control.controller, tr),
        "disputed_note": control.disputed_note(tr.lang),
        **sources_of(dataset, control.sources),
        **area_of(dataset, place),
    }


def _event_row(dataset: Dataset, event: Event, tr: Translator) -> Row:
    place = dataset.places.get(event.place_id or "")
    target = dataset.places.get(event.target_place_id or "")
    return {
        "event_id": event.id,
        "data_set": dataset.events.data_set_of(event.id) or RECORD,
        "event_date": event.date,
        "date_end": event.date_end,
        "date_precision": event.date_precision.value,
        "category": event.category.value,
        "category_name": tr(f"vocab.category.{event.category}"),
        "title_en": event.title_en,
        "title_fr": event.title_fr,
        "summary_en": event.summary_en,
        "summary_fr": event.summary_fr,
        "actors_from": event.actors_from,
        "actors_from_names": _names(dataset, event.actors_from, tr.lang),
        "actors_from_iso3": states_of(dataset, event.actors_from),
        "actors_to": event.actors_to,
        "actors_to_names": _names(dataset, event.actors_to, tr.lang),
        "actors_to_iso3": states_of(dataset, event.actors_to),
        "place_id": event.place_id or "",
        "place": place.label(tr.lang) if place else "",
        **position_of(place),
        "place_note_en": event.place_note_en,
        "place_note_fr": event.place_note_fr,
        "target_place_id": event.target_place_id or "",
        "target_place": target.label(tr.lang) if target else "",
        "fatalities_low": event.fatalities_low,
        "fatalities_high": event.fatalities_high,
        "confidence": event.confidence.value,
        "attribution": event_attribution(dataset, event, tr),
        "disputed_note_en": event.disputed_note_en,
        "disputed_note_fr": event.disputed_note_fr,
        "action": event.action,
        "cameo": event.cameo,
        "plover": event.plover,
        "part_of": event.part_of or "",
        **sources_of(dataset, event.source_ids),
        **area_of(dataset, place),
    }


def position_of(place: Place | None) -> Row:
    """Point of a place and where it comes from; all empty where there is none."""
    if place is None or place.lat is None or place.lon is None:
        return {"lat": None, "lon": None, "uncertainty_m": None, "coordinate_source": ""}
    return {
        "lat": round(place.lat, DECIMALS),
        "lon": round(place.lon, DECIMALS),
        "uncertainty_m": place.uncertainty_m,
        "coordinate_source": place.coord_source,
    }


def area_of(dataset: Dataset, place: Place | None) -> Row:
    """Country, province and territory of a place, with the codes that are known; all empty without one."""
    if place is None:
        return dict.fromkeys((column.name for column in AREA), "")
    home = place.country == dataset.conflict.home
    outer, inner = dataset.conflict.area_codes.of(place) if home else ("", "")
    return {
        "country": place.country,
        "admin1": place.admin1,
        "admin1_pcode": outer,
        "admin2": place.admin2,
        "admin2_pcode": inner,
        "geonames_id": place.geonames_id,
    }


def sources_of(dataset: Dataset, source_ids: Sequence[str]) -> Row:
    """Ids and addresses of sources, one for one."""
    return {
        "source_ids": tuple(source_ids),
        "source_urls": tuple(dataset.sources[source_id].url for source_id in source_ids),
    }


def _names(dataset: Dataset, actor_ids: Iterable[str], lang: Language) -> tuple[str, ...]:
    """Names of actors, one for one; a list has no empty parts, so an actor without a name keeps its id."""
    return tuple(dataset.actors[actor_id].text("name", lang) or actor_id for actor_id in actor_ids)


def states_of(dataset: Dataset, actor_ids: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes of the states among parties, each once; an organ of a state has the state's.

    A state has the country of its seat: one whose seat is no place of the record has no code.
    """
    lines = ([dataset.actors[each] for each in dataset.lineage(actor_id)] for actor_id in actor_ids)
    seats = (
        next((actor.seat_place_id for actor in line if actor.seat_place_id), None)
        for line in lines
        if all(actor.kind is ActorKind.STATE for actor in line)
    )
    return tuple(dict.fromkeys(dataset.places[seat].country for seat in seats if seat))

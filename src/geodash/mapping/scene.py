"""The scene: everything the browser needs to draw any day, as columns, computed once per dataset.

It comes as two documents with content-hashed names, so a browser fetches each version once: the scene itself
(places, holdings, cells, events, texts) and the base map it refers to. Days are integers since 1970-01-01.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from geodash.i18n import LANGUAGES, Translator, catalogue
from geodash.mapping.base import base_document
from geodash.mapping.encode import encode_polygons
from geodash.mapping.influence import influence_cells
from geodash.mapping.palette import PALETTE
from geodash.model.acts import DIPLOMATIC, act_of
from geodash.model.selection import to_day
from geodash.model.vocabulary import (
    CONTESTED,
    FADED_DAYS,
    FRESH_DAYS,
    UNKNOWN,
    EventCategory,
    PlaceKind,
    holder_group,
)
from geodash.wording.statement import holder_name

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event

SCALE = 1e4
BROWSER_CATALOGUES = ("vocab", "wording", "map", "clock", "panel")

_RANK = {
    PlaceKind.CAPITAL: 0,
    PlaceKind.PROVINCE_CAPITAL: 1,
    PlaceKind.CITY: 1,
    PlaceKind.TERRITORY_CAPITAL: 2,
    PlaceKind.TOWN: 3,
    PlaceKind.VILLAGE: 4,
}
_RANK_OF_SITES = 5


class SceneFiles(NamedTuple):
    """Names of the two documents inside the folder they were written to."""

    scene: str
    base: str


def write_scene(dataset: Dataset, folder: Path) -> SceneFiles:
    """Build the scene of a dataset and write both documents to a folder, named by their content."""
    base = _write(folder, "base", base_document(dataset))
    scene = _write(folder, "scene", build_scene(dataset, base))
    return SceneFiles(scene, base)


def _write(folder: Path, stem: str, document: dict[str, Any]) -> str:
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}.json"
    (folder / name).write_bytes(content)
    return name


def build_scene(dataset: Dataset, base: str) -> dict[str, Any]:
    """The scene document; ``base`` is the name of the base map document beside it."""
    place_row = {place_id: row for row, place_id in enumerate(dataset.places)}
    actor_row = {actor_id: row for row, actor_id in enumerate(dataset.actors)}
    controllers = _controllers(dataset)
    cells = influence_cells(dataset)
    return {
        "v": dataset.version,
        "base": base,
        "domain": [to_day(dataset.first_day), to_day(dataset.last_day)],
        "knownUntil": {
            "control": to_day(dataset.control_known_until),
            "events": to_day(dataset.events_known_until),
        },
        "evidence": {"fresh": FRESH_DAYS, "faded": FADED_DAYS},
        "palette": PALETTE,
        "controllers": controllers,
        "places": _places(dataset),
        "holdings": _holdings(dataset, place_row, [entry["id"] for entry in controllers]),
        "cells": [[place_row[place_id], encode_polygons(cell, SCALE)] for place_id, cell in cells.items()],
        "categories": list(EventCategory),
        "events": _events(dataset, place_row, actor_row),
        "actors": {
            "id": list(dataset.actors),
            "en": [actor.short_en for actor in dataset.actors.values()],
            "fr": [actor.short_fr for actor in dataset.actors.values()],
        },
        "attribution": attribution(dataset),
        "strings": {lang: _strings(lang) for lang in LANGUAGES},
    }


def attribution(dataset: Dataset) -> dict[str, str]:
    """Credits that every picture of the map carries, by language."""
    due = [dataset.credits[name] for name in (*dataset.borders, "places") if name in dataset.credits]
    return {lang: " · ".join(dict.fromkeys(credit.attribution(lang) for credit in due)) for lang in LANGUAGES}


def _strings(lang: str) -> dict[str, str]:
    return {key: text for key, text in catalogue(lang).items() if key.partition(".")[0] in BROWSER_CATALOGUES}


def _controllers(dataset: Dataset) -> list[dict[str, Any]]:
    ids = sorted({record.controller for record in dataset.control} | {CONTESTED, UNKNOWN})
    return [
        {
            "id": controller,
            "group": holder_group(controller),
            "holder": {lang: holder_name(dataset, controller, Translator(lang)) for lang in LANGUAGES},
        }
        for controller in ids
    ]


def _places(dataset: Dataset) -> dict[str, list[Any]]:
    places = dataset.places.values()
    return {
        "id": [p.id for p in places],
        "en": [p.label("en") for p in places],
        "fr": [p.label("fr") for p in places],
        "kind": [p.kind for p in places],
        "country": [p.country for p in places],
        "lat": [p.lat for p in places],
        "lon": [p.lon for p in places],
        "uncertainty": [p.uncertainty_m for p in places],
        "rank": [_RANK.get(p.kind, _RANK_OF_SITES) for p in places],
        "tracked": [int(p.id in dataset.holdings) for p in places],
    }


def _holdings(dataset: Dataset, place_row: dict[str, int], controllers: list[str]) -> dict[str, list[Any]]:
    rows = [holding for chain in dataset.holdings.values() for holding in chain]
    return {
        "place": [place_row[h.place_id] for h in rows],
        "from": [to_day(h.interval.start) for h in rows],
        "to": [to_day(h.interval.end) if h.interval.end else None for h in rows],
        "controller": [controllers.index(h.controller) for h in rows],
        "records": [[to_day(record.valid_from) for record in h.records] for h in rows],
        "confidence": [[record.confidence.rank for record in h.records] for h in rows],
        "disputed": [int(any(record.disputed_note_en for record in h.records)) for h in rows],
        "earlier": [int(h.begins_earlier) for h in rows],
    }


def _events(dataset: Dataset, place_row: dict[str, int], actor_row: dict[str, int]) -> dict[str, list[Any]]:
    events = dataset.events
    event_row = {event.id: row for row, event in enumerate(events)}
    categories = list(EventCategory)
    acts = [act_of(event) for event in events]
    return {
        "id": [e.id for e in events],
        "start": [to_day(e.date) for e in events],
        "end": [to_day(e.last_day) for e in events],
        "category": [categories.index(e.category) for e in events],
        "confidence": [e.confidence.rank for e in events],
        "precision": [e.date_precision for e in events],
        "place": [place_row[e.place_id] if e.place_id else -1 for e in events],
        "low": [e.fatalities_low for e in events],
        "high": [e.fatalities_high for e in events],
        "disputed": [int(bool(e.disputed_note_en)) for e in events],
        "sources": [len(e.source_ids) for e in events],
        "from": [[actor_row[a] for a in e.actors_from] for e in events],
        "to": [[actor_row[a] for a in e.actors_to] for e in events],
        "en": [e.title_en for e in events],
        "fr": [e.title_fr for e in events],
        "arcs": [_arcs(dataset, e, place_row) for e in events],
        "tone": [int(act.tone) for act in acts],
        "deed": [int(act.deed) for act in acts],
        "part": [event_row[e.part_of] if e.part_of else -1 for e in events],
    }


def _arcs(dataset: Dataset, event: Event, place_row: dict[str, int]) -> list[list[int]]:
    """Pairs of places, from the seat of each acting party to the seat of each recipient."""
    if event.category not in DIPLOMATIC:
        return []
    starts = dict.fromkeys(seat for actor in event.actors_from if (seat := seat_of(dataset, actor)))
    ends = dict.fromkeys(seat for actor in event.actors_to if (seat := seat_of(dataset, actor)))
    return [[place_row[a], place_row[b]] for a in starts for b in ends if a != b]


def seat_of(dataset: Dataset, actor_id: str) -> str | None:
    """Place id of an actor's capital or headquarters, its own or its parent's, or None."""
    seen: set[str] = set()
    current: str | None = actor_id
    while current is not None and current not in seen:
        actor = dataset.actors[current]
        if actor.seat_place_id:
            return actor.seat_place_id
        seen.add(current)
        current = actor.parent
    return None

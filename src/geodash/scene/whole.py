"""The scene: everything the browser needs to draw any day, as columns, computed once per dataset.

It comes as documents: the scene itself (places, holdings, cells, texts of the page), and what it names: the
base map, the columns of events, their ids and titles, the documents of the panels. Days are integers since
1970-01-01.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, texts_of, translators
from geodash.link.params import SYNONYMS
from geodash.link.state import params_table
from geodash.look.whole import look_document, look_of
from geodash.model.events import NOT_FOUND
from geodash.model.interval import to_day
from geodash.model.vocabulary import (
    CONTESTED,
    UNKNOWN,
    Basis,
    DatePrecision,
    EventCategory,
)
from geodash.scene.basemap import base_document
from geodash.scene.conflict import conflict_document
from geodash.scene.credits import attribution
from geodash.scene.documents import DOCUMENTS
from geodash.scene.encode import encode_polygons
from geodash.scene.events import CHUNK, event_table, pieces_within, rows_of_pieces, rows_of_titles, seat_of
from geodash.scene.influence import influence_cells
from geodash.wording.holder import holder_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

SCENE = "scene.json"
SCALE = 1e4
BROWSER_CATALOGUES = (
    "clock",
    "compare",
    "map",
    "panel",
    "places",
    "relations",
    "search",
    "share",
    "sources",
    "stories",
    "trends",
    "vocab",
    "wording",
)
_CITATION = "export.citation"


class Scene:
    """The documents of a dataset by name: what browsers fetch of it.

    What every browser needs is made at once, so that data which cannot be drawn is found here; titles, ids
    and columns of the events are made when they are asked for.
    """

    def __init__(self, dataset: Dataset) -> None:
        place_row = {place_id: row for row, place_id in enumerate(dataset.places)}
        actor_row = {actor_id: row for row, actor_id in enumerate(dataset.actors)}
        self._events = dataset.events
        self._table = event_table(dataset, place_row, actor_row)
        self._pieces: dict[str, tuple[str, slice]] = {}
        made = {
            "base": base_document(dataset),
            "documents": {name: f"{name}.json" for name in DOCUMENTS},
            "events": self._table.description | self._named_pieces(),
        }
        documents = {name: build(dataset) for name, build in DOCUMENTS.items()} | {
            "base": made["base"],
            "scene": build_scene(dataset, place_row) | made | {"base": "base.json"},
        }
        self._documents = {f"{name}.json": _as_json(document) for name, document in documents.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all documents; the first one names the others, relative to itself."""
        return (SCENE, *(name for name in self._documents if name != SCENE), *self._pieces)

    def document(self, name: str) -> bytes:
        """Content of a document.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        if name in self._documents:
            return self._documents[name]
        field, rows = self._pieces[name]
        if not field:
            return self._table.block(self._events, rows)
        return _as_json(self._events.texts(field, rows))

    def first_needed(self, windows: Iterable[tuple[date, int | None]], lang: Language) -> list[str]:
        """Names of the documents of events that a browser waits for before it shows windows in a language.

        A window is its last day and its length in days, None for all that went before.
        """
        described = self._table.description
        pieces = {each for day, days in windows for each in pieces_within(described, to_day(day), days)}
        all_titles = described["count"] <= CHUNK
        return [
            *(f"events-{each}.bin" for each in sorted(pieces)),
            *(name for name in self._pieces if all_titles and name.startswith(f"titles-{lang}-")),
        ]

    def _named_pieces(self) -> dict[str, Any]:
        """Names of the documents of the events, as the scene tells them; their fields and rows are kept."""
        count = len(self._events)
        pieces = []
        for number, (piece, rows) in enumerate(
            zip(self._table.description["pieces"], rows_of_pieces(count), strict=True)
        ):
            name = f"events-{number}.bin"
            self._pieces[name] = ("", rows)
            pieces.append(piece | {"block": name})
        titles = {
            lang: {
                f"titles-{lang}-{number}.json": (f"title_{lang}", rows)
                for number, rows in enumerate(rows_of_titles(count))
            }
            for lang in LANGUAGES
        }
        for named in titles.values():
            self._pieces |= named
        return {"pieces": pieces, "titles": {lang: list(named) for lang, named in titles.items()}}


def _as_json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def build_scene(dataset: Dataset, place_row: Mapping[str, int]) -> dict[str, Any]:
    """Everything of the scene but its events and its base map."""
    controllers = _controllers(dataset)
    cells = influence_cells(dataset)
    conflict, usual = dataset.conflict, dataset.own.conflict.usual_layers
    look = look_of(conflict)
    return {
        "v": dataset.version,
        "conflict": conflict_document(dataset),
        "look": look_document(look),
        "domain": [to_day(dataset.first_day), to_day(dataset.last_day)],
        "knownUntil": {
            "control": to_day(dataset.control_known_until),
            "events": to_day(dataset.events_known_until),
        },
        "thinFrom": to_day(dataset.events_thin_from) if dataset.events_thin_from else None,
        "params": params_table(),
        "synonyms": [asdict(each) for each in SYNONYMS],
        "layers": [{"id": name, "on": name in usual} for name in conflict.switched_layers],
        "palette": look.palette,
        "controllers": controllers,
        "places": _places(dataset),
        "holdings": _holdings(dataset, place_row, [entry["id"] for entry in controllers]),
        "cells": [[place_row[place_id], encode_polygons(cell, SCALE)] for place_id, cell in cells.items()],
        "categories": list(EventCategory),
        "actors": {
            "id": list(dataset.actors),
            "en": [actor.short_en for actor in dataset.actors.values()],
            "fr": [actor.short_fr for actor in dataset.actors.values()],
            "seat": [
                place_row.get(seat_of(dataset, actor_id) or "", NOT_FOUND) for actor_id in dataset.actors
            ],
            "parent": [actor.parent for actor in dataset.actors.values()],
        },
        "attribution": attribution(dataset),
        "strings": {lang: _strings(dataset.conflict, lang) for lang in LANGUAGES},
    }


def _strings(conflict: Conflict, lang: Language) -> dict[str, str]:
    texts = texts_of(lang, conflict).items()
    return {
        key: text for key, text in texts if key.partition(".")[0] in BROWSER_CATALOGUES or key == _CITATION
    }


def _controllers(dataset: Dataset) -> list[dict[str, Any]]:
    held = {holding.controller for chain in dataset.holdings.values() for holding in chain}
    ids = sorted(held | {CONTESTED, UNKNOWN})
    texts = translators(dataset.conflict)
    return [
        {
            "id": controller,
            "group": dataset.class_of(controller),
            "holder": {lang: holder_name(dataset, controller, tr) for lang, tr in texts.items()},
        }
        for controller in ids
    ]


def _places(dataset: Dataset) -> dict[str, list[Any]]:
    places = dataset.places.values()
    columns: dict[str, list[Any]] = {
        "id": [p.id for p in places],
        "en": [p.label("en") for p in places],
        "fr": [p.label("fr") for p in places],
        "kind": [p.kind for p in places],
        "country": [p.country for p in places],
        "lat": [p.lat for p in places],
        "lon": [p.lon for p in places],
        "uncertainty": [p.uncertainty_m for p in places],
        "rank": [p.kind.rank for p in places],
        "tracked": [int(p.id in dataset.holdings) for p in places],
    }
    if dataset.data_sets:
        columns["added"] = [int(p.id not in dataset.own.places) for p in places]
    return columns


def _holdings(dataset: Dataset, place_row: Mapping[str, int], controllers: list[str]) -> dict[str, list[Any]]:
    """Columns of the holdings, of each place in time order. ``next``: the record that opens the one after."""
    rows = [holding for chain in dataset.holdings.values() for holding in chain]
    precisions, bases = list(DatePrecision), list(Basis)
    return {
        "place": [place_row[h.place_id] for h in rows],
        "from": [to_day(h.interval.start) for h in rows],
        "to": [to_day(h.interval.end) if h.interval.end else None for h in rows],
        "controller": [controllers.index(h.controller) for h in rows],
        "records": [[to_day(record.valid_from) for record in h.records] for h in rows],
        "precision": [[precisions.index(record.date_precision) for record in h.records] for h in rows],
        "confidence": [[record.confidence.rank for record in h.records] for h in rows],
        "basis": [bases.index(h.basis) for h in rows],
        "next": [int(h.next_record is not None) for h in rows],
        "disputed": [int(any(record.disputed_note_en for record in h.records)) for h in rows],
        "earlier": [int(h.begins_earlier) for h in rows],
    }

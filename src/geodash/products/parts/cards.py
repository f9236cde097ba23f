"""Every card that a page in one file may have to show, in all languages, with what they share kept once.

What does not differ between languages stands under ``both``. Sources are named by id; so are other events,
whose title and day the page has in its scene.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, translators
from geodash.model.interval import to_day
from geodash.wording.detail import MOST_EVENTS, event_card, place_facts, place_on, sources_of
from geodash.wording.party import party_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geodash.i18n import Translator
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Actor, Event, Language, Place
    from geodash.wording.detail import Card


def all_cards(dataset: Dataset) -> dict[str, Any]:
    """Cards of all events, places, parties and sources, by id."""
    return {
        "events": {event.id: _event(dataset, event) for event in dataset.events},
        "places": {place.id: _place(dataset, place) for place in dataset.places.values()},
        "parties": {actor.id: _party(dataset, actor) for actor in dataset.actors.values()},
        "sources": {
            source_id: in_all_languages(dataset.conflict, partial(_source, dataset, source_id))
            for source_id in dataset.sources
        },
        "most_events": MOST_EVENTS,
    }


def in_all_languages(conflict: Conflict, make: Callable[[Translator], Card]) -> dict[str, Card]:
    """A card in each language; what is the same in all of them stands once, under ``both``."""
    return _merged({lang: make(tr) for lang, tr in translators(conflict).items()})


def _merged(cards: Mapping[Language, Card]) -> dict[str, Card]:
    first = cards[LANGUAGES[0]]
    same = {key for key, value in first.items() if all(card[key] == value for card in cards.values())}
    parts = {lang: {k: v for k, v in card.items() if k not in same} for lang, card in cards.items()}
    return {"both": {k: v for k, v in first.items() if k in same}} | parts


def _place(dataset: Dataset, place: Place) -> dict[str, Any]:
    """Card of a place: what holds on every day, and ``phases`` with what holds from a day on."""
    texts = translators(dataset.conflict)
    phases: list[dict[str, Any]] = []
    for day in _turning_days(dataset, place):
        cards = {lang: place_on(dataset, place, day, tr) for lang, tr in texts.items()}
        phase = _merged({lang: card | {"sources": _ids(card["sources"])} for lang, card in cards.items()})
        if not phases or phase != {key: value for key, value in phases[-1].items() if key != "from"}:
            phases.append({"from": to_day(day)} | phase)
    events = {"events": _ids_of(dataset.events_at(place.id, dt.date.min, dt.date.max))}
    constant = {lang: place_facts(dataset, place, tr) | events for lang, tr in texts.items()}
    return _merged(constant) | {"phases": phases}


def _turning_days(dataset: Dataset, place: Place) -> list[dt.date]:
    """Days on which the card of a place may say something new about who holds it."""
    days = {dataset.first_day}
    for holding in dataset.holdings.get(place.id, ()):
        days.add(dataset.control_known_until + dt.timedelta(days=1))
        days |= {record.valid_from for record in holding.records} | {holding.interval.start}
        days |= {holding.interval.end} if holding.interval.end else set()
    return sorted(days)


def _event(dataset: Dataset, event: Event) -> dict[str, Card]:
    """Card of an event with ids in place of the records it names."""

    def brief(tr: Translator) -> Card:
        card = event_card(dataset, event, tr)
        named = {key: _ids(card[key]) for key in ("parts", "related", "sources")}
        return card | named | {"part_of": event.part_of}

    return in_all_languages(dataset.conflict, brief)


def _party(dataset: Dataset, actor: Actor) -> dict[str, Card]:
    def brief(tr: Translator) -> Card:
        card = party_card(dataset, actor, tr)
        return card | {"sources": _ids(card["sources"])}

    return in_all_languages(dataset.conflict, brief)


def _source(dataset: Dataset, source_id: str, tr: Translator) -> Card:
    return sources_of(dataset, [source_id], tr)[0]


def _ids(cards: Iterable[Card]) -> list[str]:
    return [card["id"] for card in cards]


def _ids_of(events: Iterable[Event]) -> list[str]:
    return [event.id for event in events]

"""The card of a party: who it is, whom it belongs to, and by rows of events what it did, as plain values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from geodash.model.conflict import STATES
from geodash.model.overlay import RECORD
from geodash.model.selection import without_parts
from geodash.model.vocabulary import OTHER
from geodash.wording.detail import sources_of
from geodash.wording.holder import attribution_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import Actor

    Card = dict[str, Any]

MOST_SOURCES = 6


def party_card(dataset: Dataset, actor: Actor, tr: Translator) -> Card:
    """Everything known about one party that no day changes.

    ``by`` are rows of the record's events in which it or a member of it acts, ``toward`` of the others that
    are aimed at one of them; a part is left out beside its whole. ``holders`` are those of them that ever
    held a place. ``side`` is the class by which the map draws them, where that says more than a name.
    """
    family = frozenset(each for each in dataset.actors if actor.id in dataset.lineage(each))
    acting, aimed_at = (_with_any(dataset, field, family) for field in ("actors_from", "actors_to"))
    by = without_parts(dataset.event_columns, acting)
    toward = without_parts(dataset.event_columns, acting | aimed_at) & ~acting
    seat = dataset.places.get(actor.seat_place_id or "")
    return {
        "kind": "party",
        "id": actor.id,
        "title": actor.text("name", tr.lang),
        "kind_text": tr(f"party.kind.{actor.kind}"),
        "names": ", ".join(_other_names(actor, tr)),
        "note": actor.text("note", tr.lang),
        "attribution": attribution_of(dataset, actor.id, tr),
        "member_of": _links(dataset, dataset.lineage(actor.id)[1:], tr),
        "members": _links(dataset, sorted(_members(dataset, actor.id)), tr),
        "seat": {"id": seat.id, "label": seat.label(tr.lang)} if seat else None,
        "holders": sorted(family & {h.controller for chain in dataset.holdings.values() for h in chain}),
        "side": _side(dataset, actor.id),
        "by": np.flatnonzero(by).tolist(),
        "toward": np.flatnonzero(toward).tolist(),
        "sources": sources_of(dataset, _most_cited(dataset, by | toward), tr),
    }


def _with_any(dataset: Dataset, field: str, family: frozenset[str]) -> NDArray[np.bool_]:
    """One flag per event: whether it is of the record and its field names one of a family."""
    columns = dataset.event_columns
    named: NDArray[np.bool_] = dataset.events.coded(field).map(
        lambda parties: not family.isdisjoint(parties), np.bool_
    )
    named &= columns.origin == columns.origins.index(RECORD)
    return named


def _members(dataset: Dataset, actor_id: str) -> Iterator[str]:
    return (each.id for each in dataset.actors.values() if each.parent == actor_id)


def _links(dataset: Dataset, actor_ids: Iterable[str], tr: Translator) -> list[Card]:
    return [{"id": each, "label": dataset.actors[each].text("name", tr.lang)} for each in actor_ids]


def _other_names(actor: Actor, tr: Translator) -> list[str]:
    """What else it is called, in this language first."""
    names = dict.fromkeys((actor.text("short", tr.lang), *actor.aliases, actor.name_en, actor.name_fr))
    names.pop(actor.text("name", tr.lang), None)
    return list(names)


def _side(dataset: Dataset, actor_id: str) -> str | None:
    group = dataset.class_of(actor_id)
    described = dataset.conflict.class_by_id.get(group)
    is_named = described is not None and not described.own_names
    return group if is_named and group not in {OTHER, *STATES} else None


def _most_cited(dataset: Dataset, flags: NDArray[np.bool_]) -> list[str]:
    """The sources on which most of these events rest; of two, the one published later."""
    rows = np.flatnonzero(flags).tolist()
    cited = Counter(source for row in rows for source in dataset.events[row].source_ids)
    rank = sorted(cited, key=lambda each: (cited[each], dataset.sources[each].published, each), reverse=True)
    return rank[:MOST_SOURCES]

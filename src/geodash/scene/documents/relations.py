"""The document of relations between states and bodies."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geodash.model.acts import DIPLOMATIC
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.relations import precision_of
from geodash.scene.documents.text import in_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.records import Relation
    from geodash.model.relations import Pair, RelationState


def relations_document(dataset: Dataset) -> dict[str, Any]:
    """States of each pair in time order, and the rows of the events in which both sides take part.

    ``actors`` of a pair names first the party that all pairs share, where there is one (``common``).
    ``rows`` are those of ``dataset.events``: both take part, on whichever side. ``forth`` are the diplomatic
    acts among them of the first of ``actors`` toward the second, ``back`` of the second toward the first.
    """
    chains = dataset.relation_chains
    common = _common_actor(chains)
    sides = {pair: _sides(pair, common) for pair in chains}
    rows = _rows_of(dataset, list(sides.values()))
    return {
        "version": dataset.version,
        "common": common,
        "pairs": [
            {
                "pair": ",".join(sorted(pair)),
                "actors": list(sides[pair]),
                "states": [_state(dataset, state) for state in chain],
            }
            | rows[sides[pair]]
            for pair, chain in chains.items()
        ],
    }


def _common_actor(chains: Mapping[Pair, object]) -> str | None:
    """The actor that takes part in every pair; of two, the one that the table names first."""
    pairs = list(chains)
    if not pairs:
        return None
    return next((actor for actor in pairs[0] if all(actor in pair for pair in pairs)), None)


def _sides(pair: Pair, common: str | None) -> Pair:
    one, two = pair
    return (two, one) if two == common else pair


def _state(dataset: Dataset, state: RelationState) -> dict[str, Any]:
    end = state.interval.end
    return {
        "status": state.status,
        "from": to_day(state.interval.start),
        "to": to_day(end) if end else None,
        "records": [_record(dataset, record) for record in state.records],
    }


def _record(dataset: Dataset, record: Relation) -> dict[str, Any]:
    """One record; its sources are those of the act that it names, as is how exactly its day is known."""
    act = dataset.event_by_id[record.event_id]
    return {
        "id": record.id,
        "day": to_day(record.valid_from),
        "precision": precision_of(dataset, record),
        "event": act.id,
        "title": in_languages(act, "title"),
        "sources": len(act.source_ids),
        "summary": in_languages(record, "summary"),
    }


def _rows_of(dataset: Dataset, pairs: Sequence[Pair]) -> dict[Pair, dict[str, list[int]]]:
    """Rows of the record by pair; a member of an actor (its ``parent`` chain) counts as the actor."""
    events, columns = dataset.events, dataset.event_columns
    own = columns.origin == columns.origins.index(RECORD)
    diplomatic = own & events.coded("category").map(DIPLOMATIC.__contains__, np.bool_)
    acting, other = (_takes_part(dataset, field) for field in ("actors_from", "actors_to"))

    def rows_of(flags: NDArray[np.bool_]) -> list[int]:
        return np.flatnonzero(flags).tolist()

    return {
        (one, two): {
            "rows": rows_of(own & (acting(one) | other(one)) & (acting(two) | other(two))),
            "forth": rows_of(diplomatic & acting(one) & other(two)),
            "back": rows_of(diplomatic & acting(two) & other(one)),
        }
        for one, two in pairs
    }


def _takes_part(dataset: Dataset, field: str) -> Callable[[str], NDArray[np.bool_]]:
    """Function from an actor to whether it, or a member of it, is among the parties of each event's field."""
    column = dataset.events.coded(field)

    @cache
    def flags(actor: str) -> NDArray[np.bool_]:
        return column.map(lambda parties: any(actor in dataset.lineage(p) for p in parties), np.bool_)

    return flags

"""The dated state of bilateral relations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodash.model.chains import Run, runs_of
from geodash.model.records import Relation
from geodash.model.vocabulary import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.vocabulary import RelationStatus

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RelationState(Run[Relation]):
    """One status of one pair over one validity interval."""

    @property
    def pair(self) -> Pair:
        """The two actors, in the order of the table."""
        return self.records[0].pair

    @property
    def status(self) -> RelationStatus:
        """What the relation is."""
        return self.records[0].status


@dataclass(frozen=True, slots=True)
class RelationChange:
    """One pair whose status differs between two days; None is a day without a recorded status."""

    pair: Pair
    before: RelationState | None
    after: RelationState | None


def chains_of(relations: Iterable[Relation]) -> Mapping[Pair, tuple[RelationState, ...]]:
    """States of every pair in time order, in order of the pairs as recorded."""
    records = sorted(relations, key=lambda record: (record.pair, record.valid_from))
    chains = groupby(records, key=lambda record: record.pair)
    return MappingProxyType(
        {
            pair: tuple(RelationState(*run) for run in runs_of(chain, lambda record: record.status))
            for pair, chain in chains
        }
    )


def relation_states_at(dataset: Dataset, on: date) -> Mapping[Pair, RelationState]:
    """State of each pair on a day, in order of the pairs; a pair without a record yet is absent.

    Nothing is asserted after ``dataset.events_known_until``.
    """
    if on > dataset.events_known_until:
        return {}
    chains = dataset.relation_chains.values()
    return {state.pair: state for chain in chains for state in chain if on in state.interval}


def relation_changes_between(dataset: Dataset, earlier: date, later: date) -> tuple[RelationChange, ...]:
    """Pairs whose status differs between two days, in order of the pairs.

    Swapping the days swaps ``before`` and ``after``. That the record ends before one of them changes nothing.
    """
    if max(earlier, later) > dataset.events_known_until:
        return ()
    before, after = relation_states_at(dataset, earlier), relation_states_at(dataset, later)
    pairs = sorted(before.keys() | after.keys())
    changes = (RelationChange(pair, before.get(pair), after.get(pair)) for pair in pairs)
    return tuple(change for change in changes if _status(change.before) != _status(change.after))


def precision_of(dataset: Dataset, record: Relation) -> DatePrecision:
    """How exactly the day of a relation is known: as exactly as that of its act, where that is of the day."""
    act = dataset.event_by_id[record.event_id]
    return act.date_precision if record.valid_from == act.date else DatePrecision.DAY


def _status(state: RelationState | None) -> RelationStatus | None:
    return state.status if state else None

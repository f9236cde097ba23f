"""The dated state of bilateral relations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodash.model.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Relation
    from geodash.model.vocabulary import RelationStatus

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RelationState:
    """One status of one pair over one validity interval.

    ``records`` starts with the record that opens the interval; records that confirm the status follow.
    """

    pair: Pair
    status: RelationStatus
    interval: Interval
    records: tuple[Relation, ...]

    def records_until(self, on: date) -> tuple[Relation, ...]:
        """Records dated up to and including a day, oldest first."""
        return tuple(record for record in self.records if record.valid_from <= on)


@dataclass(frozen=True, slots=True)
class RelationChange:
    """One pair whose status differs between two days; None is a day without a recorded status."""

    pair: Pair
    before: RelationState | None
    after: RelationState | None


def relation_chains(dataset: Dataset) -> Mapping[Pair, tuple[RelationState, ...]]:
    """States of every pair in time order, in order of the pairs as recorded.

    A record whose status equals that of the record before it confirms; any other opens a new interval. The
    last interval stays open.
    """
    records = sorted(dataset.relations, key=lambda record: (record.pair, record.valid_from))
    chains = groupby(records, key=lambda record: record.pair)
    return MappingProxyType({pair: _states(pair, tuple(chain)) for pair, chain in chains})


def _states(pair: Pair, chain: tuple[Relation, ...]) -> tuple[RelationState, ...]:
    runs = [tuple(run) for _, run in groupby(chain, key=lambda record: record.status)]
    ends = [run[0].valid_from for run in runs[1:]] + [None]
    return tuple(
        RelationState(pair, run[0].status, Interval(run[0].valid_from, end), run)
        for run, end in zip(runs, ends, strict=True)
    )


def relation_states_at(dataset: Dataset, on: date) -> Mapping[Pair, RelationState]:
    """State of each pair on a day, in order of the pairs; a pair without a record yet is absent.

    Nothing is asserted after ``dataset.events_known_until``.
    """
    if on > dataset.events_known_until:
        return {}
    chains = relation_chains(dataset).values()
    return {state.pair: state for chain in chains for state in chain if on in state.interval}


def relations_at(dataset: Dataset, on: date) -> Mapping[Pair, Relation]:
    """The latest record of each pair on a day; as `relation_states_at`, but without since when."""
    return {pair: state.records_until(on)[-1] for pair, state in relation_states_at(dataset, on).items()}


def relation_changes_between(dataset: Dataset, earlier: date, later: date) -> tuple[RelationChange, ...]:
    """Pairs whose status differs between two days, in order of the pairs.

    Swapping the days swaps ``before`` and ``after``.
    """
    before, after = relation_states_at(dataset, earlier), relation_states_at(dataset, later)
    pairs = sorted(before.keys() | after.keys())
    changes = (RelationChange(pair, before.get(pair), after.get(pair)) for pair in pairs)
    return tuple(change for change in changes if _status(change.before) != _status(change.after))


def _status(state: RelationState | None) -> RelationStatus | None:
    return state.status if state else None

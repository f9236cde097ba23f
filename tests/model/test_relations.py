from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.relations import relation_changes_between, relation_states_at
from geodash.model.vocabulary import RelationStatus

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Relation

DAYS = st.dates(date(2022, 1, 1), date(2026, 7, 1))


def brute_force(dataset: Dataset, on: date) -> dict[tuple[str, str], Relation]:
    found = {}
    for record in sorted(dataset.relations, key=lambda r: r.valid_from):
        if record.valid_from <= on <= dataset.events_known_until:
            found[record.actor_a, record.actor_b] = record
    return found


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 1, 30), RelationStatus.STRAINED),
        (date(2025, 3, 16), RelationStatus.AID_SUSPENDED),
        (date(2025, 3, 17), RelationStatus.SEVERED),
        (date(2026, 5, 27), RelationStatus.SEVERED),
    ],
)
def test_rwanda_and_belgium(dataset: Dataset, on: date, status: RelationStatus) -> None:
    assert relation_states_at(dataset, on)["rwanda", "belgium"].status is status


def test_no_state_is_invented_before_or_after_the_records(dataset: Dataset) -> None:
    assert ("rwanda", "belgium") not in relation_states_at(dataset, date(2025, 1, 29))
    assert relation_states_at(dataset, dataset.events_known_until + timedelta(days=1)) == {}


def test_on_the_founding_day_relations_are_severed_since_that_day(dataset: Dataset) -> None:
    on = date(2025, 3, 17)
    state = relation_states_at(dataset, on)["rwanda", "belgium"]
    assert (state.status, state.interval.start) == (RelationStatus.SEVERED, on)
    assert state.records_until(on)[-1].event_id == "rwa-bel-sever-relations-20250317"


def test_a_record_of_the_same_status_confirms_and_does_not_cut(dataset: Dataset) -> None:
    chain = dataset.relation_chains["rwanda", "belgium"]
    assert [state.status for state in chain] == ["strained", "aid_suspended", "severed"]
    assert [record.valid_from for record in chain[-1].records] == [date(2025, 3, 17), date(2025, 5, 15)]
    assert chain[-1].interval.end is None


def test_chains_hold_every_record_once_in_order_of_pairs(dataset: Dataset) -> None:
    chains = dataset.relation_chains
    assert list(chains) == sorted(chains)
    assert [r for chain in chains.values() for state in chain for r in state.records] == sorted(
        dataset.relations, key=lambda r: (r.actor_a, r.actor_b, r.valid_from)
    )
    for pair, chain in chains.items():
        assert {state.pair for state in chain} == {pair}
        for one, two in pairwise(chain):
            assert one.interval.end == two.interval.start
            assert one.status is not two.status


@given(on=DAYS)
def test_a_state_is_the_last_record_of_its_pair(dataset: Dataset, on: date) -> None:
    expected = brute_force(dataset, on)
    states = relation_states_at(dataset, on)
    assert {pair: state.records_until(on)[-1] for pair, state in states.items()} == expected
    assert {pair: state.status for pair, state in states.items()} == {
        pair: record.status for pair, record in expected.items()
    }
    assert all(on in state.interval for state in states.values())


@given(one=DAYS, two=DAYS)
def test_changes_of_relations_are_the_difference_of_two_days(dataset: Dataset, one: date, two: date) -> None:
    forth = relation_changes_between(dataset, one, two)
    back = relation_changes_between(dataset, two, one)
    assert [(c.pair, c.before, c.after) for c in forth] == [(c.pair, c.after, c.before) for c in back]
    before, after = brute_force(dataset, one), brute_force(dataset, two)
    expected = (
        {}
        if max(one, two) > dataset.events_known_until
        else {
            pair: statuses
            for pair in before.keys() | after.keys()
            if len(set(statuses := [day[pair].status if pair in day else None for day in (before, after)]))
            == 2
        }
    )
    found = {c.pair: [state.status if state else None for state in (c.before, c.after)] for c in forth}
    assert found == expected

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.model.acts import Act, Tone, act_of
from geodash.model.relations import relations_at
from geodash.model.vocabulary import RelationStatus

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


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
    assert relations_at(dataset, on)["rwanda", "belgium"].status is status


def test_no_state_is_invented_before_or_after_the_records(dataset: Dataset) -> None:
    assert ("rwanda", "belgium") not in relations_at(dataset, date(2025, 1, 29))
    assert relations_at(dataset, dataset.events_known_until + timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("event_id", "act"),
    [
        ("rwa-bel-sever-relations-20250317", Act(Tone.PRESSURE, deed=True)),
        ("washington-peace-agreement-20250627", Act(Tone.COOPERATION, deed=False)),
        ("goma-captured-20250127", Act(Tone.NONE, deed=True)),
    ],
)
def test_tone_of_an_act(dataset: Dataset, event_id: str, act: Act) -> None:
    assert act_of(dataset.event_by_id[event_id]) == act

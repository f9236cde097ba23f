"""Tone and weight of an act, from its codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.model.acts import DIPLOMATIC, Act, Tone, act_of
from geodash.model.vocabulary import EventCategory

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

CO_OPERATION, PRESSURE = Tone.COOPERATION, Tone.PRESSURE
NO_TONE = Act(Tone.NONE, deed=False)
ROOTS = [
    *((root, Act(CO_OPERATION, deed=False)) for root in range(2, 6)),
    *((root, Act(CO_OPERATION, deed=True)) for root in range(6, 9)),
    *((root, Act(PRESSURE, deed=False)) for root in range(9, 14)),
    *((root, Act(PRESSURE, deed=True)) for root in range(14, 21)),
]
PLOVER = {
    "AGREE": Act(CO_OPERATION, deed=False),
    "CONSULT": Act(CO_OPERATION, deed=False),
    "SUPPORT": Act(CO_OPERATION, deed=False),
    "CONCEDE": Act(CO_OPERATION, deed=False),
    "COOPERATE": Act(CO_OPERATION, deed=True),
    "AID": Act(CO_OPERATION, deed=True),
    "RETREAT": Act(CO_OPERATION, deed=True),
    "DEMAND": Act(PRESSURE, deed=False),
    "ACCUSE": Act(PRESSURE, deed=False),
    "REJECT": Act(PRESSURE, deed=False),
    "THREATEN": Act(PRESSURE, deed=False),
    "PROTEST": Act(PRESSURE, deed=True),
    "MOBILIZE": Act(PRESSURE, deed=True),
    "SANCTION": Act(PRESSURE, deed=True),
    "COERCE": Act(PRESSURE, deed=True),
    "ASSAULT": Act(PRESSURE, deed=True),
    "": NO_TONE,
    "UNHEARD-OF": NO_TONE,
}


def act(dataset: Dataset, category: EventCategory, cameo: str, plover: str = "") -> Act:
    codes = {"category": category, "cameo": cameo, "plover": plover}
    return act_of(dataset.events[0].model_copy(update=codes))


@pytest.mark.parametrize(("root", "expected"), ROOTS)
def test_a_cameo_root_has_the_tone_of_its_class(tiny_dataset: Dataset, root: int, expected: Act) -> None:
    for category in DIPLOMATIC:
        assert act(tiny_dataset, category, f"{root:02}1", "AGREE") == expected


def test_a_root_beyond_the_manual_has_no_tone(tiny_dataset: Dataset) -> None:
    assert act(tiny_dataset, EventCategory.LEGAL, "21") == NO_TONE


@pytest.mark.parametrize("cameo", ["", "01", "0112"])
@pytest.mark.parametrize(("plover", "expected"), PLOVER.items())
def test_a_statement_has_the_tone_of_its_plover_name(
    tiny_dataset: Dataset, cameo: str, plover: str, expected: Act
) -> None:
    for name in (plover, f"{plover}/mode"):
        assert act(tiny_dataset, EventCategory.DIPLOMACY, cameo, name) == expected


@pytest.mark.parametrize("category", sorted(set(EventCategory) - DIPLOMATIC))
def test_what_is_not_between_parties_is_a_deed_without_tone(
    tiny_dataset: Dataset, category: EventCategory
) -> None:
    assert act(tiny_dataset, category, "161", "SANCTION") == Act(Tone.NONE, deed=True)

"""What an act says about a relation: co-operation or pressure, in words or in deeds.

CAMEO groups its root codes in four classes (Schrodt 2012, CAMEO manual 1.1b3): 01-05 verbal co-operation,
06-08 material co-operation, 09-13 verbal conflict, 14-20 material conflict. Root 01 holds every statement, a
denial as much as a welcome, so it is given no class here. PLOVER names are used where CAMEO gives none.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from geodash.model.vocabulary import EventCategory

if TYPE_CHECKING:
    from geodash.model.records import Event


class Tone(IntEnum):
    """Direction of an act."""

    PRESSURE = -1
    NONE = 0
    COOPERATION = 1


class Act(NamedTuple):
    """Tone of an act, and whether it is a deed rather than words."""

    tone: Tone
    deed: bool


DIPLOMATIC = frozenset(
    {
        EventCategory.DIPLOMACY,
        EventCategory.SANCTIONS,
        EventCategory.AID,
        EventCategory.PEACE_PROCESS,
        EventCategory.POLITICAL,
        EventCategory.LEGAL,
    }
)

_STATEMENT = 1

_LAST_ROOT_OF_CLASS = (
    (5, Act(Tone.COOPERATION, deed=False)),
    (8, Act(Tone.COOPERATION, deed=True)),
    (13, Act(Tone.PRESSURE, deed=False)),
    (20, Act(Tone.PRESSURE, deed=True)),
)

_PLOVER = {
    "AGREE": Act(Tone.COOPERATION, deed=False),
    "CONSULT": Act(Tone.COOPERATION, deed=False),
    "SUPPORT": Act(Tone.COOPERATION, deed=False),
    "CONCEDE": Act(Tone.COOPERATION, deed=False),
    "COOPERATE": Act(Tone.COOPERATION, deed=True),
    "AID": Act(Tone.COOPERATION, deed=True),
    "RETREAT": Act(Tone.COOPERATION, deed=True),
    "DEMAND": Act(Tone.PRESSURE, deed=False),
    "ACCUSE": Act(Tone.PRESSURE, deed=False),
    "REJECT": Act(Tone.PRESSURE, deed=False),
    "THREATEN": Act(Tone.PRESSURE, deed=False),
    "PROTEST": Act(Tone.PRESSURE, deed=True),
    "MOBILIZE": Act(Tone.PRESSURE, deed=True),
    "SANCTION": Act(Tone.PRESSURE, deed=True),
    "COERCE": Act(Tone.PRESSURE, deed=True),
    "ASSAULT": Act(Tone.PRESSURE, deed=True),
}


def act_of(event: Event) -> Act:
    """Tone of an event between parties; events that are not diplomatic, or carry no code, have none."""
    return act_of_codes(event.category, event.cameo, event.plover)


def act_of_codes(category: EventCategory, cameo: str, plover: str) -> Act:
    """The same, of what an event is told by."""
    if category not in DIPLOMATIC:
        return Act(Tone.NONE, deed=True)
    root = int(cameo[:2] or _STATEMENT)
    if root == _STATEMENT:
        return _PLOVER.get(plover.partition("/")[0], Act(Tone.NONE, deed=False))
    return next((act for last, act in _LAST_ROOT_OF_CLASS if root <= last), Act(Tone.NONE, deed=False))

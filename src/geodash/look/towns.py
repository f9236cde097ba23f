"""The look of towns: class of holder by colour and shape, basis and confidence by edge, age by strength."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.look.shapes import SIGNS, STRIPS
from geodash.model.vocabulary import CONTESTED, FADED_DAYS, FRESH_DAYS, NO_DATA, UNKNOWN, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.conflict import Conflict

FAINTEST = 0.45
"""Strength of a symbol whose evidence is FADED_DAYS old or older."""
RADII = (6.5, 6.2, 5.4, 5.0, 4.3, 4.0)
"""Radius of a town's symbol in pixels by rank, at the zoom at which the map opens."""
STROKES = {"halo": 3.5, "mixed": 2.5, "open": 1.6, "implied": 2.2}
"""Pixels of the halo around a symbol, of the ring of a mixed one, of the lines of open and implied ones."""
IMPLIED_CORE = 0.36
"""Share of an implied symbol that its filled middle takes: by it none is mistaken for an unknown one."""
LEFT_OUT = {"size": 0.45, "line": 1.2}
"""Of a place whose holder a reader leaves out: share of its radius, pixels of the ring."""
THIN_BELOW, THINNER = 4.0, 0.7
"""Symbols of a smaller radius in pixels have thinner edges, by that factor."""
CELLS = {"light": 0.2, "dark": 0.26, "outline_width": 1.6, "outline": 0.3}
"""Opacity of the influence cells, and of their edge."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Edge of a symbol: width and dash in pixels."""

    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassLook:
    """How places of one class are drawn.

    ``strip`` are bars of a history. ``held`` classes have evidence, an edge, a strength and a cell; ``open``
    ones are outlines; a ``mixed`` one is filled by half, and its cell hatched.
    """

    id: str
    shape: str
    sign: str
    strip: tuple[tuple[float, float], ...]
    held: bool = True
    open: bool = False
    mixed: bool = False


EDGES: Mapping[Confidence, Edge] = {
    Confidence.LOW: Edge(1.1, (2, 1.6)),
    Confidence.MEDIUM: Edge(0.8),
    Confidence.HIGH: Edge(1.7),
}
STATES = (
    ClassLook(CONTESTED, "circle", "◐", ((0, 4.5), (7.5, 4.5)), mixed=True),
    ClassLook(UNKNOWN, "ring", "○", ((10.5, 1.5),), held=False, open=True),
    ClassLook(NO_DATA, "cross", "×", (), held=False, open=True),
)


_OTHER_SHAPE = "diamond"


def class_looks(conflict: Conflict) -> tuple[ClassLook, ...]:
    """The classes of a conflict in their order, ``other`` with them, then the states that are no holder."""
    states = {state.id: state for state in STATES}
    return tuple(states.get(class_id) or _held(conflict, class_id) for class_id in conflict.class_ids)


def _held(conflict: Conflict, class_id: str) -> ClassLook:
    described = conflict.class_by_id.get(class_id)
    shape = described.shape if described else _OTHER_SHAPE
    return ClassLook(class_id, shape, SIGNS[shape], tuple(STRIPS[shape]))


def strength_at(age_days: int) -> float:
    """Strength of a symbol by the age of its evidence: 1 while fresh, FAINTEST from FADED_DAYS on.

    >>> strength_at(90), round(strength_at(365), 2), round(strength_at(4000), 2)
    (1.0, 0.45, 0.45)
    """
    share = min(1.0, max(0.0, (age_days - FRESH_DAYS) / (FADED_DAYS - FRESH_DAYS)))
    return 1 - (1 - FAINTEST) * share

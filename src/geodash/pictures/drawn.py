"""What a map turned out to show: what its legend explains and says is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.look.ground import Stroke
    from geodash.pictures.projection import Frame
    from geodash.pictures.symbols import Town


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a map shows, for its legend.

    ``cells`` are classes with shaded land, ``arcs`` tone and whether it is a deed. Followed places are
    ``hidden`` in its frame, ``unnamed`` though drawn, or ``beyond`` its frame.
    """

    frame: Frame
    towns: frozenset[Town]
    strokes: frozenset[Stroke]
    cells: frozenset[str]
    tones: frozenset[str]
    unnumbered: bool
    dots: bool
    hidden: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()
    arcs: frozenset[tuple[str, bool]] = frozenset()

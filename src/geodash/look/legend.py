"""Rows of the legend, in order. Page and pictures leave out what their map does not show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row: what kind of thing is drawn, which one, and its text.

    ``text`` is a key of the catalogues; rows of classes and layers of the descriptor have their names there.
    """

    kind: str
    ref: str = ""
    text: str = ""


_EVIDENCE = (
    LegendRow("fade", text="map.legend.old"),
    LegendRow("edge", "low", "map.legend.low"),
    LegendRow("edge", "high", "briefing.legend_high"),
    LegendRow("cell", text="map.legend.influence"),
)


def legend_rows(conflict: Conflict) -> tuple[LegendRow, ...]:
    """Classes of places, what edge and strength mean, then the layers from the top of the map downwards."""
    return (
        *(LegendRow("class", class_id) for class_id in conflict.class_ids),
        *_EVIDENCE,
        *(LegendRow("layer", layer.resource) for layer in reversed(conflict.layers) if layer.legend),
    )

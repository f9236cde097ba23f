"""Rows of the legend, in order. Page and pictures leave out what their map does not show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.conflict import LayerRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.model.conflict import Conflict, MapLayer


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row: what kind of thing is drawn, which one, and its text.

    ``text`` is a key of the catalogues; rows of classes and layers of the descriptor have their names there.
    ``paper`` rows are for pictures: on screen the pointer tells it, and the ground explains itself. Only a
    screen has ``shades``, as only there is a span of time to count in.
    """

    kind: str
    ref: str = ""
    text: str = ""
    paper: bool = False


_EVIDENCE = (
    LegendRow("left", text="map.legend.left"),
    LegendRow("implied", text="map.legend.implied"),
    LegendRow("fade", text="map.legend.old"),
    LegendRow("edge", "low", "map.legend.low"),
    LegendRow("edge", "high", "briefing.legend_high", paper=True),
    LegendRow("cell", text="map.legend.influence"),
)
_EVENTS = (
    LegendRow("event", "none", "briefing.legend_event"),
    LegendRow("event", "pressure", "briefing.legend_pressure"),
    LegendRow("event", "cooperation", "briefing.legend_cooperation"),
    LegendRow("further", text="briefing.legend_further"),
    LegendRow("arc", "pressure", "briefing.legend_arc_pressure", paper=True),
    LegendRow("arc", "cooperation", "briefing.legend_arc_cooperation", paper=True),
    LegendRow("arc", "none", "briefing.legend_arc", paper=True),
    LegendRow("arc", "words", "briefing.legend_arc_words", paper=True),
    LegendRow("dot", text="briefing.legend_dot"),
)


def legend_rows(conflict: Conflict) -> tuple[LegendRow, ...]:
    """Classes of places, what edge and strength mean, events, then the layers from the top downwards."""
    return (
        *(LegendRow("class", class_id) for class_id in conflict.class_ids),
        *_EVIDENCE,
        *_EVENTS,
        *(row for layer in reversed(conflict.layers) if layer.legend for row in _layer(layer)),
    )


def _layer(layer: MapLayer) -> Iterator[LegendRow]:
    if layer.role is LayerRole.TERRITORIES:
        yield LegendRow("shades", layer.resource)
    yield LegendRow("layer", layer.resource, paper=layer.colour is None)
    if layer.role is LayerRole.BOUNDARIES:
        yield LegendRow("undetermined", layer.resource, "briefing.legend_undetermined")

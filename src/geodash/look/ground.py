"""The look of the base map and of the layers that a package adds: what is drawn, in which order, how wide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodash.model.conflict import LayerRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodash.model.conflict import Conflict, MapLayer

PRINT = 0.75
"""Points on paper of a pixel on screen."""
Widths = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One way of drawing a layer.

    ``fill`` and ``stroke`` are colours of the palette. ``width`` are pairs (zoom, pixels): the last one whose
    zoom is not over the map's counts; of points it is the radius of their ``shape``. ``where`` and ``unless``
    pick features by a property. ``over`` says that it lies over the influence cells. ``switch`` is the layer
    of a link that it belongs to.
    """

    layer: str = ""
    role: str = ""
    fill: str = ""
    stroke: str = ""
    width: Widths = ((0, 1),)
    dash: tuple[float, ...] = ()
    alpha: float = 1.0
    from_zoom: float = 0
    to_zoom: float = 30
    where: tuple[str, str] | None = None
    unless: tuple[str, str] | None = None
    over: bool = False
    switch: str = ""
    shape: str = ""

    def shown_at(self, zoom: float) -> bool:
        """Whether maps of a zoom show it."""
        return self.from_zoom <= zoom <= self.to_zoom

    def takes(self, properties: Mapping[str, object]) -> bool:
        """Whether a feature is drawn by it."""

        def has(condition: tuple[str, str] | None) -> bool:
            return condition is not None and properties.get(condition[0]) == condition[1]

        return not has(self.unless) and (self.where is None or has(self.where))


_HOME = ("iso3", "")
"""Stands for the home country of a conflict."""
_UNSETTLED = ("status", "undetermined")
_ROLES: Mapping[LayerRole, tuple[Stroke, ...]] = {
    LayerRole.WORLD: (
        Stroke(fill="neighbour"),
        Stroke(stroke="boundary", width=((0, 0.5),), alpha=0.5),
    ),
    LayerRole.COUNTRIES: (
        Stroke(fill="neighbour", unless=_HOME),
        Stroke(fill="land", where=_HOME),
    ),
    LayerRole.RIVERS: (Stroke(stroke="river", width=((0, 0.6), (7, 1), (10, 1.6)), from_zoom=5),),
    LayerRole.LAKES: (
        Stroke(fill="water"),
        # The shore is less exact than the border beside it: close up only the border shows.
        Stroke(stroke="river", width=((0, 0.5), (6, 0.8)), to_zoom=11),
    ),
    LayerRole.BORDER_RIVER: (Stroke(stroke="river", width=((0, 2), (8, 3.5), (11, 5)), from_zoom=7),),
    LayerRole.AREA: (
        Stroke(fill="own", alpha=0.25, over=True),
        Stroke(stroke="own", width=((0, 1), (8, 1.5)), over=True),
    ),
    LayerRole.ROADS: (Stroke(stroke="road", width=((0, 1), (8, 1.6)), dash=(6, 4), over=True),),
    LayerRole.TERRITORIES: (Stroke(stroke="province", width=((0, 0.6), (8, 1)), over=True),),
    LayerRole.PROVINCES: (Stroke(stroke="province", dash=(2, 3), from_zoom=5, over=True),),
    LayerRole.BOUNDARIES: (
        Stroke(stroke="boundary", width=((0, 0.7), (5, 1)), unless=_UNSETTLED, over=True),
        Stroke(stroke="boundary", width=((0, 0.7), (5, 1)), dash=(4, 3), where=_UNSETTLED, over=True),
    ),
    LayerRole.BORDER: (Stroke(stroke="border", width=((0, 1), (5, 1.5), (7, 2)), over=True),),
    LayerRole.LINE: (Stroke(stroke="own", width=((0, 1.2), (8, 2)), over=True),),
    LayerRole.POINT: (
        Stroke(fill="own", stroke="halo", width=((0, 2), (7, 3), (9, 4.2), (12, 5.5)), over=True),
    ),
}
"""How each role is drawn, lowest first; a package's own colour stands as ``own``."""


def ground_looks(conflict: Conflict) -> tuple[Stroke, ...]:
    """How the layers of a conflict are drawn, lowest first."""
    order = list(_ROLES)
    layers = sorted(conflict.layers, key=lambda layer: order.index(layer.role))
    found = [stroke for layer in layers for stroke in _strokes(conflict, layer)]
    return tuple(sorted(found, key=lambda stroke: stroke.over))


def _strokes(conflict: Conflict, layer: MapLayer) -> Iterator[Stroke]:
    own = own_colour(layer) if layer.colour else ""
    for usual in _ROLES[layer.role]:
        stroke = replace(
            usual,
            layer=layer.resource,
            role=layer.role.value,
            switch=layer.resource if layer.switch else "",
            fill=own if own and usual.fill not in {"", "land", "water"} else usual.fill,
            stroke=own if own and usual.stroke not in {"", "halo"} else usual.stroke,
            where=_at_home(conflict, usual.where),
            unless=_at_home(conflict, usual.unless),
            shape=layer.shape if layer.role is LayerRole.POINT else "",
        )
        if layer.width is not None:
            stroke = replace(stroke, width=((0, layer.width),))
        if layer.dash:
            stroke = replace(stroke, dash=layer.dash)
        if layer.from_zoom is not None:
            stroke = replace(stroke, from_zoom=layer.from_zoom)
        yield stroke


def _at_home(conflict: Conflict, condition: tuple[str, str] | None) -> tuple[str, str] | None:
    return (condition[0], conflict.home) if condition is _HOME else condition


def own_colour(layer: MapLayer) -> str:
    """Name in the palette of the colour that a layer brings."""
    return f"layer_{layer.resource}"


def width_at(widths: Iterable[tuple[float, float]], zoom: float) -> float:
    """Width in pixels at a zoom.

    >>> width_at(((0, 1), (7, 2)), 6.9), width_at(((0, 1), (7, 2)), 7)
    (1, 2)
    """
    return [width for least, width in widths if least <= zoom or least == 0][-1]

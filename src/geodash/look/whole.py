"""The whole look of a conflict's map, for pictures and, as plain values, for the browser."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodash.look.ground import Stroke, ground_looks, own_colour
from geodash.look.legend import LegendRow, legend_rows
from geodash.look.palette import PALETTE
from geodash.look.shapes import SHAPES
from geodash.look.signs import ACT_DASHES, OTHER_SIGN, SIGNS, TONES
from geodash.look.towns import (
    CELLS,
    EDGES,
    FAINTEST,
    IMPLIED_CORE,
    LEFT_OUT,
    RADII,
    STROKES,
    THIN_BELOW,
    THINNER,
    ClassLook,
    class_looks,
)
from geodash.model.vocabulary import FADED_DAYS, FRESH_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.conflict import Conflict


@dataclass(frozen=True)
class MapLook:
    """How the map of one conflict is drawn. ``palette`` has colours by theme and name."""

    classes: Mapping[str, ClassLook]
    ground: tuple[Stroke, ...]
    legend: tuple[LegendRow, ...]
    palette: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=8)
def look_of(conflict: Conflict) -> MapLook:
    """The look of a conflict: classes in the order of figures and legend, ground lowest first."""
    classes = {look.id: look for look in class_looks(conflict)}
    return MapLook(classes, ground_looks(conflict), legend_rows(conflict), _palette(conflict))


def _palette(conflict: Conflict) -> dict[str, dict[str, str]]:
    """Colours of the page and the map, with those of classes and layers."""
    own = {c.id: c.colour for c in conflict.classes}
    own |= {own_colour(layer): layer.colour for layer in conflict.layers if layer.colour}
    return {
        theme: colours | {name: getattr(colour, theme) for name, colour in own.items()}
        for theme, colours in PALETTE.items()
    }


def look_document(look: MapLook) -> dict[str, Any]:
    """The look as plain values for JSON, under the names that the browser program uses."""
    return {
        "classes": [asdict(each) for each in look.classes.values()],
        "shapes": SHAPES,
        "edges": [asdict(edge) for edge in EDGES.values()],
        "fade": {"fresh": FRESH_DAYS, "faded": FADED_DAYS, "faintest": FAINTEST},
        "radii": RADII,
        "town": STROKES
        | {"thin_below": THIN_BELOW, "thinner": THINNER, "core": IMPLIED_CORE, "left": LEFT_OUT},
        "cells": CELLS,
        "ground": [_without_defaults(stroke) for stroke in look.ground],
        "signs": {**SIGNS, "": OTHER_SIGN},
        "tones": TONES,
        "acts": ACT_DASHES,
        "legend": [asdict(row) for row in look.legend],
    }


_USUAL = asdict(Stroke())


def _without_defaults(stroke: Stroke) -> dict[str, Any]:
    return {name: value for name, value in asdict(stroke).items() if value != _USUAL[name] or name == "width"}

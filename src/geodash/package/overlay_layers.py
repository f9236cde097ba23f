"""Layers of an overlay: described, read and checked as those of the base package, under names of its own."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import shapely
from pydantic import TypeAdapter, ValidationError

from geodash.errors import Problem
from geodash.limits import LAYER_POSITIONS, OVERLAY_LAYERS
from geodash.model.conflict import LayerRole, MapLayer
from geodash.package.conflict import layer_faults
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.remedies import member_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodash.model.dataset import BorderLayer, Dataset
    from geodash.package.descriptor import Package

_WHERE = "geodash.layers"
_LAYERS = TypeAdapter(tuple[MapLayer, ...])
_OF_THE_RECORD = frozenset({LayerRole.WORLD, LayerRole.COUNTRIES, LayerRole.LAKES})
"""Land and water, by which the page opens and influence cells end: those of the base package hold."""


def described_layers(member: Mapping[str, Any], problems: list[Problem]) -> tuple[MapLayer, ...] | None:
    """The layers that the member ``geodash`` lists, None with a problem where it lists them wrongly.

    Each has a switch, whatever it says.
    """
    try:
        layers = _LAYERS.validate_python(member.get("layers", ()))
    except ValidationError as error:
        problems += member_problems(DESCRIPTOR, _WHERE, error)
        return None
    return tuple(layer.model_copy(update={"switch": True}) for layer in layers)


def layer_problems(
    layers: Sequence[MapLayer], borders: Mapping[str, BorderLayer], package: Package, base: Dataset
) -> Iterator[Problem]:
    """What the base package's rules find, and those of overlays that need no name space."""
    unread = {resource.name for resource in package.borders} - borders.keys()
    for where, value, remedy in layer_faults(layers, borders):
        if value not in unread:  # what is wrong with its file is said already
            yield Problem(DESCRIPTOR, 0, f"geodash.{where}", value, remedy)
    if len(layers) > OVERLAY_LAYERS:
        yield Problem(DESCRIPTOR, 0, _WHERE, str(len(layers)), f"describe at most {OVERLAY_LAYERS} layers")
    for at, layer in enumerate(layers):
        if layer.role in _OF_THE_RECORD:
            remedy = "choose another role: land and water are those of the base package"
            yield Problem(DESCRIPTOR, 0, f"{_WHERE}[{at}].role", layer.role, remedy)
        if layer.resource in base.borders:
            remedy = "choose another name: the base package has a layer of this one"
            yield Problem(DESCRIPTOR, 0, f"{_WHERE}[{at}].resource", layer.resource, remedy)
    yield from _file_problems(borders, package)


def _file_problems(borders: Mapping[str, BorderLayer], package: Package) -> Iterator[Problem]:
    """Files that a saved package could not hold, or a map could not draw."""
    for resource in package.borders:
        if len(PurePosixPath(resource.path).parts) > 1:
            remedy = f"put the file beside {DESCRIPTOR}: a saved package has no folders"
            yield Problem(DESCRIPTOR, 0, "resources", resource.path, remedy)
    positions = sum(int(shapely.get_num_coordinates(layer.geometries).sum()) for layer in borders.values())
    if positions > LAYER_POSITIONS:
        remedy = f"simplify the layers to {LAYER_POSITIONS:,} positions in all: a map is drawn at once"
        yield Problem(DESCRIPTOR, 0, _WHERE, f"{positions:,}", remedy)


def foreign_layers(layers: Sequence[MapLayer], overlay_id: str) -> Iterator[Problem]:
    """Layers whose names are not the overlay's own."""
    for at, layer in enumerate(layers):
        if not layer.resource.startswith(f"{overlay_id}-"):
            remedy = f"let the name begin with `{overlay_id}-`, so that it is never one of the record"
            yield Problem(DESCRIPTOR, 0, f"{_WHERE}[{at}].resource", layer.resource, remedy)

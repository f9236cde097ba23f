"""The member ``geodash`` of the descriptor: read, and held against the tables and layers of the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from geodash.errors import Problem
from geodash.i18n import LANGUAGES, OPTIONAL, catalogue
from geodash.look.palette import PALETTE
from geodash.look.shapes import HOLDER_SHAPES
from geodash.model.conflict import Conflict, LayerRole
from geodash.model.vocabulary import OTHER
from geodash.package.remedies import did_you_mean, member_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodash.model.conflict import MapLayer
    from geodash.model.dataset import BorderLayer
    from geodash.model.records import Actor, StoryStep
    from geodash.package.checks.tables import Tables
    from geodash.package.tables import Table

MEMBER = "geodash"
Fault = tuple[str, str, str]
"""Where in the member, what stands there, and what to do."""
_RESERVED = PALETTE["light"].keys() - {OTHER}
_ONE_OF_SHAPES = f"choose one of {', '.join(HOLDER_SHAPES)}"
_OWN_COLOUR = frozenset({LayerRole.AREA, LayerRole.LINE, LayerRole.POINT})
_AREAS = frozenset({"Polygon", "MultiPolygon"})
_LINES = frozenset({"LineString", "MultiLineString"})
_POINTS = frozenset({"Point", "MultiPoint"})
_ANY_LINE = _LINES | _AREAS
_GEOMETRY: Mapping[LayerRole, frozenset[str]] = {
    LayerRole.WORLD: _AREAS,
    LayerRole.COUNTRIES: _AREAS,
    LayerRole.RIVERS: _LINES,
    LayerRole.LAKES: _AREAS,
    LayerRole.BORDER_RIVER: _LINES,
    LayerRole.AREA: _AREAS,
    LayerRole.ROADS: _LINES,
    LayerRole.TERRITORIES: _AREAS,
    LayerRole.PROVINCES: _ANY_LINE,
    LayerRole.BOUNDARIES: _LINES,
    LayerRole.BORDER: _LINES,
    LayerRole.LINE: _LINES,
    LayerRole.POINT: _POINTS,
}
"""Types of geometry that each role can be drawn with."""
_NEEDS: Mapping[LayerRole, tuple[str, ...]] = {
    LayerRole.WORLD: ("iso_n3",),
    LayerRole.COUNTRIES: ("iso3",),
    LayerRole.TERRITORIES: ("admin1", "admin2"),
}
"""Properties that every feature of a layer of that role has."""


_UTM = re.compile(r"EPSG:32[67](0[1-9]|[1-5]\d|60)")
"""WGS 84 / UTM, zones 1 to 60, north and south: projected, in metres."""
_HOLDER = "wording.holder."
"""Before the id of an actor, the key of its name as a holder inside a sentence."""


def read_conflict(file: str, descriptor: Mapping[str, Any], problems: list[Problem]) -> Conflict | None:
    """The conflict that a descriptor describes, or None with a problem for each thing wrong with it."""
    value = descriptor.get(MEMBER)
    if not isinstance(value, dict):
        remedy = "describe the conflict: titles, region, classes of holders, layers (see the data dictionary)"
        problems.append(Problem(file, 0, MEMBER, "", remedy))
        return None
    try:
        # From JSON, so that what Python would convert by itself is read as the descriptor writes it.
        return Conflict.model_validate(value)
    except ValidationError as error:
        problems += member_problems(file, MEMBER, error)
        return None


def conflict_problems(
    file: str, conflict: Conflict, tables: Tables, layers: Mapping[str, BorderLayer]
) -> Iterator[Problem]:
    """What the conflict names that the package lacks, and layers that cannot be drawn in their role."""
    found = [
        *_class_problems(conflict, tables.actors),
        *layer_faults(conflict.layers, layers),
        *_story_problems(conflict, tables.stories),
        *_text_problems(conflict, tables.actors),
        *_system_problems(conflict),
    ]
    events = tables.events
    if conflict.start_event and events.readable and not events.has(conflict.start_event):
        found.append(("start_event", conflict.start_event, "write the id of an event"))
    for where, value, remedy in found:
        yield Problem(file, 0, f"{MEMBER}.{where}", value, remedy)


def _class_problems(conflict: Conflict, actors: Table[Actor]) -> Iterator[Fault]:
    listed: dict[str, str] = {}
    for at, holders in enumerate(conflict.classes):
        where = f"classes[{at}]"
        if holders.id in _RESERVED:
            yield f"{where}.id", holders.id, "choose another id: the map has a colour of that name"
        if holders.shape not in HOLDER_SHAPES:
            yield f"{where}.shape", holders.shape, _ONE_OF_SHAPES
        for actor in holders.actors:
            if actors.readable and actor not in actors.ids:
                yield f"{where}.actors", actor, "write ids of actors.csv"
            if listed.setdefault(actor, holders.id) != holders.id:
                yield f"{where}.actors", actor, f"list the actor here or in `{listed[actor]}`, not in both"


def _system_problems(conflict: Conflict) -> Iterator[Fault]:
    """Influence cells are measured in metres on a plane."""
    if not conflict.metric_crs or _UTM.fullmatch(conflict.metric_crs):
        return
    from pyproj import CRS  # noqa: PLC0415 - slow to import, and most packages name a zone of UTM or nothing
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        system = CRS.from_user_input(conflict.metric_crs)
        metric = system.is_projected and all(axis.unit_name == "metre" for axis in system.axis_info)
    except CRSError:
        metric = False
    if not metric:
        remedy = "write a projected system in metres, such as EPSG:32735, or leave it out"
        yield "metric_crs", conflict.metric_crs, remedy


def _story_problems(conflict: Conflict, steps: Table[StoryStep]) -> Iterator[Fault]:
    if not steps.readable or steps.faulty:
        return
    told = dict.fromkeys(row.record.story_id for row in steps.rows)
    for story_id in told.keys() - conflict.stories.keys():
        yield "stories", story_id, f"give the story `{story_id}` a title and a lead"
    for story_id in conflict.stories.keys() - told.keys():
        yield f"stories.{story_id}", story_id, f"add its steps to {steps.file}, or take it out"


def _text_problems(conflict: Conflict, actors: Table[Actor]) -> Iterator[Fault]:
    """Keys that nothing asks for: a text under one would never be shown."""
    known = {*catalogue(LANGUAGES[0]), *OPTIONAL, *(_HOLDER + actor for actor in actors.ids)}
    for key in conflict.texts.keys() - known:
        if actors.readable or not key.startswith(_HOLDER):
            yield (
                f"texts.{key}",
                key,
                "write the key of a text in src/geodash/i18n" + did_you_mean(key, known),
            )


def layer_faults(described: Iterable[MapLayer], layers: Mapping[str, BorderLayer]) -> Iterator[Fault]:
    """Layers that are not there, or cannot be drawn in their role, and those that have no role."""
    seen: set[str] = set()
    for at, layer in enumerate(described):
        where = f"layers[{at}]"
        if layer.resource in seen:
            yield f"{where}.resource", layer.resource, "give each layer one role"
        seen.add(layer.resource)
        if layer.resource in layers:
            yield from _drawing_problems(where, layer, layers[layer.resource])
        else:
            yield f"{where}.resource", layer.resource, "write the name of a GeoJSON layer among the resources"
    for name in layers.keys() - seen:
        yield "layers", name, f"give the layer `{name}` a role, or take it out of the resources"


def _drawing_problems(where: str, layer: MapLayer, geometry: BorderLayer) -> Iterator[Fault]:
    allowed, kinds = _GEOMETRY[layer.role], {each.geom_type for each in geometry.geometries}
    if wrong := sorted(kinds - allowed):
        remedy = f"a layer of role {layer.role} holds {' or '.join(sorted(allowed))}"
        yield f"{where}.role", ", ".join(wrong), remedy
    elif kinds & _LINES and kinds & _AREAS:
        yield f"{where}.role", ", ".join(sorted(kinds)), "keep areas and lines in layers of their own"
    for needed in _NEEDS.get(layer.role, ()):
        if not all(isinstance(each.get(needed), str) for each in geometry.properties):
            yield f"{where}.role", layer.resource, f"give each feature a text `{needed}` among its properties"
    if layer.role is LayerRole.TERRITORIES and (layer.on or not layer.switch):
        yield (
            f"{where}.on",
            layer.resource,
            "write `switch: true` and `on: false`: who wants shades asks for them",
        )
    if layer.shape not in HOLDER_SHAPES:
        yield f"{where}.shape", layer.shape, _ONE_OF_SHAPES
    if layer.role in _OWN_COLOUR and layer.colour is None:
        yield f"{where}.colour", layer.resource, "give the layer a colour, light and dark"

"""In which territory each place lies, as counts and filters need it: known, or said to be not known."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodash.model.conflict import LayerRole
from geodash.model.selection import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodash.model.dataset import BorderLayer, Dataset
    from geodash.model.records import Place

MOST_DOUBT_M = 25_000
"""A point with more doubt than this says nothing of the territory that it lies in."""


class Territory(NamedTuple):
    """A second-level unit of the home country; one without ``admin2`` stands for what is not known."""

    admin1: str
    admin2: str


NOT_KNOWN = Territory("", "")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_KIND = re.compile(
    r"\b(?:province|territory|territoire|district|county|department|town|city|ville|of|de|du)\b"
)


def territories(dataset: Dataset) -> dict[str, Territory | None]:
    """Territory of each place by id, None abroad.

    It is that of the polygon which holds the place's point, in a layer of territories, else the one that the
    table of places names. However it is written, a territory is one.
    """
    home = [place for place in dataset.places.values() if place.country == dataset.conflict.home]
    named = {place.id: Territory(place.admin1, place.admin2) for place in home}
    drawn = _drawn(dataset, home)
    recorded = [named[place.id] for place in home if place.id in dataset.own.places]
    spelling: dict[Territory, Territory] = {}
    for unit in (*_of_layers(dataset), *recorded, *named.values()):
        spelling.setdefault(_key(unit), unit)
    lying = {place_id: drawn.get(place_id, unit) for place_id, unit in named.items()}
    return {
        place_id: spelling[_key(lying[place_id])] if place_id in lying else None
        for place_id in dataset.places
    }


class Areas(NamedTuple):
    """Provinces and territories that places of the home country lie in, by their id.

    ``of`` has the ids of those that a place lies in: of a place known by its province alone, only that.
    """

    units: dict[str, Territory]
    of: dict[str, tuple[str, ...]]


def areas_of(dataset: Dataset) -> Areas:
    """The areas of a dataset. A dot in their ids tells them from those of places.

    >>> area_id("ABC", "Côte-Nord", "Vieux Port")
    'abc.cote-nord.vieux-port'
    """
    home = dataset.conflict.home
    units: dict[str, Territory] = {}
    of: dict[str, tuple[str, ...]] = {}
    for place_id, unit in territories(dataset).items():
        parts = [part for part in unit or () if part]
        ids = [area_id(home, *parts[:length]) for length in range(1, len(parts) + 1)]
        for length, name in enumerate(ids, 1):
            units.setdefault(name, Territory(*[*parts[:length], ""][:2]))
        of[place_id] = tuple(ids)
    return Areas(dict(sorted(units.items())), of)


def area_id(*names: str) -> str:
    """Id of an area by the names of its country, its province and itself."""
    return ".".join(_NO_LETTER.sub("-", fold(name)).strip("-") for name in names)


def units_of(dataset: Dataset, layer: BorderLayer) -> tuple[list[int], list[int]]:
    """Number of the territory of each feature of a layer, and of each place, -1 for places in none."""
    drawn = [_key(_unit(properties)) for properties in layer.properties]
    numbers = {unit: number for number, unit in enumerate(dict.fromkeys(drawn))}
    lying = territories(dataset).values()
    return [numbers[unit] for unit in drawn], [numbers.get(_key(unit), -1) if unit else -1 for unit in lying]


@lru_cache(maxsize=4_096)
def _key(unit: Territory) -> Territory:
    """A territory without accents, capitals and the words for what it is, as "territory" or "town"."""
    return Territory(*(" ".join(_KIND.sub(" ", fold(name)).split()) or fold(name) for name in unit))


def _unit(properties: Mapping[str, object]) -> Territory:
    return Territory(str(properties["admin1"]), str(properties["admin2"]))


def _layers(dataset: Dataset) -> list[BorderLayer]:
    names = dataset.conflict.layers_of(LayerRole.TERRITORIES)
    return [dataset.borders[name] for name in names if name in dataset.borders]


def _of_layers(dataset: Dataset) -> list[Territory]:
    return [_unit(properties) for layer in _layers(dataset) for properties in layer.properties]


def _drawn(dataset: Dataset, places: Iterable[Place]) -> dict[str, Territory]:
    """Territory by place id, of the places whose point a polygon holds."""
    layers = _layers(dataset)
    if not layers:
        return {}
    import shapely  # noqa: PLC0415  slow to import, and not everybody needs it

    exact = [place for place in places if _is_exact(place)]
    points = shapely.points(np.array([(place.lon, place.lat) for place in exact]).reshape(-1, 2))
    found: dict[str, Territory] = {}
    for layer in layers:
        inside = shapely.STRtree(layer.geometries).query(points, predicate="within")
        for at, feature in inside.T:
            found.setdefault(exact[at].id, _unit(layer.properties[feature]))
    return found


def _is_exact(place: Place) -> bool:
    return place.lon is not None and (place.uncertainty_m or 0) <= MOST_DOUBT_M

"""Base geometry prepared once per dataset, in Mercator metres, and cut to a frame when it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

from geodash.pictures.projection import mercator
from geodash.scene.influence import influence_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import Dataset
    from geodash.pictures.projection import Frame

    Takes = Callable[[Mapping[str, object]], bool]

FINEST = 0.12
"""Points of the sheet; finer bends are left out."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Layers of the base map, each feature with its properties; and the influence cells by place id."""

    layers: Mapping[str, tuple[tuple[Mapping[str, object], BaseGeometry], ...]]
    cells: Mapping[str, BaseGeometry]


@lru_cache(maxsize=2)
def ground_of(dataset: Dataset) -> Ground:
    """The prepared geometry of a dataset."""
    layers = {
        name: tuple(zip(layer.properties, _project(layer.geometries), strict=True))
        for name, layer in dataset.borders.items()
    }
    cells = influence_cells(dataset)
    return Ground(layers, dict(zip(cells, _project(tuple(cells.values())), strict=True)))


def _project(geometries: tuple[BaseGeometry, ...]) -> list[BaseGeometry]:
    return list(shapely.transform(np.array(geometries, dtype=object), _to_metres)) if geometries else []


def _to_metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(mercator(points[:, 0], points[:, 1]))


def paths_in(ground: Ground, layer: str, frame: Frame, takes: Takes) -> Iterator[Path]:
    """Outline on the sheet of each feature of a layer that is taken and that a frame shows."""
    for row in _near(ground, layer, frame):
        properties, _ = ground.layers[layer][row]
        if takes(properties) and (path := _path_of(ground, layer, row, frame)):
            yield path


def parts_in(ground: Ground, layer: str, frame: Frame) -> Iterator[tuple[Mapping[str, object], BaseGeometry]]:
    """Properties of each feature near a frame, and what the frame shows of it."""
    for row in _near(ground, layer, frame):
        yield ground.layers[layer][row][0], _part_of(ground, layer, row, frame)


@lru_cache(maxsize=2_000)
def _path_of(ground: Ground, layer: str, row: int, frame: Frame) -> Path | None:
    return _drawn(_part_of(ground, layer, row, frame), frame)


@lru_cache(maxsize=2_000)
def _part_of(ground: Ground, layer: str, row: int, frame: Frame) -> BaseGeometry:
    return cut_to(ground.layers[layer][row][1], frame)


@lru_cache(maxsize=200)
def _near(ground: Ground, layer: str, frame: Frame) -> tuple[int, ...]:
    """Rows of the features of which a frame may show something, by their bounds alone."""
    west, south, east, north = _window(frame)
    geometries = np.array([geometry for _, geometry in ground.layers.get(layer, ())], dtype=object)
    bounds = shapely.bounds(geometries).reshape(-1, 4)
    beside = (bounds[:, 0] > east) | (bounds[:, 2] < west)
    away = (bounds[:, 1] > north) | (bounds[:, 3] < south)
    return tuple(np.flatnonzero(~(beside | away)).tolist())


def _window(frame: Frame) -> tuple[float, float, float, float]:
    """The extent of a frame with a little around it, so that cut edges stay out of sight."""
    west, south, east, north = frame.extent
    margin = 6 * frame.scale
    return west - margin, south - margin, east + margin, north + margin


def points_in(
    ground: Ground, layer: str, frame: Frame
) -> Iterator[tuple[Mapping[str, object], float, float]]:
    """Properties and spot on the sheet of each point that a frame shows."""
    for properties, geometry in ground.layers.get(layer, ()):
        east, north = shapely.get_coordinates(geometry).T
        for x, y in zip(*frame.points(east, north), strict=True):
            if frame.box.holds(x, y):
                yield properties, x, y


def cut_to(geometry: BaseGeometry, frame: Frame) -> BaseGeometry:
    """What a frame shows of a geometry, as fine as it can be seen."""
    near = shapely.clip_by_rect(geometry, *_window(frame))
    return shapely.simplify(near, FINEST * frame.scale)


def outline(geometry: BaseGeometry, frame: Frame) -> Path | None:
    """A geometry as one outline on the sheet, or None where nothing of it is in the frame."""
    return _drawn(cut_to(geometry, frame), frame)


def _drawn(shown: BaseGeometry, frame: Frame) -> Path | None:
    parts = [_ring(ring, frame) for ring in _rings(shown)]
    return Path.make_compound_path(*parts) if parts else None


def _rings(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Rings of areas and lines of lines."""
    flat = shapely.get_parts(np.atleast_1d(shapely.get_parts(geometry)))
    areas = flat[shapely.get_type_id(flat) == shapely.GeometryType.POLYGON]
    lines = flat[
        np.isin(shapely.get_type_id(flat), (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))
    ]
    return [*shapely.get_rings(areas), *lines]


def _ring(line: BaseGeometry, frame: Frame) -> Path:
    points = shapely.get_coordinates(line)
    where = np.column_stack(frame.points(points[:, 0], points[:, 1]))
    closed = shapely.get_type_id(line) == shapely.GeometryType.LINEARRING
    return Path(where, closed=bool(closed))

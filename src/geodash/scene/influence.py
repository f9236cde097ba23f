"""Influence cells: the land nearest to each tracked town, cut at a radius, lakes and the border.

A Voronoi cell says only which town is nearest. The layer is illustrative: it is never a front line, and no
area may be computed from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from geodash.model.conflict import LayerRole
from geodash.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import BorderLayer, Dataset

RADIUS_M = 15_000
SIMPLIFY_M = 150
_DEGREES = CRS.from_epsg(4326)
WITHOUT_CELL = frozenset({PlaceKind.AIRPORT, PlaceKind.BORDER_CROSSING, PlaceKind.HILL})
"""A runway, post or hill inside a town's land would cut the town's cell in two."""


def influence_cells(dataset: Dataset) -> dict[str, BaseGeometry]:
    """Cell of each tracked town by place id, in degrees (EPSG:4326); none abroad or without an outline.

    Distances are measured in the metric system of the conflict, or in the UTM zone of its towns.
    """
    towns = [
        place
        for place_id in dataset.holdings
        if (place := dataset.places[place_id]).lon is not None and place.kind not in WITHOUT_CELL
    ]
    if not towns or not dataset.conflict.layers_of(LayerRole.COUNTRIES):
        return {}
    degrees = shapely.points(np.array([(p.lon, p.lat) for p in towns], np.float64))
    name = dataset.conflict.metric_crs
    metres = CRS.from_user_input(name) if name else _utm_of(*shapely.total_bounds(degrees).tolist())
    there = Transformer.from_crs(_DEGREES, metres, always_xy=True)
    points = _moved(degrees, there)
    window = shapely.box(*shapely.total_bounds(points)).buffer(2 * RADIUS_M)
    land = _land(dataset, window, there)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=window))
    tree = shapely.STRtree(cells)
    back = Transformer.from_crs(metres, _DEGREES, always_xy=True)
    found = {}
    for place, point in zip(towns, points, strict=True):
        nearest = tree.query(point, predicate="within")
        cell = cells[int(nearest[0])] if nearest.size else window  # a town alone has no neighbours
        near = cell.intersection(point.buffer(RADIUS_M)).intersection(land).simplify(SIMPLIFY_M)
        if not near.is_empty:
            found[place.id] = _moved(near, back)
    return found


def _utm_of(west: float, south: float, east: float, north: float) -> CRS:
    """The UTM zone at the middle of an extent in degrees."""
    lon, lat = (west + east) / 2, (south + north) / 2
    zones = query_utm_crs_info("WGS 84", AreaOfInterest(lon, lat, lon, lat))
    return CRS.from_epsg(zones[0].code)


def _land(dataset: Dataset, window: BaseGeometry, there: Transformer) -> BaseGeometry:
    """Land of the home country in a window, in metres: without lakes where the package has them."""
    conflict = dataset.conflict
    home = [
        _outline(_of_country(dataset.borders[name], conflict.home), there)
        for name in conflict.layers_of(LayerRole.COUNTRIES)
    ]
    land: BaseGeometry = window.intersection(shapely.union_all(home))
    for name in conflict.layers_of(LayerRole.LAKES):
        land = land.difference(_outline(dataset.borders[name].geometries, there))
    return land


def _of_country(layer: BorderLayer, iso3: str) -> list[BaseGeometry]:
    rows = zip(layer.geometries, layer.properties, strict=True)
    return [geometry for geometry, row in rows if row["iso3"] == iso3]


def _outline(geometries: Iterable[BaseGeometry], there: Transformer) -> BaseGeometry:
    outline: BaseGeometry = shapely.union_all([_moved(each, there) for each in geometries])
    return outline


def _moved(shapes: Any, way: Transformer) -> Any:  # noqa: ANN401  one geometry, or an array of them
    """Geometries in another system of coordinates."""

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(way.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, move)

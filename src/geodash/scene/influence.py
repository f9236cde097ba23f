"""Influence cells: the land nearest to each tracked town, cut at a radius, lakes and the border.

A Voronoi cell says only which town is nearest. The layer is illustrative: it is never a front line, and no
area may be computed from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import shapely

from geodash.model.conflict import LayerRole
from geodash.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import Dataset

RADIUS_M = 15_000
SIMPLIFY_M = 150
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
    degrees = geopandas.GeoSeries(
        geopandas.points_from_xy([p.lon for p in towns], [p.lat for p in towns]), crs="EPSG:4326"
    )
    points = degrees.to_crs(dataset.conflict.metric_crs or degrees.estimate_utm_crs())
    window = shapely.box(*points.total_bounds).buffer(2 * RADIUS_M)
    land = _land(dataset, window, points.crs)
    cells = points.voronoi_polygons(extend_to=window)
    tree = shapely.STRtree(cells.to_numpy())
    cut = []
    for point in points:
        nearest = tree.query(point, predicate="within")
        cell = cells.iloc[int(nearest[0])] if nearest.size else window  # a town alone has no neighbours
        near = cell.intersection(point.buffer(RADIUS_M)).intersection(land)
        cut.append(near.simplify(SIMPLIFY_M))
    found = geopandas.GeoSeries(cut, crs=points.crs).to_crs("EPSG:4326")
    return {place.id: cell for place, cell in zip(towns, found, strict=True) if not cell.is_empty}


def _land(dataset: Dataset, window: BaseGeometry, crs: CRS) -> BaseGeometry:
    """Land of the home country in a window, in metres: without lakes where the package has them."""
    conflict = dataset.conflict
    frames = (dataset.borders[name].frame for name in conflict.layers_of(LayerRole.COUNTRIES))
    home = [_outline(frame.loc[frame["iso3"] == conflict.home], crs) for frame in frames]
    land: BaseGeometry = window.intersection(shapely.union_all(home))
    for name in conflict.layers_of(LayerRole.LAKES):
        land = land.difference(_outline(dataset.borders[name].frame, crs))
    return land


def _outline(frame: GeoDataFrame, crs: CRS) -> BaseGeometry:
    outline: BaseGeometry = frame.geometry.to_crs(crs).union_all()
    return outline

"""Influence cells: the land nearest to each tracked town, cut at a radius, lakes and the border.

A Voronoi cell says only which town is nearest. The layer is illustrative: it is never a front line, and no
area may be computed from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import shapely

from geodash.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import Dataset

RADIUS_M = 15_000
METRIC_CRS = "EPSG:32735"  # UTM 35 South covers the Kivus with under 0.1 % distortion
SIMPLIFY_M = 150
WITHOUT_CELL = frozenset({PlaceKind.AIRPORT, PlaceKind.BORDER_CROSSING, PlaceKind.HILL})
"""A runway, post or hill inside a town's land would cut the town's cell in two."""


def influence_cells(dataset: Dataset) -> dict[str, BaseGeometry]:
    """Cell of each tracked town by place id, in degrees (EPSG:4326)."""
    towns = [
        place
        for place_id in dataset.holdings
        if (place := dataset.places[place_id]).lon is not None and place.kind not in WITHOUT_CELL
    ]
    points = geopandas.GeoSeries(
        geopandas.points_from_xy([p.lon for p in towns], [p.lat for p in towns]), crs="EPSG:4326"
    ).to_crs(METRIC_CRS)
    land = _land(dataset, points)
    cells = points.voronoi_polygons(extend_to=shapely.box(*points.total_bounds).buffer(2 * RADIUS_M))
    tree = shapely.STRtree(cells.to_numpy())
    cut = []
    for point in points:
        cell = cells.iloc[int(tree.query(point, predicate="within")[0])]
        near = cell.intersection(point.buffer(RADIUS_M)).intersection(land)
        cut.append(near.simplify(SIMPLIFY_M))
    degrees = geopandas.GeoSeries(cut, crs=METRIC_CRS).to_crs("EPSG:4326")
    return {place.id: cell for place, cell in zip(towns, degrees, strict=True)}


def _land(dataset: Dataset, points: geopandas.GeoSeries) -> BaseGeometry:
    """DR Congo without its lakes around the points, in metres."""
    countries = dataset.borders["countries"].frame
    congo = countries.loc[countries["iso3"] == "COD"].geometry.to_crs(METRIC_CRS).union_all()
    lakes = dataset.borders["lakes"].frame.geometry.to_crs(METRIC_CRS).union_all()
    around = shapely.box(*points.total_bounds).buffer(2 * RADIUS_M)
    land: BaseGeometry = congo.intersection(around).difference(lakes)
    return land

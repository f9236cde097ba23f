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
    """Cell of each tracked town by place id, in degrees (EPSG:4326); none without an outline to cut at."""
    if "countries" not in dataset.borders:
        return {}
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
    """Land of DR Congo around the points, in metres: without lakes where the package has them."""
    around = shapely.box(*points.total_bounds).buffer(2 * RADIUS_M)
    land: BaseGeometry = around.intersection(_outline(dataset, "countries", "COD"))
    if "lakes" in dataset.borders:
        land = land.difference(_outline(dataset, "lakes"))
    return land


def _outline(dataset: Dataset, layer: str, iso3: str | None = None) -> BaseGeometry:
    frame = dataset.borders[layer].frame
    chosen = frame if iso3 is None else frame.loc[frame["iso3"] == iso3]
    outline: BaseGeometry = chosen.geometry.to_crs(METRIC_CRS).union_all()
    return outline

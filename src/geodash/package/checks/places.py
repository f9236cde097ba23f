"""Rules on places: points are complete, and lie in the country that the gazetteer gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geodash.errors import Problem
    from geodash.model.dataset import BorderLayer
    from geodash.model.records import Place
    from geodash.package.tables import Row, Table

COUNTRIES = "countries"
METRES_PER_DEGREE = 111_320
"""Length of a degree at the equator; no outline that is checked lies more than 14 degrees from it."""


def place_problems(places: Table[Place], borders: Mapping[str, BorderLayer]) -> Iterator[Problem]:
    """Every problem of a place."""
    outlines = _outlines(borders.get(COUNTRIES))
    for row in places.rows:
        incomplete = [*_point(places, row)]
        yield from incomplete
        if not incomplete and row.record.country in outlines:
            yield from _country(places, row, outlines[row.record.country])


def _point(places: Table[Place], row: Row[Place]) -> Iterator[Problem]:
    lat, lon, uncertainty = row.record.lat, row.record.lon, row.record.uncertainty_m
    if (lat is None) != (lon is None):
        field = "lat" if lat is None else "lon"
        yield problem(places, row, field, "fill in both coordinates or neither")
    elif lat is not None and uncertainty is None:
        yield problem(places, row, "uncertainty_m", "say how far, in metres, the place may be from its point")
    elif lat is None and uncertainty is not None:
        yield problem(places, row, "uncertainty_m", "leave the cell empty: there is no point")


def _outlines(countries: BorderLayer | None) -> dict[str, BaseGeometry]:
    """Outline by country code, prepared for repeated questions."""
    if countries is None:
        return {}
    found: dict[str, BaseGeometry] = {}
    for properties, geometry in zip(countries.properties, countries.geometries, strict=True):
        code = properties.get("iso3")
        if isinstance(code, str):
            shapely.prepare(geometry)
            found[code] = geometry
    return found


def _country(places: Table[Place], row: Row[Place], outline: BaseGeometry) -> Iterator[Problem]:
    """A point may lie outside its country by no more than its uncertainty."""
    if row.record.lon is None or row.record.lat is None:
        return
    point = shapely.Point(row.record.lon, row.record.lat)
    tolerance = (row.record.uncertainty_m or 0) / METRES_PER_DEGREE
    if not shapely.covers(outline, point) and not shapely.dwithin(outline, point, tolerance):
        yield problem(places, row, "country", "correct the country or the point: one is outside the other")

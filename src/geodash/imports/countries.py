"""Which country a row speaks of: by code, by name in two languages, or by its point."""

from __future__ import annotations

import csv
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from babel.core import Locale, get_global

from geodash.imports.columns.names import by_value, distinct, plain, without_brackets
from geodash.model.records import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodash.model.dataset import BorderLayer, Dataset

_FORMER = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes of states that are gone, which stand beside the code of today."""
_TABLE = Path(__file__).with_name("country_names.csv")
"""Names that lists of the trade use, beside those of the Unicode locale data and of the base package."""
_COAST_DEGREES = 0.3
"""How far a point may lie off the land of its country: beaches, lakes, small islands of a coarse outline."""
_NEAR_DEGREES = 1.0
"""Beyond this distance from its country a point is looked at again with its coordinates changed round."""
_CODE, _NUMBER = 3, 3


class Countries:
    """Codes, names and outlines of countries, as a base package knows them."""

    def __init__(self, base: Dataset) -> None:
        self._base = base

    def read(self, cells: pd.Series) -> pd.Series:
        """Codes (ISO 3166-1 alpha-3) of names and codes of any kind; empty where a text is none."""
        return by_value(cells, self.code)

    def code(self, text: str) -> str:
        """Code of one name or code, or an empty text."""
        word = text.strip().removesuffix(".0")
        upper = word.upper()
        if word.isdigit():
            return _alpha3().get(get_global("territory_aliases").get(word.zfill(_NUMBER), [""])[0], "")
        if len(upper) == _CODE and upper in _codes():
            return upper
        return _alpha3().get(upper, "") or self._names.get(_words(word), "") or self._short(word)

    def _short(self, word: str) -> str:
        """By what stands before brackets, as where a list adds a country's former name."""
        before = _words(without_brackets(word))
        return self._names.get(before, "") if before else ""

    @cached_property
    def _names(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for lang in LANGUAGES:
            for alpha2, name in Locale.parse(lang).territories.items():
                if alpha2 in _alpha3():
                    found.setdefault(_words(name), _alpha3()[alpha2])
                    found.setdefault(_words(without_brackets(name)), _alpha3()[alpha2])
        with _TABLE.open(encoding="utf-8", newline="") as table:
            found |= {_words(row["name"]): row["iso3"] for row in csv.DictReader(table)}
        for code, names in self._base.conflict.names.country.items():
            found |= {_words(names.in_language(lang)): code for lang in LANGUAGES}
        return found

    @cached_property
    def _outlines(self) -> Mapping[str, shapely.Geometry]:
        """Outline by code: those that the package has in detail, the world's for the others."""
        found: dict[str, list[shapely.Geometry]] = {}
        for code, shape in self._world():
            found.setdefault(code, []).append(shape)
        detailed = {code: [shape] for code, shape in _with(self._base.borders.get("countries"), "iso3")}
        outlines = {code: shapely.union_all(shapes) for code, shapes in (found | detailed).items() if code}
        for outline in outlines.values():
            shapely.prepare(outline)
        return outlines

    def _world(self) -> Iterator[tuple[str, shapely.Geometry]]:
        layer = self._base.borders.get("world")
        for number, shape in _with(layer, "iso_n3"):
            if number:
                yield self.code(number), shape

    def at(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Code of the country at each point, or the nearest within a short way off its land; else empty."""
        places, place = distinct(lon, lat)
        found: np.ndarray = self._at(lon[places], lat[places])[place]
        return found

    def _at(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """The same, of points that differ."""
        codes = np.array([*self._outlines, ""], dtype=object)
        shapes = np.array([*self._outlines.values()], dtype=object)
        found = np.full(len(lon), "", dtype=object)
        points = np.asarray(shapely.points(lon, lat), dtype=object)
        known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        if not len(known) or not len(shapes):
            return found
        within = _only_one(shapes, lon[known], lat[known])
        found[known] = codes[within]
        # A distance takes as long as a thousand of the looks before: it is asked where they do not tell.
        unsure = known[within < 0]
        tree = shapely.STRtree(shapes)
        which, near = tree.query_nearest(points[unsure], max_distance=_COAST_DEGREES, all_matches=False)
        found[unsure[which]] = codes[near]
        return found

    def home_changed_round(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Points that only make sense changed round, where most of a table do.

        It says no country by itself.
        """
        home = np.full(len(lon), self._base.conflict.home, dtype=object)
        found = self.changed_round(home, lon, lat)
        known = np.isfinite(lon) & np.isfinite(lat)
        return found if found.sum() * 2 > known.sum() else np.zeros(len(lon), dtype=bool)

    def changed_round(self, country: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Whether each point is far from its country, and in it once latitude and longitude change places."""
        places, place = distinct(country, lon, lat)
        found: np.ndarray = self._changed_round(country[places], lon[places], lat[places])[place]
        return found

    def _changed_round(self, country: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """The same, of points that differ."""
        found = np.zeros(len(lon), dtype=bool)
        codes, names = pd.factorize(pd.Series(country))
        for number, name in enumerate(names):
            outline = self._outlines.get(name)
            rows = np.flatnonzero((codes == number) & np.isfinite(lon) & np.isfinite(lat))
            if outline is None or not len(rows):
                continue
            west, south, east, north = shapely.bounds(outline)
            x, y = lon[rows], lat[rows]
            far = (x < west) | (x > east) | (y < south) | (y > north)
            # Most points lie in the box of their country: only the others are worth the long way.
            rows, x, y = rows[far], x[far], y[far]
            if len(rows):
                away = ~shapely.dwithin(outline, shapely.points(x, y), _NEAR_DEGREES)
                found[rows] = away & shapely.dwithin(outline, shapely.points(y, x), _COAST_DEGREES)
        return found


def _with(layer: BorderLayer | None, field: str) -> Iterator[tuple[str, shapely.Geometry]]:
    if layer is not None:
        for properties, shape in zip(layer.properties, layer.geometries, strict=True):
            yield str(properties.get(field) or ""), shape


def _words(name: str) -> str:
    """Words of a country's name that tell it from others, in the short form.

    >>> _words("Saint Kitts and Nevis"), _words("St. Kitts & Nevis")
    ('st kitts nevis', 'st kitts nevis')
    """
    words = plain(name).replace("saint ", "st ").split()
    return " ".join(word for word in words if word not in {"and", "et", "the", "of"})


@cache
def _alpha3() -> Mapping[str, str]:
    """Code of three letters by code of two."""
    return {alpha2: code for code, alpha2 in _codes().items()}


@cache
def _codes() -> Mapping[str, str]:
    """Code of two letters by code of three."""
    return {
        code: alpha2[0]
        for code, alpha2 in get_global("territory_aliases").items()
        if len(code) == _CODE and code.isalpha() and len(alpha2) == 1 and code not in _FORMER
    }


def _only_one(shapes: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Row of the only shape that each point lies in; -1 where it is none or several."""
    shapely.prepare(shapes)
    row, count = np.full(len(lon), -1), np.zeros(len(lon), dtype=int)
    for number, (west, south, east, north) in enumerate(shapely.bounds(shapes)):
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        held = near[shapely.intersects_xy(shapes[number], lon[near], lat[near])]
        row[held] = number
        count[held] += 1
    return np.where(count == 1, row, -1)

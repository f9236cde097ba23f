"""Places to the gazetteer of the base package.

By name within a sensible distance, or by a point within its doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodash.imports.columns.names import listed, plain, without_brackets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geodash.model.dataset import Dataset
    from geodash.model.records import Place

EARTH_M = 6_371_000
BY_NAME_M = 10_000
"""Beside the doubt about both points: lists put a town at its market, its hospital or its airport."""
_KIND = re.compile(
    r"\b(village|town|city|locality|centre|center|cite|ville|localite|settlement|commune|cdp|camp|mine)\b"
)
_ADMIN = re.compile(
    r"\b(province|territory|territoire|district|region|state|department|county|prefecture|commune|of|de|du)\b"
)
KEYS = ("place", "admin2", "admin1", "country", "lat", "lon", "uncertainty")
"""What tells one place of a data set from another."""
NAMED, NEARBY = "named", "nearby"


@dataclass(frozen=True)
class Match:
    """For each place of the data the one of the base package, if any.

    ``how`` it was found, and how far off it is.
    """

    ids: np.ndarray
    how: np.ndarray
    metres: np.ndarray


def different_places(rows: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """Each place that has a point once, and for each row the number of its place; -1 where it has none."""
    pointed = (rows["uncertainty"].notna() & rows["lat"].notna() & rows["lon"].notna()).to_numpy()
    keys = rows.loc[pointed, list(KEYS)].round({"lat": 6, "lon": 6})
    numbers = np.full(len(rows), -1, dtype=np.int64)
    numbers[pointed] = keys.groupby(list(KEYS), sort=False, dropna=False).ngroup().to_numpy()
    return numbers, keys.drop_duplicates().reset_index(drop=True)


def match_places(places: pd.DataFrame, base: Dataset, exact: float) -> Match:
    """Places of the base package for places of the data.

    Only points as exact as ``exact`` metres are matched: what is known to lie around a town is not in it.
    """
    gazetteer = [place for place in base.places.values() if place.lat is not None]
    names = _by_name(gazetteer)
    ids = np.full(len(places), "", dtype=object)
    how = np.full(len(places), "", dtype=object)
    metres = np.full(len(places), np.nan)
    lat, lon = places["lat"].to_numpy(), places["lon"].to_numpy()
    doubt, titles = places["uncertainty"].to_numpy(), places["place"].tolist()
    for number in np.flatnonzero(doubt <= exact).tolist():
        found = {place for form in forms_of(titles[number]) for place in names.get(form, ())}
        near = [(float(_metres(lat[number], lon[number], gazetteer[p])), p) for p in sorted(found)]
        reach = [
            (off, p)
            for off, p in near
            if off <= BY_NAME_M + (gazetteer[p].uncertainty_m or 0) + doubt[number]
        ]
        if reach:
            metres[number], place = min(reach)
            ids[number], how[number] = gazetteer[place].id, NAMED
    left = np.flatnonzero((ids == "") & (doubt <= exact))
    _nearby(left, (lat, lon), gazetteer, Match(ids, how, metres))
    return Match(ids, how, metres)


def _nearby(
    left: np.ndarray, points: tuple[np.ndarray, np.ndarray], gazetteer: Sequence[Place], into: Match
) -> None:
    """The nearest place within whose doubt each of the other points lies."""
    if not len(left) or not gazetteer:
        return
    lat, lon = points[0][left], points[1][left]
    best = np.full(len(left), np.inf)
    for place in gazetteer:
        off = _metres(lat, lon, place)
        nearer = (off <= (place.uncertainty_m or 0)) & (off < best)
        best[nearer] = off[nearer]
        into.ids[left[nearer]] = place.id
    found = np.isfinite(best)
    into.how[left[found]] = NEARBY
    into.metres[left[found]] = best[found]


def forms_of(name: str) -> tuple[str, ...]:
    """How a name may stand in a gazetteer: whole, without brackets, without the word for its kind.

    >>> forms_of("Ab-Cd town (market)")
    ('ab cd town market', 'ab cd town', 'ab cd')
    """
    whole, short = plain(name), plain(without_brackets(name))
    bare = " ".join(_KIND.sub(" ", short).split())
    first = plain(re.split(r"[,(/]", name)[0])
    return listed([whole, short, bare, first])


def admin_of(names: pd.Series, base: Dataset) -> Mapping[str, str]:
    """Names of first-level areas as the base package spells them, where it knows them."""
    known: dict[str, str] = {}
    for place in base.places.values():
        if place.admin1:
            known.setdefault(_area(place.admin1), place.admin1)
    for name, texts in base.conflict.names.admin1.items():
        known |= {_area(texts.in_language("en")): name, _area(texts.in_language("fr")): name}
    return {name: known[_area(name)] for name in names.unique() if _area(name) in known}


def _area(name: str) -> str:
    return " ".join(_ADMIN.sub(" ", plain(name)).split())


def _by_name(gazetteer: Sequence[Place]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for number, place in enumerate(gazetteer):
        for name in (place.name, place.name_en, place.name_fr, *place.aliases):
            for form in (plain(name), plain(without_brackets(name))):
                found.setdefault(form, set()).add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items() if name}


def _metres(lat: np.ndarray, lon: np.ndarray, place: Place) -> np.ndarray:
    """Distance of points from a place on a sphere."""
    if place.lat is None or place.lon is None:
        raise AssertionError("A place of the gazetteer has a point.")
    here, there = np.radians(lat), np.radians(place.lat)
    across, along = np.radians(lon - place.lon), here - there
    half = np.sin(along / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(across / 2) ** 2
    metres: np.ndarray = 2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(1, half)))
    return metres

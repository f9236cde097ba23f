"""Made-up places: villages, hills and mines around the towns of the shipped gazetteer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

COUNTRY = "COD"
KM_PER_DEGREE = 111.32
SPREAD_KM = 14.0
LARGE_SPREAD = 60.0
"""Distance from the town: log-normal around SPREAD_KM, and never more than LARGE_SPREAD."""

KINDS = ("village", "town", "hill", "mine", "camp")
KIND_SHARES = (0.80, 0.06, 0.06, 0.05, 0.03)
UNCERTAINTIES_M = (500, 1000, 1500, 2500, 4000, 7000)
_FIRST = "Bu-Ka-Ki-Lu-Mu-Nya-Ru-Bi-Ma-Ndo-Ngu-Kali-Bwe-Shi-Kaso-Muhe-Lume-Mba-Rwa-Kibi-Mi-Nyamu-Kalo"
_MIDDLE = "li-nga-ru-ke-sha-ba-mbo-ki-ta-ha-nde-bu-ro-le-ge-so-pfu-ra-hi-tu-za"
_LAST = "ra-be-ngo-le-shi-mu-nda-ba-ko-te-re-zi-ho-nge-ma-ya-go-la-di-nzi-ke-wa"
SHARE_LONG = 0.6


def invent_places(
    shipped: pd.DataFrame, outline: BaseGeometry, count: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Table of ``count`` places in DR Congo, with the columns of the shipped gazetteer."""
    towns = shipped[(shipped["country"] == COUNTRY) & shipped["lat"].ne("")].reset_index(drop=True)
    parent, lat, lon = _points(towns, outline, count, rng)
    names = _names(count, rng)
    made = pd.DataFrame("", index=range(count), columns=shipped.columns)
    made["id"] = [f"syn-{name.lower()}-{number:05d}" for number, name in enumerate(names)]
    for column in ("name", "name_en", "name_fr"):
        made[column] = names
    made["kind"] = rng.choice(KINDS, count, p=KIND_SHARES)
    made["country"] = COUNTRY
    for column in ("admin1", "admin2"):
        made[column] = towns[column].to_numpy()[parent]
    made["lat"] = [f"{value:.5f}" for value in lat]
    made["lon"] = [f"{value:.5f}" for value in lon]
    made["uncertainty_m"] = rng.choice(UNCERTAINTIES_M, count).astype(str)
    made["coord_source"] = "generated"
    made["note_en"] = "Generated for measurements; not a real place."
    made["note_fr"] = "Généré pour des mesures ; ce n’est pas un lieu réel."
    return made


def outline_of(folder: Path) -> BaseGeometry:
    """Outline of DR Congo in a data package."""
    layer = json.loads((folder / "borders" / "countries.geojson").read_text(encoding="utf-8"))
    found = [f["geometry"] for f in layer["features"] if f["properties"].get("iso3") == COUNTRY]
    outline: BaseGeometry = shapely.union_all([shape(geometry) for geometry in found])
    shapely.prepare(outline)
    return outline


def _points(
    towns: pd.DataFrame, outline: BaseGeometry, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Town, latitude and longitude of each place. Points that fall outside the country are drawn again."""
    chance = rng.pareto(1.2, len(towns)) + 0.2
    town_lat, town_lon = (towns[name].astype(float).to_numpy() for name in ("lat", "lon"))
    parents, lats, lons = [], [], []
    missing = count
    while missing > 0:
        parent = rng.choice(len(towns), 2 * missing, p=chance / chance.sum())
        distance = np.minimum(SPREAD_KM * rng.lognormal(0, 0.8, len(parent)), LARGE_SPREAD) / KM_PER_DEGREE
        angle = rng.uniform(0, 2 * np.pi, len(parent))
        lat = town_lat[parent] + distance * np.sin(angle)
        lon = town_lon[parent] + distance * np.cos(angle)
        kept = np.flatnonzero(shapely.contains_xy(outline, lon, lat))[:missing]
        parents.append(parent[kept])
        lats.append(lat[kept])
        lons.append(lon[kept])
        missing -= len(kept)
    return np.concatenate(parents), np.concatenate(lats), np.concatenate(lons)


def _names(count: int, rng: np.random.Generator) -> list[str]:
    """Names that sound like the region's, some of them twice, as real gazetteers have it."""
    first, middle, last = (rng.choice(parts.split("-"), count) for parts in (_FIRST, _MIDDLE, _LAST))
    middle[rng.random(count) > SHARE_LONG] = ""
    return ["".join(parts) for parts in zip(first, middle, last, strict=True)]

"""What to build: the recipe of a data folder, `borders/recipe.toml`, as frozen records.

Everything that is true of one region stands there: its window, countries, lakes, rivers and roads. A layer is
built if the recipe has its table. Coordinates are EPSG:4326, lon/lat.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pathlib import Path

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
Point = tuple[float, float]
Pair = tuple[str, str]


class Table(BaseModel):
    """A table of the file: what it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Country(Table):
    """A country that is drawn, and the time zones that make up its outline."""

    name_en: str
    name_fr: str
    zones: tuple[str, ...]


class Countries(Table):
    """Outlines that share their lines; `neighbours` (zone by iso3) only tell where the outer lines run."""

    title: str
    window: Bounds  # nothing outside it is read
    tolerance: float  # degrees, coverage_simplify
    drawn: dict[str, Country]
    neighbours: dict[str, str] = {}
    cut: tuple[Pair, ...] = ()  # these overlap in the source: the first loses the overlap
    clip: Bounds = WORLD  # what is drawn ends here

    @property
    def zones(self) -> dict[str, str]:
        """Return iso3 by time zone, neighbours included."""
        drawn = {zone: iso3 for iso3, country in self.drawn.items() for zone in country.zones}
        return drawn | {zone: iso3 for iso3, zone in self.neighbours.items()}


class Unsettled(Table):
    """A boundary that is not agreed; `undetermined` if that is so of all of it."""

    between: Pair
    note_en: str
    note_fr: str
    undetermined: bool = False


class Boundaries(Table):
    """Lines between the countries, without those that have a layer of their own."""

    title: str
    left_out: tuple[Pair, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()


class Border(Table):
    """One boundary at full resolution, drawn southwards."""

    name: str
    title: str
    between: Pair


class BorderRiver(Table):
    """The stretch of one or more boundaries that follows a river, drawn southwards."""

    name: str
    title: str
    name_en: str
    name_fr: str
    note_en: str
    note_fr: str
    along: tuple[Pair, ...]
    upper: Point
    lower: Point


class Lake(Table):
    """A lake by any point in it; its shore is simplified by a tolerance in metres."""

    name_en: str
    name_fr: str
    inside: Point
    tolerance_m: float = 150.0


class Lakes(Table):
    """Lakes with their islands as holes."""

    drawn: tuple[Lake, ...]


class Split(Table):
    """A course of Natural Earth that has another name south of a latitude."""

    name: str
    south_of: float
    south: str


class Rivers(Table):
    """Named rivers within a window; the tables correct names of Natural Earth."""

    window: Bounds
    dropped: tuple[str, ...] = ()
    numbered: dict[str, str] = {}  # name by `rivernum`
    split: tuple[Split, ...] = ()
    renamed: dict[str, Pair] = {}  # English and French name


class Renamed(Table):
    """Present name of what lies behind a limit, as seen from one province or from any."""

    far: str
    now: str
    near: str = ""


class Provinces(Table):
    """Limits of some provinces of a country, ending `gap` degrees short of its border."""

    title: str
    country: str
    kept: tuple[str, ...]
    gap: float
    note_en: str
    note_fr: str
    renamed: tuple[Renamed, ...] = ()


class Section(Table):
    """Part of a road: place ids in order, how well the order is known, and localities without coordinate."""

    ref: str
    ends: Pair
    status: str  # "press", "common_knowledge" or "code_only"
    route: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Road and ends, as in `RN2 Sake-Goma` with an en dash."""
        return f"{self.ref} " + "\u2013".join(self.ends)


class Roads(Table):
    """Straight lines between places of the table, under the credit of the table."""

    title: str
    note_en: str
    note_fr: str
    attribution_en: str
    attribution_fr: str
    sections: tuple[Section, ...]


class World(Table):
    """Background outlines of all countries, or of what lies within `clip`."""

    tolerance: float = 0.075  # degrees at the equator, coverage_simplify
    smallest_island: float = 0.04  # square degrees, about 500 km2; a country keeps its largest part
    clip: Bounds = WORLD


class Recipe(Table):
    """Every layer that is wanted."""

    world: World
    countries: Countries
    boundaries: Boundaries | None = None
    border: Border | None = None
    border_river: BorderRiver | None = None
    lakes: Lakes | None = None
    rivers: Rivers | None = None
    provinces: Provinces | None = None
    roads: Roads | None = None


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; a ValueError names every key that is missing, unknown or senseless."""
    return Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

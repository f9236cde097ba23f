"""Reading named columns of a table into the columns of incidents, with every fault in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.imports.columns.dates import Order, read_days
from geodash.imports.columns.names import tidied
from geodash.imports.columns.numbers import Numbers, read_numbers
from geodash.imports.errors import ImportRefusedError
from geodash.imports.incidents import UNCERTAINTY
from geodash.imports.sentences import same, spread

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from geodash.imports.countries import Countries
    from geodash.imports.ledger import Ledger

MOST_LAT, MOST_LON = 90, 180
FIRST_YEAR = np.datetime64("1900-01-01", "D")
MOST_DEATHS = 2_000_000_000
SWAPPED = (
    "latitude and longitude look changed round: the point lies in the country only if they change places"
)


class Cells:
    """The columns of a table by name in lower case, and the ledger of its rows."""

    def __init__(self, rows: pd.DataFrame, ledger: Ledger) -> None:
        self.rows, self.ledger = rows, ledger
        self._names: dict[str, str] = {}
        self._texts: dict[str, pd.Series] = {}
        self._numbers: dict[str, Numbers] = {}
        for name in rows.columns:
            self._names.setdefault("_".join(str(name).lower().split()), str(name))

    def has(self, name: str) -> bool:
        """Whether the table has a column, however its name is written."""
        return name in self._names

    def need(self, names: Sequence[str], what: str) -> None:
        """Refuse a table that lacks columns.

        Raises
        ------
        ImportRefusedError
            Naming what is missing.
        """
        missing = [name for name in names if not self.has(name)]
        if missing:
            lacking = f"this is no {what}: the column {', '.join(missing)} is missing"
            raise ImportRefusedError(f"{lacking}; `geodash import table` takes any table")

    def raw(self, *names: str) -> pd.Series:
        """Cells of the first of some columns that the table has; empty ones where it has none."""
        for name in names:
            if name in self._names:
                return self.rows[self._names[name]]
        return same("", self.rows.index)

    def text(self, *names: str) -> pd.Series:
        """Texts of a column on one line each, empty where the cell says that it is."""
        cells = self.raw(*names)
        key = str(cells.name)
        if key not in self._texts or cells.name is None:
            self._texts[key] = tidied(cells)
        return self._texts[key]

    def days(
        self, name: str, order: Order | None, last: dt.date, *, required: bool = True
    ) -> tuple[pd.Series, np.ndarray]:
        """Days of a column, and whether each names the month only; what is no day is refused."""
        cells = self.text(name)
        found = read_days(cells, name, order, last)
        days, bad = found.days, found.bad
        self.ledger.refuse(bad, name, cells, "this is no day: write YYYY-MM-DD")
        if required:
            self.ledger.refuse(cells == "", name, cells, "the day is missing")
        known = ~np.isnat(days)
        early = known & (days < FIRST_YEAR)
        late = known & (days > np.datetime64(last, "D"))
        self.ledger.refuse(early, name, cells, "the day lies before 1900: correct it")
        self.ledger.refuse(late, name, cells, f"the day lies after {last}, and has not come yet: correct it")
        return pd.Series(days.astype("datetime64[s]"), index=self.rows.index), found.month

    def numbers(self, name: str, *others: str) -> np.ndarray:
        """Numbers of a column; what is neither empty nor a finite number is refused."""
        cells = self.raw(name, *others)
        found = self._read(cells)
        self.ledger.refuse(found.bad, name, cells, "this is no finite number")
        return found.values  # noqa: PD011  our own

    def _read(self, cells: pd.Series) -> Numbers:
        key = str(cells.name)
        if key not in self._numbers or cells.name is None:
            self._numbers[key] = read_numbers(cells)
        return self._numbers[key]

    def counts(self, name: str, *others: str) -> np.ndarray:
        """Whole numbers of at least 0; NaN where the cell is empty."""
        cells = self.raw(name, *others)
        found = self.numbers(name, *others)
        odd = (found < 0) | (found > MOST_DEATHS) | (found % 1 != 0) & ~np.isnan(found)
        self.ledger.refuse(odd, name, cells, "this is no whole number of at least 0")
        return np.where(odd, np.nan, found)

    def coded(self, name: str, known: Mapping[int, str], what: str, *, required: bool = True) -> pd.Series:
        """What the codes of a column stand for.

        Unknown codes are refused, and empty ones where one is needed.
        """
        cells = self.raw(name)
        found = self._read(cells)
        codes, values = pd.factorize(found.values)
        words = spread([known.get(value, "") for value in values], codes)
        empty = np.isnan(found.values) & ~found.bad
        bad = (words == "").to_numpy() & (required | ~empty)
        self.ledger.refuse(bad, name, cells, f"the {what} is a code from {min(known)} to {max(known)}")
        return words


def check_points(
    cells: Cells, found: pd.DataFrame, countries: Countries, needed: np.ndarray | pd.Series
) -> None:
    """Refuse rows whose point is missing where it is needed, out of range, or changed round."""
    lat, lon = found["lat"].to_numpy(), found["lon"].to_numpy()
    shown_lat, shown_lon = cells.raw("latitude", "lat"), cells.raw("longitude", "lon")
    missing = (np.isnan(lat) | np.isnan(lon)) & np.asarray(needed, dtype=bool) & ~cells.ledger.refused
    cells.ledger.refuse(
        missing, "latitude", shown_lat, "coordinates are missing, and the row says that it has a point"
    )
    cells.ledger.refuse(
        np.abs(lon) > MOST_LON, "longitude", shown_lon, "a longitude lies between -180 and 180 degrees"
    )
    swapped = (np.abs(lat) > MOST_LAT) & (np.abs(lat) <= MOST_LON) & (np.abs(lon) <= MOST_LAT)
    why = "a latitude lies between -90 and 90 degrees: are latitude and longitude changed round?"
    cells.ledger.refuse(swapped, "latitude", shown_lat, why)
    high = (np.abs(lat) > MOST_LAT) & ~swapped
    cells.ledger.refuse(high, "latitude", shown_lat, "a latitude lies between -90 and 90 degrees")
    right = np.where(swapped | high | (np.abs(lon) > MOST_LON), np.nan, 1)
    round_ = countries.changed_round(found["country"].to_numpy(), lon * right, lat * right)
    cells.ledger.refuse(round_, "latitude", shown_lat.str.cat(shown_lon, sep=", "), SWAPPED)


def add_countries(found: pd.DataFrame, countries: Countries) -> pd.DataFrame:
    """Incidents whose country is known by their point where nothing else says it."""
    unknown = (found["country"] == "").to_numpy()
    if not unknown.any():
        return found
    at = countries.at(found["lon"].to_numpy()[unknown], found["lat"].to_numpy()[unknown])
    country = found["country"].astype("object").to_numpy(copy=True)
    country[unknown] = at
    return found.assign(country=pd.Series(country, index=found.index).astype("str"))


def with_points(found: pd.DataFrame, cells: Cells, countries: Countries) -> pd.DataFrame:
    """Incidents with the points that a codebook gives, as exact as their reach; each has a country or none.

    Rows whose point cannot be right, or whose country is not known, are refused.
    """
    found["lat"], found["lon"] = cells.numbers("latitude"), cells.numbers("longitude")
    found["uncertainty"] = found["reach"].map(UNCERTAINTY).astype(float)
    check_points(cells, found, countries, found["reach"].isin([*UNCERTAINTY]))
    found = add_countries(found, countries)
    unknown = (found["country"] == "") & found["uncertainty"].notna()
    cells.ledger.refuse(
        unknown, "country", cells.raw("country"), "no country is known by this name or at this point"
    )
    return found

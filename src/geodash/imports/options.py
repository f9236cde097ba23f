"""What a user asks of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import datetime as dt

    from geodash.imports.columns.dates import Order
    from geodash.imports.ledger import Ledger
    from geodash.imports.mapping import TableMapping

MOST_LON, MOST_LAT = 180, 90


class Box(NamedTuple):
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> Box:
        """A box as a user types it.

        Raises
        ------
        ValueError
            If it is none.

        >>> Box.read("27,-3,30,1")
        Box(west=27.0, south=-3.0, east=30.0, north=1.0)
        """
        values = [float(part) for part in text.split(",")]
        west, south, east, north = values
        if not (-MOST_LON <= west < east <= MOST_LON and -MOST_LAT <= south < north <= MOST_LAT):
            raise ValueError(text)
        return cls(west, south, east, north)


@dataclass(frozen=True)
class Options:
    """Which rows are wanted, and how the file is to be read.

    ``confirmed``: the mapping names every column that means something, and no other is recognised.
    """

    countries: frozenset[str] = frozenset()
    box: Box | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    order: Order | None = None
    licensed: bool = False
    dry: bool = False
    today: dt.date | None = None
    mapping: TableMapping | None = None
    confirmed: bool = False

    def last_day(self, retrieved: dt.date) -> dt.date:
        """The last day that an event can have: today, or that of retrieval. A file's own day may be any."""
        return max(retrieved, self.today) if self.today else retrieved


def mark_outside(rows: pd.DataFrame, ledger: Ledger, options: Options) -> None:
    """Mark the rows that lie outside what was asked for. What is broken and may lie inside stays a fault."""
    outside = np.zeros(len(rows), dtype=bool)
    sound = ~ledger.refused
    if options.countries:
        country = rows["country"]
        outside |= (~country.isin(options.countries) & ((country != "") | sound)).to_numpy()
    if options.box is not None:
        lat, lon = rows["lat"].to_numpy(), rows["lon"].to_numpy()
        west, south, east, north = options.box
        inside = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
        known = np.isfinite(lat) & np.isfinite(lon) & sound
        outside |= ~inside & (known | sound)
    first, last = rows["date"], rows["date_end"].fillna(rows["date"])
    if options.since is not None:
        outside |= (last < pd.Timestamp(options.since)).to_numpy()
    if options.until is not None:
        outside |= (first > pd.Timestamp(options.until)).to_numpy()
    ledger.outside |= outside

"""A file in the columns of UCDP GED, of any number of made-up rows, the same for a seed."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_STATES = ("DR Congo (Zaire)", "Rwanda", "Uganda", "Burundi", "South Sudan")
_FIRST, _LAST = np.datetime64("1989-01-01"), np.datetime64("2024-12-31")
_WEST, _EAST, _SOUTH, _NORTH = 12.0, 31.0, -13.0, 5.0
_AGENCIES, _PLACES, _GROUPS = 400, 6_000, 300


def write_ucdp(file: Path, rows: int, seed: int = 1) -> Path:
    """Write a file of so many rows: places and parties come again and again, texts hardly."""
    rng = np.random.default_rng(seed)
    day = _FIRST + rng.integers(0, int((_LAST - _FIRST).astype(int)), rows)
    last = day + rng.choice([0, 0, 0, 1, 6, 30], rows)
    place = rng.integers(0, _PLACES, rows)
    lon, lat = rng.uniform(_WEST, _EAST, _PLACES), rng.uniform(_SOUTH, _NORTH, _PLACES)
    country = rng.integers(0, len(_STATES), _PLACES)
    state = np.array(_STATES)[country[place]]
    deaths = {name: rng.geometric(0.4, rows) - 1 for name in ("a", "b", "civilians", "unknown")}
    best = sum(deaths.values())
    number = np.arange(rows).astype(str)
    agency = _named("Agency", rng.integers(0, _AGENCIES, rows))
    published = np.datetime_as_string(last + 1)
    headline = _joined("Clashes reported, message ", number)
    table = {
        "id": number,
        "relid": _joined("X-", number),
        "year": np.datetime_as_string(day, "Y"),
        "type_of_violence": rng.choice(["1", "2", "3"], rows),
        "side_a": _joined("Government of ", state),
        "side_b": _named("Group", rng.integers(0, _GROUPS, rows)),
        "source_article": _joined('"', agency, ",", published, ",", headline, '"'),
        "source_office": agency,
        "source_headline": headline,
        "where_prec": rng.choice(["1", "1", "1", "2", "3", "4", "5"], rows),
        "where_coordinates": _named("Village", place),
        "where_description": _joined("near village ", place.astype(str), ", on the road"),
        "adm_1": _named("Province", place % 40),
        "adm_2": _named("Territory", place % 200),
        "latitude": np.round(lat[place], 6).astype(str),
        "longitude": np.round(lon[place], 6).astype(str),
        "country": state,
        "event_clarity": rng.choice(["1", "2"], rows),
        "date_prec": rng.choice(["1", "1", "2", "3", "4"], rows),
        "date_start": _joined(np.datetime_as_string(day), " 00:00:00.000"),
        "date_end": _joined(np.datetime_as_string(last), " 00:00:00.000"),
        **{f"deaths_{name}": values for name, values in deaths.items()},
        "best": best,
        "high": best + rng.integers(0, 3, rows),
        "low": np.maximum(best - rng.integers(0, 3, rows), 0),
    }
    pd.DataFrame(table).to_csv(file, index=False, lineterminator="\n")
    return file


def _named(what: str, numbers: NDArray[np.int64]) -> NDArray[np.object_]:
    return _joined(f"{what} ", numbers.astype(str))


def _joined(*parts: str | NDArray[Any]) -> NDArray[np.object_]:
    """Texts put together, row for row, at least one of them an array; as objects, which is far faster."""
    columns = [part if isinstance(part, str) else part.astype(object) for part in parts]
    found: NDArray[np.object_] = reduce(add, columns)  # type: ignore[arg-type, assignment]
    return found

"""Points of places, and how they are measured."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.package.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from tests.package.drafts import Draft

BOXES = [
    [-180, -85, 180, 85],
    [29, -2, 29.0000001, -1.9999999],
    [28, -2, 28.01, 3],
    [170, -20, 180, -10],
    [-180, -20, -170, -10],
    [-60, 60, -50, 85],
    [0, 0, 179, 0.001],
    [30, 0, 20, 10],
    [29, -2, 29, -2],
    [28, -3, 31],
]
SYSTEMS = [
    "EPSG:4326",
    "EPSG:32735",
    "EPSG:32601",
    "EPSG:3031",
    "EPSG:999999",
    "nonsense",
    "",
    "EPSG:4979",
    "EPSG:2277",
]


def points(draft: Draft, chance: Random) -> None:
    followed = {row["place_id"] for row in draft.tables["control"]}
    everywhere = chance.random() < 0.5
    kind = chance.choice(["none", "same", "line", "column", "close", "far", "abroad", "edge", "pole"])
    for number, row in enumerate(draft.tables["places"]):
        if everywhere or row["id"] in followed:
            row.update(_point(kind, number, row, chance))


def _point(kind: str, number: int, row: Mapping[str, str], chance: Random) -> dict[str, str]:
    at = {
        "same": (-1.5, 29.0),
        "line": (-1.5, 28.2 + number / 10),
        "column": (-1.5 + number / 10, 29.0),
        "close": (-1.5 + number / 1e7, 29.0),
        "far": (chance.uniform(-90, 90), chance.uniform(-180, 180)),
        "abroad": (12.3 + number, -45.6),
        "edge": (-17.0, (-1) ** number * (180 - number / 100)),
        "pole": ((-1) ** number * (90 - number / 10), 29.0),
    }.get(kind)
    if at is None:
        return dict.fromkeys(("lat", "lon", "uncertainty_m", "second_distance_m"), "")
    return {"lat": f"{at[0]:.7f}", "lon": f"{at[1]:.7f}", "uncertainty_m": row["uncertainty_m"] or "100"}


def some_points_gone(draft: Draft, chance: Random) -> None:
    for row in draft.tables["places"]:
        if chance.random() < 0.5:
            row.update(dict.fromkeys(("lat", "lon", "uncertainty_m"), ""))


def uncertain(draft: Draft, chance: Random) -> None:
    for row in draft.tables["places"]:
        row["uncertainty_m"] = chance.choice(["1", "1000000", "99999999999999999"])
        row["second_distance_m"] = chance.choice(["", "0", "99999999999999999"])


def window(draft: Draft, chance: Random) -> None:
    draft.conflict[chance.choice(["region", "locator"])] = chance.choice(BOXES)


def system(draft: Draft, chance: Random) -> None:
    draft.conflict["metric_crs"] = chance.choice(SYSTEMS)


def home(draft: Draft, chance: Random) -> None:
    draft.conflict["home"] = chance.choice(["RWA", "ZZZ", "TCD", "Congo"])

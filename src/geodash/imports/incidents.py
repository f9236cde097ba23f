"""What every kind of data becomes before it is matched to the base package: incidents, as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.imports.sentences import same
from geodash.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.imports.ledger import Ledger
    from geodash.imports.sentences import Sentence
    from geodash.model.records import Language
    from geodash.model.vocabulary import ActorKind

TEXTS = (
    "key",
    "date_precision",
    "category",
    "action",
    "plover",
    "what_en",
    "what_fr",
    "first",
    "second",
    "sides_from",
    "sides_to",
    "place",
    "admin1",
    "admin2",
    "country",
    "reach",
    "confidence",
    "publishers",
    "title_en",
    "title_fr",
    "shift",
)
"""Columns of text.

``key`` is the data's own id of the event, empty where it has none. ``first`` and ``second`` name the main
parties; ``sides_from`` and ``sides_to`` all of them, separated by semicolons; ``publishers`` likewise.
``what`` says what happened; ``title`` is only filled where the data has one. ``shift`` names a change of
territory.
"""
NUMBERS = ("lat", "lon", "uncertainty", "low", "high")
"""Columns of numbers, NaN where nothing is known. A row without uncertainty has no point that could be
shown."""

EXACT, NEAR, ADMIN2, ADMIN1, AREA, COUNTRY, SEA, NOWHERE = (
    "exact",
    "near",
    "admin2",
    "admin1",
    "area",
    "country",
    "sea",
    "nowhere",
)
"""How closely a place is known. Only the first two have a point."""
EXACT_M, NEAR_M = 2_000, 25_000
"""Metres by which an exact point, and one that is only near the event, may be off. Neither codebook gives
metres for the first, which means a town or village; UCDP gives the second."""
UNCERTAINTY = {EXACT: EXACT_M, NEAR: NEAR_M}
"""Metres by how closely a place is known; the others have no point."""


@dataclass(frozen=True)
class Incidents:
    """Rows of any kind of data in one form; ``rows`` has the columns above, and ``date`` and ``date_end``.

    ``kinds`` tells what kind of party a name is, as far as the data says it; ``more`` what the data says
    beside the event itself.
    """

    rows: pd.DataFrame
    ledger: Ledger
    kinds: Mapping[str, ActorKind] = field(default_factory=dict)
    place_kind: PlaceKind = PlaceKind.VILLAGE
    more: Mapping[Language, Sequence[Sentence]] = field(default_factory=dict)


def blank(count: int) -> pd.DataFrame:
    """Incidents of which nothing is known yet."""
    index = pd.RangeIndex(count)
    texts = {name: same("", index) for name in TEXTS}
    numbers = {name: pd.Series(np.nan, index=index, dtype=float) for name in NUMBERS}
    days = {name: pd.Series(np.datetime64("NaT", "s"), index=index) for name in ("date", "date_end")}
    return pd.DataFrame(texts | numbers | days)

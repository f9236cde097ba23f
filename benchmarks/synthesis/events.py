"""Made-up events as one table with the columns of events.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from benchmarks.synthesis.texts import LOCAL, Parties, write_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.synthesis.times import Calendar, Happenings

Column = Any  # texts, one per event

CATEGORIES = {
    "battle": 0.36,
    "violence_against_civilians": 0.24,
    "humanitarian": 0.12,
    "explosion": 0.09,
    "deployment": 0.09,
    "diplomacy": 0.045,
    "peace_process": 0.02,
    "political": 0.015,
    "aid": 0.008,
    "legal": 0.007,
    "sanctions": 0.005,
}
SIDE_SHARES = {
    "m23": 0.30,
    "fardc": 0.20,
    "wazalendo": 0.16,
    "adf": 0.10,
    "armed-groups-east": 0.07,
    "fdlr": 0.06,
    "twirwaneho": 0.03,
    "pareco-ff": 0.03,
    "rdf": 0.03,
    "monusco": 0.02,
}
CIVIL = ("civilians", "displaced-people", "refugees")
CONFIDENCES = (("low", 0.2), ("medium", 0.52), ("high", 0.28))
PRECISIONS = (("day", 0.88), ("approx", 0.1), ("month", 0.02))
DEADLY = ("battle", "explosion", "violence_against_civilians")
SHARE_DEADLY = 0.45
SHARE_LONG = 0.08
SHARE_PARTS = 0.04
SHARE_DISPUTED = 0.06
MOST_DAYS_BETWEEN_PARTS = 10


class Shipped(NamedTuple):
    """The shipped tables, every cell a text."""

    places: pd.DataFrame
    actors: pd.DataFrame
    sources: pd.DataFrame
    events: pd.DataFrame


def invent_events(
    shipped: Shipped, places: pd.DataFrame, when: Happenings, calendar: Calendar, rng: np.random.Generator
) -> pd.DataFrame:
    """Table of one event per happening; ``places`` are the rows that ``when`` speaks of."""
    count = len(when.day)
    made = pd.DataFrame("", index=range(count), columns=shipped.events.columns)
    made["category"] = category = rng.choice(list(CATEGORIES), count, p=list(CATEGORIES.values())).astype(
        object
    )
    _days(made, when.day, calendar, rng)
    made["place_id"] = places["id"].to_numpy()[when.place]
    local = np.isin(category, list(LOCAL))
    _sides(made, local, rng)
    _acts(made, shipped.events, local, rng)
    _figures(made, rng)
    strong = shipped.sources[~shipped.sources["kind"].isin({"digest", "unread"})]  # they carry any confidence
    made["source_ids"] = _sources(strong["id"].to_numpy(), count, rng)
    names = pd.concat([shipped.places, places]).drop_duplicates("id").set_index("id")["name"]
    parties = _parties(made, shipped.actors)
    texts = write_texts(category, parties, names.reindex(made["place_id"]).to_numpy(dtype=object), rng)
    for column, values in texts.items():
        made[column] = values
    _disputes(made, parties, rng)
    _parts(made, when, rng)
    return made


def _pick(choices: tuple[tuple[str, float], ...], count: int, rng: np.random.Generator) -> Column:
    values, shares = zip(*choices, strict=True)
    return rng.choice(values, count, p=shares).astype(object)


def _days(made: pd.DataFrame, day: NDArray[np.int64], calendar: Calendar, rng: np.random.Generator) -> None:
    """Ids in time order, first and last day; an event never ends after the last day known."""
    count = len(day)
    first = np.datetime_as_string(np.datetime64(calendar.first) + day, unit="D")
    made["id"] = [f"syn-{text.replace('-', '')}-{row:06d}" for row, text in enumerate(first.tolist())]
    made["date"] = first
    long = np.flatnonzero((rng.random(count) < SHARE_LONG) & (day < calendar.days - 1))
    end = np.minimum(day[long] + rng.geometric(0.35, len(long)), calendar.days - 1)
    made.loc[long, "date_end"] = np.datetime_as_string(np.datetime64(calendar.first) + end, unit="D")
    made["date_precision"] = _pick(PRECISIONS, count, rng)
    made["confidence"] = _pick(CONFIDENCES, count, rng)


def _sides(made: pd.DataFrame, local: NDArray[np.bool_], rng: np.random.Generator) -> None:
    """Two armed sides, or one against civilians."""
    count = len(made)
    sides = np.array([*SIDE_SHARES], dtype=object)
    one = rng.choice(len(sides), count, p=[*SIDE_SHARES.values()])
    other = (one + rng.integers(1, len(sides), count)) % len(sides)
    category = made["category"].to_numpy()
    civil = rng.choice(np.array(CIVIL, dtype=object), count)
    against_civilians = np.isin(category, ["violence_against_civilians", "humanitarian"])
    made["actors_from"] = np.where(local, sides[one], "")
    made["actors_to"] = np.where(local, np.where(against_civilians, civil, sides[other]), "")


def _acts(
    made: pd.DataFrame, shipped: pd.DataFrame, local: NDArray[np.bool_], rng: np.random.Generator
) -> None:
    """Copy action and codes of a shipped event of the category; of a diplomatic act parties and place too."""
    category = made["category"].to_numpy()
    usable = shipped[shipped["place_id"].ne("") & shipped["actors_from"].ne("") & shipped["actors_to"].ne("")]
    for kind in CATEGORIES:
        rows = np.flatnonzero(category == kind)
        models = usable[usable["category"] == kind]
        if models.empty:
            models = usable
        chosen = models.iloc[rng.integers(0, len(models), len(rows))]
        copied = ["action", "cameo", "plover"]
        if len(rows) and not local[rows[0]]:
            copied += ["actors_from", "actors_to", "place_id"]
        for column in copied:
            made.loc[rows, column] = chosen[column].to_numpy()


def _figures(made: pd.DataFrame, rng: np.random.Generator) -> None:
    """Fatalities where reports give any: mostly a few, at times many."""
    rows = np.flatnonzero(made["category"].isin(DEADLY) & (rng.random(len(made)) < SHARE_DEADLY))
    low = np.minimum(rng.lognormal(0.7, 1.1, len(rows)).astype(int), 400)
    high = low + rng.poisson(0.4 * low)
    made.loc[rows, "fatalities_low"] = low.astype(str)
    made.loc[rows, "fatalities_high"] = high.astype(str)


def _sources(ids: Column, count: int, rng: np.random.Generator) -> list[str]:
    """One to three different sources; a few outlets report most."""
    rank = np.minimum(rng.zipf(1.3, count) - 1, len(ids) - 1)
    first = rng.permutation(len(ids))[rank]
    how_many = rng.choice([1, 2, 3], count, p=[0.6, 0.3, 0.1])
    step = rng.integers(1, len(ids) // 2, count)
    rows = zip(first.tolist(), step.tolist(), how_many.tolist(), strict=True)
    return [";".join(ids[(a + k * s) % len(ids)] for k in range(many)) for a, s, many in rows]


def _parties(made: pd.DataFrame, actors: pd.DataFrame) -> Parties:
    """Short names of the first party of each side."""
    named = actors.set_index("id")
    texts = []
    for side in ("actors_from", "actors_to"):
        first = made[side].str.partition(";")[0]
        texts += [named[name].reindex(first).to_numpy(dtype=object) for name in ("short_en", "short_fr")]
    return Parties(*texts)


def _disputes(made: pd.DataFrame, parties: Parties, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(rng.random(len(made)) < SHARE_DISPUTED)
    made.loc[rows, "disputed_note_en"] = [f"{name} denies this account." for name in parties.b_en[rows]]
    made.loc[rows, "disputed_note_fr"] = [f"{name} conteste ce récit." for name in parties.b_fr[rows]]


def _parts(made: pd.DataFrame, when: Happenings, rng: np.random.Generator) -> None:
    """Let some events be parts of the one before them at the same place; a part has no parts of its own."""
    order = np.lexsort((when.day, when.place))
    place, day = when.place[order], when.day[order]
    part = rng.random(len(order)) < SHARE_PARTS
    part[0] = False
    whole = np.maximum.accumulate(np.where(part, 0, np.arange(len(order))))
    near = (place[whole] == place) & (day - day[whole] <= MOST_DAYS_BETWEEN_PARTS)
    rows = np.flatnonzero(part & near)
    ids = made["id"].to_numpy()
    made.loc[order[rows], "part_of"] = ids[order[whole[rows]]]

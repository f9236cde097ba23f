"""Rows, columns and cells that are odd."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.package.drafts import Draft
from tests.package.mutations.values import HOSTILE

if TYPE_CHECKING:
    from random import Random

    from tests.package.drafts import Draft

TEXTS = (
    "title",
    "name",
    "note",
    "summary",
    "text",
    "short",
    "claim",
    "aliases",
    "publisher",
    "admin",
    "source",
)
"""Beginnings of the names of columns of free text."""


def no_rows(draft: Draft, chance: Random) -> None:
    draft.tables[chance.choice([*draft.tables])].clear()


def nothing_at_all(draft: Draft, chance: Random) -> None:
    for rows in draft.tables.values():
        if chance.random() < 0.9:
            rows.clear()


def few_rows(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice([*draft.tables])]
    rows[:] = chance.sample(rows, min(len(rows), chance.choice([1, 1, 2, 3])))


def one_or_two_followed(draft: Draft, chance: Random) -> None:
    rows = draft.tables["control"]
    places = sorted({row["place_id"] for row in rows})
    kept = chance.sample(places, min(len(places), chance.choice([1, 2])))
    rows[:] = [row for row in rows if row["place_id"] in kept]


def many_rows(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice(["events", "places", "sources", "actors"])]
    for number in range(200 if rows else 0):
        rows.append(rows[0] | {"id": f"copy-{number:03d}"})


def everything_followed(draft: Draft, _: Random) -> None:
    """A record for every place, those abroad and those without a point among them."""
    rows = draft.tables["control"]
    for place in draft.tables["places"] if rows else ():
        rows.append(rows[0] | {"id": f"more-{place['id']}", "place_id": place["id"], "taken_from": ""})


def a_column_gone(draft: Draft, chance: Random) -> None:
    columns = draft.columns[chance.choice([*draft.tables])]
    columns.remove(chance.choice(columns))


def columns_turned(draft: Draft, chance: Random) -> None:
    chance.shuffle(draft.columns[chance.choice([*draft.tables])])


def cells_blank(draft: Draft, chance: Random) -> None:
    table = chance.choice([*draft.tables])
    column = chance.choice(draft.columns[table])
    for row in draft.tables[table]:
        if chance.random() < 0.7:
            row[column] = ""


def cell_odd(draft: Draft, chance: Random) -> None:
    table = chance.choice([name for name, rows in draft.tables.items() if rows] or ["events"])
    for row in chance.sample(draft.tables[table], min(2, len(draft.tables[table]))):
        odd = [
            *HOSTILE,
            "-1",
            "1e400",
            "nan",
            "99999999999999999999",
            "2025-02-30",
            "9999-12-31",
            ";;",
            "a;a",
        ]
        row[chance.choice(draft.columns[table])] = chance.choice(odd)


def text_hostile(draft: Draft, chance: Random) -> None:
    """The same text in many cells of one language or both: names that are equal, and markup everywhere."""
    text = chance.choice(HOSTILE)
    for name, rows in draft.tables.items():
        for column in draft.columns[name]:
            if column.startswith(TEXTS) and column not in {"source_ids", "text_id"} and chance.random() < 0.7:
                for row in rows:
                    row[column] = text

"""Ids, references and values of single records."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from tests.package.drafts import Draft

if TYPE_CHECKING:
    from random import Random

    from tests.package.drafts import Draft

ODD_IDS = [
    "contested",
    "unknown",
    "other",
    "no-data",
    "all",
    "none",
    "con",
    "0",
    "1-",
    "constructor",
    "x" * 300,
]


def id_odd(draft: Draft, chance: Random) -> None:
    table = chance.choice([name for name, rows in draft.tables.items() if rows] or ["events"])
    for row in chance.sample(draft.tables[table], min(1, len(draft.tables[table]))):
        draft.rename(table, row["id"], chance.choice(ODD_IDS))


def ids_doubled(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice([*draft.tables])]
    rows += [dict(row) for row in rows[:1]]
    if chance.random() < 0.5:
        rows.reverse()


def to_itself(draft: Draft, chance: Random) -> None:
    for row in draft.tables["actors"]:
        row["parent"] = row["id"] if chance.random() < 0.2 else row["parent"]
        row["seat_place_id"] = next((place["id"] for place in draft.tables["places"]), "")
    for row in draft.tables["events"]:
        row["part_of"] = row["id"] if chance.random() < 0.2 else row["part_of"]
        row["target_place_id"], row["actors_to"] = row["place_id"], row["actors_from"]
    for row in draft.tables["relations"]:
        row["actor_b"] = row["actor_a"] if chance.random() < 0.2 else row["actor_b"]


def parents(draft: Draft, chance: Random) -> None:
    rows = draft.tables["actors"]
    for before, row in pairwise(rows):
        row["parent"] = before["id"]
    if rows and chance.random() < 0.3:
        rows[0]["parent"] = rows[-1]["id"]


def figures(draft: Draft, chance: Random) -> None:
    for row in draft.tables["events"]:
        figure = chance.choice(["0", "2147483647", "2147483648", "999999999999999999999"])
        row.update({"fatalities_low": figure, "fatalities_high": figure})


def holders(draft: Draft, chance: Random) -> None:
    """Every town held by one actor, contested or unknown; or by anybody."""
    names = ["contested", "unknown", *(row["id"] for row in draft.tables["actors"])]
    for row in draft.tables["control"]:
        row["controller"] = names[0] if chance.random() < 0.5 else chance.choice(names)
        row["date_precision"] = chance.choice(["day", "approx", "month"])


def kinds(draft: Draft, chance: Random) -> None:
    kind = chance.choice(["airport", "border_crossing", "hill", "institution", "capital", "village"])
    for row in draft.tables["places"]:
        row["kind"] = kind


def addresses(draft: Draft, chance: Random) -> None:
    odd = [
        "https://[",
        "http://",
        "https://[::1]:99999/",
        "https://u:p@h/?q#f",
        "https://é.example/ñ",
        "ftp://x",
    ]
    odd += [
        "https://example.org/" + "x" * 5000,
        "HTTP://EXAMPLE.ORG",
        "https://a\u2028b",
        "javascript:alert(1)",
    ]
    for row in draft.tables["sources"]:
        row["url"] = chance.choice(odd)
        row["published"] = chance.choice(["", "0000", "0001", "9999-12-31", "2025-13", "2025-00", "1066-10"])
        row["language"] = chance.choice(["en", "xx", "zz"])


def steps(draft: Draft, chance: Random) -> None:
    rows = draft.tables["stories"]
    for row in rows:
        row["zoom"] = chance.choice(["1", "18", "9"])
    for number in range(60 if rows else 0):
        rows.append(rows[0] | {"id": f"x-{number}", "step": f"{number + 10}"})


def relation_turns(draft: Draft, chance: Random) -> None:
    rows = draft.tables["relations"]
    for row in rows:
        row["status"] = chance.choice(["normal", "restored", "severed", "strained"])
    if len(rows) > 1:
        rows[-1]["actor_a"], rows[-1]["actor_b"] = rows[0]["actor_b"], rows[0]["actor_a"]

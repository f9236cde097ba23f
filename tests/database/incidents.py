"""Incidents of a mission in a table of their own: what an overlay's events may lie in."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from geodash.model.sheet import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "incidents.log"
KINDS = {"date": "date", "date_end": "date", "fatalities_low": "integer", "fatalities_high": "integer"}
LISTS = {"actors_from", "actors_to", "source_ids"}


def make_table(address: str) -> None:
    """A table with the columns of events, each of its own type, and one more."""
    with psycopg.connect(address) as connection:
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_kind(name))) for name in FIELDS
        )
        connection.execute("CREATE SCHEMA incidents")
        connection.execute(sql.SQL("CREATE TABLE incidents.log ({}, geom point)").format(columns))


def _kind(name: str) -> Any:
    return KINDS.get(name, "text[]" if name in LISTS else "text")


def fill(address: str, folder: Path, **changes: str) -> None:
    """Move the events of an overlay into the table; some columns of the first one are changed."""
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    rows[0] |= changes
    with psycopg.connect(address) as connection:
        for row in reversed(rows):
            cells = [
                row[name].split(";") if name in LISTS and row[name] else row[name] or None for name in FIELDS
            ]
            holders = sql.SQL(", ").join(sql.Placeholder() * len(FIELDS))
            connection.execute(sql.SQL("INSERT INTO incidents.log VALUES ({})").format(holders), cells)


def name_table(folder: Path, address: str, table: str = TABLE) -> Path:
    """Let the events of an overlay lie in a table, and nowhere else."""
    path = folder / "datapackage.json"
    document = json.loads(path.read_text("utf-8"))
    for each in document["resources"]:
        if each["name"] == "events":
            each |= {"path": address, "dialect": {"table": table}}
            del each["hash"], each["bytes"]
    path.write_text(json.dumps(document), "utf-8")
    (folder / "events.csv").unlink()
    return folder

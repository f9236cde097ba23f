"""A data set of millions of events in a table of PostgreSQL, whose server is one of its own."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest
from pyarrow import csv, parquet
from tests.clusters import OWNER, PASSWORD, cluster

from benchmarks.bench import say
from benchmarks.reading import run_reader
from benchmarks.table import Row, Sample
from geodash.model.sheet import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.bench import Bench

TABLE = "incidents"
_KINDS = {"date": "date", "date_end": "date", "fatalities_low": "integer", "fatalities_high": "integer"}
_AT_ONCE = 50_000


def measure(bench: Bench, written: Path, events: int) -> list[Row]:
    """Load what a folder holds as Parquet out of a table; a row that says so where there is no PostgreSQL."""
    what = f"a data set of {events:,} events in a table"
    try:
        with cluster() as server:
            address = server.new_database()
            say(f"filling a table with {events:,} events")
            fill(address, written / "events.parquet")
            folder = named(written, address)
            found = run_reader("load", bench.shipped.folder, folder, PGPASSWORD=PASSWORD)
    except pytest.skip.Exception as absent:
        return [Row(f"load and check, {what}", trouble=str(absent))]
    return [
        Row(f"load and check, {what}", Sample.of(found["load"], "s")),
        Row(f"most memory meanwhile, {what}", Sample.of(found["memory"], "MB")),
    ]


def fill(address: str, file: Path) -> None:
    """Copy events into a new table, part by part."""
    columns = ", ".join(f'"{name}" {_KINDS.get(name, "text")}' for name in FIELDS)
    copied = f"COPY {TABLE} FROM STDIN (FORMAT csv, FORCE_NULL ({', '.join(_KINDS)}))"
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE TABLE {TABLE} ({columns})".encode())
        with connection.cursor().copy(copied.encode()) as copy:
            for rows in parquet.ParquetFile(file).iter_batches(_AT_ONCE):
                out = io.BytesIO()
                csv.write_csv(rows, out, csv.WriteOptions(include_header=False, quoting_style="needed"))
                copy.write(out.getvalue())
        connection.execute(f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)".encode())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"ANALYZE {TABLE}".encode())


def named(written: Path, address: str) -> Path:
    """A copy of a data set whose events lie in the table, without a password in it."""
    folder = written.with_name(f"{written.name}-table")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(written, folder, ignore=shutil.ignore_patterns("*.parquet"))
    path = folder / "datapackage.json"
    document = json.loads(path.read_text("utf-8"))
    for each in document["resources"]:
        if each["name"] == "events":
            where = address.replace(f"{OWNER}:{PASSWORD}@", f"{OWNER}@")
            each |= {"path": where, "dialect": {"table": TABLE}}
            del each["hash"], each["bytes"]
    path.write_text(json.dumps(document), "utf-8")
    return folder

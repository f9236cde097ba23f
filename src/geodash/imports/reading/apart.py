"""Workbooks, map layers and Parquet of a visitor, read by a process of its own.

What reads layers does more than read, and a text that a workbook or Parquet holds once, on each of its rows,
takes a thousand times the memory of the file.

``python -m geodash.imports.reading.apart NAME`` reads a file from standard input and writes its tables to
standard output as JSON. It may use so much memory and time, can write no file, and knows the drivers of
GeoJSON and GeoPackage alone. The server takes nothing but texts from it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodash.imports.bounds import UPLOAD
from geodash.imports.errors import ImportRefusedError
from geodash.imports.raw import RawTable, Refusal
from geodash.imports.reading.unpack import check_size
from geodash.limits import APART_MB, APART_S, WORKER_NICE

if TYPE_CHECKING:
    from geodash.imports.bounds import Bounds

_SOURCE = Path(__file__).parents[3]
_DRIVERS = frozenset({"GeoJSON", "GeoJSONSeq", "GPKG"})
_ENOUGH = {"GDAL_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


def read_apart(name: str, content: bytes) -> list[RawTable]:
    """The tables in the content of a workbook, a map layer or Parquet, within the bounds of an upload.

    Raises
    ------
    ImportRefusedError
        If it cannot be read within them.
    """
    path = os.pathsep.join(filter(None, (str(_SOURCE), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", __name__, name]
    environment = {**os.environ, **_ENOUGH, "PYTHONPATH": path}
    environment.pop("GDAL_SKIP", None)
    try:
        done = subprocess.run(  # noqa: S603  our own program; the name is an argument, no shell reads it
            command, input=content, capture_output=True, env=environment, timeout=2 * APART_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise ImportRefusedError(f"{name}: it takes too long to be read: split the file", "large") from None
    if done.returncode:
        raise ImportRefusedError(f"{name}: reading it took more than a visitor's file may", "large")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise ImportRefusedError(*answer["refused"])
    return [_table(each) for each in answer["tables"]]


def _table(said: dict[str, Any]) -> RawTable:
    cells = pd.DataFrame({name: pd.Series(texts, dtype="str") for name, texts in said["cells"]})
    lines = np.asarray(said["lines"], dtype=np.int64)
    return RawTable(
        said["file"], cells, lines, tuple(Refusal(*each) for each in said["refused"]), tuple(said["notes"])
    )


def _said(name: str, content: bytes, bounds: Bounds) -> dict[str, Any]:
    """What is answered: the tables as texts, or why there are none."""
    from geodash.imports.reading import tables_of  # noqa: PLC0415  it imports this module

    try:
        tables = tables_of(name, content, bounds)
        size = sum(map(_size, tables))
        check_size(name, size, size, bounds)  # no ratio: rows that are alike are no bomb within this size
    except ImportRefusedError as error:
        return {"refused": [str(error), error.why]}
    return {
        "tables": [
            {
                "file": table.file,
                "cells": [[str(column), table.cells[column].tolist()] for column in table.cells.columns],
                "lines": table.lines.tolist(),
                "refused": table.refused,
                "notes": table.notes,
            }
            for table in tables
        ]
    }


def _size(table: RawTable) -> int:
    """Characters of a table: what the server will hold, however small the file was."""
    return sum(int(table.cells[column].map(len).sum()) for column in table.cells.columns)


def _confine() -> None:
    """Bound memory, time and what can be written, and know no driver that fetches or runs anything."""
    os.nice(WORKER_NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (APART_S, APART_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    import pyogrio  # noqa: PLC0415  its list of drivers says what to leave out

    others = sorted(set(pyogrio.list_drivers()) - _DRIVERS)
    os.execve(  # noqa: S606  drivers are registered as the library is loaded: once more without them
        sys.executable,
        [sys.executable, "-P", "-m", __spec__.name, *sys.argv[1:]],
        {**os.environ, "GDAL_SKIP": ",".join(others)},
    )


def main() -> None:
    """Answer for what comes in."""
    if "GDAL_SKIP" not in os.environ:
        _confine()
    resource.setrlimit(resource.RLIMIT_DATA, (APART_MB * 2**20, APART_MB * 2**20))
    json.dump(_said(sys.argv[1], sys.stdin.buffer.read(), UPLOAD), sys.stdout)


if __name__ == "__main__":
    main()

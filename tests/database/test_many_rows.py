"""Rows of a table in a database come part by part: what is held at once does not grow with their number."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import psycopg
import pyarrow as pa
import pytest
from psycopg import sql
from tests.conftest import GEODATA
from tests.overlaid import OPEN

from geodash.database.tables import CsvStream
from geodash.model.sheet import FIELDS
from geodash.package import load_dataset

if TYPE_CHECKING:
    from pathlib import Path

FEW, MANY = 20_000, 60_000
SUMMARY_BYTES = 1_000
MOST_GROWTH = 20_000_000
"""Ids, numbers and packed texts of the further rows; their texts as they come are twice that."""


class Watch:
    """What came from the database, and the most that Arrow held meanwhile."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.came = self.most = 0
        readinto = CsvStream.readinto

        def watched(stream: CsvStream, buffer: Any) -> int:
            taken = readinto(stream, buffer)
            self.came += taken
            self.most = max(self.most, pa.total_allocated_bytes())
            return taken

        patch.setattr(CsvStream, "readinto", watched)


def read(folder: Path) -> tuple[int, int, int]:
    """How many events there are, the bytes that came for them, and the most held above the start."""
    with pytest.MonkeyPatch.context() as patch:
        watch, start = Watch(patch), pa.total_allocated_bytes()
        shown = load_dataset(GEODATA, [folder]).data_sets[OPEN]
        return shown.events + shown.early, watch.came, watch.most - start


def test_what_is_held_at_once_does_not_grow_with_the_rows(tmp_path: Path, beside: Path, address: str) -> None:
    found = {}
    for rows in (FEW, MANY):
        with psycopg.connect(address) as connection:
            columns = sql.SQL(", ").join(map(sql.Identifier, FIELDS[1:-1]))
            query = (
                "CREATE VIEW incidents.of_{} AS SELECT id || '-' || n AS id, {}, repeat('text ', {}) || n"
                " AS summary_fr FROM (SELECT * FROM incidents.log ORDER BY id DESC LIMIT 1) AS one,"
                " generate_series(1, {}) AS n"
            )
            words = sql.Literal(SUMMARY_BYTES // 5)
            numbers = sql.SQL(str(rows)), sql.Literal(rows)
            connection.execute(sql.SQL(query).format(numbers[0], columns, words, numbers[1]))
        folder = shutil.copytree(beside, tmp_path / str(rows) / OPEN)
        again = (
            (folder / "datapackage.json").read_text("utf-8").replace("incidents.log", f"incidents.of_{rows}")
        )
        (folder / "datapackage.json").write_text(again, "utf-8")
        found[rows] = read(folder)
    assert {rows: events for rows, (events, _, _) in found.items()} == {FEW: FEW, MANY: MANY}
    came, held = (found[MANY][place] - found[FEW][place] for place in (1, 2))
    assert came > (MANY - FEW) * SUMMARY_BYTES
    assert held < MOST_GROWTH < came / 2

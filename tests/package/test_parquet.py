"""Events kept as Parquet are taken as columns, and are what their CSV would be."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.conftest import make_tiny
from tests.package.test_sheets import as_parquet

from geodash.model.sheet import FIELDS, Sheet
from geodash.package import load_dataset
from geodash.package.descriptor import read_package
from geodash.package.loader import TABLES
from geodash.package.parquet import DoubtfulFormError, cells_of_parquet, csv_of_parquet
from geodash.package.sheets import SheetTable, read_events, read_sheet
from geodash.package.source import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.errors import Problem

CELLS = st.none() | st.sampled_from(["", "a", "b;c", 'say "no"', "d, e", " f ", "l’armée", "2025-01-27", "5"])
ROWS = st.lists(st.fixed_dictionaries({name: CELLS for name in FIELDS if name != "id"}), max_size=6)


def parquet_of(
    rows: list[dict[str, str | None]], kinds: dict[str, pa.DataType] | None = None, group: int = 2
) -> bytes:
    columns = {name: [row.get(name) for row in rows] for name in FIELDS}
    columns["id"] = [f"id-{number}" for number in range(len(rows))]
    table = pa.table({name: pa.array(columns[name], (kinds or {}).get(name, pa.string())) for name in FIELDS})
    out = BytesIO()
    parquet.write_table(table, out, row_group_size=group)
    return out.getvalue()


def taken(content: bytes) -> Sheet | None:
    """The cells of a file that are taken as columns."""
    try:
        return Sheet.of_parts(cells_of_parquet(content))
    except DoubtfulFormError:
        return None


def cells_of(sheet: Sheet) -> list[dict[str, str]]:
    return [sheet.cells(row) for row in range(len(sheet))]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
@given(rows=ROWS)
def test_the_columns_of_a_file_are_those_of_its_csv(
    kind: pa.DataType, rows: list[dict[str, str | None]]
) -> None:
    content = parquet_of(rows, dict.fromkeys(FIELDS, kind))
    text = csv_of_parquet("events.parquet", content, [])
    assert text is not None
    lined, found = read_sheet(text), taken(content)
    assert lined is not None
    assert found is not None
    assert cells_of(found) == cells_of(lined.sheet)


@pytest.mark.parametrize(
    "text",
    ["a\x07b", "two\nlines", "turned \u202e round", "x" * 200_000],
    ids=["bell", "end", "turn", "long"],
)
@pytest.mark.parametrize("field", ["title_en", "place_note_en"])
def test_a_doubtful_text_is_left_to_the_reader_of_rows(field: str, text: str) -> None:
    assert taken(parquet_of([{"title_fr": "é"}, {field: text}])) is None


def test_bytes_that_are_no_text_are_left_to_it_too() -> None:
    content = parquet_of([{"title_en": "brocken"}])
    broken = content.replace(b"brocken", b"br\xffcken")
    assert broken != content
    assert taken(broken) is None


def test_so_is_a_column_that_may_be_written_in_several_ways() -> None:
    assert taken(parquet_of([], {"fatalities_low": pa.float64()})) is None


@pytest.mark.parametrize("kinds", [{}, {"fatalities_low": pa.float64()}], ids=["columns", "csv"])
def test_events_are_not_read_row_by_row(tmp_path: Path, kinds: dict[str, pa.DataType]) -> None:
    folder = make_tiny(tmp_path / "tiny").folder
    as_parquet(folder, "events", **kinds)
    package = read_package(Folder(folder), tuple(TABLES), [])
    assert isinstance(read_events(package, []), SheetTable)
    assert len(load_dataset(folder).events)


def test_a_small_file_of_far_more_text_than_a_table_may_have_is_given_up_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = parquet_of([{"title_en": "x" * 100_000}] * 3_000, group=3_000)
    assert len(content) < 1_000_000
    monkeypatch.setattr("geodash.package.parquet.LARGEST", 10_000_000)
    assert taken(content) is None
    problems: list[Problem] = []
    assert csv_of_parquet("events.parquet", content, problems) is None
    assert "divide the data" in problems[0].remedy


def test_a_text_that_all_rows_share_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodash.package.parquet.LARGEST", 10_000_000)
    content = parquet_of([{"place_note_en": "x" * 100_000}] * 3_000, group=3_000)
    assert taken(content) is not None

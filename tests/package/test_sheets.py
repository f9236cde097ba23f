"""Tables of events as columns: the same events and the same problems as row by row."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING, Literal
from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet
from tests.another import ELFASHER
from tests.conftest import make_tiny
from tests.package.drafts import DESCRIBE, Draft
from tests.package.mutations import mutated

from geodash.errors import DatasetError
from geodash.model.sheet import FIELDS
from geodash.package import load_dataset
from geodash.package.checks import doubt
from geodash.package.sheets import SheetTable, read_sheet
from geodash.package.tables import csv_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodash.errors import Problem
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event

MANY = 60
ODD_CELLS = [
    "", " ", "\u00a0x", "x\u2003", "2025-01-27", "2025-02-30", "20250127", "1899-12-31", "2030-01-01", "high",
    "low", "HIGH", "rwanda", "rwanda;rwanda", "rwanda; belgium", ";", "nobody", "Goma", "goma", "-1", "07",
    "5", "1e3", "2000000001", "99", "071", "SANCTION/expel", "SANCTION/x", "x" * 10_001, "tweet", "a\nb",
    "é,è",     'say "no"', "goma-20250127", "toll-20250128", "month", "battle",
]  # fmt: skip
HEADER = ",".join(FIELDS)
LAST = len(FIELDS) - 1


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    tiny = make_tiny(tmp_path_factory.mktemp("drafts") / "tiny").folder
    return [Draft.read(tiny), Draft.read(ELFASHER)]


def outcome(folder: Path) -> tuple[Problem, ...] | list[Event]:
    """What a package holds, or what is wrong with it."""
    try:
        return [*load_dataset(folder).events]
    except DatasetError as error:
        return error.problems


def outcome_by_rows(folder: Path) -> tuple[Problem, ...] | list[Event]:
    with mock.patch("geodash.package.sheets.read_sheet", return_value=None):
        return outcome(folder)


@pytest.mark.parametrize("seed", range(MANY))
def test_odd_cells_are_found_as_row_by_row(drafts: list[Draft], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    draft = chance.choice(drafts).copy()
    for _ in range(chance.randrange(4)):
        row = chance.choice(draft.tables["events"])
        row[chance.choice(FIELDS)] = chance.choice(
            [*ODD_CELLS, *chance.choice(draft.tables["events"]).values()]
        )
    draft.write(tmp_path / "package")
    assert outcome(tmp_path / "package") == outcome_by_rows(tmp_path / "package")


@pytest.mark.parametrize("seed", range(MANY))
def test_odd_packages_are_found_as_row_by_row(drafts: list[Draft], tmp_path: Path, seed: int) -> None:
    draft, done = mutated(drafts, seed)
    draft.write(tmp_path / "package")
    assert outcome(tmp_path / "package") == outcome_by_rows(tmp_path / "package"), done


def test_of_the_shipped_events_none_is_doubtful(dataset: Dataset) -> None:
    found: list[SheetTable] = []
    narrowed = doubt.without_the_sure

    def spy(*arguments: object) -> object:
        tables = narrowed(*arguments)  # type: ignore[arg-type]
        found.append(tables.events)  # type: ignore[arg-type]
        return tables

    with mock.patch("geodash.package.checks.without_the_sure", spy):
        assert load_dataset().events == dataset.events
    assert [len(table.rows) for table in found] == [0]


cells = st.lists(
    st.sampled_from(["", "a", 'b"c', "d,e", "f\ng", "h\r\ni", "j\rk", ' "', '"', "é", "'", "\u2028"]),
    min_size=LAST,
    max_size=LAST,
)


@given(
    rows=st.lists(cells, max_size=4),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_cells_and_lines_are_those_of_any_reader_of_csv(
    rows: list[list[str]], end: str, quoting: Literal[0, 1]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=quoting).writerows(
        [f"{n:04d}", *row] for n, row in enumerate(rows)
    )
    text = HEADER + end + out.getvalue()
    assert compare(text) or "\r" in text.replace("\r\n", "") or "\n\r\n" in text


@given(
    st.lists(st.sampled_from([",", '"', "\n", "\r\n", "\r", "a", "b,c", '""', " ", f"x{',' * LAST}\n"]))
    | st.lists(st.sampled_from([f"{n}{',' * LAST}" for n in range(4)] + ["\n", "\n\n", '"', '""', '"\n"']))
)
def test_a_text_that_is_odd_is_left_to_the_other_reader(parts: Sequence[str]) -> None:
    compare(f"{HEADER}\n{''.join(parts)}")


def compare(text: str) -> bool:
    """Whether a text is read as columns; if it is, then as it is read row by row, without a problem."""
    found = read_sheet(text.encode())
    if found is None:
        return False
    problems: list[Problem] = []
    _, *rows = csv_rows("events.csv", text, problems)
    assert not problems
    assert [line for line, _ in rows] == found.lines.tolist()
    for position, (_, values) in enumerate(rows):
        expected = dict(zip(FIELDS, values, strict=True))
        held = found.sheet.cells(position)
        assert {name: held.get(name, "") for name in FIELDS} == expected
    return True


def test_a_plain_text_is_read_as_columns() -> None:
    row = f'a{"," * LAST}"x\ny"'
    found = read_sheet(f"\ufeff{HEADER}\r\n{row}\r\nb{',' * LAST}\r\nc{',' * LAST}".encode())
    assert found is not None
    assert found.lines.tolist() == [2, 4, 5]
    assert found.sheet.cells(0)["summary_fr"] == "x\ny"


def as_parquet(folder: Path, name: str, **types: pa.DataType) -> None:
    """Keep a table of a package as Parquet, some columns in types of their own."""
    path = folder / f"{name}.csv"
    table = arrow_csv.read_csv(
        path,
        convert_options=arrow_csv.ConvertOptions(
            column_types={column: pa.string() for column in FIELDS} | types, strings_can_be_null=False
        ),
    )
    path.unlink()
    parquet.write_table(table, path.with_suffix(".parquet"))
    descriptor = folder / "datapackage.json"
    descriptor.write_text(
        descriptor.read_text("utf-8").replace(f'"{name}.csv"', f'"{name}.parquet"'), "utf-8"
    )
    DESCRIBE(folder)


def test_a_table_may_be_parquet(tiny_dataset: Dataset, tmp_path: Path) -> None:
    folder = make_tiny(tmp_path / "tiny").folder
    as_parquet(folder, "events", date=pa.date32(), fatalities_low=pa.int32(), fatalities_high=pa.int64())
    as_parquet(folder, "places")
    found = load_dataset(folder)
    assert found.events == tiny_dataset.events
    assert found.places == tiny_dataset.places


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,date\n", b"PAR1" + b"\0" * 200 + b"PAR1"])
def test_a_broken_parquet_file_is_named(tmp_path: Path, content: bytes) -> None:
    folder = make_tiny(tmp_path / "tiny").folder
    as_parquet(folder, "events")
    (folder / "events.parquet").write_bytes(content)
    DESCRIBE(folder)
    with pytest.raises(DatasetError, match=r"events\.parquet.*save the table as Parquet"):
        load_dataset(folder)


def test_parquet_with_another_column_is_named_as_csv_is(tmp_path: Path) -> None:
    folder = make_tiny(tmp_path / "tiny").folder
    as_parquet(folder, "events")
    path = folder / "events.parquet"
    table = parquet.read_table(path)
    parquet.write_table(table.rename_columns(["ident", *table.column_names[1:]]), path)
    DESCRIBE(folder)
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert ("events.parquet", 1, "id") in [(p.file, p.line, p.field) for p in caught.value.problems]

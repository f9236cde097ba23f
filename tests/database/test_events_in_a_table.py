"""Events of a data set may be a table or view of a database: the same events and checks as from a file."""

from __future__ import annotations

import csv
import gc
import os
import tracemalloc
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from tests.conftest import GEODATA
from tests.database.incidents import TABLE, fill, name_table
from tests.overlaid import HOSTILE, OPEN, write_overlay

from geodash.cli import main
from geodash.database.refusal import DatabaseTroubleError
from geodash.errors import DatasetError
from geodash.model.sheet import FIELDS
from geodash.package import load_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.errors import Problem
    from geodash.model.dataset import Dataset


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        load_dataset(GEODATA, [folder])
    return caught.value.problems


def asked(dataset: Dataset) -> list[Any]:
    return [*dataset.events, dataset.data_sets[OPEN], dataset.event_columns.origin.tolist()]


def test_they_are_those_of_a_file(tmp_path: Path, beside: Path) -> None:
    of_file = load_dataset(GEODATA, [write_overlay(tmp_path / "file" / OPEN)])
    of_table = load_dataset(GEODATA, [beside])
    assert asked(of_table) == asked(of_file)


def test_a_view_will_do_and_what_else_it_has_is_not_asked_for(
    tmp_path: Path, beside: Path, address: str
) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE VIEW public.shown AS SELECT 1 AS more, * FROM incidents.log")
        connection.execute(
            'CREATE VIEW incidents."odd; DROP TABLE incidents.log" AS SELECT * FROM incidents.log'
        )
    expected = asked(load_dataset(GEODATA, [beside]))
    for table in ("shown", "public.shown", "incidents.odd; DROP TABLE incidents.log"):
        again = write_overlay(tmp_path / str(abs(hash(table))) / OPEN)
        assert asked(load_dataset(GEODATA, [name_table(again, address, table)])) == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"category": "party"}, "category"),
        ({"place_id": "nowhere"}, "place_id"),
        ({"title_en": " loose"}, "title_en"),
        ({"fatalities_low": "9", "fatalities_high": "1"}, "fatalities_low"),
        ({"summary_en": "a\x07b"}, ""),
        ({"date": "2027-01-01"}, "date"),
    ],
)
def test_what_is_wrong_is_named_by_table_id_column_and_remedy(
    tmp_path: Path, address: str, changes: dict[str, str], field: str
) -> None:
    folder = write_overlay(tmp_path / OPEN)
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))["id"]
    fill(address, folder, **changes)
    found = problems_of(name_table(folder, address))
    assert [(problem.file, problem.field, problem.line) for problem in found] == [
        (f"{OPEN}/{TABLE} {first}", field, 0)
    ]
    assert found[0].remedy


def test_an_id_that_stands_twice_is_named(beside: Path, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("INSERT INTO incidents.log SELECT * FROM incidents.log ORDER BY id LIMIT 1")
    assert {problem.field for problem in problems_of(beside)} == {"id"}


@pytest.mark.parametrize(
    "text", [HOSTILE, 'one\ntwo, "three"', "'; DROP TABLE incidents.log; --", "\\.", "NULL"]
)
def test_whatever_a_text_says_is_text(tmp_path: Path, address: str, text: str) -> None:
    folder = write_overlay(tmp_path / OPEN)
    fill(address, folder, summary_en=text)
    found = load_dataset(GEODATA, [name_table(folder, address)])
    assert text in {event.summary_en for event in found.events} | {
        found.events.sheets[-1].cells(0)["summary_en"]
    }


def test_a_table_without_a_row_has_no_events(tmp_path: Path, address: str) -> None:
    folder = name_table(write_overlay(tmp_path / OPEN), address)
    assert len(load_dataset(GEODATA, [folder]).events) == len(load_dataset(GEODATA).events)


def test_a_column_or_table_that_is_not_there_is_named(tmp_path: Path, beside: Path, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE incidents.log DROP COLUMN cameo")
    (problem,) = problems_of(beside)
    assert (problem.file, problem.field) == (f"{OPEN}/{TABLE}", "cameo")
    gone = name_table(write_overlay(tmp_path / "gone" / OPEN), address, "incidents.gone")
    assert [each.value for each in problems_of(gone)] == ["incidents.gone"]


def test_no_password_stands_in_a_descriptor(tmp_path: Path, address: str) -> None:
    secret = address.replace("@", f":{os.environ['PGPASSWORD']}@")
    found = problems_of(name_table(write_overlay(tmp_path / OPEN), secret))
    assert "password" in found[0].remedy
    assert os.environ["PGPASSWORD"] not in str(found)


def test_nothing_is_written_by_a_view_that_tries(tmp_path: Path, beside: Path, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(
            "CREATE FUNCTION incidents.spoil() RETURNS text LANGUAGE sql AS"
            " $$ DELETE FROM incidents.log RETURNING 'x' $$"
        )
        connection.execute(
            "CREATE VIEW incidents.evil AS SELECT log.*, incidents.spoil() AS more FROM incidents.log"
        )
        columns = sql.SQL(", ").join(map(sql.Identifier, FIELDS[1:]))
        connection.execute(
            sql.SQL(
                "CREATE VIEW incidents.worse AS SELECT incidents.spoil() || id AS id, {} FROM incidents.log"
            ).format(columns)
        )
    again = name_table(write_overlay(tmp_path / "again" / OPEN), address, "incidents.worse")
    with pytest.raises(DatabaseTroubleError, match="may not do that"):
        load_dataset(GEODATA, [again])
    assert len(load_dataset(GEODATA, [beside]).data_sets)


def test_a_role_that_may_only_read_is_enough(tmp_path: Path, beside: Path, address: str) -> None:
    with psycopg.connect(address) as connection:
        hashed = connection.pgconn.encrypt_password(os.environb[b"PGPASSWORD"], b"onlooker", b"scram-sha-256")
        connection.execute(b"CREATE ROLE onlooker LOGIN PASSWORD '%s'" % hashed)  # the log has no password
        connection.execute("GRANT USAGE ON SCHEMA incidents TO onlooker")
        connection.execute("GRANT SELECT ON incidents.log TO onlooker")
    reader = address.replace("//owner@", "//onlooker@")
    again = name_table(write_overlay(tmp_path / "again" / OPEN), reader)
    assert asked(load_dataset(GEODATA, [again])) == asked(load_dataset(GEODATA, [beside]))


def test_the_command_line_checks_it_and_says_when_the_database_is_away(beside: Path, address: str) -> None:
    result = CliRunner().invoke(main, ["check", str(beside)])
    assert (result.exit_code, "5 events" in result.output) == (0, True), result.output
    path = beside / "datapackage.json"
    port = address.rpartition(":")[2].split("/")[0]
    path.write_text(path.read_text("utf-8").replace(f":{port}/", ":1/"), "utf-8")
    away = CliRunner().invoke(main, ["check", str(beside)])
    assert away.exit_code == 1
    assert "does not answer" in away.output
    assert "Traceback" not in away.output


def test_many_rows_are_read_in_little_memory(tmp_path: Path, beside: Path, address: str) -> None:
    many = 60_000
    with psycopg.connect(address) as connection:
        columns = sql.SQL(", ").join(map(sql.Identifier, FIELDS[1:-1]))
        connection.execute(
            sql.SQL(
                "CREATE VIEW incidents.many AS SELECT id || '-' || n AS id, {},"
                " repeat('text ', 150) || n AS summary_fr FROM"
                " (SELECT * FROM incidents.log ORDER BY id DESC LIMIT 1) AS one, generate_series(1, {}) AS n"
            ).format(columns, sql.Literal(many))
        )
    again = name_table(write_overlay(tmp_path / "again" / OPEN), address, "incidents.many")
    few, of_few = loaded(beside)
    found, of_many = loaded(again)
    shown = found.data_sets[OPEN]
    assert shown.events + shown.early == many
    assert len(few.events) < len(found.events)
    assert of_many - of_few < 600 * many, "its rows are more than 900 bytes each"


def loaded(folder: Path) -> tuple[Dataset, int]:
    """What is loaded, and the most memory that Python took meanwhile."""
    gc.collect()  # what earlier tests left behind
    tracemalloc.start()
    try:
        return load_dataset(GEODATA, [folder]), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

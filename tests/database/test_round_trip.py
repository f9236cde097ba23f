"""A package that is loaded comes back byte for byte, and what would not is refused."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import psycopg
import pytest
from tests.clusters import PASSWORD
from tests.conftest import GEODATA, ROOT
from tests.database.conftest import geodash_db
from tests.test_hostile import filled

from geodash.package import load_dataset
from geodash.package.source import Folder, origin_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_shipped_record_comes_back_byte_for_byte(record: str, tmp_path: Path) -> None:
    result = geodash_db(record, "dump", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    shipped = files_of(GEODATA)
    found = files_of(tmp_path / "out")
    assert {path for path in found if shipped[path] != found[path]} == set()
    left_out = {path for path in shipped.keys() - found.keys() if "__pycache__" not in path}
    assert {path for path in left_out if not path.startswith("build/")} == {".gitattributes"}


@pytest.mark.parametrize("name", ["tiny", "elfasher"])
def test_other_records_come_back_too(
    empty: str, tmp_path: Path, tiny_package: TinyPackage, name: str
) -> None:
    folder = tiny_package.folder if name == "tiny" else ROOT / "tests" / "data" / name
    for command in (["init"], ["load", str(folder)], ["dump", str(tmp_path / "out")]):
        result = geodash_db(empty, *command)
        assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "out") == files_of(folder)


def test_a_database_gives_the_same_dataset_and_the_same_addresses(record: str) -> None:
    files = origin_of(record).files()
    assert files.digest() == Folder(GEODATA).digest()
    found, shipped = load_dataset(files), load_dataset(GEODATA)
    assert found.control == shipped.control
    assert [*found.events] == [*shipped.events]
    assert found.conflict == shipped.conflict
    assert found.borders.keys() == shipped.borders.keys()
    assert PASSWORD not in files.name


def test_what_would_come_back_otherwise_is_refused_and_nothing_is_kept(
    empty: str, tiny_package: TinyPackage
) -> None:
    tiny_package.set_cell("events.csv", 2, "fatalities_low", "007")
    tiny_package.set_cell("events.csv", 2, "fatalities_high", "9")
    geodash_db(empty, "init")
    result = geodash_db(empty, "load", str(tiny_package.folder))
    assert result.exit_code == 1
    assert result.stderr.startswith("events.csv:2")
    assert "as the database gives it back" in result.stderr
    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT FROM geodash.places").fetchone() is None


def test_a_broken_package_is_named_and_not_loaded(empty: str, tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("control.csv", 2, "confidence", "sure")
    geodash_db(empty, "init")
    result = geodash_db(empty, "load", str(tiny_package.folder))
    assert result.exit_code == 1
    assert result.stderr.startswith("control.csv:2")


def test_a_second_load_must_be_meant_and_changes_what_differs(
    empty: str, tmp_path: Path, tiny_package: TinyPackage
) -> None:
    geodash_db(empty, "init")
    assert geodash_db(empty, "load", str(tiny_package.folder)).exit_code == 0
    tiny_package.set_cell("events.csv", 2, "title_en", "Another")
    refused = geodash_db(empty, "load", str(tiny_package.folder))
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    assert geodash_db(empty, "load", str(tiny_package.folder), "--replace").exit_code == 0
    assert geodash_db(empty, "dump", str(tmp_path / "out")).exit_code == 0
    assert files_of(tmp_path / "out") == files_of(tiny_package.folder)
    with psycopg.connect(empty) as connection:
        changed = connection.execute(
            "SELECT count(*) FROM geodash_history.events WHERE history_kind = 'UPDATE'"
        ).fetchone()
    assert changed == (1,)


HOSTILE = ("'); DROP TABLE geodash.places; --", '\\. \\N "x" {a b} $$ %s ${1}', "<script>\u2028é", "\\.")
NARROWER = {"places.csv": "geonames_id", "events.csv": "action"}
"""Columns for which the data dictionary has a pattern, which the database holds."""


@pytest.mark.parametrize("text", HOSTILE)
def test_every_column_holds_hostile_texts_as_data(
    empty: str, tmp_path: Path, tiny_package: TinyPackage, text: str
) -> None:
    kept = {file: [*csv.DictReader(io.StringIO(tiny_package.read(file)))] for file in NARROWER}
    assert filled(tiny_package, text) > 30
    geodash_db(empty, "init")
    refused = geodash_db(empty, "load", str(tiny_package.folder))
    assert refused.exit_code == 1
    assert "the database refuses the data" in refused.stderr
    for file, column in NARROWER.items():
        for line, row in enumerate(kept[file], start=2):
            tiny_package.set_cell(file, line, column, row[column])
    for command in (["load", str(tiny_package.folder)], ["dump", str(tmp_path / "out")]):
        result = geodash_db(empty, *command)
        assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "out") == files_of(tiny_package.folder)


def test_an_edit_is_dumped_with_hashes_of_today(record: str, tmp_path: Path) -> None:
    with psycopg.connect(record) as connection:
        connection.execute(
            "UPDATE geodash.events SET title_en = 'Another' WHERE id = (SELECT min(id) FROM geodash.events)"
        )
        connection.execute(
            "UPDATE geodash.layer_features SET geom = public.ST_Translate(geom, 0.5, 0)"
            " WHERE path = 'borders/roads.geojson' AND n = 0"
        )
    assert geodash_db(record, "dump", str(tmp_path / "out")).exit_code == 0
    dataset = load_dataset(tmp_path / "out")
    assert "Another" in {event.title_en for event in dataset.events}
    first, was = (load.borders["roads"].geometries[0] for load in (dataset, load_dataset(GEODATA)))
    assert first.coords[0][0] == pytest.approx(was.coords[0][0] + 0.5)


def test_a_path_that_leads_outside_is_not_written(record: str, tmp_path: Path) -> None:
    with psycopg.connect(record) as connection:
        connection.execute("UPDATE geodash.files SET path = '../stolen.md' WHERE path = 'LICENSES/README.md'")
    result = geodash_db(record, "dump", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "outside DIR" in result.stderr
    assert [*tmp_path.iterdir()] == []


def test_dump_takes_no_folder_that_holds_something(record: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = geodash_db(record, "dump", str(tmp_path))
    assert result.exit_code == 1
    assert "not empty" in result.stderr
    assert (tmp_path / "mine.txt").read_text() == "mine"

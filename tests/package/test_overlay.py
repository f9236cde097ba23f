"""An overlay is checked against the base package: references, values, days, its own name space."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.conftest import DESCRIBE, GEODATA
from tests.imports.making import UCDP, bring_in, table
from tests.overlaid import write_overlay

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.model.overlay import RECORD
from geodash.package.overlay import is_overlay, read_overlay, read_overlays

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An overlay of two events."""
    file, folder = tmp_path / "x.csv", tmp_path / "out"
    other = UCDP | {"id": "2", "where_coordinates": "Somewhere", "latitude": "-3.2"}
    file.write_text(table(UCDP, other), encoding="utf-8")
    assert bring_in("ucdp", file, folder).exit_code == 0
    return folder


def set_cell(folder: Path, file: str, line: int, column: str, value: str) -> None:
    rows = list(csv.reader(io.StringIO((folder / file).read_text("utf-8"))))
    rows[line - 1][rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    (folder / file).write_text(out.getvalue(), encoding="utf-8")
    DESCRIBE(folder)


def test_a_sound_overlay_is_read(folder: Path, dataset: Dataset) -> None:
    overlay = read_overlay(folder, dataset)
    assert [event.id for event in overlay.events] == ["ucdp-1001", "ucdp-2"]
    assert overlay.data_set.title("fr") == "UCDP GED"
    own = {place.id for place in overlay.places}
    assert {event.place_id for event in overlay.events} <= own | dataset.places.keys()


@pytest.mark.parametrize(
    ("cell", "value", "remedy"),
    [
        ("events.csv:2:place_id", "nowhere", "add a row to places.csv"),
        ("events.csv:2:actors_from", "nobody", "add a row to actors.csv"),
        ("events.csv:3:source_ids", "unheard", "add a row to sources.csv"),
        ("events.csv:2:category", "weather", "use one of"),
        ("events.csv:2:date", "2030-01-01", "write days from"),
        ("events.csv:2:date_end", "2020-01-01", "not before 2024-02-07"),
        ("events.csv:2:fatalities_low", "99", "not above"),
        ("events.csv:2:id", "other-1001", "begin with `ucdp-`"),
        ("events.csv:3:id", "ucdp-1001", "an id of its own"),
        ("events.csv:2:title_fr", "", "fill in"),
        ("places.csv:2:lat", "", "both coordinates"),
        ("places.csv:2:country", "Congo", "three-letter code"),
        ("sources.csv:2:url", "ftp://x", "http"),
    ],
)
def test_a_fault_is_named(folder: Path, dataset: Dataset, cell: str, value: str, remedy: str) -> None:
    file, row, column = cell.split(":")
    line = int(row)
    set_cell(folder, file, line, column, value)
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder, dataset)
    found = [(p.file, p.line, p.remedy) for p in caught.value.problems if column in p.field]
    assert any(f == file and at == line and remedy in text for f, at, text in found), caught.value


@pytest.mark.parametrize(
    ("member", "value", "field"),
    [
        ("id", "UCDP data", "geodash.overlay.id"),
        ("restricted", "perhaps", "geodash.overlay.restricted"),
        ("retrieved", "yesterday", "geodash.overlay.retrieved"),
        ("attribution_fr", "", "geodash.overlay.attribution_fr"),
        ("last_day", "1999-01-01", "geodash.overlay.last_day"),
        ("surprise", "x", "geodash.overlay.surprise"),
    ],
)
def test_the_member_is_checked(folder: Path, dataset: Dataset, member: str, value: str, field: str) -> None:
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    document["geodash"]["overlay"][member] = value
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder, dataset)
    assert field in {problem.field for problem in caught.value.problems}


def test_a_changed_table_is_noticed(folder: Path, dataset: Dataset) -> None:
    (folder / "events.csv").write_bytes((folder / "events.csv").read_bytes().replace(b"day", b"approx", 1))
    with pytest.raises(DatasetError, match="not the one that datapackage"):
        read_overlay(folder, dataset)


def test_folders_that_are_no_overlay(tmp_path: Path, dataset: Dataset) -> None:
    assert not is_overlay(tmp_path)
    assert not is_overlay(GEODATA)
    with pytest.raises(DatasetError, match="no such folder"):
        read_overlay(tmp_path / "none", dataset)
    with pytest.raises(DatasetError, match=r"geodash[.]overlay"):
        read_overlay(GEODATA, dataset)


def test_the_command_checks_an_overlay(folder: Path) -> None:
    run = CliRunner().invoke(main, ["check", str(folder), "--data", str(GEODATA)])
    assert (run.exit_code, run.stderr) == (0, "")
    set_cell(folder, "events.csv", 2, "place_id", "nowhere")
    run = CliRunner().invoke(main, ["check", str(folder)])
    assert run.exit_code == 1
    assert run.stderr.startswith("events.csv:2: place_id")
    assert CliRunner().invoke(main, ["check", "--data", str(GEODATA)]).exit_code == 2


def test_ids_are_never_those_of_the_record(tmp_path: Path, dataset: Dataset) -> None:
    taken = next(place for place in dataset.places if "-" in place)
    name = taken.partition("-")[0]
    folder = write_overlay(tmp_path / name, name)
    for file in ("places.csv", "events.csv"):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(f"{name}-crossroads", taken), encoding="utf-8")
    DESCRIBE(folder)
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder, dataset)
    [problem] = caught.value.problems
    assert (problem.file, problem.field, problem.value) == ("places.csv", "id", taken)
    with pytest.raises(DatasetError, match="that is the base package"):
        read_overlay(write_overlay(tmp_path / RECORD, RECORD), dataset)


@pytest.mark.parametrize("names", [("log", "log"), ("log", "log-2"), ("log-2", "log")])
def test_two_overlays_have_name_spaces_apart(
    tmp_path: Path, dataset: Dataset, names: tuple[str, str]
) -> None:
    one, two = (write_overlay(tmp_path / f"f{n}", name) for n, name in enumerate(names))
    with pytest.raises(DatasetError) as caught:
        read_overlays([one, two], dataset)
    assert [(p.file, p.value) for p in caught.value.problems] == [("f1/datapackage.json", names[1])]
    apart = write_overlay(tmp_path / "f2", "logs")
    assert [each.data_set.id for each in read_overlays([one, apart], dataset)] == [names[0], "logs"]

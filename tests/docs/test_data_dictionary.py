"""The data dictionary documents every column and every word of the vocabularies; its examples are true."""

from __future__ import annotations

import csv
import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geodash.errors import DatasetError
from geodash.model import vocabulary
from geodash.model.conflict import Conflict, HolderClass, MapLayer, Names, StoryTitle
from geodash.package import load_dataset
from geodash.package.cameo import PLOVER_MODES
from geodash.package.loader import TABLES

if TYPE_CHECKING:
    from pydantic import BaseModel
    from tests.conftest import TinyPackage

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
SHOWS_ELSEWHERE = {("stories", "id"), ("stories", "story_id"), ("relations", "actor_b")}


def table_under(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, header and ruler left out."""
    section = re.split(rf"^### .*{re.escape(heading)}.*$", TEXT, maxsplit=1, flags=re.MULTILINE)[1]
    lines = [
        line
        for line in re.split(r"^##", section, maxsplit=1, flags=re.MULTILINE)[0].splitlines()
        if "|" in line
    ]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[2:]]


def columns() -> list[tuple[str, list[str]]]:
    return [(name, row) for name in TABLES for row in table_under(name)]


def shipped(name: str) -> list[dict[str, str]]:
    with (ROOT / "geodata" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def code(cell: str) -> str:
    """The text of a cell that is one piece of code, or nothing."""
    found = re.fullmatch(r"`([^`]*)`", cell)
    return found[1] if found else ""


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_in_order(name: str) -> None:
    descriptor = json.loads((ROOT / "geodata" / "datapackage.json").read_text(encoding="utf-8"))
    fields: list[dict[str, Any]] = next(
        r["schema"]["fields"] for r in descriptor["resources"] if r["name"] == name
    )
    documented = [(code(row[0]), row[1]) for row in table_under(name)]
    assert documented == [(field["name"], field["type"]) for field in fields]
    assert [column for column, _ in documented] == [*TABLES[name].model_fields]


@pytest.mark.parametrize(("name", "row"), columns(), ids=lambda value: str(value[0]) if value else "")
def test_every_row_is_complete_and_its_example_true(name: str, row: list[str]) -> None:
    column, _, meaning, good, bad = row
    assert meaning.endswith(".")
    assert bad
    cells = {record[code(column)] for record in shipped(name)}
    assert code(good) in cells or any(
        code(good) in re.split(r"(?<=\.) ", cell) for cell in cells if ". " in cell
    )


@pytest.mark.parametrize(
    ("name", "row"), [(name, row) for name, row in columns() if code(row[4])], ids=lambda value: str(value[0])
)
def test_bad_examples_in_code_are_refused(tiny_package: TinyPackage, name: str, row: list[str]) -> None:
    column, value = code(row[0]), row[4].strip("`")
    line = 4 if name == "events" else 3
    if name == "changes":
        tiny_package.list_changes(
            "1.1.0,control,ctl-goma-20250301,changed,confidence,high,low",
            "1.1.0,events,goma-20250127,changed,fatalities_low,2,1",
        )
    tiny_package.set_cell(f"{name}.csv", line, column, value)
    with pytest.raises(DatasetError) as caught:
        load_dataset(tiny_package.folder)
    found = [p for p in caught.value.problems if p.file == f"{name}.csv" and p.line == line]
    assert any(p.field == column for p in found) or (name, column) in SHOWS_ELSEWHERE


@pytest.mark.parametrize(
    "enum",
    [
        v
        for v in vars(vocabulary).values()
        if isinstance(v, type) and issubclass(v, StrEnum) and v is not StrEnum
    ],
    ids=lambda enum: str(enum.__name__),
)
def test_every_word_of_a_vocabulary_is_documented(enum: type[StrEnum]) -> None:
    rows = table_under(f"(`{enum.__name__}`)")
    assert [code(row[0]) for row in rows] == [member.value for member in enum]
    assert all(row[1].endswith(".") for row in rows)


@pytest.mark.parametrize("part", [Conflict, HolderClass, MapLayer, StoryTitle, Names])
def test_every_field_of_the_member_is_documented_in_order(part: type[BaseModel]) -> None:
    rows = table_under(f"(`{part.__name__}`)")
    assert [field for row in rows for field in re.findall(r"`(\w+)`", row[0])] == [*part.model_fields]
    assert all(row[1].endswith(".") for row in rows)


def test_controllers_and_categories_are_documented() -> None:
    words = {code(row[0]) for row in table_under("Controllers")}
    assert words >= {vocabulary.CONTESTED, vocabulary.UNKNOWN, vocabulary.NO_DATA}
    assert [code(row[0]) for row in table_under("Event codes")] == [*PLOVER_MODES]


def test_row_counts_are_those_of_the_tables() -> None:
    for name in TABLES:
        assert re.search(rf"^\| `{name}\.csv` \|.*\| {len(shipped(name))} \|$", TEXT, flags=re.MULTILINE)

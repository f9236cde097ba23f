"""Broken files: missing, not CSV, not UTF-8, not JSON, stale; each is named with its line and remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.conftest import GEODATA

from geodash.cli import main
from geodash.package import load_dataset
from geodash.package.source import Folder
from geodash.package.tables import decode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.errors import Problem

TABLES = ["places", "actors", "sources", "control", "events", "relations", "stories"]
LAYER = "borders/countries.geojson"


@pytest.mark.parametrize("name", TABLES)
def test_missing_table(tiny_package: TinyPackage, name: str) -> None:
    (tiny_package.folder / f"{name}.csv").unlink()
    found = tiny_package.problems()
    # Nothing is said about the ids in it: they are not wrong, only gone with the file.
    assert [(p.file, p.line) for p in found] == [(f"{name}.csv", 0)]
    assert "the file is missing" in found[0].remedy


@pytest.mark.parametrize("name", ["datapackage.json", "events.csv", LAYER])
def test_what_is_no_plain_file_is_not_read(tiny_package: TinyPackage, name: str) -> None:
    (tiny_package.folder / name).unlink()
    (tiny_package.folder / name).symlink_to("/dev/null")  # for a pipe, which would hold the test for ever
    tiny_package.assert_problem(name, 0, "", "check that it is a plain file")
    assert Folder(tiny_package.folder).digest()


def test_missing_border_layer(tiny_package: TinyPackage) -> None:
    (tiny_package.folder / LAYER).unlink()
    tiny_package.assert_problem(LAYER, 0, "", "the file is missing")


@pytest.mark.parametrize("name", TABLES)
def test_empty_table_file(tiny_package: TinyPackage, name: str) -> None:
    tiny_package.write(f"{name}.csv", "")
    tiny_package.assert_problem(f"{name}.csv", 1, "id", "add the missing column")


@pytest.mark.parametrize("column", ["id", "valid_from", "disputed_note_en"])
def test_missing_column(tiny_package: TinyPackage, column: str) -> None:
    header, *_ = tiny_package.read("control.csv").splitlines()
    position = header.split(",").index(column)
    rows = [line.split(",") for line in tiny_package.read("control.csv").splitlines()]
    text = "".join(",".join(row[:position] + row[position + 1 :]) + "\n" for row in rows)
    tiny_package.write("control.csv", text)
    found = [p for p in tiny_package.problems() if p.field == column and p.line == 1]
    assert [(p.file, p.line, p.remedy) for p in found] == [
        ("control.csv", 1, "add the missing column to the header and to every row")
    ]


def test_unknown_column(tiny_package: TinyPackage) -> None:
    tiny_package.replace("relations.csv", "status,", "statu,")
    tiny_package.assert_problem("relations.csv", 1, "statu", "(did you mean `status`?)")


def test_columns_in_another_order(tiny_package: TinyPackage) -> None:
    lines = tiny_package.read("relations.csv").splitlines()
    swapped = [",".join([b, a, *rest]) for a, b, *rest in (line.split(",") for line in lines)]
    tiny_package.write("relations.csv", "\n".join(swapped) + "\n")
    tiny_package.assert_problem("relations.csv", 1, "", "put the columns in this order: id,actor_a")


def test_second_column_of_a_name(tiny_package: TinyPackage) -> None:
    lines = tiny_package.read("relations.csv").splitlines()
    tiny_package.write("relations.csv", "".join(f"{line},{line.split(',')[0]}\n" for line in lines))
    tiny_package.assert_problem("relations.csv", 1, "id", "remove the second column")


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        ("Aid.,Aide.", "Aid., again,Aide.", 2, "give the row 8 cells"),
        ("Aid.,Aide.", "Aid.", 2, "give the row 8 cells"),
        ("Aid.,Aide.", '"Aid" said.,Aide.', 2, "quotation marks inside a cell twice"),
        ("Aid.,Aide.", 'Aid.,"Aide.', 2, "close every quoted cell"),
        ("Aide.\n", "Aide.\n\n", 3, "remove the empty line"),
        ("Aid.,Aide.", f"Aid.,{'a' * 200_000}", 2, "field larger than field limit"),
    ],
)
def test_ragged_or_unescaped_row(
    tiny_package: TinyPackage, old: str, new: str, line: int, remedy: str
) -> None:
    tiny_package.replace("relations.csv", old, new)
    tiny_package.assert_problem("relations.csv", line, "", remedy)


def test_line_of_a_row_after_a_cell_of_two_lines(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 2, "summary_en", "Aid\nsuspended.")
    tiny_package.set_cell("relations.csv", 3, "status", "broken")
    tiny_package.assert_problem("relations.csv", 4, "status", "use one of")


def test_wrong_encoding_names_the_line(tiny_package: TinyPackage) -> None:
    raw = (tiny_package.folder / "actors.csv").read_bytes()
    tiny_package.write("actors.csv", raw.replace("é".encode(), "é".encode("latin-1")))
    found = tiny_package.problems()
    assert [(p.file, p.line, p.remedy) for p in found] == [("actors.csv", 3, "save the file as UTF-8")]


def test_each_wrong_line_among_right_ones_is_named() -> None:
    problems: list[Problem] = []
    lines = ("Élan".encode("cp1252"), "Éclat".encode(), b"plain", "Été".encode("cp1252"))
    assert decode("actors.csv", b"\n".join(lines), problems) == "\ufffdlan\nÉclat\nplain\n\ufffdt\ufffd"
    assert [(p.line, p.remedy) for p in problems] == [(n, "save the file as UTF-8") for n in (1, 4)]


def test_a_file_of_another_code_page_is_one_problem() -> None:
    problems: list[Problem] = []
    content = (GEODATA / "events.csv").read_text("utf-8").encode("cp1252", errors="replace")
    assert decode("events.csv", content, problems) is None
    assert [(p.line, p.remedy) for p in problems] == [(2, "save the file as UTF-8")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_another_unicode_is_one_problem(tiny_package: TinyPackage, encoding: str, mark: str) -> None:
    tiny_package.write("events.csv", (mark + tiny_package.read("events.csv")).encode(encoding))
    found = [p for p in tiny_package.problems() if p.file == "events.csv"]
    assert [(p.line, p.remedy) for p in found] == [(1, "save the file as UTF-8")]


def test_a_line_of_control_characters_is_one_problem(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 2, "summary_en", "a" + "\x07" * 500 + "b" * 6_000)
    found = [p for p in tiny_package.problems() if p.remedy == "remove the control character"]
    assert [(p.file, p.line) for p in found] == [("relations.csv", 2)]


def test_byte_order_mark_and_crlf_are_accepted(tiny_package: TinyPackage) -> None:
    text = tiny_package.read("actors.csv").replace("\n", "\r\n")
    tiny_package.write("actors.csv", text.encode("utf-8-sig"))
    assert list(load_dataset(tiny_package.folder).actors) == ["belgium", "fardc", "m23", "rwanda"]


def test_stale_hash_names_the_script(tiny_package: TinyPackage) -> None:
    with (tiny_package.folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write("uvira,Uvira,Uvira,Uvira,,city,COD,,,,,,,,,,,\n")
    found = tiny_package.problems()
    assert [(p.file, p.field) for p in found] == [("places.csv", "hash")]
    assert "python geodata/build/describe.py" in found[0].remedy
    tiny_package.refresh()
    assert "uvira" in load_dataset(tiny_package.folder).places


@pytest.mark.parametrize(
    "case",
    [
        ("[28, -3], [29.5, -3], [29.5, -1]", "[28, -3], [29.5, -1], [29.5, -3]", 3, "[0]", "rebuild"),
        ("[31, -3], [31, -1]", "[310, -3], [310, -1]", 5, "[1]", "longitude, latitude in degrees"),
        ("[31, -3], [31, -1]", "[31, NaN], [31, -1]", 6, "", "write finite numbers"),
        ("[31, -3], [31, -1]", "[31, -3], [1e999, -1]", 6, "", "write finite numbers"),
        ("[31, -3], [31, -1]", f"[{'9' * 30}, -3], [31, -1]", 6, "", "write finite numbers"),
        ("[31, -3], [31, -1]", "[31], [31, -1, 31]", 5, "[1]", "that can be read"),
        ("[31, -3], [31, -1]", "31, [31, -1]", 5, "[1]", "that can be read"),
        ("[31, -3], [31, -1]", '["31", -3], [31, -1]', 5, "[1]", "that can be read"),
        ('"attribution_fr": "Personne",', "", 1, "attribution_fr", "state the attribution_fr"),
        ('"type": "FeatureCollection"', '"type": "Feature"', 1, "type", "FeatureCollection"),
        ('"features": [', '"feature": [', 1, "features", "at least one feature"),
        ('{"iso3": "RWA"},', '{"iso3": "RWA"}', 6, "", "correct the JSON"),
        ("\n]}", "\n", 8, "", "correct the JSON"),
    ],
)
def test_bad_border_layer(tiny_package: TinyPackage, case: tuple[str, str, int, str, str]) -> None:
    old, new, line, field, remedy = case
    tiny_package.replace(LAYER, old, new)
    tiny_package.assert_problem(LAYER, line, field, remedy)


@pytest.mark.parametrize(
    "geometry",
    ["null", "{}", "7", '{"type": "Star", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": []}'],
)
def test_unreadable_geometry(tiny_package: TinyPackage, geometry: str) -> None:
    lines = tiny_package.read(LAYER).splitlines()
    lines[5] = f'"geometry": {geometry}}}'
    tiny_package.write(LAYER, "\n".join(lines))
    tiny_package.assert_problem(LAYER, 5, "features[1].geometry", "a geometry that can be read")


@pytest.mark.parametrize(
    ("change", "field", "remedy"),
    [
        ({"first_day": "2012"}, "first_day", "write the date as YYYY-MM-DD"),
        ({"control_known_until": None}, "control_known_until", "write the date as YYYY-MM-DD"),
        ({"events_known_until": "2011-01-01"}, "events_known_until", "not before first_day"),
        ({"events_thin_from": "June 2026"}, "events_thin_from", "write the date as YYYY-MM-DD"),
        ({"events_thin_from": "2027-01-01"}, "events_thin_from", "not after events_known_until"),
        ({"version": 1}, "version", "such as 1.0.0"),
        ({"resources": None}, "resources", "describe the table `places`"),
        ({"resources": [None]}, "resources[0]", "a `name` and a `path`"),
        ({"resources": [{"name": "a", "path": "../../etc/passwd"}]}, "resources[0].path", "without `..`"),
        ({"resources": [{"name": "a", "path": "/etc/passwd"}]}, "resources[0].path", "relative"),
        ({"resources": [{"name": "a", "path": "a.csv"}]}, "resources[0].licenses", "the licence of `a`"),
        ({"resources": [{"name": "a", "path": "a.csv"}]}, "resources[0].attribution_en", "attribution line"),
        ({"resources": [{"name": "a", "path": "a.csv"}]}, "resources[0].hash", "describe.py"),
    ],
)
def test_bad_descriptor(
    tiny_package: TinyPackage, change: dict[str, object], field: str, remedy: str
) -> None:
    descriptor = json.loads(tiny_package.read("datapackage.json"))
    tiny_package.write("datapackage.json", json.dumps(descriptor | change))
    tiny_package.assert_problem("datapackage.json", 0, field, remedy)


@pytest.mark.parametrize(
    ("content", "line"),
    [("", 1), ("[]", 1), ('{\n"a": }', 2), (b'{\n"a": "\xe9"}', 2), ("[" * 100_000, 1)],
)
def test_unreadable_descriptor_does_not_hide_the_tables(
    tiny_package: TinyPackage, content: str | bytes, line: int
) -> None:
    tiny_package.set_cell("events.csv", 2, "category", "war")
    tiny_package.write("datapackage.json", content)
    found = {(p.file, p.line) for p in tiny_package.problems()}
    assert found == {("datapackage.json", line), ("events.csv", 2)}


@pytest.mark.parametrize("name", ["nowhere", "a\nb"])
def test_missing_folder(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / name)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "there is no such folder" in result.stderr


def test_file_instead_of_folder(tiny_package: TinyPackage) -> None:
    result = CliRunner().invoke(main, ["check", str(tiny_package.folder / "events.csv")])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_a_text_in_one_language_only(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("control.csv", 2, "disputed_note_en", "Kinshasa denies it.")
    tiny_package.assert_problem(
        "control.csv", 2, "disputed_note_fr", "write the text in English and in French"
    )

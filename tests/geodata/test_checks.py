"""Every class of broken package is named with its file, line and remedy, and all problems come at once."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodash.cli import main
from geodash.errors import DatasetError, Problem
from geodash.geodata import load_dataset

if TYPE_CHECKING:
    from conftest import TinyPackage

CELLS = [  # file, line, column, what to write there, words of the remedy
    ("control.csv", 2, "valid_from", "2025-02-31", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "14/02/2025", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "20250214", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "2025-02-14T00:00:00", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "", "must not be empty"),
    ("control.csv", 2, "valid_from", "2011-12-31", "the data begins on 2012-01-01"),
    ("control.csv", 6, "valid_from", "2026-03-17", "nothing is known after 2026-03-16"),
    ("control.csv", 3, "valid_from", "2025-02-14", "line 2 has this place and day too"),
    ("control.csv", 3, "previous", "fardc", "write `contested`"),
    ("control.csv", 2, "is_status_report", "true", "write false: the controller changes"),
    ("control.csv", 4, "is_status_report", "false", "write true: controller and previous are the same"),
    ("control.csv", 4, "is_status_report", "yes", "write true or false"),
    (
        "control.csv",
        2,
        "place_id",
        "gomma",
        "add a row to places.csv or correct the id (did you mean `goma`?)",
    ),
    ("control.csv", 6, "controller", "m-23", "(did you mean `m23`?)"),
    ("control.csv", 6, "controller", "no_data", "lower-case letters, digits and hyphens"),
    ("control.csv", 2, "source_ids", "daily-2025-01-28", "add a row to sources.csv"),
    ("control.csv", 2, "source_ids", "", "must not be empty"),
    ("control.csv", 2, "source_ids", ";", "at least one"),
    ("control.csv", 2, "source_ids", "daily-2025-01-27;daily-2025-01-27", "name each id once"),
    ("control.csv", 2, "confidence", "hihg", "use one of low, medium, high (did you mean `high`?)"),
    ("control.csv", 2, "summary_en", " Taken.", "remove the spaces"),
    ("control.csv", 4, "id", "ctl-a", "sorted by id"),
    ("control.csv", 3, "id", "ctl-bukavu-20250214", "line 2 has this one"),
    ("control.csv", 3, "id", "Ctl Bukavu", "lower-case letters, digits and hyphens"),
    ("places.csv", 3, "lat", "", "fill in both coordinates or neither"),
    ("places.csv", 3, "lon", "", "fill in both coordinates or neither"),
    ("places.csv", 3, "lat", "-91", "of at least -90"),
    ("places.csv", 3, "lon", "181", "of at most 180"),
    ("places.csv", 3, "lat", "1°40'S", "decimal degrees"),
    ("places.csv", 3, "lat", "nan", "finite number"),
    ("places.csv", 3, "uncertainty_m", "", "how far, in metres"),
    ("places.csv", 3, "uncertainty_m", "0", "above 0"),
    ("places.csv", 3, "uncertainty_m", "1.5", "whole number"),
    ("places.csv", 3, "country", "Congo", "three-letter code"),
    ("places.csv", 3, "kind", "metropolis", "use one of capital, province_capital"),
    ("actors.csv", 4, "parent", "afc", "add a row to actors.csv"),
    ("actors.csv", 4, "parent", "m23", "break the circle"),
    ("actors.csv", 5, "seat_place_id", "kigale", "(did you mean `kigali`?)"),
    ("sources.csv", 2, "url", "", "must not be empty"),
    ("sources.csv", 2, "url", "javascript:alert(1)", "begins with http:// or https://"),
    ("sources.csv", 2, "language", "french", "two-letter code"),
    ("sources.csv", 2, "published", "16 February 2025", "a month as YYYY-MM"),
    ("sources.csv", 2, "published", "2025-13", "of the calendar"),
    ("events.csv", 4, "date", "2026-05-28", "nothing is known after 2026-05-27"),
    ("events.csv", 4, "date_end", "2026-05-28", "nothing is known after 2026-05-27"),
    ("events.csv", 4, "date_end", "2025-01-26", "not before 2025-01-27"),
    ("events.csv", 4, "fatalities_low", "3", "not above fatalities_high, 2"),
    ("events.csv", 4, "fatalities_low", "", "both figures or neither"),
    ("events.csv", 4, "fatalities_high", "-2", "of at least 0"),
    ("events.csv", 4, "fatalities_high", "two", "whole number"),
    ("events.csv", 4, "cameo", "999", "check the code against the CAMEO manual"),
    ("events.csv", 4, "cameo", "capture", "two to four digits"),
    ("events.csv", 4, "plover", "ASAULT", "(did you mean `ASSAULT`?)"),
    ("events.csv", 2, "plover", "SANCTION/expell", "a mode of SANCTION: discontinue, expel, withdraw"),
    ("events.csv", 2, "plover", "sanction", "in capitals"),
    ("events.csv", 2, "seed_claims", "23", "from 1 to 22"),
    ("events.csv", 2, "seed_claims", "five", "whole number"),
    ("events.csv", 2, "in_seed", "1", "write true or false"),
    ("events.csv", 2, "place_id", "Kigali", "lower-case letters, digits and hyphens"),
    ("events.csv", 2, "target_place_id", "brussels", "add a row to places.csv"),
    ("events.csv", 2, "actors_from", "rwanda;rdf", "add a row to actors.csv"),
    ("events.csv", 5, "part_of", "toll-20250128", "name another event"),
    ("events.csv", 5, "part_of", "goma-2025", "(did you mean `goma-20250127`?)"),
    ("events.csv", 5, "date_precision", "year", "use one of day, approx, month"),
    ("relations.csv", 3, "status", "broken", "use one of normal, strained"),
    ("relations.csv", 3, "valid_from", "2025-03-18", "the day of the event, 2025-03-17"),
    ("relations.csv", 3, "event_id", "break-2025", "add a row to events.csv"),
    ("relations.csv", 3, "actor_b", "rwanda", "two different actors"),
    ("stories.csv", 3, "zoom", "19", "of at most 18"),
    ("stories.csv", 3, "place_id", "brussels", "add a row to places.csv"),
    ("stories.csv", 3, "date", "2026-05-28", "nothing is known after 2026-05-27"),
]
ELSEWHERE = [  # the same, with the field that is named instead
    ("control.csv", 2, "summary_en", "Taken\x00.", "", "remove the control character"),
    ("control.csv", 2, "summary_en", "Taken \u202e.", "", "remove the control character"),
    ("places.csv", 3, "lon", "29.60000", "country", "correct the country or the point"),
    ("stories.csv", 3, "step", "3", "id", "write the id as `tale-3`"),
    ("stories.csv", 3, "story_id", "tail", "id", "write the id as `tail-2`"),
]
TABLES = ["places", "actors", "sources", "control", "events", "relations", "stories"]
LAYER = "borders/countries.geojson"


def problems_of(package: TinyPackage) -> tuple[Problem, ...]:
    """What loading says, after the command line has said the same and given exit code 1."""
    with pytest.raises(DatasetError) as caught:
        load_dataset(package.folder)
    result = CliRunner().invoke(main, ["check", str(package.folder)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == len(caught.value.problems)
    assert "Traceback" not in result.stderr
    return caught.value.problems


def assert_problem(package: TinyPackage, file: str, line: int, field: str, remedy: str) -> None:
    found = problems_of(package)
    assert any(
        p.file == file and p.line == line and field in p.field and remedy in p.remedy for p in found
    ), "\n".join(map(str, found))


def test_tiny_package_is_valid(tiny_package: TinyPackage) -> None:
    result = CliRunner().invoke(main, ["check", str(tiny_package.folder)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("3 places, 4 actors, 2 sources, 5 control records, 4 events")
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("case", CELLS)
def test_bad_cell(tiny_package: TinyPackage, case: tuple[str, int, str, str, str]) -> None:
    file, line, column, value, remedy = case
    tiny_package.set_cell(file, line, column, value)
    assert_problem(tiny_package, file, line, column, remedy)


@pytest.mark.parametrize("case", ELSEWHERE)
def test_bad_cell_that_shows_in_another_field(
    tiny_package: TinyPackage, case: tuple[str, int, str, str, str, str]
) -> None:
    file, line, column, value, field, remedy = case
    tiny_package.set_cell(file, line, column, value)
    assert_problem(tiny_package, file, line, field, remedy)


@pytest.mark.parametrize("name", TABLES)
def test_missing_table(tiny_package: TinyPackage, name: str) -> None:
    (tiny_package.folder / f"{name}.csv").unlink()
    found = problems_of(tiny_package)
    # Nothing is said about the ids in it: they are not wrong, only gone with the file.
    assert [(p.file, p.line) for p in found] == [(f"{name}.csv", 0)]
    assert "the file is missing" in found[0].remedy


def test_missing_border_layer(tiny_package: TinyPackage) -> None:
    (tiny_package.folder / LAYER).unlink()
    assert_problem(tiny_package, LAYER, 0, "", "the file is missing")


@pytest.mark.parametrize("name", TABLES)
def test_empty_table_file(tiny_package: TinyPackage, name: str) -> None:
    tiny_package.write(f"{name}.csv", "")
    assert_problem(tiny_package, f"{name}.csv", 1, "id", "add the missing column")


@pytest.mark.parametrize("column", ["id", "valid_from", "disputed_note"])
def test_missing_column(tiny_package: TinyPackage, column: str) -> None:
    header, *_ = tiny_package.read("control.csv").splitlines()
    position = header.split(",").index(column)
    rows = [line.split(",") for line in tiny_package.read("control.csv").splitlines()]
    text = "".join(",".join(row[:position] + row[position + 1 :]) + "\n" for row in rows)
    tiny_package.write("control.csv", text)
    found = [p for p in problems_of(tiny_package) if p.field == column]
    assert [(p.file, p.line, p.remedy) for p in found] == [
        ("control.csv", 1, "add the missing column to the header and to every row")
    ]


def test_unknown_column(tiny_package: TinyPackage) -> None:
    tiny_package.replace("relations.csv", "status,", "statu,")
    assert_problem(tiny_package, "relations.csv", 1, "statu", "(did you mean `status`?)")


def test_columns_in_another_order(tiny_package: TinyPackage) -> None:
    lines = tiny_package.read("relations.csv").splitlines()
    swapped = [",".join([b, a, *rest]) for a, b, *rest in (line.split(",") for line in lines)]
    tiny_package.write("relations.csv", "\n".join(swapped) + "\n")
    assert_problem(tiny_package, "relations.csv", 1, "", "put the columns in this order: id,actor_a")


def test_second_column_of_a_name(tiny_package: TinyPackage) -> None:
    lines = tiny_package.read("relations.csv").splitlines()
    tiny_package.write("relations.csv", "".join(f"{line},{line.split(',')[0]}\n" for line in lines))
    assert_problem(tiny_package, "relations.csv", 1, "id", "remove the second column")


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
    assert_problem(tiny_package, "relations.csv", line, "", remedy)


def test_line_of_a_row_after_a_cell_of_two_lines(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 2, "summary_en", "Aid\nsuspended.")
    tiny_package.set_cell("relations.csv", 3, "status", "broken")
    assert_problem(tiny_package, "relations.csv", 4, "status", "use one of")


def test_wrong_encoding_names_the_line(tiny_package: TinyPackage) -> None:
    raw = (tiny_package.folder / "actors.csv").read_bytes()
    tiny_package.write("actors.csv", raw.replace("é".encode(), "é".encode("latin-1")))
    found = problems_of(tiny_package)
    assert [(p.file, p.line, p.remedy) for p in found] == [("actors.csv", 3, "save the file as UTF-8")]


def test_utf16(tiny_package: TinyPackage) -> None:
    tiny_package.write("actors.csv", tiny_package.read("actors.csv").encode("utf-16"))
    assert_problem(tiny_package, "actors.csv", 1, "", "save the file as UTF-8")


def test_byte_order_mark_and_crlf_are_accepted(tiny_package: TinyPackage) -> None:
    text = tiny_package.read("actors.csv").replace("\n", "\r\n")
    tiny_package.write("actors.csv", text.encode("utf-8-sig"))
    assert list(load_dataset(tiny_package.folder).actors) == ["belgium", "fardc", "m23", "rwanda"]


def test_circle_of_parents(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("actors.csv", 3, "parent", "m23")
    tiny_package.set_cell("actors.csv", 4, "parent", "fardc")
    assert [p.line for p in problems_of(tiny_package)] == [3, 4]


def test_part_of_a_part(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("events.csv", 4, "part_of", "break-20250317")
    assert_problem(tiny_package, "events.csv", 5, "part_of", "the outermost event: `break-20250317`")


def test_gap_in_a_story(tiny_package: TinyPackage) -> None:
    tiny_package.replace("stories.csv", "tale-2,tale,2", "tale-3,tale,3")
    assert_problem(tiny_package, "stories.csv", 3, "step", "2 is next")


def test_pair_the_other_way_round(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 3, "actor_a", "belgium")
    tiny_package.set_cell("relations.csv", 3, "actor_b", "rwanda")
    assert_problem(tiny_package, "relations.csv", 3, "actor_a", "the order of the pair on line 2")


def test_two_states_of_a_pair_on_a_day(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 3, "valid_from", "2025-02-18")
    tiny_package.set_cell("relations.csv", 3, "event_id", "aid-20250218")
    assert_problem(tiny_package, "relations.csv", 3, "valid_from", "line 2 begins on this day")


def test_point_near_the_border_of_its_country(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("places.csv", 3, "lon", "29.50890")  # 991 m outside, uncertain by 1000 m
    load_dataset(tiny_package.folder)
    tiny_package.set_cell("places.csv", 3, "lon", "29.50910")
    assert_problem(tiny_package, "places.csv", 3, "country", "correct the country or the point")


def test_neighbours_of_an_unreadable_record_are_not_blamed(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("control.csv", 5, "valid_from", "27 January")
    assert [(p.line, p.field) for p in problems_of(tiny_package)] == [(5, "valid_from")]


def test_all_problems_at_once(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("places.csv", 3, "lat", "north")
    tiny_package.set_cell("actors.csv", 4, "kind", "rebels")
    tiny_package.set_cell("control.csv", 2, "controller", "nobody")
    tiny_package.set_cell("control.csv", 2, "valid_from", "2030-01-01")
    tiny_package.set_cell("events.csv", 2, "cameo", "000")
    tiny_package.set_cell("stories.csv", 2, "zoom", "0")
    tiny_package.replace(LAYER, '"licence": "CC0-1.0",', "")
    (tiny_package.folder / "sources.csv").unlink()
    found = {(p.file, p.line, p.field) for p in problems_of(tiny_package)}
    assert found >= {
        ("places.csv", 3, "lat"),
        ("actors.csv", 4, "kind"),
        ("control.csv", 2, "controller"),
        ("control.csv", 2, "valid_from"),
        ("events.csv", 2, "cameo"),
        ("stories.csv", 2, "zoom"),
        (LAYER, 1, "licence"),
        ("sources.csv", 0, ""),
    }


def test_stale_hash_names_the_script(tiny_package: TinyPackage) -> None:
    with (tiny_package.folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write("uvira,Uvira,Uvira,Uvira,,city,COD,,,,,,,,,,\n")
    found = problems_of(tiny_package)
    assert [(p.file, p.field) for p in found] == [("places.csv", "hash")]
    assert "python geodata/build/describe.py" in found[0].remedy
    tiny_package.refresh()
    assert "uvira" in load_dataset(tiny_package.folder).places


@pytest.mark.parametrize(
    "case",
    [
        ("[28, -3], [29.5, -3], [29.5, -1]", "[28, -3], [29.5, -1], [29.5, -3]", 3, "[0]", "rebuild"),
        ("[31, -3], [31, -1]", "[310, -3], [310, -1]", 5, "[1]", "longitude, latitude in degrees"),
        ("[31, -3], [31, -1]", "[31, NaN], [31, -1]", 5, "[1]", "that can be read"),
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
    assert_problem(tiny_package, LAYER, line, field, remedy)


@pytest.mark.parametrize(
    "geometry",
    ["null", "{}", "7", '{"type": "Star", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": []}'],
)
def test_unreadable_geometry(tiny_package: TinyPackage, geometry: str) -> None:
    lines = tiny_package.read(LAYER).splitlines()
    lines[5] = f'"geometry": {geometry}}}'
    tiny_package.write(LAYER, "\n".join(lines))
    assert_problem(tiny_package, LAYER, 5, "features[1].geometry", "a geometry that can be read")


@pytest.mark.parametrize(
    ("change", "field", "remedy"),
    [
        ({"first_day": "2012"}, "first_day", "write the date as YYYY-MM-DD"),
        ({"control_known_until": None}, "control_known_until", "write the date as YYYY-MM-DD"),
        ({"events_known_until": "2011-01-01"}, "events_known_until", "not before first_day"),
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
    assert_problem(tiny_package, "datapackage.json", 0, field, remedy)


@pytest.mark.parametrize(
    ("content", "line"),
    [("", 1), ("[]", 1), ('{\n"a": }', 2), (b'{\n"a": "\xe9"}', 2), ("[" * 100_000, 1)],
)
def test_unreadable_descriptor_does_not_hide_the_tables(
    tiny_package: TinyPackage, content: str | bytes, line: int
) -> None:
    tiny_package.set_cell("events.csv", 2, "category", "war")
    tiny_package.write("datapackage.json", content)
    found = {(p.file, p.line) for p in problems_of(tiny_package)}
    assert found == {("datapackage.json", line), ("events.csv", 2)}


@pytest.mark.parametrize("name", ["nowhere", "a\nb"])
def test_missing_folder(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / name)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "there is no such folder" in result.stderr


def test_file_instead_of_folder(tiny_package: TinyPackage) -> None:
    result = CliRunner().invoke(main, ["check", str(tiny_package.folder / "events.csv")])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("arguments", [["chek"], ["check", "a", "b"], ["check", "--all"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from([f"{name}.csv" for name in TABLES]),
    line=st.integers(1, 3),
    column=st.integers(0, 24),
    value=st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["", ";", "0", "-1", "1e999", "nan", "2025-01-27", "9999-12-31", "goma", "true", "٣"]
        ),
    ),
)
def test_any_cell_is_loaded_or_refused(
    tiny_package: TinyPackage, file: str, line: int, column: int, value: str
) -> None:
    header = tiny_package.read(file).splitlines()[0].split(",")
    original = (tiny_package.folder / file).read_bytes()
    tiny_package.set_cell(file, line, header[column % len(header)], value)
    with suppress(DatasetError):
        load_dataset(tiny_package.folder)
    tiny_package.write(file, original)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=200), file=st.sampled_from(["datapackage.json", "places.csv"]))
def test_any_bytes_are_refused(content: bytes, file: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / file).write_bytes(content)
        with pytest.raises(DatasetError):
            load_dataset(Path(folder))

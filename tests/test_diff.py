"""What changed between versions, on the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodash.cli import main
from tests.conftest import GEODATA, TinyPackage

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from geodash.model.dataset import Dataset

HOSTILE = "a | b\n\x9b2J</td> <img src=x> `c` [d](e) \u2028"
"""A cell that would break a line, a table, a page or a terminal. Other control characters are refused."""


def diff(*arguments: object) -> Result:
    run = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    assert "Traceback" not in run.stderr
    return run


@pytest.fixture
def older(tiny_package: TinyPackage) -> Path:
    """The small package as it was: another figure, a source less, an event more, no claims, a column more."""
    folder = tiny_package.folder.with_name("older")
    shutil.copytree(tiny_package.folder, folder)
    old = TinyPackage(folder)
    old.replace("datapackage.json", '"version": "1.1.0"', '"version": "1.0.0"')
    old.set_cell("events.csv", 4, "fatalities_low", "2")
    old.set_cell("events.csv", 5, "id", "rumour-20250128")
    descriptor = json.loads(old.read("datapackage.json"))
    kept = [r for r in descriptor["resources"] if r["name"] not in {"claims", "corrections"}]
    (folder / "datapackage.json").write_text(json.dumps(descriptor | {"resources": kept}), encoding="utf-8")
    places = old.read("places.csv").splitlines()
    old.write("places.csv", "\n".join([f"{places[0]},flag", *(f"{row},x" for row in places[1:]), ""]))
    return folder


def test_two_folders_as_text(tiny_package: TinyPackage, older: Path) -> None:
    run = diff(older, tiny_package.folder)
    assert run.exit_code == 0
    assert run.stdout.splitlines() == [
        "1.0.0 → 1.1.0: 7 records added, 1 changed, 1 removed.",
        "",
        "events: 1 record added, 1 changed, 1 removed",
        "  changed  goma-20250127  fatalities_low: 2 → 1",
        "  removed  rumour-20250128",
        "  added  toll-20250128",
        "",
        "claims: 4 records added",
        *(f"  added  claim-{number}" for number in ("01", "02", "13", "14")),
        "",
        "corrections: 2 records added",
        "  added  correction-13",
        "  added  correction-order",
        "",
        "places: no record differs; columns that are gone: flag",
    ]


def test_in_french(tiny_package: TinyPackage, older: Path) -> None:
    run = diff(older, tiny_package.folder, "--lang", "fr")
    assert run.stdout.startswith("1.0.0 → 1.1.0\u00a0: 7 fiches ajoutées, 1 modifiée, 1 retirée.")
    assert "\nevents\u00a0: 1 fiche ajoutée" in run.stdout


def test_two_folders_as_json(tiny_package: TinyPackage, older: Path) -> None:
    document = json.loads(diff(older, tiny_package.folder, "--format", "json").stdout)
    assert (document["old"], document["new"]) == ("1.0.0", "1.1.0")
    events = document["tables"]["events"]
    assert events["added"] == ["toll-20250128"]
    assert events["changed"] == [
        {"id": "goma-20250127", "fields": [{"field": "fatalities_low", "old": "2", "new": "1"}]}
    ]
    assert events["removed"][0]["id"] == "rumour-20250128"
    assert events["removed"][0]["fields"]["title_en"] == "Toll"
    assert document["tables"]["places"]["columns_gone"] == ["flag"]


def test_two_folders_as_markdown(tiny_package: TinyPackage, older: Path) -> None:
    lines = diff(older, tiny_package.folder, "--format", "markdown").stdout.splitlines()
    assert "| goma-20250127 | changed | fatalities\\_low | 2 | 1 |" in lines
    assert "| rumour-20250128 | removed |  |  |  |" in lines
    section = lines[lines.index("## events") :]
    assert section[1] == section[3] == ""
    assert section[4] == "| Record | Change | Field | Old | New |"
    assert section[5] == "| --- | --- | --- | --- | --- |"
    assert lines[0].startswith("# ")


def test_nothing_differs(tiny_package: TinyPackage) -> None:
    run = diff(tiny_package.folder, tiny_package.folder)
    assert (run.exit_code, run.stdout) == (0, "1.1.0 → 1.1.0: no record differs.\n")


def test_the_table_of_changes_goes_on_where_the_older_one_ends(
    tiny_package: TinyPackage, older: Path
) -> None:
    earlier = "0.9.1,events,goma-20250127,changed,fatalities_high,1,2"
    TinyPackage(older).list_changes(earlier, releases=("0.9.0", "0.9.1", "1.0.0"))
    run = diff(older, tiny_package.folder, "--format", "csv")
    rows = list(csv.reader(io.StringIO(run.stdout)))
    assert rows[0] == ["version", "table", "record_id", "change", "field", "old", "new"]
    assert rows[1] == earlier.split(",")
    assert rows[2] == ["1.1.0", "events", "goma-20250127", "changed", "fatalities_low", "2", "1"]
    removed = [row for row in rows if row[3] == "removed"]
    assert ["1.1.0", "events", "rumour-20250128", "removed", "title_en", "Toll", ""] in removed
    # The output is written over the newer table, which is empty while that happens.
    tiny_package.list_changes(releases=("0.9.0", "0.9.1", "1.0.0", "1.1.0"))
    tiny_package.write("changes.csv", "")
    assert diff(older, tiny_package.folder, "--format", "csv").stdout == run.stdout
    tiny_package.write("changes.csv", run.stdout)
    assert CliRunner().invoke(main, ["check", str(tiny_package.folder)]).exit_code == 0
    between = diff("1.0.0", "1.1.0", "--data", tiny_package.folder, "--format", "json")
    assert json.loads(between.stdout)["tables"]["events"]["added"] == ["toll-20250128"]


def test_a_list_needs_another_version(tiny_package: TinyPackage) -> None:
    run = diff(tiny_package.folder, tiny_package.folder, "--format", "csv")
    assert run.exit_code == 1
    assert "raise `version`" in run.stderr


def test_two_versions_of_the_shipped_data(dataset: Dataset) -> None:
    run = diff("1.0.0", "1.1.0")
    assert run.exit_code == 0
    records = {(c.table, c.record_id): c.change.value for c in dataset.changes if c.version == "1.1.0"}
    count = Counter(records.values())
    heading = f"{count['added']:,} records added, {count['changed']} changed, {count['removed']} removed.\n"
    assert run.stdout.startswith(f"1.0.0 → 1.1.0: {heading}")
    assert "  changed  ctl-minembwe-20250226  valid_from: 2025-02-26 → 2025-02-21\n" in run.stdout
    assert "  removed  ctl-goma-airport-20121201\n" in run.stdout
    listed = diff("1.0.0", dataset.version, "--format", "csv").stdout
    assert listed == (GEODATA / "changes.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["1.0.0", "9.9.9"], "9.9.9 is no released version of this data (1.0.0, 1.1.0, 1.1.1, 1.1.2)"),
        (["0.1", "1.1.0"], "0.1 is no released version"),
        (["1.1.0", "1.0.0"], "give the older version first"),
        (["1.0.0", GEODATA], "not one of each"),
        ([GEODATA], "Missing argument"),
        ([GEODATA, GEODATA, "--format", "yaml"], "yaml"),
    ],
)
def test_wrong_usage_exits_2(arguments: list[object], why: str) -> None:
    run = diff(*arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert why in run.stderr


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("datapackage.json", None, "datapackage.json: the file is missing"),
        ("datapackage.json", b"{", "datapackage.json:1: correct the JSON"),
        ("datapackage.json", b"{}", "datapackage.json: version: give the data a version"),
        ("events.csv", None, "events.csv: the file is missing"),
        ("events.csv", b"", "events.csv:1: name each column once"),
        ("events.csv", b"id,id\nx,x\n", "events.csv:1: 'id,id': name each column once"),
        ("events.csv", b"id,title\nx\n", "events.csv:2: '1 cells': give the row 2 cells"),
        ("events.csv", b"id\nx\nx\n", "events.csv:3: id 'x': give each record an id of its own"),
        ("events.csv", b'id\n"x\n', "events.csv:2: write quotation marks"),
        ("events.csv", b"id,title\nx,\x1b[2J\n", "remove the control character"),
    ],
)
def test_a_broken_folder_exits_1(
    tiny_package: TinyPackage, file: str, content: bytes | None, said: str
) -> None:
    path = tiny_package.folder / file
    path.unlink() if content is None else path.write_bytes(content)
    run = diff(GEODATA, tiny_package.folder)
    assert (run.exit_code, run.stdout) == (1, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith(str(tiny_package.folder))
    assert said in line


@pytest.mark.parametrize("folder", ["nowhere", "x" * 5000, "\x1b[2J"])
def test_a_missing_folder_exits_1(folder: str) -> None:
    run = diff(GEODATA, folder)
    assert (run.exit_code, run.stdout) == (1, "")
    (line,) = run.stderr.splitlines()
    assert "there is no such folder" in line
    assert "\x1b" not in line


def test_hostile_cells_stay_text(tiny_package: TinyPackage, older: Path) -> None:
    cell = HOSTILE.replace("\x9b", "")
    tiny_package.set_cell("events.csv", 4, "summary_en", cell)
    text = diff(older, tiny_package.folder).stdout
    assert "summary_en: Goma. → a | b\\n2J</td> <img src=x> `c` [d](e) \\u2028\n" in text
    markdown = diff(older, tiny_package.folder, "--format", "markdown").stdout
    row = next(line for line in markdown.splitlines() if "summary" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert not re.search(r"(?<!\\)[<>`\[]", row)
    document = diff(older, tiny_package.folder, "--format", "json").stdout
    assert "\u2028" not in document
    fields = json.loads(document)["tables"]["events"]["changed"][0]["fields"]
    assert {"field": "summary_en", "old": "Goma.", "new": cell} in fields


def test_a_terminal_is_not_steered_by_control_characters_of_eight_bits(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("events.csv", 4, "summary_en", HOSTILE)
    run = diff(GEODATA, tiny_package.folder)
    assert run.exit_code == 1
    assert "remove the control character" in run.stderr
    assert "\x9b" not in run.stderr


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("1.0.0", "records in its view have changed since: "),
        ("9.0", "newer than the data here"),
        ("0.5", "was never released"),
    ],
)
def test_an_export_of_a_pinned_link_says_what_changed(tmp_path: Path, version: str, words: str) -> None:
    link = f"?date=2025-03-17&v={version}"
    arguments = ["export", "--link", link, "--format", "geojson", "-o", str(tmp_path / "data.geojson")]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0
    first, *_ = run.stderr.splitlines()
    assert words in first
    assert ("geodash diff 1.0.0 1.1.2" in first) == (version == "1.0.0")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2024-02-30", "2025-01-01"), "Invalid value for OLD: the calendar has no 2024-02-30."),
        (("2025-01-01", "2025-02-29"), "Invalid value for NEW: the calendar has no 2025-02-29."),
    ],
)
def test_the_day_that_is_none_is_named(days: tuple[str, str], words: str) -> None:
    run = diff(*days)
    assert run.exit_code == 2
    assert words in run.stderr

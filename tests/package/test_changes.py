"""What the table of changes may say, and what a package without one does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geodash.model.revision import diff, lines_of
from geodash.package import load_dataset
from geodash.package.raw import read_changes, read_raw

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset

ADDED = "1.1.0,control,ctl-goma-20250125,added,,,"
CONFIDENCE = "1.1.0,control,ctl-goma-20250301,changed,confidence,high,low"
DEATHS = "1.1.0,events,goma-20250127,changed,fatalities_low,2,1"
GONE = "1.1.0,events,rumour-20250126,removed,title_en,Rumour,"
THREE = ("1.0.0", "1.1.0", "1.2.0")
BAD = [  # row, field that is named, words of the remedy; the row stands on line 3
    (
        "1.2.0,events,goma-20250127,changed,fatalities_low,2,1",
        "version",
        "write a release after the first: 1.1.0",
    ),
    ("1.0.0,events,goma-20250127,changed,fatalities_low,2,1", "version", "write a release after the first"),
    ("1.1.0,event,goma-20250127,added,,,", "table", "did you mean `events`?"),
    ("1.1.0,changes,goma-20250127,added,,,", "table", "use one of"),
    ("1.1.0,events,goma-20250128,added,,,", "record_id", "it is not in events.csv"),
    ("1.1.0,events,goma-20250127,removed,title_en,Goma,", "record_id", "it is in events.csv"),
    ("1.1.0,events,goma-20250127,grown,,,", "change", "use one of added, changed, removed"),
    ("1.1.0,events,goma-20250127,added,title_en,,", "field", "leave the cell empty"),
    ("1.1.0,events,goma-20250127,added,,,Goma", "new", "leave the cell empty"),
    ("1.1.0,events,goma-20250127,changed,,,", "field", "name a column of events.csv"),
    ("1.1.0,events,goma-20250127,changed,titel_en,a,b", "field", "did you mean `title_en`?"),
    ("1.1.0,events,goma-20250127,changed,id,a,goma-20250127", "field", "other than id"),
    ("1.1.0,events,goma-20250127,changed,title_en,Goma,Goma", "new", "nothing changed"),
    ("1.1.0,events,goma-20250127,changed,fatalities_low,2,3", "new", "write what line 4 of events.csv says"),
    (
        "1.1.0,events,goma-20250127,changed,fatalities_low,2,few",
        "new",
        "write what line 4 of events.csv says",
    ),
    ("1.1.0,events,goma-20250127,changed,fatalities_low,2,", "new", "write what line 4 of events.csv says"),
    ("1.1.0,events,rumour-20250126,removed,title_en,Rumour,Fact", "new", "leave the cell empty"),
    ("1.1.0,places,goma,changed,name,Gouma,Goma", "record_id", "in the order of releases, tables"),
    (CONFIDENCE, "record_id", "one line for each field"),
    ("1.1.0,events,goma 2025,added,,,", "record_id", "lower-case letters, digits and hyphens"),
    ("1.1.0,events,goma-20250127,changed,Title,a,b", "field", "write the name of a column"),
]


def test_a_true_list_is_read(tiny_package: TinyPackage) -> None:
    tiny_package.list_changes(ADDED, CONFIDENCE, DEATHS, GONE)
    dataset = load_dataset(tiny_package.folder)
    assert dataset.changes[0].record_id == "ctl-goma-20250125"
    assert dataset.releases == ("1.0.0", "1.1.0")


@pytest.mark.parametrize(("row", "field", "remedy"), BAD, ids=lambda value: str(value)[:40])
def test_a_list_that_is_not_true(tiny_package: TinyPackage, row: str, field: str, remedy: str) -> None:
    tiny_package.list_changes(CONFIDENCE, row)
    tiny_package.assert_problem("changes.csv", 3, field, remedy)


@pytest.mark.parametrize(
    ("rows", "line", "field", "remedy"),
    [
        (["1.1.0,events,goma-20250127,changed,fatalities_low,3,2"], 3, "", ""),
        (["1.1.0,events,goma-20250127,changed,fatalities_low,3,9"], 3, "old", "became on line 2"),
        (["1.1.0,events,goma-20250127,removed,fatalities_low,3,"], 3, "change", "leaves the record removed"),
        (["1.1.0,events,goma-20250127,added,,,"], 3, "", ""),
    ],
)
def test_releases_follow_from_each_other(
    tiny_package: TinyPackage, rows: list[str], line: int, field: str, remedy: str
) -> None:
    tiny_package.list_changes(*rows, DEATHS.replace("1.1.0", "1.2.0"), releases=THREE)
    if remedy:
        tiny_package.assert_problem("changes.csv", line, field, remedy)
    else:
        assert len(load_dataset(tiny_package.folder).changes) == 2


def test_a_record_that_was_in_the_data_cannot_be_added(tiny_package: TinyPackage) -> None:
    added = "1.2.0,events,goma-20250127,added,,,"
    tiny_package.list_changes(DEATHS, added, releases=THREE)
    tiny_package.assert_problem("changes.csv", 3, "change", "line 2 leaves the record in the data")


def test_one_release_says_one_thing_of_a_record(tiny_package: TinyPackage) -> None:
    tiny_package.list_changes("1.1.0,events,goma-20250127,added,,,", DEATHS)
    tiny_package.assert_problem("changes.csv", 3, "change", "one release, one kind of change")


@pytest.mark.parametrize(
    ("releases", "remedy"),
    [
        (None, "list the released versions"),
        ("1.0.0", "list the released versions"),
        ([], "let the list end with the version, 1.1.0"),
        (["1.0.0"], "let the list end with the version, 1.1.0"),
        (["1.0.0", 2, "1.1.0"], "list the released versions"),
        (["1.1.0", "1.0.0", "1.1.0"], "name each version once"),
    ],
)
def test_releases_are_listed(tiny_package: TinyPackage, releases: object, remedy: str) -> None:
    tiny_package.list_changes(DEATHS)
    descriptor = json.loads(tiny_package.read("datapackage.json"))
    tiny_package.write("datapackage.json", json.dumps(descriptor | {"releases": releases}))
    tiny_package.assert_problem("datapackage.json", 0, "releases", remedy)


def test_a_package_needs_no_list(tiny_dataset: Dataset) -> None:
    assert tiny_dataset.changes == ()


def test_what_a_diff_says_is_a_true_list(tiny_package: TinyPackage) -> None:
    before = read_raw(tiny_package.folder)
    tiny_package.set_cell("events.csv", 4, "fatalities_high", "3")
    tiny_package.replace("sources.csv", "agency-2025-02-16,Bukavu,", "agency-2025-02-16,Uvira,")
    lines = lines_of(diff(before.tables, read_raw(tiny_package.folder).tables), "1.1.0")
    assert [(line.table, line.field, line.old, line.new) for line in lines] == [
        ("sources", "title", "Bukavu", "Uvira"),
        ("events", "fatalities_high", "2", "3"),
    ]
    tiny_package.list_changes(*(",".join(map(str, dict(line).values())) for line in lines))
    assert list(load_dataset(tiny_package.folder).changes) == lines
    assert list(read_changes(tiny_package.folder)) == lines

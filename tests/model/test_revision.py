"""What differs between two versions of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.records import Change, ControlRecord
from geodash.model.revision import (
    FieldChange,
    RecordChange,
    TableText,
    apply,
    columns_between,
    diff,
    is_version,
    lines_of,
    numbers,
    restored,
    revision_between,
)
from geodash.model.vocabulary import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset

COLUMNS = st.lists(st.sampled_from("abcd"), unique=True).map(tuple)
IDS = st.text("xyz-1", min_size=1, max_size=3)
CELLS = st.text(max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> TableText:
    columns = draw(COLUMNS)
    filled = st.dictionaries(st.sampled_from(columns), CELLS.filter(bool)) if columns else st.just({})
    records: dict[str, dict[str, str]] = draw(st.dictionaries(IDS, filled, max_size=5))
    return TableText(columns, records)


packages = st.dictionaries(st.sampled_from(["one", "two"]), tables())


def table(*columns: str, **records: Mapping[str, str]) -> TableText:
    return TableText(columns, records)


@given(packages)
def test_nothing_differs_from_itself(package: dict[str, TableText]) -> None:
    assert diff(package, package) == ()
    assert columns_between(package, package) == {}


@given(packages, packages)
def test_what_differs_makes_the_newer_of_the_older(
    old: dict[str, TableText], new: dict[str, TableText]
) -> None:
    changes = diff(old, new)
    for name in {*old, *new}:
        after = new.get(name, TableText())
        of_table = [change for change in changes if change.table == name]
        assert apply(old.get(name, TableText()), of_table, after.columns) == after


@given(packages, packages)
def test_lines_say_the_same_as_the_changes(old: dict[str, TableText], new: dict[str, TableText]) -> None:
    """A record named by a list is known by its id and, unless it was added, by its cells."""
    old = {
        name: TableText(t.columns, {f"r{i}": cells for i, cells in t.records.items()})
        for name, t in old.items()
    }
    new = {
        name: TableText(t.columns, {f"r{i}": cells for i, cells in t.records.items()})
        for name, t in new.items()
    }
    changes = diff(old, new)
    revision = revision_between(lines_of(changes, "1.1"), ("1.0", "1.1"), "1.0", "1.1")
    said = {
        (c.table, c.record_id, c.kind, tuple(sorted(c.fields)) if c.kind is not ChangeKind.ADDED else ())
        for c in changes
        if c.fields or c.kind is ChangeKind.ADDED
    }
    assert {(c.table, c.record_id, c.kind, c.fields) for c in revision.changes} == said


def test_the_three_kinds() -> None:
    old = {"towns": table("name", "old", a={"name": "A"}, b={"name": "B", "old": "x"}, c={"old": "y"})}
    new = {"towns": table("name", "new", b={"name": "Bee"}, c={}, d={"name": "D"})}
    assert diff(old, new) == (
        RecordChange("towns", "a", ChangeKind.REMOVED, (FieldChange("name", "A", ""),)),
        RecordChange("towns", "b", ChangeKind.CHANGED, (FieldChange("name", "B", "Bee"),)),
        RecordChange("towns", "d", ChangeKind.ADDED, (FieldChange("name", "", "D"),)),
    )
    columns = columns_between(old, new)["towns"]
    assert (columns.new, columns.gone) == (("new",), ("old",))


def line(version: str, kind: str, field: str = "", old: str = "", new: str = "") -> Change:
    return Change(
        version=version, table="t", record_id="r", change=ChangeKind(kind), field=field, old=old, new=new
    )


@pytest.mark.parametrize(
    ("lines", "kind", "fields"),
    [
        ([("2.0", "added"), ("3.0", "changed", "f", "a", "b")], "added", [("f", "a", "b")]),
        (
            [("2.0", "changed", "f", "a", "b"), ("3.0", "changed", "f", "b", "c")],
            "changed",
            [("f", "a", "c")],
        ),
        ([("2.0", "changed", "f", "a", "b"), ("3.0", "removed", "f", "b")], "removed", [("f", "a", "")]),
        ([("2.0", "removed", "f", "a"), ("3.0", "added")], "changed", [("f", "a", "")]),
        ([("2.0", "added"), ("3.0", "removed", "f", "a")], None, []),
        ([("2.0", "changed", "f", "a", "b"), ("3.0", "changed", "f", "b", "a")], None, []),
    ],
)
def test_releases_taken_together(lines: list[tuple[str, ...]], kind: str | None, fields: list[Any]) -> None:
    rows = [line(*parts) for parts in lines]
    revision = revision_between(rows, ("1.0", "2.0", "3.0"), "1.0", "3.0")
    found = [(change.kind.value, [tuple(cell) for cell in change.fields]) for change in revision.changes]
    assert found == ([] if kind is None else [(kind, fields)])


def test_only_the_releases_between_count() -> None:
    rows = [line("2.0", "changed", "f", "a", "b"), line("3.0", "changed", "f", "b", "c")]
    releases = ("1.0", "2.0", "3.0")
    (change,) = revision_between(rows, releases, "2.0", "3.0").changes
    assert change.fields == (FieldChange("f", "b", "c"),)
    assert revision_between(rows, releases, "3.0", "3.0").changes == ()
    for old, new in (("3.0", "2.0"), ("1.0", "4.0"), ("0.9", "2.0")):
        with pytest.raises(ValueError, match="released"):
            revision_between(rows, releases, old, new)


def test_records_are_restored(dataset: Dataset) -> None:
    revision = revision_between(dataset.changes, dataset.releases, "1.0.0", "1.1.0")
    changes = [change for change in revision.changes if change.table == "control"]
    before = restored(ControlRecord, {record.id: record for record in dataset.control}, changes)
    assert len(before) == 190
    assert before["ctl-minembwe-20250226"].valid_from.isoformat() == "2025-02-26"
    assert before["ctl-goma-airport-20121201"].controller == "unknown"
    assert before["ctl-goma-20121120"].taken_from is None


def test_what_a_class_cannot_hold_any_more_is_left_out(dataset: Dataset) -> None:
    record = dataset.control[0]
    change = RecordChange(
        "control", record.id, ChangeKind.CHANGED, (FieldChange("confidence", "sure", "high"),)
    )
    assert restored(ControlRecord, {record.id: record}, [change]) == {}


def test_versions() -> None:
    assert is_version("1.0.0")
    assert not any(map(is_version, ("", "1", "v1.0", "1.0-beta", "geodata", "1.0\n", "./1.0")))
    assert numbers("1.10.0") > numbers("1.9.3")
    assert numbers("1.0") == numbers("1.0.0")

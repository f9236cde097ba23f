"""Proposals of control in an overlay: read and checked as every table is, and never surer than they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.conftest import DESCRIBE
from tests.overlaid import OPEN, add_proposals, write_overlay

from geodash.errors import DatasetError
from geodash.package.overlay import overlay_counts, read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

FILE = "control-proposals.csv"


def problems_of(folder: Path, dataset: Dataset) -> list[tuple[str, int, str, str, str]]:
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder, dataset)
    return [(p.file, p.line, p.field, p.value, p.remedy) for p in caught.value.problems]


def test_proposals_are_read(tmp_path: Path, dataset: Dataset) -> None:
    own = {"place_id": f"{OPEN}-crossroads", "controller": f"{OPEN}-crowd", "event_id": ""}
    folder = add_proposals(write_overlay(tmp_path / "out"), {}, own, {"controller": "contested"})
    overlay = read_overlay(folder, dataset)
    assert [(each.place_id, each.controller, each.event_id) for each in overlay.proposals] == [
        ("goma", "m23", f"{OPEN}-2025-01-26"),
        (f"{OPEN}-crossroads", f"{OPEN}-crowd", None),
        ("goma", "contested", f"{OPEN}-2025-01-26"),
    ]
    assert overlay_counts(overlay).endswith("5 events, 3 proposals")
    assert not read_overlay(write_overlay(tmp_path / "plain"), dataset).proposals


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("id", "other-ctl-1", f"begin with `{OPEN}-`"),
        ("place_id", "nowhere", "add a row to places.csv"),
        ("controller", "nobody", "add a row to actors.csv"),
        ("previous", "nobody", "add a row to actors.csv"),
        ("taken_from", "nobody", "add a row to actors.csv"),
        ("source_ids", "unheard", "add a row to sources.csv"),
        ("event_id", "goma-captured", "name an event of events.csv"),
        ("confidence", "high", "write low"),
        ("valid_from", "2030-01-01", "write a day from 2009-01-01 to 2026-10-02"),
        ("valid_from", "26/01/2025", "YYYY-MM-DD"),
        ("is_status_report", "perhaps", "true or false"),
        ("summary_fr", "", "fill in"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, dataset: Dataset, field: str, value: str, remedy: str) -> None:
    folder = add_proposals(write_overlay(tmp_path / "out"), {field: value})
    found = problems_of(folder, dataset)
    assert any(each[:4] == (FILE, 2, field, value) and remedy in each[4] for each in found), found


def test_a_place_of_the_record_must_be_followed(tmp_path: Path, dataset: Dataset) -> None:
    place = next(name for name in dataset.places if name not in dataset.holdings)
    folder = add_proposals(write_overlay(tmp_path / "out"), {"place_id": place})
    [(*where, remedy)] = problems_of(folder, dataset)
    assert where == [FILE, 2, "place_id", place]
    assert "whose control the base package follows" in remedy


def test_ids_are_unique_and_sorted_and_columns_are_those_of_control(tmp_path: Path, dataset: Dataset) -> None:
    twice = add_proposals(write_overlay(tmp_path / "a"), {"id": f"{OPEN}-z"}, {"id": f"{OPEN}-z"})
    assert [each[:4] for each in problems_of(twice, dataset)] == [(FILE, 3, "id", f"{OPEN}-z")]
    turned = add_proposals(write_overlay(tmp_path / "b"), {"id": f"{OPEN}-z"}, {"id": f"{OPEN}-a"})
    assert "sorted by id" in problems_of(turned, dataset)[0][4]
    text = (turned / FILE).read_text("utf-8")
    (turned / FILE).write_text(text.replace("event_id", "ground", 1), encoding="utf-8")
    DESCRIBE(turned)
    assert {(FILE, 1, "event_id"), (FILE, 1, "ground")} <= {each[:3] for each in problems_of(turned, dataset)}


def test_a_changed_file_is_noticed(tmp_path: Path, dataset: Dataset) -> None:
    folder = add_proposals(write_overlay(tmp_path / "out"))
    (folder / FILE).write_bytes((folder / FILE).read_bytes().replace(b"m23", b"rdf"))
    assert (FILE, 0, "hash") in {each[:3] for each in problems_of(folder, dataset)}
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    document["resources"][-1]["path"] = "none.csv"
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    assert any("the file is missing" in each[4] for each in problems_of(folder, dataset))

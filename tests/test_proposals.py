"""Proposals of control change nothing: no holder, no figure, no sentence, no file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.imports.bounds import UPLOAD
from geodash.imports.packing import packed
from geodash.imports.reading.package import files_in
from geodash.interchange.export import WRITERS
from geodash.link.state import DashboardState
from geodash.model.changes import changes_between
from geodash.model.overlay import Overlay, with_overlays
from geodash.model.records import Proposal
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import CONTESTED, UNKNOWN
from geodash.package import load_dataset
from geodash.package.overlay import read_overlay
from geodash.products.order import Order, make_file
from geodash.scene.documents import DOCUMENTS
from geodash.scene.whole import build_scene
from tests.conftest import GEODATA
from tests.imports.making import ACLED_OLD, bring_in, rows_of, table
from tests.overlaid import OPEN, add_proposals, write_overlay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodash.model.dataset import Dataset

DAY = date(2025, 1, 27)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, dataset: Dataset) -> Overlay:
    """An overlay without proposals."""
    return read_overlay(write_overlay(tmp_path_factory.mktemp("plain") / OPEN), dataset)


def proposals(draw: st.DrawFn, base: Dataset) -> list[Proposal]:
    """Any proposals of any places, days and holders."""
    holders = st.sampled_from([*base.actors, CONTESTED, UNKNOWN])
    return [
        Proposal(
            id=f"{OPEN}-ctl-{number}",
            place_id=draw(st.sampled_from([*base.holdings])),
            valid_from=draw(st.dates(base.first_day, base.last_day)),
            date_precision="day",
            controller=draw(holders),
            previous=draw(holders),
            confidence="low",
            is_status_report=draw(st.booleans()),
            source_ids=(f"{OPEN}-log",),
            summary_en="x",
            summary_fr="x",
        )
        for number in range(draw(st.integers(1, 8)))
    ]


@settings(max_examples=15)
@given(data=st.data())
def test_nothing_that_is_told_of_control_changes(
    dataset: Dataset, plain: Overlay, data: st.DataObject
) -> None:
    told: Sequence[Proposal] = data.draw(st.composite(proposals)(dataset))
    without, beside = (
        with_overlays(dataset, [each]) for each in (plain, replace(plain, proposals=tuple(told)))
    )
    assert beside.proposals == {OPEN: tuple(told)}
    assert (beside.control, beside.own.control) == (dataset.control, dataset.control)
    assert beside.holdings == dataset.holdings
    assert beside.change_days == dataset.change_days
    day = data.draw(st.dates(dataset.first_day, dataset.last_day))
    assert snapshot_at(beside, day) == snapshot_at(dataset, day)
    assert changes_between(beside, DAY, day) == changes_between(dataset, DAY, day)
    rows = {name: row for row, name in enumerate(beside.places)}
    assert build_scene(beside, rows) == build_scene(without, rows)
    for build in DOCUMENTS.values():
        document = build(beside)
        document.pop("proposals", None)
        assert document == build(without)


def test_no_file_holds_any(tmp_path: Path) -> None:
    one, two = write_overlay(tmp_path / "one"), write_overlay(tmp_path / "two")
    state = DashboardState(date=DAY, set=frozenset({"record", OPEN}))
    add_proposals(one)
    with_some, without = load_dataset(GEODATA, [one]), load_dataset(GEODATA, [two])
    orders = [Order("data", fmt, today=DAY) for fmt in WRITERS] + [Order("picture", "svg", today=DAY)]
    for order in orders:
        files = [make_file(each, state, order).content for each in (with_some, without)]
        if order.fmt == "xlsx":  # which says when it was made
            files = [contents(each) for each in files]
        assert files[0] == files[1], order


def contents(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return b"".join(found.read(name) for name in found.namelist() if "sheet" in name)


def test_an_import_keeps_every_row_on_its_way(tmp_path: Path, dataset: Dataset) -> None:
    rows = [ACLED_OLD | {"EVENT_ID_CNTY": f"{n}DRC", "EVENT_DATE": f"{n:02}/02/2017"} for n in range(1, 9)]
    (tmp_path / "acled.csv").write_text(table(*rows), encoding="utf-8")
    assert bring_in("acled", tmp_path / "acled.csv", tmp_path / "out", "--date-order", "dmy").exit_code == 0
    told = rows_of(tmp_path / "out" / "control-proposals.csv")
    assert [row["event_id"] for row in told] == [f"acled-{n}drc" for n in range(1, 9)]
    saved = packed({path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()})
    (tmp_path / "again").mkdir()
    for name, content in files_in("saved.zip", saved, UPLOAD).items():
        (tmp_path / "again" / name).write_bytes(content)
    again = read_overlay(tmp_path / "again", dataset)
    assert [each.id for each in again.proposals] == [row["id"] for row in told]
    assert len(with_overlays(dataset, [again]).proposals["acled"]) == len(rows)

"""Files for a scheduler: checked before they are made, all or none, and none but what was asked for."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from tests.overlaid import OPEN, write_overlay

from geodash.cli import main
from geodash.limits import LONGEST_TITLE
from geodash.link.state import DashboardState, settle
from geodash.model.overlay import RECORD, with_overlays
from geodash.package.overlay import read_overlay
from geodash.products.order import Order, make_file

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

DAY = ["--date", "2025-03-17"]


def export(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def test_several_formats_get_names_in_a_folder(tmp_path: Path) -> None:
    done = export(*DAY, "--format", "geojson", "--format", "xlsx", "--format", "csv", "-o", f"{tmp_path}/")
    assert done.exit_code == 0, done.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"geodash_east-drc_events_data_20250317.{end}" for end in ("geojson", "xlsx", "zip")]


def test_a_folder_needs_no_slash(tmp_path: Path) -> None:
    assert export(*DAY, "--format", "geojson", "-o", str(tmp_path)).exit_code == 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".geojson"]


def test_the_standard_output_has_the_file_and_nothing_else(tmp_path: Path) -> None:
    done = export(*DAY, "--format", "geojson", "-o", "-")
    assert done.exit_code == 0
    assert {feature["properties"]["feature_type"] for feature in json.loads(done.stdout)["features"]} == {
        "control",
        "events",
    }
    export(*DAY, "--format", "geojson", "-o", str(tmp_path / "same.geojson"))
    assert done.stdout_bytes == (tmp_path / "same.geojson").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--format", "png", "--format", "pdf", "-o", "x.png"], "folder"),
        (["--format", "png", "-o", "x.pdf"], "x.png"),
        (["--format", "csv", "-o", "x.csv"], "x.zip"),
        (["--format", "csv", "-o", "x.zip", "--size", "a4"], "--size"),
        (["--format", "html", "-o", "x.html", "--title", "T"], "--title"),
        (["--format", "png", "-o", "x.png", "--since", "2025-01-01"], "--since"),
        (["--format", "svg", "-o", "x.svg", "--dpi", "200"], "--dpi"),
        (["--format", "pptx", "-o", "x.pptx", "--compare", "2025-01-01"], "--compare"),
        (["--format", "png", "-o", "x.png", "--compare", "2025-01-01", "--size", "a4"], "--size"),
        (["--format", "png", "-o", "x.png", "--link", "compare=2025-01-01", "--size", "a4"], "--size"),
        (["--format", "png", "-o", "x.png", *["--compare", "2025-01-01"] * 4], "At most 3"),
        (["--format", "png", "-o", "x.png", "--compare", "2025-03-17"], "date itself"),
        (["--format", "gif", "-o", "x.gif", "--since", "2025-03-17"], "not before"),
        (["--format", "gif", "-o", "x.gif", "--since", "2025-01-01", "--title", "T"], "--title"),
        (["--format", "pptx", "-o", "x.pptx", "--title", "T" * (LONGEST_TITLE + 1)], "characters"),
        (["--format", "png", "-o", "x.png", "--link", "hello"], "hello"),
        (["--format", "png", "-o", "x.png", "--pages", "2"], "--pages"),
        (["--format", "docx", "-o", "x.docx", "--pages", "99"], "--pages"),
        (["--format", "docx", "-o", "x.docx", "--since", "2025-03-17"], "not before"),
        (["--format", "md", "-o", "x.docx"], "x.md"),
    ],
)
def test_what_does_not_apply_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = export(*DAY, *arguments)
    assert done.exit_code == 2
    assert why in done.stderr.splitlines()[-1]
    assert "Making" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_brief_shows_the_picture_that_is_made_with_it(tmp_path: Path) -> None:
    arguments = ["--format", "md", "--format", "png", "--dpi", "50", "--since", "2025-01-01"]
    assert export(*DAY, *arguments, "-o", f"{tmp_path}/").exit_code == 0
    text = (tmp_path / "geodash_east-drc_brief_a4_20250317.md").read_text(encoding="utf-8")
    assert "(<geodash_east-drc_control_16x9_20250317.png>)" in text
    assert (tmp_path / "geodash_east-drc_control_16x9_20250317.png").is_file()
    assert "## Between 1 January 2025 and 17 March 2025" in text


def test_a_brief_says_which_data_sets_it_does_not_hold(tmp_path: Path, dataset: Dataset) -> None:
    beside = with_overlays(dataset, [read_overlay(write_overlay(tmp_path / "log"), dataset)])
    state, _ = settle(DashboardState(date=date(2025, 3, 17), set=frozenset({RECORD, OPEN})), beside)
    text = make_file(beside, state, Order("brief", "md")).content.decode()
    assert "*Not in this file: Log of logbook.*" in text


def test_an_option_that_one_of_the_formats_has_a_use_for_is_taken(tmp_path: Path) -> None:
    arguments = ["--format", "png", "--format", "geojson", "--dpi", "50", "-o", f"{tmp_path}/"]
    assert export(*DAY, *arguments).exit_code == 0
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["none/x.geojson", "none/", "file/x.geojson"])
def test_a_place_that_is_not_there_is_said_before_any_work(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    done = export(*DAY, "--format", "geojson", "-o", f"{tmp_path}/{name}")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked for root")
def test_a_locked_file_is_said_before_any_work(tmp_path: Path) -> None:
    target = tmp_path / "x.geojson"
    target.touch(mode=0o444)
    assert "Making" not in export(*DAY, "--format", "geojson", "-o", str(target)).stderr


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        (["--date", "2031-01-01"], "2031-01-01"),
        (["--link", "date=2025-03-17&conf=maybe"], "maybe"),
        (["--link", "date=2025-03-17&event=nope"], "nope"),
        (["--link", "date=2025-03-17&utm_source=mail"], "utm_source"),
        (["--link", "date=2025-03-17&v=1.0.0"], "1.0.0"),
    ],
)
def test_strictly_a_notice_is_an_error(tmp_path: Path, asked: list[str], notice: str) -> None:
    target = tmp_path / "x.geojson"
    arguments = ["--format", "geojson", "-o", str(target), *asked]
    strict = export(*arguments, "--strict")
    assert strict.exit_code == 1
    assert notice in strict.stderr.splitlines()[0]
    assert not target.exists()
    told = export(*arguments)
    assert told.exit_code == 0
    assert told.stderr.splitlines()[0] == strict.stderr.splitlines()[0]


def test_a_letter_that_cannot_be_drawn_is_strictly_an_error(tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    arguments = ["--format", "png", "--dpi", "50", "--title", "\U000104b0", "-o", str(target), "--strict"]
    assert export(*DAY, *arguments).exit_code == 1
    assert not target.exists()


def test_days_of_a_comparison_stay_inside_the_record(tmp_path: Path, dataset: Dataset) -> None:
    arguments = ["--format", "png", "--dpi", "50", "--compare", "2031-01-01", "-o", str(tmp_path / "x.png")]
    done = export(*DAY, *arguments)
    assert done.exit_code == 0
    assert f"{dataset.last_day}" in done.stderr.splitlines()[0]


def test_latest_is_the_last_day_with_known_control(tmp_path: Path, dataset: Dataset) -> None:
    export("--date", "latest", "--format", "geojson", "-o", f"{tmp_path}/")
    latest = f"{dataset.control_known_until:%Y%m%d}"
    assert [path.stem[-8:] for path in tmp_path.iterdir()] == [latest]

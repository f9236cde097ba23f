"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.model.coverage import coverage_by_year
from geodash.model.snapshot import snapshot_at

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset


def test_snapshot_as_json(dataset: Dataset) -> None:
    run = CliRunner().invoke(main, ["snapshot", "2025-03-17", "--format", "json"])
    assert run.exit_code == 0
    document = json.loads(run.stdout)
    assert document["date"] == "2025-03-17"
    keys = ["place_id", "controller", "basis", "since", "last_confirmed", "confidence", "disputed_note"]
    keys += ["sources", "since_precision", "evidence", "evidence_date", "carried"]
    keys += ["place", "lat", "lon", "uncertainty_m", "coordinate_source", "holder", "holder_class"]
    keys += ["holder_class_name", "basis_name", "began_earlier", "statement", "attribution", "source_urls"]
    keys += ["country", "admin1", "admin1_pcode", "admin2", "admin2_pcode", "geonames_id"]
    assert [list(row) for row in document["control"]] == [keys] * len(dataset.holdings)
    expected = snapshot_at(dataset, date(2025, 3, 17)).by_place
    for row in document["control"]:
        control = expected[row["place_id"]]
        assert (row["controller"], row["basis"]) == (control.controller, control.basis)
        assert row["since"] == (control.since.isoformat() if control.since else None)
        assert row["sources"] == list(control.sources)
        place = dataset.places[row["place_id"]]
        assert (row["place"], row["holder_class"]) == (place.label("en"), control.group)
        assert (row["lat"], row["lon"]) == pytest.approx((place.lat, place.lon))


@pytest.mark.parametrize("day", ["2025\u201103\u201117", "2025\u201303\u201317", "2025-03-17."])
def test_a_day_that_went_through_a_text_is_understood(day: str) -> None:
    said = CliRunner().invoke(main, ["snapshot", day, "--format", "csv"])
    assert said.exit_code == 0
    assert said.stdout == CliRunner().invoke(main, ["snapshot", "2025-03-17", "--format", "csv"]).stdout


def test_snapshot_as_csv(dataset: Dataset) -> None:
    late = (dataset.control_known_until + timedelta(days=1)).isoformat()
    run = CliRunner().invoke(main, ["snapshot", late, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert len(rows) == len(dataset.holdings)
    assert {row["controller"] for row in rows} == {"no_data"}
    assert {row["date"] for row in rows} == {late}


def test_coverage_is_said_year_by_year(dataset: Dataset) -> None:
    run = CliRunner().invoke(main, ["check", "--coverage"])
    assert run.exit_code == 0
    head, *rows = [line.split() for line in run.stdout.splitlines()]
    assert head[:2] == ["year", "answered"]
    years = coverage_by_year(dataset)
    assert [int(row[0]) for row in rows] == [year.year for year in years]
    for row, year in zip(rows, years, strict=True):
        shares = [
            year.answered,
            year.reported / year.days,
            year.implied / year.days,
            year.carried / year.days,
        ]
        assert [int(cell) for cell in row[1::2]] == [round(100 * share) for share in shares]


@pytest.mark.parametrize(("lang", "text"), [("en", "Held by M23 since"), ("fr", "Tenu par le M23 depuis")])
def test_snapshot_as_text(lang: str, text: str) -> None:
    run = CliRunner().invoke(main, ["snapshot", "2025-03-17", "--lang", lang])
    assert run.exit_code == 0
    assert text in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["snapshot"],
        ["snapshot", "17/3/2025"],
        ["snapshot", "2025-03-17", "--format", "yaml"],
        ["fly"],
        ["run", "--port", "x"],
    ],
)
def test_wrong_usage_exits_2_without_a_traceback(arguments: list[str]) -> None:
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 2
    assert run.stdout == ""
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("module", ["geodash", "geodash.cli"])
def test_it_runs_as_a_module_with_the_same_exit_codes(tmp_path: Path, module: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own

    good, broken, wrong = run("check"), run("check", str(tmp_path / "nonexistent")), run("fly")
    assert (good.returncode, broken.returncode, wrong.returncode) == (0, 1, 2), good.stderr
    assert good.stdout.endswith("no problems\n")
    assert "datapackage.json" in broken.stderr
    assert "Usage: geodash " in wrong.stderr


def test_who_stops_it_while_it_loads_sees_no_traceback() -> None:
    script = """
import builtins, runpy
usual = builtins.__import__
def stopped(name, *rest, **more):
    if name == "click":
        raise KeyboardInterrupt
    return usual(name, *rest, **more)
builtins.__import__ = stopped
runpy.run_module("geodash", run_name="__main__")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (run.returncode, run.stderr) == (1, "\nAborted!\n")


def test_broken_data_exits_1(tmp_path: object) -> None:
    run = CliRunner().invoke(main, ["snapshot", "2025-03-17", "--data", str(tmp_path)])
    assert run.exit_code == 1
    assert "datapackage.json" in run.stderr


class TestExport:
    @pytest.mark.parametrize(("fmt", "start"), [("png", b"\x89PNG"), ("csv", b"PK"), ("geojson", b"{")])
    def test_a_link_becomes_a_file(self, tmp_path: Path, fmt: str, start: bytes) -> None:
        target = tmp_path / f"brief.{'zip' if fmt == 'csv' else fmt}"
        link = "?date=2025-03-17&days=60&cat=battle&lang=fr"
        run = CliRunner().invoke(main, ["export", "--link", link, "--format", fmt, "-o", str(target)])
        assert run.exit_code == 0, run.stderr
        assert run.stdout == ""
        assert "Wrote" in run.stderr
        assert target.read_bytes().startswith(start)

    def test_the_date_option_wins_and_nonsense_in_the_link_is_named(self, tmp_path: Path) -> None:
        target = tmp_path / "data.geojson"
        arguments = ["--date", "2025-01-30", "--link", "date=2025-03-17&conf=maybe", "--format", "geojson"]
        run = CliRunner().invoke(main, ["export", *arguments, "-o", str(target)])
        assert run.exit_code == 0
        assert "maybe" in run.stderr
        assert "2025-01-30" in target.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "link",
        [
            "https://host.example/?date=2025-01-27&lang=fr",
            "<https://host.example/map/?lang=fr&amp;DATE=2025-01-27>.",
            "https://host.example/?date%3D2025-01-27&lang=fr",
            "file:///downloads/page.html#date=2025-01-27&lang=fr",
        ],
    )
    def test_a_pasted_address_gives_its_day(self, tmp_path: Path, link: str) -> None:
        target = tmp_path / "data.geojson"
        arguments = ["export", "--link", link, "--format", "geojson", "-o", str(target)]
        run = CliRunner().invoke(main, arguments)
        assert run.exit_code == 0, run.stderr
        assert len(run.stderr.splitlines()) == 2  # making, wrote: no notice
        document = json.loads(target.read_text(encoding="utf-8"))
        rows = [feature["properties"] for feature in document["features"]]
        assert {row["as_of"] for row in rows if row["feature_type"] == "control"} == {"2025-01-27"}
        assert document["geodash"]["language"] == "fr"

    def test_what_in_a_link_belongs_to_others_is_named(self, tmp_path: Path) -> None:
        target = tmp_path / "data.geojson"
        link = "https://host.example/?date=2025-01-27&utm_source=mail"
        run = CliRunner().invoke(main, ["export", "--link", link, "--format", "geojson", "-o", str(target)])
        assert run.exit_code == 0
        assert "utm_source" in run.stderr.splitlines()[0]
        assert "2025-01-27" in target.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("link", "why"),
        [
            ("hello", "hello"),
            ("", "names none"),
            ("example.com/foo", "example.com/foo"),
            ("date=2025-01-27&date=2025-01-28", "twice"),
            ("look: https://host.example/?date=2025-01-27&lang=fr", "look"),
            ("\x1b[2Jhello", "\\x1b"),
        ],
    )
    def test_a_link_that_is_not_understood_writes_nothing(self, tmp_path: Path, link: str, why: str) -> None:
        target = tmp_path / "data.geojson"
        run = CliRunner().invoke(main, ["export", "--link", link, "--format", "geojson", "-o", str(target)])
        assert run.exit_code == 2
        assert "--link" in run.stderr
        assert why in run.stderr
        assert not target.exists()

    @pytest.mark.parametrize(
        ("arguments", "why"),
        [
            (["--date", "soon", "--format", "png", "-o", "x.png"], "YYYY-MM-DD"),
            (["--format", "gif", "-o", "x.gif"], "--since"),
            (["--format", "png"], "--output"),
            (["--format", "bmp", "-o", "x.bmp"], "bmp"),
        ],
    )
    def test_wrong_usage(self, arguments: list[str], why: str) -> None:
        run = CliRunner().invoke(main, ["export", *arguments])
        assert run.exit_code == 2
        assert why in run.stderr
        assert "Traceback" not in run.stderr

    def test_a_place_that_cannot_be_written_is_said_in_a_line(self, tmp_path: Path) -> None:
        target = tmp_path / "no" / "such" / "folder.geojson"
        run = CliRunner().invoke(main, ["export", "--format", "geojson", "-o", str(target)])
        assert run.exit_code == 1
        assert "Traceback" not in run.stderr

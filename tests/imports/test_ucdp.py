"""UCDP GED: what its codes mean here, and what of its files is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.imports.making import UCDP, bring_in, rows_of, table

from geodash.imports.ucdp import release_of
from geodash.package.overlay import read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset


def import_rows(tmp_path: Path, *rows: dict[str, str], name: str = "GEDEvent_v25_1.csv") -> Path:
    file, folder = tmp_path / name, tmp_path / "out"
    file.write_text(table(*rows), encoding="utf-8")
    run = bring_in("ucdp", file, folder)
    assert run.exit_code == 0, run.output
    return folder


def event(tmp_path: Path, **changes: str) -> dict[str, str]:
    return rows_of(import_rows(tmp_path, UCDP | changes) / "events.csv")[0]


def test_an_exact_point_with_the_name_of_a_followed_place_is_that_place(tmp_path: Path) -> None:
    found = event(tmp_path)
    assert found["id"] == "ucdp-1001"
    assert (found["date"], found["date_end"], found["date_precision"]) == ("2024-02-07", "", "day")
    assert found["place_id"] == "sake"
    assert found["actors_from"] == "drc;m23"
    assert found["actors_to"] == "drc;m23"
    assert (found["fatalities_low"], found["fatalities_high"]) == ("2", "5")
    assert "Best estimate of deaths: 3" in found["summary_en"]
    assert found["source_ids"].startswith("ucdp-data;ucdp-agency-a-")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("3", "Masisi territory, Nord-Kivu (known by territory or district only)"),
        ("4", "Nord-Kivu (known by province only)"),
        ("5", "Sake town (an area or line, not a point)"),
        ("6", "DR Congo (known by country only)"),
        ("7", "Sake town (international waters or airspace)"),
    ],
)
def test_what_is_known_by_area_has_no_point(tmp_path: Path, code: str, said: str) -> None:
    folder = import_rows(tmp_path, UCDP | {"where_prec": code})
    found = rows_of(folder / "events.csv")[0]
    assert (found["place_id"], found["place_note_en"]) == ("", said)
    assert found["place_note_fr"]
    assert rows_of(folder / "places.csv") == []


def test_near_a_town_is_not_in_it(tmp_path: Path) -> None:
    folder = import_rows(tmp_path, UCDP | {"where_prec": "2"})
    place = rows_of(folder / "places.csv")[0]
    assert rows_of(folder / "events.csv")[0]["place_id"] == place["id"] != "sake"
    assert (place["name_en"], place["uncertainty_m"]) == ("Near Sake town", "25000")


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "day"), ("2", "approx"), ("3", "approx"), ("4", "month"), ("5", "month")]
)
def test_precision_of_the_day(tmp_path: Path, code: str, precision: str) -> None:
    found = event(tmp_path, date_prec=code, date_end="2024-05-01")
    assert (found["date_precision"], found["date_end"]) == (precision, "2024-05-01")
    assert ("within more than a month" in found["summary_en"]) == (code == "5")


def test_ids_and_days_that_a_program_made_numbers_of(tmp_path: Path) -> None:
    found = event(tmp_path, id="239436.0", date_start="1707264000.0", date_end="1707264000.0")
    assert (found["id"], found["date"]) == ("ucdp-239436", "2024-02-07")


def test_columns_in_capitals_are_the_same(tmp_path: Path) -> None:
    folder = import_rows(tmp_path, {name.upper(): cell for name, cell in UCDP.items()})
    assert rows_of(folder / "events.csv")[0]["id"] == "ucdp-1001"


def test_candidate_events_are_the_same_table(tmp_path: Path, dataset: Dataset) -> None:
    row = UCDP | {
        "code_status": "Check",
        "active_year": "0",
        "gwnoa": "490",
        "gwnob": "",
        "event_clarity": "2",
    }
    overlay = read_overlay(import_rows(tmp_path, row, name="GEDEvent_v24_0_10.csv"), dataset)
    assert (overlay.data_set.version, overlay.events[0].confidence) == ("24.0.10", "low")


def test_one_sided_violence_goes_from_one_to_the_other(tmp_path: Path) -> None:
    found = event(tmp_path, type_of_violence="3", side_a="ADF", side_b="Civilians", event_clarity="2")
    assert (found["category"], found["confidence"]) == ("violence_against_civilians", "low")
    assert (found["actors_from"], found["actors_to"]) == ("adf", "civilians")


def test_allies_of_one_side_are_parties_of_their_own(tmp_path: Path) -> None:
    found = event(tmp_path, type_of_violence="2", side_a="APCLS, New group", side_b="M23")
    first, second, third = found["actors_from"].split(";")
    assert (first, third) == ("apcls", "m23")
    assert second.startswith("ucdp-new-group-")


def test_a_point_without_the_name_is_said_so(tmp_path: Path) -> None:
    found = event(tmp_path, where_coordinates="Quarter of nobody")
    assert found["place_id"] == "sake"
    assert "UCDP GED names the place Quarter of nobody" in found["summary_en"]


def test_a_name_far_from_its_place_is_another_place(tmp_path: Path) -> None:
    found = event(tmp_path, latitude="-2.9", longitude="28.0")
    assert found["place_id"].startswith("ucdp-sake-town-")


def test_the_overlay_says_what_it_is(tmp_path: Path, dataset: Dataset) -> None:
    overlay = read_overlay(import_rows(tmp_path, UCDP), dataset)
    told = overlay.data_set
    assert (told.id, told.version, told.restricted) == ("ucdp", "25.1", False)
    assert "CC BY 4.0" in told.credit.attribution("fr")
    assert told.first_day == told.last_day == overlay.events[0].date


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("GEDEvent_v24_0_10.csv", "24.0.10"),
        ("GEDEvent_v17_1.xlsx", "17.1"),
        ("ged231.csv", "23.1"),
        ("x.csv", ""),
    ],
)
def test_version_by_the_name_of_the_file(name: str, version: str) -> None:
    assert release_of(name) == version

"""ACLED: both generations of its exports, its terms, and its changes of territory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.imports.making import ACLED_NOW, ACLED_OLD, bring_in, rows_of, table

from geodash.model.records import Proposal
from geodash.package.overlay import read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset


def import_rows(tmp_path: Path, *rows: dict[str, str], options: tuple[str, ...] = ()) -> Path:
    file, folder = tmp_path / "acled.csv", tmp_path / "out"
    file.write_text(table(*rows), encoding="utf-8")
    run = bring_in("acled", file, folder, *options)
    assert run.exit_code == 0, run.output
    assert "may not be passed on" in run.output
    return folder


def test_an_export_before_2019(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, ACLED_OLD) / "events.csv")[0]
    assert (found["id"], found["date"], found["date_precision"]) == ("acled-7001drc", "2017-01-25", "day")
    assert (found["category"], found["place_id"]) == ("battle", "rutshuru-centre")
    assert (found["actors_from"], found["actors_to"]) == ("m23", "fardc")
    assert (found["fatalities_low"], found["fatalities_high"]) == ("2", "2")


def test_an_export_of_today(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, ACLED_NOW) / "events.csv")[0]
    assert (found["id"], found["date_precision"]) == ("acled-drc30001", "approx")
    assert (found["category"], found["plover"]) == ("violence_against_civilians", "ASSAULT/abduct")
    assert found["actors_to"].startswith("civilians;acled-farmers-")
    assert (found["fatalities_low"], found["fatalities_high"]) == ("", "")
    assert "Civilians were the main target." in found["summary_en"]
    assert "women targeted" in found["summary_en"]
    assert found["source_ids"].count(";") == 2


def test_an_export_of_2019(tmp_path: Path) -> None:
    row = {
        "data_id": "6001",
        "iso": "180",
        "event_id_cnty": "DRC12345",
        "event_id_no_cnty": "12345",
        "event_date": "05 January 2019",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "M23: March 23 Movement",
        "assoc_actor_1": "",
        "inter1": "2",
        "actor2": "Mayi Mayi Militia (Nobody)",
        "assoc_actor_2": "",
        "inter2": "3",
        "interaction": "23",
        "country": "Democratic Republic of Congo",
        "admin1": "Nord-Kivu",
        "location": "Sake",
        "latitude": "-1.5733",
        "longitude": "29.0417",
        "geo_precision": "1",
        "source": "Agency A",
        "notes": "",
        "fatalities": "1",
        "timestamp": "1550000000",
        "iso3": "COD",
    }
    found = rows_of(import_rows(tmp_path, row) / "events.csv")[0]
    assert (found["date"], found["category"], found["place_id"]) == ("2019-01-05", "battle", "sake")
    # In a battle ACLED's order says nothing of who acted.
    assert found["actors_from"] == found["actors_to"]
    assert found["actors_from"].startswith("m23;acled-mayi-mayi-militia-nobody-")


def test_notes_stay_out_unless_licensed(tmp_path: Path) -> None:
    closed = import_rows(tmp_path, ACLED_NOW)
    assert "Coders wrote" not in "".join(path.read_text("utf-8") for path in closed.iterdir())
    opened = import_rows(tmp_path, ACLED_NOW, options=("--licensed",))
    assert "Notes of ACLED: Coders wrote this too." in rows_of(opened / "events.csv")[0]["summary_en"]


def test_rows_are_restricted_and_credited(tmp_path: Path, dataset: Dataset) -> None:
    folder = import_rows(tmp_path, ACLED_NOW)
    overlay = read_overlay(folder, dataset)
    assert overlay.data_set.restricted
    assert "acleddata.com" in overlay.data_set.credit.attribution("en")
    resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    assert all("acleddata.com" in resource["attribution_fr"] for resource in resources)


def test_a_region_is_no_point(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, ACLED_NOW | {"geo_precision": "3"}) / "events.csv")[0]
    assert (found["place_id"], found["place_note_en"]) == ("", "Nord-Kivu (known by province only)")


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        (ACLED_OLD, "m23"),
        (
            ACLED_NOW
            | {
                "event_type": "Battles",
                "sub_event_type": "Government regains territory",
                "actor1": "Military Forces of the Democratic Republic of Congo (2019-)",
                "actor2": "M23: March 23 Movement",
                "geo_precision": "1",
            },
            "fardc",
        ),
    ],
)
def test_a_change_of_territory_is_proposed_and_never_control(
    tmp_path: Path, row: dict[str, str], holder: str, dataset: Dataset
) -> None:
    folder = import_rows(tmp_path, row)
    (found,) = rows_of(folder / "control-proposals.csv")
    assert [*found] == [*Proposal.model_fields]
    record = Proposal.model_validate({name: cell for name, cell in found.items() if cell})
    assert (record.controller, record.confidence, record.source_ids[0]) == (holder, "low", "acled-data")
    assert rows_of(folder / "events.csv")[0]["id"] in record.summary_en
    assert "proposal" in record.summary_en
    assert not (folder / "control.csv").exists()
    assert read_overlay(folder, dataset).events


def test_a_place_that_nobody_follows_gets_no_proposal(tmp_path: Path) -> None:
    folder = import_rows(
        tmp_path, ACLED_OLD | {"LOCATION": "Nowhere at all", "LATITUDE": "-3.9", "LONGITUDE": "27.1"}
    )
    assert not (folder / "control-proposals.csv").exists()


def test_an_unknown_type_is_named(tmp_path: Path) -> None:
    file, folder = tmp_path / "acled.csv", tmp_path / "out"
    file.write_text(table(ACLED_NOW | {"event_type": "Weather", "sub_event_type": "Rain"}), encoding="utf-8")
    run = bring_in("acled", file, folder)
    assert run.exit_code == 1
    (refused,) = rows_of(folder / "not-taken.csv")
    assert (refused["line"], refused["column"], refused["value"]) == ("2", "event_type", "Weather")

"""Any table.

Columns by name, tag and content, in two languages; a mapping that says otherwise; counts per month.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.imports.making import bring_in, content_of, rows_of, table

from geodash.cli import main
from geodash.imports.mapping import TableMapping, read_mapping, to_toml
from geodash.package.overlay import read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

FRENCH = {
    "Date de l'incident": "25/01/2024",
    "Lieu": "Saké",
    "Territoire": "Masisi",
    "Province": "Nord-Kivu",
    "Latitude": "-1,5733",
    "Longitude": "29,0417",
    "Type d'incident": "Enlèvement",
    "Auteur présumé": "M23",
    "Victimes": "Agriculteurs",
    "Morts": "2",
    "Description": "Deux morts",
    "Observations": "rien",
}
ENGLISH = {"Visit date": "2024-01-25", "Site name": "Pit 7", "geom": "POINT (29.0 -1.3)", "workers": "30"}
HXL = {"Jour": "2024-01-25", "Nord": "-1.3", "Est": "29.0", "Nom": "Colline", "Tués": "1"}
TAGS = {
    "Jour": "#date",
    "Nord": "#geo+lat",
    "Est": "#geo+lon",
    "Nom": "#loc+name",
    "Tués": "#affected+killed",
}
COUNT = {"Country": "DR Congo", "Admin1": "Nord-Kivu", "Admin2": "Beni", "Month": "January", "Year": "2024"}
COUNT |= {"Events": "3", "Fatalities": "4"}

MINES = """
[columns]
place = "workers"
[events]
place_kind = "mine"
what_en = "Visit"
what_fr = "Visite"
uncertainty_m = 300
[overlay]
id = "mines"
title_en = "Mine visits"
licence = "CC-BY-4.0"
attribution_en = "Visits"
attribution_fr = "Visites"
url = "https://x.example/"
restricted = false
"""


def make(tmp_path: Path, text: str, *options: str) -> Path:
    file, folder = tmp_path / "My table.csv", tmp_path / "out"
    file.write_text(text, encoding="utf-8")
    run = bring_in("table", file, folder, *options)
    assert run.exit_code == 0, run.output
    return folder


def test_a_french_table_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    folder = make(tmp_path, table(FRENCH, separator=";", line_end="\r\n"))
    found = rows_of(folder / "events.csv")[0]
    assert (found["date"], found["place_id"]) == ("2024-01-25", "sake")
    assert (found["category"], found["actors_from"]) == ("violence_against_civilians", "m23")
    assert (found["fatalities_low"], found["fatalities_high"]) == ("2", "2")
    assert "Deux morts" in found["summary_en"]
    mapping = tomllib.loads((folder / "mapping.toml").read_text("utf-8"))
    assert mapping["columns"]["date"] == "Date de l'incident"
    assert "Observations" not in mapping["columns"].values()


def test_points_and_days_are_known_by_what_a_column_holds(tmp_path: Path) -> None:
    row = {"when": "2024-01-25", "where exactly": "POINT (29.0 -1.3)", "site": "Pit 7"}
    folder = make(tmp_path, table(row))
    place = rows_of(folder / "places.csv")[0]
    assert (place["lat"], place["lon"], place["country"]) == ("-1.3", "29.0", "COD")
    assert rows_of(folder / "events.csv")[0]["date"] == "2024-01-25"


def test_tags_of_a_second_header_row_are_no_data(tmp_path: Path) -> None:
    folder = make(tmp_path, table(TAGS, HXL))
    (found,) = rows_of(folder / "events.csv")
    assert (found["date"], found["fatalities_low"]) == ("2024-01-25", "1")
    assert rows_of(folder / "places.csv")[0]["name"] == "Colline"


def test_a_dry_run_proposes_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(table(ENGLISH), encoding="utf-8")
    run = CliRunner().invoke(main, ["import", "table", str(file), "--dry-run"])
    assert run.exit_code == 0
    assert "date = 'Visit date' (by its name)" in run.stdout
    assert "not used: workers" in run.stdout
    assert 'point = "geom"' in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_mapping_says_otherwise_and_is_kept(tmp_path: Path, dataset: Dataset) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MINES, encoding="utf-8")
    folder = make(tmp_path, table(ENGLISH), "--mapping", str(mapping))
    overlay = read_overlay(folder, dataset)
    told = overlay.data_set
    assert (told.id, told.restricted, told.credit.attribution("fr")) == ("mines", False, "Visites")
    assert [(p.name, p.kind, p.uncertainty_m) for p in overlay.places] == [("30", "mine", 300)]
    assert overlay.events[0].title_fr == "Visite, 30"
    first = content_of(folder)
    again = make(tmp_path, table(ENGLISH), "--mapping", str(folder / "mapping.toml"))
    assert content_of(again) == first


def test_a_mapping_reads_what_it_writes(tmp_path: Path) -> None:
    odd = 'a "quoted" \\ name; \x7f é = #'
    mapping = TableMapping(columns={"date": odd}, categories={odd: "battle", "x": "aid"})
    path = tmp_path / "m.toml"
    path.write_bytes(to_toml(mapping))
    assert read_mapping(path) == mapping


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("columns = 1", "columns"),
        ('[columns]\ndat = "x"', "did you mean `date`"),
        ('[columns]\ndate = "No such"', "No such"),
        ('[events]\ncategory = "weather"', "events.category"),
        ("[surprise]\nx = 1", "surprise"),
        ("not toml", "cannot be read"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_named(tmp_path: Path, text: str, why: str) -> None:
    file, mapping = tmp_path / "t.csv", tmp_path / "m.toml"
    file.write_text(table(ENGLISH), encoding="utf-8")
    mapping.write_text(text, encoding="utf-8")
    run = bring_in("table", file, tmp_path / "out", "--mapping", str(mapping))
    assert run.exit_code == 1
    assert why in run.output


def test_counts_per_area_and_month_are_events_without_a_point(tmp_path: Path) -> None:
    folder = make(
        tmp_path, table(COUNT, COUNT | {"Admin2": "Lubero", "Events": "0"}, COUNT | {"Month": "février"})
    )
    found = {row["date"]: row for row in rows_of(folder / "events.csv")}
    assert [*found] != []
    january = found["2024-01-01"]
    assert (january["date_end"], january["date_precision"], january["place_id"]) == (
        "2024-01-31",
        "month",
        "",
    )
    assert january["place_note_en"].startswith("Beni, Nord-Kivu")
    assert "3 events in one month" in january["title_en"]
    assert found["2024-02-01"]["date_end"] == "2024-02-29"


def test_a_count_of_nothing_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(table(COUNT, COUNT | {"Admin2": "Lubero", "Events": "0"}), encoding="utf-8")
    run = bring_in("table", file, tmp_path / "out")
    assert "2 rows: 1 taken, 0 not taken, 0 outside what was asked for, 1 counts of nothing" in run.output


def test_a_row_without_coordinates_is_placed_in_words_and_said_so(tmp_path: Path) -> None:
    file, folder = tmp_path / "t.csv", tmp_path / "out"
    file.write_text(table(FRENCH, FRENCH | {"Latitude": "", "Longitude": ""}), encoding="utf-8")
    run = bring_in("table", file, folder)
    assert "1 rows: without coordinates, placed in words" in run.output
    notes = sorted(row["place_note_en"] for row in rows_of(folder / "events.csv"))
    assert notes == ["", "Saké, Masisi, Nord-Kivu (no point given)"]


def test_a_table_whose_coordinates_changed_places_is_noticed(tmp_path: Path) -> None:
    turned = FRENCH | {"Latitude": "29,0417", "Longitude": "-1,5733"}
    file, folder = tmp_path / "t.csv", tmp_path / "out"
    file.write_text(table(turned), encoding="utf-8")
    run = bring_in("table", file, folder)
    assert run.exit_code == 1
    assert "changed round" in rows_of(folder / "not-taken.csv")[0]["why"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"a": "x", "b": "y"}, "no column of days"),
        ({"date": "2024-01-01", "b": "y"}, "no column of places"),
        ({"date": "2024-01-01", "lat": "1"}, "only one of latitude and longitude"),
    ],
)
def test_a_table_of_something_else_is_refused(tmp_path: Path, row: dict[str, str], why: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(table(row), encoding="utf-8")
    run = bring_in("table", file, tmp_path / "out")
    assert run.exit_code == 1
    assert why in run.output


def test_unclear_days_ask_for_the_order(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(table(FRENCH | {"Date de l'incident": "02/03/2024"}), encoding="utf-8")
    run = bring_in("table", file, tmp_path / "out")
    assert run.exit_code == 2
    assert "--date-order" in run.output
    told = bring_in("table", file, tmp_path / "out", "--date-order", "mdy")
    assert told.exit_code == 0
    assert tomllib.loads((tmp_path / "out" / "mapping.toml").read_text("utf-8"))["dates"] == {"order": "mdy"}


class TestControl:
    ROW = {"Ville": "Saké", "Depuis": "2026-02-01", "Tenu par": "M23", "Source": "Agency A"}  # noqa: RUF012

    def run(self, tmp_path: Path, *rows: dict[str, str], options: tuple[str, ...] = ()) -> Path:
        file, folder = tmp_path / "control.csv", tmp_path / "out"
        file.write_text(table(*rows), encoding="utf-8")
        run = bring_in("control", file, folder, *options)
        assert run.exit_code == 0, run.output
        return folder

    def test_each_row_becomes_a_proposal(self, tmp_path: Path, dataset: Dataset) -> None:
        folder = self.run(tmp_path, self.ROW, self.ROW | {"Depuis": "2026-03-01", "Tenu par": "contesté"})
        first, second = rows_of(folder / "control-proposals.csv")
        assert (first["place_id"], first["controller"], first["confidence"]) == ("sake", "m23", "low")
        assert second["controller"] == "contested"
        assert "proposal" in first["summary_en"]
        assert read_overlay(folder, dataset).events == ()

    def test_an_unknown_place_is_named(self, tmp_path: Path) -> None:
        rows = (self.ROW, self.ROW | {"Ville": "Atlantis"})
        folder = self.run(tmp_path, *rows, options=("--tolerate", "60"))
        (refused,) = rows_of(folder / "not-taken.csv")
        assert (refused["line"], refused["column"], refused["value"]) == ("3", "Ville", "Atlantis")

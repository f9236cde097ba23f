"""Each format as another program sees it: frictionless, a CSV reader, openpyxl, geopandas."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
from frictionless import system, validate
from tests.interchange.exported import ACCESSED, STATE, write

from geodash.i18n import LANGUAGES, Translator
from geodash.interchange import xlsx
from geodash.interchange.export import export_data
from geodash.interchange.fields import FURTHER, KEYS, TABLES
from geodash.interchange.shown import shown_rows
from geodash.link.state import DashboardState
from geodash.look.whole import look_of
from geodash.model.conflict import LayerRole
from geodash.model.events import Events
from geodash.model.relations import relation_states_at
from geodash.wording.detail import event_card

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.interchange.fields import Exported
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ALL = (*TABLES, *FURTHER)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_has_the_attribution_of_its_card(dataset: Dataset, lang: Language) -> None:
    state = DashboardState(date=dataset.last_day, days=None, lang=lang)
    rows, tr = shown_rows(dataset, state, ACCESSED).events, Translator(lang)
    assert len(rows) == len(dataset.events)
    for row in rows:
        event = dataset.event_by_id[str(row["event_id"])]
        assert row["attribution"] == event_card(dataset, event, tr)["attribution"]
    balloons = export_data(dataset, state, "kml", accessed=ACCESSED).decode().split("<Placemark>")
    [uvira] = [text for text in balloons if 'name="event_id">uvira-captured-20251210<' in text]
    assert (
        html.escape(dataset.conflict.class_by_id["m23"].text("attribution", tr.lang))
        in uvira.partition("</description>")[0]
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_csv_archive_is_a_valid_data_package(tmp_path: Path, hostile: Dataset, lang: str) -> None:
    state = replace(STATE, lang="fr" if lang == "fr" else "en")
    with zipfile.ZipFile(io.BytesIO(export_data(hostile, state, "csv", accessed=ACCESSED))) as archive:
        assert archive.namelist() == [*(f"{name}.csv" for name in ALL), "README.txt", "datapackage.json"]
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = validate(tmp_path / "datapackage.json")
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert {task.name for task in report.tasks} == {*ALL}
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    about = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["geodash"]
    assert all(text in readme for text in about.values())


def test_no_csv_cell_is_a_formula(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    with zipfile.ZipFile(write(tmp_path, hostile, "csv")) as archive:
        text = archive.read("events.csv").decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == len(rows.events)
    numbers = {"lat", "lon"}
    for row in found:
        for name, cell in row.items():
            assert name in numbers or cell.lstrip(' "')[:1] not in set("=+-@\t\r")


def test_the_csv_archive_is_the_same_each_time(dataset: Dataset) -> None:
    first, second = (export_data(dataset, STATE, "csv", accessed=ACCESSED) for _ in range(2))
    assert first == second


def test_the_workbook_opens_and_holds_no_formula(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    book = openpyxl.load_workbook(write(tmp_path, hostile, "xlsx"))
    assert book.sheetnames == [*ALL, "about"]
    assert book["control"].max_row == len(rows.control) + 1
    assert book["events"].max_row == len(rows.events) + 1
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds == {"s", "n", "d", "b"}
    header = [cell.value for cell in book["events"][1]]
    risky = book["events"].cell(2, header.index("title_en") + 1)
    assert (risky.value, risky.quotePrefix) == ("=1+1", True)
    for name in ALL:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
    urls = [line[0].parent.cell(line[0].row, 5) for line in book["sources"].iter_rows(min_row=2)]
    assert all(cell.hyperlink.target == cell.value for cell in urls)
    about = {line[0].value: line[2].value for line in book["about"].iter_rows(max_row=20)}
    assert about["citation"] == rows.about["citation"]


def test_a_text_too_long_for_a_cell_is_not_cut(dataset: Dataset) -> None:
    event = dataset.events[0].model_copy(update={"summary_en": "x" * 40_000})
    with pytest.raises(xlsx.TooLongError, match="40000 characters"):
        export_data(replace(dataset, events=Events.of([event]), relations=()), STATE, "xlsx")


def test_geojson_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "geojson")
    frame = gpd.read_file(path)
    assert frame["feature_type"].value_counts().to_dict() == {
        t: len(found) for t, found in rows.tables.items()
    }
    events = frame[frame["feature_type"] == "events"]
    assert events["event_id"].tolist() == [row["event_id"] for row in rows.events]
    assert events.geometry.isna().tolist() == [row["lat"] is None for row in rows.events]
    assert frame.crs == 4326
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["geodash"] == rows.about
    ids = [feature["id"] for feature in document["features"]]
    assert len(set(ids)) == len(ids)
    assert ids[0] == f"control/{rows.control[0]['place_id']}"


def test_geoparquet_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "geoparquet")
    frame = gpd.read_parquet(path)
    assert frame["feature_type"].value_counts().to_dict() == {
        t: len(found) for t, found in rows.tables.items()
    }
    control = frame[frame["feature_type"] == "control"].set_index("place_id")
    for row in rows.control:
        found = control.loc[row["place_id"]]
        assert found["controller"] == row["controller"]
        if row["lat"] is not None:
            assert (found.geometry.x, found.geometry.y) == (row["lon"], row["lat"])
    assert frame["title_en"].dropna().tolist() == [row["title_en"] for row in rows.events if row["title_en"]]
    assert frame.crs == 4326
    assert json.loads(pq.read_schema(path).metadata[b"geodash"]) == rows.about


def test_no_column_is_a_reserved_word() -> None:
    """A file goes into a database as it is: the words that SQL keeps for itself name no column."""
    reserved = {"table", "date", "time", "group", "order", "select", "from", "to", "where", "user", "end"}
    for columns in (*TABLES.values(), *FURTHER.values()):
        assert not {column.name for column in columns} & reserved


def test_geojson_has_a_box_around_its_points(tmp_path: Path, dataset: Dataset) -> None:
    path = write(tmp_path, dataset, "geojson")
    box = json.loads(path.read_text(encoding="utf-8"))["bbox"]
    assert box == pytest.approx(gpd.read_file(path).total_bounds.tolist())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_beside_the_map_are_those_of_the_record(dataset: Dataset, lang: Language) -> None:
    state = replace(STATE, lang=lang)
    with zipfile.ZipFile(io.BytesIO(export_data(dataset, state, "csv", accessed=ACCESSED))) as archive:
        raw = {name: archive.read(f"{name}.csv") for name in ALL}
    assert all(content.startswith(b"\xef\xbb\xbf") for content in raw.values())  # as Excel knows UTF-8
    tables = {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in raw.items()
    }
    history = {row["record_id"]: row for row in tables["history"]}
    assert history.keys() == {record.id for record in dataset.control}
    for place, chain in dataset.holdings.items():
        for holding in chain:
            for record in holding.records:
                row = history[record.id]
                assert (row["place_id"], row["valid_from"]) == (place, f"{record.valid_from}")
    goma = [row for row in tables["history"] if row["place_id"] == "goma"]
    changes = [row for row in goma if row["is_status_report"] == "false"]
    for row, later in pairwise(changes):
        assert row["valid_to"] == later["valid_from"]
    assert changes[-1]["valid_to"] == ""
    assert len(tables["relations"]) == len(relation_states_at(dataset, STATE.date or date.min))
    cited = {
        source
        for name in ALL[:4]
        for row in tables[name]
        for source in row["source_ids"].split(";")
        if source
    }
    assert {row["source_id"] for row in tables["sources"]} == cited
    for row in tables["sources"]:
        assert row["url"] == dataset.sources[row["source_id"]].url


def test_places_have_the_codes_that_others_join_by(dataset: Dataset) -> None:
    codes = {
        str(row["place_id"]): (row["country"], row["admin1_pcode"], row["admin2_pcode"], row["geonames_id"])
        for row in shown_rows(dataset, STATE, ACCESSED).control
    }
    assert codes["goma"] == ("COD", "CD61", "CD6101", dataset.places["goma"].geonames_id)
    assert codes["rutshuru-centre"][2] == "CD6111"
    assert codes["bukavu"][1:3] == ("CD62", "CD6201")
    assert codes["beni"][2] == "CD6109"  # the town, which has the name of the territory
    assert codes["kalemie"][1:3] == ("CD74", "")  # which of two codes is the town's is not known


def test_the_geopackage_has_its_layers_apart(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "gpkg")
    layers = dict(pyogrio.list_layers(path).tolist())
    ground = [layer.resource for layer in hostile.conflict.layers if layer.role is not LayerRole.WORLD]
    assert [name for name in layers if name.startswith("ground_")] == [f"ground_{name}" for name in ground]
    assert {name for name, kind in layers.items() if kind is None} == {*FURTHER, "about"}
    for table, found in rows.tables.items():
        frame = gpd.read_file(path, layer=table)
        key = KEYS[table]
        assert frame[key].tolist() == [row[key] for row in found]
        assert frame.geometry.isna().tolist() == [row["lat"] is None for row in found]
        assert frame.crs == 4326
    goma = gpd.read_file(path, layer="control", where="place_id = 'goma'")
    assert (goma["admin2_pcode"][0], goma["holder_class"][0]) == ("CD6101", "m23")
    places = gpd.read_file(path, layer="places")
    assert set(places["place_id"]) == hostile.places.keys()
    for name in ground:
        assert len(gpd.read_file(path, layer=f"ground_{name}")) == len(hostile.borders[name].geometries)
    sources = pyogrio.read_dataframe(path, layer="sources", read_geometry=False)
    assert len(sources) == len(rows.further["sources"])


def test_the_geopackage_has_the_look_of_the_page(dataset: Dataset) -> None:
    content = export_data(dataset, STATE, "gpkg", accessed=ACCESSED)
    assert content == export_data(dataset, STATE, "gpkg", accessed=ACCESSED)
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault")
    styles = dict(found.fetchall())
    features = database.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
    ).fetchall()
    assert styles.keys() == {name for (name,) in features}
    database.close()
    root = ET.fromstring(styles["control"])  # noqa: S314  our own
    symbols = {each.get("name"): each for each in root.iter("symbol")}
    palette = look_of(dataset.conflict).palette["light"]
    for category in root.iter("category"):
        class_id = str(category.get("value")).removesuffix("_implied")
        options = symbols[category.get("symbol")].iter("Option")
        drawn = {each.get("name"): each.get("value") for each in options}
        colour = ",".join(map(str, bytes.fromhex(palette[class_id][1:]))) + ",255"
        assert colour in {drawn["color"], drawn["outline_color"]}
    groups = {str(row["holder_class"]) for row in shown_rows(dataset, STATE, ACCESSED).control}
    assert groups <= {each.get("value") for each in root.iter("category")}

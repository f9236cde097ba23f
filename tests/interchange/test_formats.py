"""Each format as another program sees it: frictionless, a CSV reader, openpyxl, geopandas."""

from __future__ import annotations

import csv
import html
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
from frictionless import system, validate
from tests.interchange.strategies import HOSTILE

from geodash.i18n import LANGUAGES, Translator
from geodash.interchange import kml, xlsx
from geodash.interchange.export import export_data
from geodash.interchange.fields import to_text
from geodash.interchange.rows import shown_rows
from geodash.link.state import DashboardState
from geodash.model.events import Events
from geodash.products.formats import FORMATS
from geodash.wording.detail import event_card

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.interchange.export import DataFormat
    from geodash.interchange.fields import Exported
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

STATE = DashboardState(date=date(2025, 3, 17), days=None)
ACCESSED = date(2026, 11, 23)
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def hostile(dataset: Dataset) -> Dataset:
    """The shipped dataset with hostile texts, in both languages."""
    events = tuple(
        event.model_copy(update={"title_en": text, "title_fr": text, "summary_en": text, "action": text})
        for event, text in zip(dataset.events, HOSTILE * 20, strict=False)
    )
    return replace(dataset, events=Events.of(events))


@pytest.fixture(scope="module")
def rows(hostile: Dataset) -> Exported:
    return shown_rows(hostile, STATE, ACCESSED)


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


def write(folder: Path, dataset: Dataset, fmt: DataFormat) -> Path:
    path = folder / f"out.{FORMATS[fmt].ending}"
    path.write_bytes(export_data(dataset, STATE, fmt, accessed=ACCESSED))
    return path


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_csv_archive_is_a_valid_data_package(tmp_path: Path, hostile: Dataset, lang: str) -> None:
    state = replace(STATE, lang="fr" if lang == "fr" else "en")
    with zipfile.ZipFile(io.BytesIO(export_data(hostile, state, "csv", accessed=ACCESSED))) as archive:
        assert archive.namelist() == ["control.csv", "events.csv", "README.txt", "datapackage.json"]
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = validate(tmp_path / "datapackage.json")
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert {task.name for task in report.tasks} == {"control", "events"}
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    about = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["geodash"]
    assert all(text in readme for text in about.values())


def test_no_csv_cell_is_a_formula(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    with zipfile.ZipFile(write(tmp_path, hostile, "csv")) as archive:
        text = archive.read("events.csv").decode()
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
    assert book.sheetnames == ["control", "events", "about"]
    assert book["control"].max_row == len(rows.control) + 1
    assert book["events"].max_row == len(rows.events) + 1
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds == {"s", "n", "d", "b"}
    header = [cell.value for cell in book["events"][1]]
    risky = book["events"].cell(2, header.index("title_en") + 1)
    assert (risky.value, risky.quotePrefix) == ("=1+1", True)
    about = {line[0].value: line[2].value for line in book["about"].iter_rows(max_row=20)}
    assert about["citation"] == rows.about["citation"]


def test_a_text_too_long_for_a_cell_is_not_cut(dataset: Dataset) -> None:
    event = dataset.events[0].model_copy(update={"summary_en": "x" * 40_000})
    with pytest.raises(xlsx.TooLongError, match="40000 characters"):
        export_data(replace(dataset, events=Events.of([event])), STATE, "xlsx")


def test_geojson_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "geojson")
    frame = gpd.read_file(path)
    assert frame["table"].value_counts().to_dict() == {t: len(found) for t, found in rows.tables.items()}
    events = frame[frame["table"] == "events"]
    assert events["event_id"].tolist() == [row["event_id"] for row in rows.events]
    assert events.geometry.isna().tolist() == [row["lat"] is None for row in rows.events]
    assert frame.crs == 4326
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["geodash"] == rows.about


def test_geoparquet_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "geoparquet")
    frame = gpd.read_parquet(path)
    assert frame["table"].value_counts().to_dict() == {t: len(found) for t, found in rows.tables.items()}
    control = frame[frame["table"] == "control"].set_index("place_id")
    for row in rows.control:
        found = control.loc[row["place_id"]]
        assert found["controller"] == row["controller"]
        if row["lat"] is not None:
            assert (found.geometry.x, found.geometry.y) == (row["lon"], row["lat"])
    assert frame["title_en"].dropna().tolist() == [row["title_en"] for row in rows.events if row["title_en"]]
    assert frame.crs == 4326
    assert json.loads(pq.read_schema(path).metadata[b"geodash"]) == rows.about


def test_kml_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "kml")
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["control", "events"]
    for table, found in rows.tables.items():
        frame = gpd.read_file(path, layer=table)
        assert len(frame) == len(found)
        assert frame.geometry.isna().tolist() == [row["lat"] is None for row in found]
        key = {"control": "place_id", "events": "event_id"}[table]
        assert frame[key].tolist() == [row[key] for row in found]
    since = gpd.read_file(path, layer="control")["since"].fillna("")
    assert since.tolist() == [to_text(row["since"]) for row in rows.control]


def test_kml_balloons_are_plain_text(tmp_path: Path, hostile: Dataset) -> None:
    root = ET.parse(write(tmp_path, hostile, "kml")).getroot()  # noqa: S314  our own file
    texts = [mark.findtext(f"{KML}description") or "" for mark in root.iter(f"{KML}Placemark")]
    assert any("&lt;script&gt;" in text for text in texts)
    assert not any("<" in text.replace("<br/>", "") for text in texts)


def time_of(mark: ET.Element) -> dict[str, str | None]:
    parts = (part for tag in ("TimeSpan", "TimeStamp") for part in mark.iterfind(f"{KML}{tag}/*"))
    return {part.tag.removeprefix(KML): part.text for part in parts}


@pytest.mark.parametrize(
    ("precision", "end", "times"),
    [
        ("day", None, {"when": "2025-01-27"}),
        ("approx", None, {"when": "2025-01-27"}),
        ("month", None, {"when": "2025-01"}),
        ("day", date(2025, 1, 30), {"begin": "2025-01-27", "end": "2025-01-30"}),
        ("approx", date(2025, 1, 30), {"begin": "2025-01-27", "end": "2025-01-30"}),
        ("month", date(2025, 2, 28), {"begin": "2025-01", "end": "2025-02-28"}),
    ],
)
def test_kml_times_are_as_exact_as_the_record(
    rows: Exported, precision: str, end: date | None, times: dict[str, str]
) -> None:
    began = date(2025, 1, 27)
    held = rows.control[0] | {"since": began, "since_precision": precision, "as_of": end or began}
    unknown = rows.control[0] | {"since": None, "since_precision": ""}
    event = rows.events[0] | {"date": began, "date_end": end, "date_precision": precision}
    content = kml.write(replace(rows, control=(held, unknown), events=(event,)))
    held_at, never, event_at = map(time_of, ET.fromstring(content).iter(f"{KML}Placemark"))  # noqa: S314
    assert event_at == times
    assert held_at == {"begin": times.get("begin", times.get("when")), "end": str(end or began)}
    assert never == {}

"""KML as geopandas and a time slider see it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio
import pytest
from tests.interchange.exported import ACCESSED, STATE, write

from geodash.interchange import kml
from geodash.interchange.export import export_data
from geodash.interchange.fields import to_text
from geodash.link.state import DashboardState
from geodash.model.snapshot import snapshot_at

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.interchange.fields import Exported
    from geodash.model.dataset import Dataset

KML = "{http://www.opengis.net/kml/2.2}"


def test_it_opens_with_geopandas(tmp_path: Path, hostile: Dataset, rows: Exported) -> None:
    path = write(tmp_path, hostile, "kml")
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["control", "events", kml.EARLIER]
    for table, found in rows.tables.items():
        frame = gpd.read_file(path, layer=table)
        assert len(frame) == len(found)
        assert frame.geometry.isna().tolist() == [row["lat"] is None for row in found]
        key = {"control": "place_id", "events": "event_id"}[table]
        assert frame[key].tolist() == [row[key] for row in found]
    since = gpd.read_file(path, layer="control")["since"].fillna("")
    assert since.tolist() == [to_text(row["since"]) for row in rows.control]


def test_balloons_are_plain_text(tmp_path: Path, hostile: Dataset) -> None:
    root = ET.parse(write(tmp_path, hostile, "kml")).getroot()  # noqa: S314  our own file
    texts = [mark.findtext(f"{KML}description") or "" for mark in root.iter(f"{KML}Placemark")]
    assert any("&lt;script&gt;" in text for text in texts)
    assert not any("<" in text.replace("<br/>", "") for text in texts)


def test_names_are_written_as_their_language_writes_them(dataset: Dataset) -> None:
    state = replace(STATE, lang="fr")
    root = ET.fromstring(export_data(dataset, state, "kml", accessed=ACCESSED))  # noqa: S314  our own file
    names = {mark.findtext(f"{KML}name") for mark in root.iter(f"{KML}Placemark")}
    assert "Goma\xa0: Mouvement du 23 mars" in names


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
def test_times_are_as_exact_as_the_record(
    rows: Exported, precision: str, end: date | None, times: dict[str, str]
) -> None:
    began = date(2025, 1, 27)
    held = rows.control[0] | {"since": began, "since_precision": precision, "as_of": end or began}
    unknown = rows.control[0] | {"since": None, "since_precision": ""}
    event = rows.events[0] | {"event_date": began, "date_end": end, "date_precision": precision}
    content = kml.write(replace(rows, control=(held, unknown), events=(event,), dataset=None))
    held_at, never, event_at = map(time_of, ET.fromstring(content).iter(f"{KML}Placemark"))  # noqa: S314
    assert event_at == times
    assert held_at == {"begin": times.get("begin", times.get("when")), "end": str(end or began)}
    assert never == {}


def spans_of(root: ET.Element, place_id: str) -> list[tuple[str, str, str]]:
    """Begin, end and holder of every placemark of control of a place, in time order."""
    found = []
    for mark in root.iter(f"{KML}Placemark"):
        cells = {data.get("name"): data.text for data in mark.iter(f"{KML}SimpleData")}
        if cells.get("place_id") == place_id and "controller" in cells:
            time = time_of(mark)
            found.append((time.get("begin") or "", time["end"] or "", cells["controller"] or ""))
    return sorted(found)


@pytest.mark.parametrize("on", [date(2025, 3, 17), date(2026, 3, 16), date(2026, 5, 27)], ids=str)
def test_it_shows_the_holders_of_every_day_before(dataset: Dataset, on: date) -> None:
    state = DashboardState(date=on)
    root = ET.fromstring(export_data(dataset, state, "kml", accessed=ACCESSED))  # noqa: S314  our own
    days = [*dataset.change_days[::9], dataset.first_day, date(2012, 11, 20), date(2025, 1, 28), on]
    for place_id in dataset.holdings:
        spans = spans_of(root, place_id)
        for day in (day for day in days if day <= on):
            then = {held for begin, end, held in spans if begin <= f"{day}" <= end}
            assert snapshot_at(dataset, day).by_place[place_id].controller in then, (place_id, day)
            exact = {begin for begin, *_ in spans} | {""}
            assert len(then) == 1 or any(len(begin) == len("2025-01") for begin in exact), (place_id, day)
    goma = spans_of(root, "goma")
    assert {held for *_, held in goma} >= {"fardc", "m23"}
    assert goma[-1][1] == f"{on}"


def test_it_shows_a_class_by_its_colour(dataset: Dataset) -> None:
    content = export_data(dataset, STATE, "kml", accessed=ACCESSED)
    root = ET.fromstring(content)  # noqa: S314  our own
    colours = {
        style.get("id"): style.findtext(f"{KML}IconStyle/{KML}color") for style in root.iter(f"{KML}Style")
    }
    for mark in root.iter(f"{KML}Placemark"):
        assert str(mark.findtext(f"{KML}styleUrl")).removeprefix("#") in colours
    for holders in dataset.conflict.classes:
        red, green, blue = bytes.fromhex(holders.colour.light[1:])
        assert colours[f"class-{holders.id}"] == f"ff{blue:02x}{green:02x}{red:02x}"
    assert b"<Icon>" not in content  # one of another host would be asked for

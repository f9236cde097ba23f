"""Exports read back by the plainest means of each format: what `write` must be the inverse of."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodash.interchange.fields import ABOUT, TABLES, Exported, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.interchange.export import DataFormat
    from geodash.interchange.fields import Row, Value

KML = "{http://www.opengis.net/kml/2.2}"
_SIGNS = r"(?:[^\S\t\r\n]|\")*+[=+\-@\uff1d\uff0b\uff0d\uff20]"
_NEUTRAL = re.compile(rf"(^)('++)(?=[\t\r\n]|{_SIGNS})|([;\t\r\n])('++)(?={_SIGNS})")


def read_export(content: bytes, fmt: DataFormat) -> Exported:
    """Every row and every word about them."""
    about, tables = _READERS[fmt](content)
    control, events = (
        tuple({c.name: _value(c.kind, row.get(c.name)) for c in TABLES[table]} for row in tables[table])
        for table in ("control", "events")
    )
    return Exported({key: about[key] for key in ABOUT}, control, events)


def restored(text: str) -> str:
    """A CSV cell without the apostrophe that keeps it from being a formula."""
    return _NEUTRAL.sub(lambda found: (found[1] or found[3] or "") + (found[2] or found[4])[1:], text)


def xml_restored(text: str) -> str:
    """Text in which ``_xHHHH_`` stands for a character that XML cannot hold."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _parts(text: str) -> tuple[str, ...]:
    parts = re.findall(r"((?:[^\\;]|\\.)+)", text, re.DOTALL)
    return tuple(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts)


_FROM_TEXT: Mapping[Kind, Callable[[str], Value]] = {
    Kind.TEXT: str,
    Kind.LIST: _parts,
    Kind.DATE: date.fromisoformat,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: {"true": True, "false": False}.__getitem__,
}


def _value(kind: Kind, cell: Any) -> Value:
    """A value from a cell of text, or from one that has a type already."""
    value: Value = cell
    if cell is None or cell == "":
        value = "" if kind is Kind.TEXT else () if kind is Kind.LIST else None
    elif isinstance(cell, str):
        value = _FROM_TEXT[kind](cell)
    elif isinstance(cell, datetime):
        value = cell.date()
    elif isinstance(cell, list):
        value = tuple(cell)
    elif kind is Kind.NUMBER:
        value = float(cell)
    return value


Found = tuple[dict[str, str], dict[str, Any]]


def _csv(content: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        about = json.loads(archive.read("datapackage.json"))["geodash"]
        texts = {table: archive.read(f"{table}.csv").decode("utf-8-sig") for table in TABLES}
    kinds = {c.name: c.kind for columns in TABLES.values() for c in columns}
    return about, {
        table: [
            {
                name: restored(cell) if kinds[name] in {Kind.TEXT, Kind.LIST} else cell
                for name, cell in row.items()
            }
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
        for table, text in texts.items()
    }


def _xlsx(content: bytes) -> Found:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    widest = max(map(len, TABLES.values()))
    sheets = {
        sheet.title: [
            [xml_restored(cell) if isinstance(cell, str) else cell for cell in line]
            for line in sheet.iter_rows(max_col=widest, values_only=True)
        ]
        for sheet in book
    }
    book.close()
    about = {str(line[0]): str(line[2] or "") for line in sheets["about"][1 : 1 + len(ABOUT)]}
    return about, {
        table: [dict(zip(sheets[table][0], line, strict=False)) for line in sheets[table][1:]]
        for table in TABLES
    }


def _geojson(content: bytes) -> Found:
    document = json.loads(content)
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for feature in document["features"]:
        lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
        rows[feature["properties"]["feature_type"]].append({**feature["properties"], "lat": lat, "lon": lon})
    return document["geodash"], rows


def _kml(content: bytes) -> Found:
    document = ET.fromstring(content).find(f"{KML}Document")  # noqa: S314  our own
    assert document is not None
    about = {
        data.get("name", ""): xml_restored(data.findtext(f"{KML}value") or "")
        for data in document.iterfind(f"{KML}ExtendedData/{KML}Data")
    }
    return about, {
        folder.findtext(f"{KML}name") or "": [_placemark(mark) for mark in folder.iterfind(f"{KML}Placemark")]
        for folder in document.iterfind(f"{KML}Folder")
    }


def _placemark(mark: ET.Element) -> dict[str, str]:
    cells = {data.get("name", ""): xml_restored(data.text or "") for data in mark.iter(f"{KML}SimpleData")}
    point = mark.findtext(f"{KML}Point/{KML}coordinates")
    return cells | (dict(zip(("lon", "lat"), point.split(","), strict=True)) if point else {})


def _geoparquet(content: bytes) -> Found:
    arrow = pq.ParquetFile(pa.BufferReader(content)).read()
    about = json.loads(arrow.schema.metadata[b"geodash"])
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for row in arrow.to_pylist():
        point = shapely.from_wkb(row["geometry"])
        rows[row["feature_type"]].append(
            {**row, "lon": point.x if point else None, "lat": point.y if point else None}
        )
    return about, rows


def _gpkg(content: bytes) -> Found:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    about = {row["key"]: row["value"] or "" for row in database.execute("SELECT * FROM about ORDER BY fid")}
    rows: dict[str, list[Any]] = {table: [] for table in TABLES}
    for table, found in rows.items():
        booleans = {column.name for column in TABLES[table] if column.kind is Kind.BOOLEAN}
        for row in database.execute(f"SELECT * FROM {table} ORDER BY fid"):  # noqa: S608  our names
            point = shapely.from_wkb(row["geom"][8:]) if row["geom"] else None
            cells = dict(zip(row.keys(), row, strict=True))
            cells |= {name: bool(cells[name]) for name in booleans if cells[name] is not None}
            found.append({**cells, "lon": point.x if point else None, "lat": point.y if point else None})
    database.close()
    return about, rows


_READERS: Mapping[DataFormat, Callable[[bytes], Found]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "geojson": _geojson,
    "kml": _kml,
    "geoparquet": _geoparquet,
    "gpkg": _gpkg,
}

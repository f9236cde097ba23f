"""GeoPackage 1.3: a layer for each kind of thing, with styles by which QGIS draws them as the page does.

It is written as the database that it is, in memory: the same input gives the same bytes.
"""

from __future__ import annotations

import sqlite3
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely

from geodash.interchange.fields import (
    ABOUT,
    PLACES,
    TABLES,
    Column,
    Exported,
    Kind,
    to_text,
    without_position,
)
from geodash.interchange.further import place_rows
from geodash.interchange.qml import (
    style_of_events,
    style_of_layer,
    style_of_places,
    style_of_towns,
    style_text,
)
from geodash.model.conflict import LayerRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from shapely.geometry.base import BaseGeometry

    from geodash.interchange.fields import Row, Value
    from geodash.model.dataset import BorderLayer, Dataset

WGS84 = 4326
_APPLICATION, _VERSION = 0x47504B47, 10300
_DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE,
  min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT,
  f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME);
"""
_SEVERAL: Mapping[str, Any] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}
_TAKEN = frozenset({"fid", "geom"})
_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.LIST: "TEXT",
    Kind.DATE: "DATE",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
}


class _Layer(NamedTuple):
    """A table to be: its columns and rows, what it is, and of a layer its geometries and style."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    geometries: Sequence[BaseGeometry | None] | None = None
    style: Element | None = None


def write(export: Exported) -> bytes:
    """Layers of control, events, places and the ground, tables of the rest, and the styles of the layers."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; {_SCHEMA}"
        )
        database.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
            [
                ("WGS 84", WGS84, "EPSG", WGS84, _DEFINITION, "longitude and latitude in degrees"),
                ("Undefined cartesian", -1, "NONE", -1, "undefined", ""),
                ("Undefined geographic", 0, "NONE", 0, "undefined", ""),
            ],
        )
        moment = f"{export.about['accessed']}T00:00:00Z"
        for layer in _layers(export):
            _write_layer(database, layer, moment)
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _layers(export: Exported) -> Iterator[_Layer]:
    """Everything in the order in which a map program lists it: the ground lowest."""
    tr, dataset = export.tr, export.dataset
    points = {name: _points(rows) for name, rows in export.tables.items()}
    styles = {"control": style_of_towns(dataset, tr), "events": style_of_events(tr)} if dataset else {}
    for name, columns in TABLES.items():
        title, rows = tr(f"export.table.{name}"), export.tables[name]
        style = styles.get(name)
        yield _Layer(name, title, without_position(columns), rows, points[name], style)
    if dataset is not None:
        rows = place_rows(dataset, tr)
        title = tr("export.table.places")
        yield _Layer("places", title, without_position(PLACES), rows, _points(rows), style_of_places())
        yield from _ground(dataset)
    for name, (columns, rows) in export.all_tables.items():
        if name not in TABLES:
            yield _Layer(name, tr(f"export.table.{name}"), columns, rows)
    said = export.about
    about: list[Row] = [{"key": k, "name": tr(f"export.about.{k}"), "value": said[k]} for k in ABOUT]
    columns = tuple(Column(name, Kind.TEXT) for name in ("key", "name", "value"))
    yield _Layer("about", tr("export.table.about"), columns, about)


def _ground(dataset: Dataset) -> Iterator[_Layer]:
    """The record's own layers but the world around; layers of data sets are in no file."""
    own = dataset.own
    for layer in own.conflict.layers:
        border = own.borders.get(layer.resource)
        if border is not None and layer.role is not LayerRole.WORLD:
            columns = _columns_of(border)
            rows: list[Row] = [
                {column.name: _said(given.get(column.name)) for column in columns}
                for given in border.properties
            ]
            style = style_of_layer(own.conflict, layer.resource)
            name = f"ground_{layer.resource}"
            credit = f"{border.title}. {border.attribution_en}"
            yield _Layer(name, credit, columns, rows, _alike(border.geometries), style)


def _alike(geometries: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """Geometries of one type where single ones stand beside several of their kind: all as several."""
    kinds = {each.geom_type for each in geometries}
    several = _SEVERAL.get(min(kinds, key=len, default=""))
    if several is None or kinds != {several.__name__.removeprefix("Multi"), several.__name__}:
        return geometries
    return [each if isinstance(each, several) else several([each]) for each in geometries]


def _columns_of(border: BorderLayer) -> tuple[Column, ...]:
    """The properties of all features; names that differ by capitals alone are one to the format."""
    names: dict[str, str] = {}
    for name in (str(name) for given in border.properties for name in given):
        names.setdefault(name.lower(), name)
    return tuple(Column(name, Kind.TEXT) for low, name in names.items() if low not in _TAKEN)


def _said(value: object) -> str:
    """A property of a feature as the text of a cell."""
    return "" if value is None else str(value)


def _points(rows: Iterable[Row]) -> list[BaseGeometry | None]:
    found = ((row["lon"], row["lat"]) for row in rows)
    return [
        shapely.Point(lon, lat) if isinstance(lon, int | float) and isinstance(lat, int | float) else None
        for lon, lat in found
    ]


def _write_layer(database: sqlite3.Connection, layer: _Layer, moment: str) -> None:
    cells = [f"{_quoted(column.name)} {_TYPES[column.kind]}" for column in layer.columns]
    geometry = [] if layer.geometries is None else [f"geom {_kind(layer.geometries)}"]
    key = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    database.execute(f"CREATE TABLE {_quoted(layer.name)} ({', '.join([key, *geometry, *cells])})")
    shapes = [_binary(each) for each in layer.geometries or ()]
    places = ", ".join("?" * (len(layer.columns) + bool(geometry) + 1))
    rows = [
        (number + 1, *shapes[number : number + 1], *(_cell(row[column.name]) for column in layer.columns))
        for number, row in enumerate(layer.rows)
    ]
    database.executemany(f"INSERT INTO {_quoted(layer.name)} VALUES ({places})", rows)  # noqa: S608  our names
    known = [each for each in layer.geometries or () if each]
    bounds = shapely.total_bounds(known).tolist() if known else [None] * 4
    system = WGS84 if geometry else None
    kind = "features" if geometry else "attributes"
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.name, kind, layer.name, layer.title, moment, *bounds, system),
    )
    if layer.geometries is not None:
        shape = (layer.name, "geom", _kind(layer.geometries), WGS84, 0, 0)
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", shape)
    if layer.style is not None:
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
            " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, 'geodash', NULL, ?)",
            (layer.name, layer.name, style_text(layer.style), layer.title, moment),
        )


def _kind(geometries: Sequence[BaseGeometry | None]) -> str:
    """The one type of all geometries, or the word for several."""
    kinds = {each.geom_type.upper() for each in geometries if each is not None}
    return kinds.pop() if len(kinds) == 1 else "GEOMETRY" if kinds else "POINT"


def _binary(geometry: BaseGeometry | None) -> bytes | None:
    """A geometry as the format holds it: a header without an envelope, then WKB."""
    if geometry is None:
        return None
    flags = 0b0001_0001 if geometry.is_empty else 0b0000_0001
    header = struct.pack("<2sBBi", b"GP", 0, flags, WGS84)
    return header + bytes(shapely.to_wkb(geometry, byte_order=1))


def _cell(value: Value) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float) or value is None:
        return value
    return to_text(value) or None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

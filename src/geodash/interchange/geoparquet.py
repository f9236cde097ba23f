"""GeoParquet 1.1: both tables in one file, told apart by ``table``; its metadata say what they are."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from geodash.interchange.fields import (
    TABLES,
    Exported,
    Kind,
    UnreadableExportError,
    empty,
    without_position,
)
from geodash.interchange.parts import MAX_ROWS, MAX_UNPACKED, exported, parsed_rows

if TYPE_CHECKING:
    from geodash.interchange.fields import Column, Row, Value

_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.LIST: pa.list_(pa.string()),
    Kind.DATE: pa.date32(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
}
_COLUMNS = {column.name: column for columns in TABLES.values() for column in without_position(columns)}


def write(export: Exported) -> bytes:
    """One table with the columns of both; what a row's table does not have is null."""
    rows = [(table, row) for table, found in export.tables.items() for row in found]
    data = {"table": pa.array([table for table, _ in rows], pa.string())}
    for name, column in _COLUMNS.items():
        values = [_arrow(row.get(name)) for _, row in rows]
        data[name] = pa.array(values, _ARROW[column.kind])
    data["geometry"] = pa.array(_points([row for _, row in rows]), pa.binary())
    metadata = {"geo": json.dumps(_geo()), "geodash": json.dumps(dict(export.about), ensure_ascii=False)}
    out = io.BytesIO()
    pq.write_table(pa.table(data).replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def read(content: bytes) -> Exported:
    """The rows that ``write`` wrote."""
    file = pq.ParquetFile(pa.BufferReader(content))
    unpacked = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
    if file.metadata.num_rows > MAX_ROWS or unpacked > MAX_UNPACKED:
        raise UnreadableExportError(f"The file holds more than {MAX_ROWS} rows or {MAX_UNPACKED} bytes.")
    arrow = file.read()
    about = json.loads((arrow.schema.metadata or {})[b"geodash"])
    points = shapely.from_wkb(arrow.column("geometry").to_pylist())
    cells = [
        {**cell, "lon": point.x if point else None, "lat": point.y if point else None}
        for cell, point in zip(arrow.drop_columns(["geometry"]).to_pylist(), points, strict=True)
    ]
    tables = {
        table: parsed_rows(table, columns, (cell for cell in cells if cell["table"] == table), _value)
        for table, columns in TABLES.items()
    }
    return exported(about, tables)


def _arrow(value: Value) -> object:
    return None if value == "" else value


def _points(rows: list[Row]) -> list[bytes | None]:
    """Points as WKB, east before north, whatever the reference system says."""
    position = np.array([(row["lon"], row["lat"]) for row in rows], dtype=float).reshape(-1, 2)
    known = ~np.isnan(position).any(axis=1)
    found = iter(shapely.to_wkb(shapely.points(position[known])))
    return [next(found) if is_known else None for is_known in known]


def _geo() -> dict[str, Any]:
    crs = CRS.from_epsg(4326).to_json_dict()
    column = {"encoding": "WKB", "geometry_types": ["Point"], "crs": crs}
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _value(column: Column, cell: Any) -> Value:  # noqa: ANN401  Arrow holds any type
    if cell is None:
        return empty(column.kind)
    value: Value = tuple(cell) if column.kind is Kind.LIST else cell
    return value

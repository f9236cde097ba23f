"""GeoParquet 1.1: both tables in one file, told apart by ``feature_type``; its metadata say what they are."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from geodash.interchange.fields import FEATURE_TYPE, TABLES, Exported, Kind, without_position

if TYPE_CHECKING:
    from geodash.interchange.fields import Row, Value

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
    data = {FEATURE_TYPE: pa.array([table for table, _ in rows], pa.string())}
    for name, column in _COLUMNS.items():
        values = [_arrow(row.get(name)) for _, row in rows]
        data[name] = pa.array(values, _ARROW[column.kind])
    data["geometry"] = pa.array(_points([row for _, row in rows]), pa.binary())
    metadata = {"geo": json.dumps(_geo()), "geodash": json.dumps(dict(export.about), ensure_ascii=False)}
    out = io.BytesIO()
    pq.write_table(pa.table(data).replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


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

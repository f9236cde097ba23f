"""GeoJSON (RFC 7946): one feature per row, with its table; the member ``geodash`` says what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geodash.interchange.fields import (
    TABLES,
    Exported,
    Kind,
    UnreadableExportError,
    from_json,
    to_json,
    without_position,
)
from geodash.interchange.parts import exported, parsed_rows

if TYPE_CHECKING:
    from geodash.interchange.fields import Column, Row, Value


def write(export: Exported) -> bytes:
    """A feature collection; a row without a position has no geometry."""
    document = {
        "type": "FeatureCollection",
        "name": "geodash",
        "geodash": dict(export.about),
        "features": [_feature(table, row) for table, rows in export.tables.items() for row in rows],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def read(content: bytes) -> Exported:
    """The rows that ``write`` wrote."""
    document = json.loads(content)
    features = document["features"]
    tables = {
        table: parsed_rows(
            table, columns, (_cells(f) for f in features if f["properties"]["table"] == table), _value
        )
        for table, columns in TABLES.items()
    }
    if sum(map(len, tables.values())) != len(features):
        raise UnreadableExportError(f"A feature belongs to none of the tables {', '.join(TABLES)}.")
    return exported(document["geodash"], tables)


def _feature(table: str, row: Row) -> dict[str, Any]:
    columns = without_position(TABLES[table])
    lat, lon = row["lat"], row["lon"]
    return {
        "type": "Feature",
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"table": table} | {column.name: to_json(row[column.name]) for column in columns},
    }


def _cells(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    lon, lat = geometry["coordinates"][:2] if geometry else (None, None)
    return {**feature["properties"], "lat": lat, "lon": lon}


def _value(column: Column, cell: Any) -> Value:  # noqa: ANN401  JSON holds any type
    if column.kind is Kind.NUMBER and isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)  # another program may have written 29.0 as 29
    return from_json(column.kind, cell)

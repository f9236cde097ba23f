"""GeoJSON (RFC 7946): a feature per row, with its id and type; the member ``geodash`` says what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geodash.interchange.fields import FEATURE_TYPE, KEYS, TABLES, Exported, to_json, without_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.interchange.fields import Column, Row


def write(export: Exported) -> bytes:
    """A feature collection; a row without a position has no geometry."""
    document = {
        "type": "FeatureCollection",
        "name": "geodash",
        **_bounds(row for rows in export.tables.values() for row in rows),
        "geodash": dict(export.about),
        "features": [
            feature_of(TABLES[table], row, table) for table, rows in export.tables.items() for row in rows
        ],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _bounds(rows: Iterable[Row]) -> dict[str, list[float]]:
    """West, south, east and north of all points as the member ``bbox``; nothing where there is none."""
    points = [(row["lon"], row["lat"]) for row in rows]
    known = [(x, y) for x, y in points if isinstance(x, int | float) and isinstance(y, int | float)]
    if not known:
        return {}
    return {"bbox": [*map(min, zip(*known, strict=True)), *map(max, zip(*known, strict=True))]}


def feature_of(columns: tuple[Column, ...], row: Row, table: str = "") -> dict[str, Any]:
    """A row with a position as a feature; ``table`` tells rows of several tables apart."""
    columns = without_position(columns)
    lat, lon = row["lat"], row["lon"]
    named = {"id": f"{table}/{row[KEYS[table]]}"} if table else {}
    return {
        "type": "Feature",
        **named,
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": ({FEATURE_TYPE: table} if table else {})
        | {column.name: to_json(row[column.name]) for column in columns},
    }

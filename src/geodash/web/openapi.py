"""What the interface for programs offers, in the words of OpenAPI 3.1: written from the tables themselves."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from geodash.i18n import Translator
from geodash.interchange.fields import Column, Kind
from geodash.interchange.tables import ANSWERS
from geodash.limits import MOST_ANSWERED
from geodash.link.state import PARAMS

FORMATS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
}
"""Media type of each format."""
USUAL_LIMIT = 1_000
EXAMPLES: dict[str, dict[str, str]] = {
    "snapshot": {"date": "2025-01-27"},
    "changes": {"date": "2025-03-17", "compare": "2025-01-01"},
    "events": {"date": "2025-01-27", "days": "30", "cat": "battle", "format": "geojson"},
    "relations": {"date": "2025-03-17", "lang": "fr"},
    "places": {"format": "csv"},
    "sources": {"limit": "20", "offset": "40"},
    "coverage": {},
}
"""A question to each table that has an answer."""
_OF_THE_VIEW = frozenset(
    {"brief", "form", "holders", "layers", "measure", "proposals", "sort", "split", "story", "tab", "view"}
)
"""Parameters of links that change how a page looks and no row."""
_TYPES = {Kind.INTEGER: "integer", Kind.NUMBER: "number", Kind.BOOLEAN: "boolean", Kind.LIST: "array"}


def description(address: str) -> dict[str, Any]:
    """The document for an interface at an address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "geodash",
            "version": version("geodash"),
            "description": "Who held which place on any day, what happened, and how we know. Read only. The "
            "parameters are those of the page's links.",
        },
        "servers": [{"url": address}],
        "paths": {f"/{name}": {"get": _operation(name)} for name in ANSWERS},
        "components": {
            "schemas": {name: _row(table.columns) for name, table in ANSWERS.items()} | {"problem": _PROBLEM}
        },
    }


_PROBLEM = {
    "type": "object",
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
    },
}


def _operation(name: str) -> dict[str, Any]:
    example = EXAMPLES[name]
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    answered = {"type": "object", "properties": {"about": {"type": "object"}, "rows": rows}}
    content: dict[str, Any] = {"application/json": {"schema": answered}, "text/csv": {}}
    if any(column.name == "lat" for column in ANSWERS[name].columns):
        content["application/geo+json"] = {}
    wrong = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {
        "operationId": name,
        "parameters": [
            *(_parameter(param.name, example) for param in PARAMS if param.name not in _OF_THE_VIEW),
            _parameter("format", example, {"enum": list(FORMATS), "default": "json"}),
            _parameter("limit", example, {"minimum": 1, "maximum": MOST_ANSWERED, "default": USUAL_LIMIT}),
            _parameter("offset", example, {"minimum": 0, "default": 0}),
        ],
        "responses": {
            "200": {"description": "The rows, and whom to cite.", "content": content},
            "400": {"description": "What of the question could not be met.", "content": wrong},
        },
    }


def _parameter(name: str, example: dict[str, str], more: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "in": "query"}
    kind = "integer" if more and "minimum" in more else "string"
    found["schema"] = {"type": kind, **(more or {})}
    if name in example:
        found["example"] = example[name]
    return found


def _row(columns: tuple[Column, ...]) -> dict[str, Any]:
    """A row as JSON has it: what is not known is null."""
    tr = Translator("en")
    fields = {}
    for column in columns:
        kind: dict[str, Any] = {"type": [_TYPES.get(column.kind, "string"), "null"]}
        if column.kind is Kind.LIST:
            kind = {"type": "array", "items": {"type": "string"}}
        if column.kind is Kind.DATE:
            kind["format"] = "date"
        fields[column.name] = kind | {"description": tr(f"export.column.{column.name}")}
    return {"type": "object", "properties": fields, "required": list(fields)}

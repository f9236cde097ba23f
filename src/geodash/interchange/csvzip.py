"""CSV: all tables as a Data Package in a ZIP, so that each is plain CSV without comments in it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from geodash.interchange.archive import member_of
from geodash.interchange.fields import ABOUT, KEYS, Exported, Kind, to_text
from geodash.interchange.neutral import neutralised

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.interchange.fields import Column, Row, Value

BOM = "\ufeff"
"""At the beginning of a file: by it, spreadsheets read its letters as they are."""
_WRITTEN_BY_US = frozenset({Kind.DATE, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN})
"""Kinds whose text cannot be a formula; a latitude south of the equator keeps its bare minus."""


def write(export: Exported) -> bytes:
    """A CSV file for each table, README.txt and datapackage.json in one archive, the same bytes each time."""
    files = {f"{name}.csv": BOM + csv_of(*table) for name, table in export.all_tables.items()}
    files["README.txt"] = readme(export)
    files["datapackage.json"] = json.dumps(descriptor(export), ensure_ascii=False, indent=2) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(member_of(name, export.made), text.encode())
    return out.getvalue()


def readme(export: Exported) -> str:
    """What the archive holds, in the language of the export."""
    tr = export.tr
    lines = [f"{tr(f'export.about.{key}')}\n    {export.about[key]}" for key in ABOUT]
    lines += [f"    {tr('export.reading_csv')}", f"    {tr('export.reading_sheets')}"]
    for table, (columns, _) in export.all_tables.items():
        lines.append(f"\n{table}.csv\n    {tr(f'export.table.{table}')}")
        lines += [f"    {column.name}: {tr(f'export.column.{column.name}')}" for column in columns]
    return "\n".join(lines) + "\n"


def descriptor(export: Exported) -> dict[str, Any]:
    """The Data Package descriptor; what goes with the rows is its member ``geodash``."""
    tr = export.tr
    licences = [{"name": name} for name in export.about["licence_ids"].split(", ") if name]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "geodash-export",
        "title": export.about["title"],
        "description": "\n\n".join(export.about[key] for key in ("citation", "filter", "licence", "terms")),
        "version": export.about["data_version"],
        **({"licenses": licences} if licences else {}),
        "geodash": dict(export.about),
        "resources": [
            {
                "name": table,
                "type": "table",
                "path": f"{table}.csv",
                "title": tr(f"export.table.{table}"),
                "description": f"{tr('export.reading')} {tr('export.reading_csv')}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(column, tr) for column in columns],
                    "primaryKey": [KEYS[table]] if table in KEYS else ["actor_a", "actor_b"],
                },
            }
            for table, (columns, _) in export.all_tables.items()
        ],
    }


def _field(column: Column, tr: Translator) -> dict[str, str]:
    kind = {"delimiter": ";", "itemType": "string"} if column.kind is Kind.LIST else {}
    return {
        "name": column.name,
        "type": column.kind.value,
        **kind,
        "description": tr(f"export.column.{column.name}"),
    }


def csv_of(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> str:
    """A table as CSV with a header, whose texts no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.name for column in columns)
    writer.writerows([_cell(column, row[column.name]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(column: Column, value: Value) -> str:
    return to_text(value) if column.kind in _WRITTEN_BY_US else neutralised(to_text(value))

"""Writing an overlay: every file of the folder, and the folder as a whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geodash.files import write_whole
from geodash.imports.build import columns_of
from geodash.imports.columns.names import arrow
from geodash.imports.errors import ImportRefusedError
from geodash.interchange.neutral import neutralised
from geodash.model.records import Proposal
from geodash.package import files_of
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.overlay import is_overlay
from geodash.package.overlay_descriptor import OVERLAY_TABLES
from geodash.package.overlay_descriptor import PROPOSALS as RESOURCE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geodash.imports.about import About
    from geodash.imports.build import Built
    from geodash.imports.raw import Refusal
    from geodash.package.source import Files

NOT_TAKEN, MAPPING, PROPOSALS = "not-taken.csv", "mapping.toml", "control-proposals.csv"
OURS = frozenset({NOT_TAKEN, MAPPING})
"""Files that an import leaves in a folder even where it gives no overlay."""
_AT_A_TIME = 20_000
"""Rows of a table that are written together: all at once are so large that memory takes the longest."""
_GROUND = {"name": "event_id", "type": "string", "description": "Event of events.csv that it rests on."}
"""The column that a proposal has beside those of a control record."""
_REPORT = ("file", "line", "column", "value", "why")


def tables_of(built: Built, proposals: pd.DataFrame | None) -> dict[str, bytes]:
    """Content of the tables by file name."""
    found = {
        "places.csv": table_bytes(built.places),
        "actors.csv": table_bytes(columns_of(built.actors, tuple(OVERLAY_TABLES["actors"].model_fields))),
        "sources.csv": table_bytes(columns_of(built.sources, tuple(OVERLAY_TABLES["sources"].model_fields))),
        "events.csv": table_bytes(built.events),
    }
    if proposals is not None and len(proposals):
        found[PROPOSALS] = table_bytes(proposals[list(Proposal.model_fields)])
    return found


def table_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8, commas, quotation marks where text needs them. Some rows are done at a time."""
    done = [(",".join(table.columns) + "\n").encode()]
    cells = {name: arrow(table[name]) for name in table.columns}
    for start in range(0, len(table), _AT_A_TIME):
        rows = {name: column.slice(start, _AT_A_TIME) for name, column in cells.items()}
        empty = {name: pc.if_else(pc.equal(column, ""), None, column) for name, column in rows.items()}
        out = pa.BufferOutputStream()
        options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed")
        arrow_csv.write_csv(pa.table(empty), out, options)
        done.append(out.getvalue().to_pybytes())
    return b"".join(done)


def report_bytes(refusals: Sequence[Refusal]) -> bytes:
    """Rows not taken as CSV; no value can be a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_REPORT)
    writer.writerows([neutralised(str(value)) for value in refusal] for refusal in refusals)
    return out.getvalue().encode(errors="backslashreplace")


def descriptor(
    about: About,
    days: tuple[dt.date, dt.date],
    resources: Sequence[Mapping[str, Any]],
    layers: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """The descriptor of an overlay with these resources, of which some may be layers."""
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"geodash-overlay-{about.id}",
        "title": about.full_title,
        "version": about.source_version or about.retrieved.isoformat(),
        "created": f"{about.retrieved.isoformat()}T00:00:00Z",
        **_terms(about),
        "geodash": {"overlay": member_of(about, days), **({"layers": layers} if layers else {})},
        "resources": resources,
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def member_of(about: About, days: tuple[dt.date, dt.date]) -> dict[str, Any]:
    """The member ``overlay``: what the page must know of the data."""
    return {
        "id": about.id,
        "title_en": about.title_en,
        "title_fr": about.title_fr,
        "kind": about.kind,
        "licence": about.licence,
        "citation": about.citation,
        "attribution_en": about.attribution_en,
        "attribution_fr": about.attribution_fr,
        "retrieved": about.retrieved.isoformat(),
        "source_version": about.source_version,
        "first_day": days[0].isoformat(),
        "last_day": days[1].isoformat(),
        "restricted": about.restricted,
    }


def schemas_of(base: Path | Files | None = None) -> dict[str, Any]:
    """How the base package describes its tables, by name."""
    document = json.loads(files_of(base).read(DESCRIPTOR))
    return {resource["name"]: resource for resource in document["resources"]}


def _terms(about: About) -> dict[str, Any]:
    title = about.licence.removeprefix("LicenseRef-").replace("-", " ")
    return {
        "licenses": [{"name": about.licence, "title": title}],
        "sources": [{"title": about.citation, "path": about.url}],
    }


def _size(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _credit(about: About) -> dict[str, str]:
    return {"attribution_en": about.attribution_en, "attribution_fr": about.attribution_fr}


def layer_resource(about: About, name: str, content: bytes) -> dict[str, Any]:
    """One layer of the map."""
    return {
        "name": name,
        "title": about.title_en,
        "path": f"{name}.geojson",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **_terms(about),
        **_size(content),
        **_credit(about),
    }


def table_resource(about: About, file: str, content: bytes, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """One table: described as the base package describes its own in ``schemas``, its resources by name.

    Its references may lead there, so it has no keys.
    """
    proposed = file == PROPOSALS
    name = RESOURCE if proposed else file.removesuffix(".csv")
    model = schemas["control" if proposed else name]
    schema = {key: value for key, value in model["schema"].items() if key != "foreignKeys"}
    return {
        "name": name,
        "type": "table",
        "title": "Proposals of control" if proposed else model["title"],
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_terms(about),
        **_size(content),
        "schema": schema | {"fields": [*schema["fields"], _GROUND]} if proposed else schema,
        **_credit(about),
    }


def check_target(folder: Path) -> None:
    """Refuse a folder that holds anything but an overlay or the report of an import before.

    Raises
    ------
    ImportRefusedError
        Naming the folder.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ImportRefusedError(f"{folder}: this is no folder of its own: give another with --output")
    if folder.is_dir() and not is_overlay(folder) and {path.name for path in folder.iterdir()} - OURS:
        raise ImportRefusedError(f"{folder}: the folder holds other files: give a new one with --output")


def write_report(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write only what is no overlay: the report, and the mapping. An overlay that is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)

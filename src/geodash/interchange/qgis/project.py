"""The project: what is on the map, the tables of the record with their forms, and how these refer to others.

It says where the database is, and never who asks: QGIS asks for name and password, or a service has them.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree as ET

from geodash.interchange.qgis.forms import add_form
from geodash.interchange.qml import style_of_events, style_of_layer, style_of_places, style_of_towns
from geodash.model.vocabulary import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodash.i18n import Translator
    from geodash.interchange.qgis.forms import Column
    from geodash.model.dataset import Dataset

_VERSION = "3.22.0"
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_FEATURES, _MADE = "layer_features", frozenset({"changes"})
_NO_GEOMETRY = "NoGeometry"
_EVENTS = (
    "SELECT event.id, event.title_en, event.title_fr, event.date, event.category, event.confidence,"
    " place.geom"
    " FROM geodash.events AS event JOIN geodash.places AS place ON place.id = event.place_id"
    " WHERE place.geom IS NOT NULL"
)
_TOWNS = (
    "SELECT DISTINCT ON (place.id) place.id, place.name AS place, record.controller, record.valid_from,"
    " 'reported' AS basis, CASE {classes} ELSE '{other}' END AS holder_class, place.geom"
    " FROM geodash.control AS record JOIN geodash.places AS place ON place.id = record.place_id"
    " WHERE place.geom IS NOT NULL ORDER BY place.id, record.valid_from DESC"
)


class Table(Protocol):
    """A table of the record in the database."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells its rows apart."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns in their order."""


@dataclass(frozen=True)
class Schema:
    """What is in the database: tables, kinds of geometry of layers by path, and whose ids columns hold."""

    where: Mapping[str, str]
    tables: Mapping[str, Table]
    layers: Mapping[str, str]
    references: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class _Layer:
    """A layer of the project. ``table`` has its form; what has none is looked at and not edited."""

    id: str
    name: str
    source: str
    geometry: str = _NO_GEOMETRY
    style: ET.Element | None = None
    table: Table | None = None

    @property
    def read_only(self) -> bool:
        return self.table is None or self.table.name in _MADE


def project_file(dataset: Dataset, schema: Schema, tr: Translator, *, packed: bool) -> bytes:
    """The project as the file that QGIS opens: plain (.qgs), or packed (.qgz)."""
    text = qgis_project(dataset, schema, tr).encode()
    if not packed:
        return text
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("geodash.qgs", text)
    return out.getvalue()


def qgis_project(dataset: Dataset, schema: Schema, tr: Translator) -> str:
    """A project of QGIS, as text."""
    tables = _tables(schema)
    groups = {
        tr("export.qgis.map"): [*_drawn(dataset, schema, tr)],
        tr("export.qgis.tables"): [*tables.values()],
        tr("export.qgis.ground"): [*reversed([*_ground(dataset, schema, tr)])],
    }
    title = dataset.conflict.title_fr if tr.lang == "fr" else dataset.conflict.title_en
    root = ET.Element("qgis", version=_VERSION, projectname=title)
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "autotransaction", active="0")
    ET.SubElement(root, "evaluateDefaultValues", active="0")
    _add_system(ET.SubElement(root, "projectCrs"))
    _add_tree(root, groups)
    _add_relations(root, schema, tables)
    layers = ET.SubElement(root, "projectlayers")
    for layer in (each for group in groups.values() for each in group):
        fields = schema.references.get(layer.table.name, {}) if layer.table else {}
        _add_layer(layers, layer, {column: tables[target] for column, target in fields.items()})
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode")


def _tables(schema: Schema) -> dict[str, _Layer]:
    """The tables of records by name."""
    return {
        table.name: _Layer(
            f"geodash_{table.name}",
            table.name,
            _source(schema, table.name, table.key, "Point" if _has_points(table) else ""),
            "Point" if _has_points(table) else _NO_GEOMETRY,
            style_of_places() if _has_points(table) else None,
            table,
        )
        for table in schema.tables.values()
        if table.name != _FEATURES
    }


def _has_points(table: Table) -> bool:
    return any(column.type == "geometry" for column in table.columns)


def _drawn(dataset: Dataset, schema: Schema, tr: Translator) -> Iterator[_Layer]:
    """What the tables say, on the map: events at their places, and who held each place by its last record."""
    classes = " ".join(
        f"WHEN record.controller = '{c}' THEN '{dataset.class_of(c)}'" for c in _holders(dataset)
    )
    towns = _TOWNS.format(classes=classes or "WHEN false THEN ''", other=OTHER)
    for name, query, style in (
        ("towns", towns, style_of_towns(dataset, tr)),  # above: no event covers whose a town is
        ("events", _EVENTS, style_of_events(tr)),
    ):
        source = _source(schema, f"({query})", ("id",), "Point")
        yield _Layer(f"geodash_map_{name}", tr(f"export.qgis.{name}"), source, "Point", style)


def _holders(dataset: Dataset) -> list[str]:
    return sorted({each for record in dataset.control for each in (record.controller, record.previous)})


def _ground(dataset: Dataset, schema: Schema, tr: Translator) -> Iterator[_Layer]:
    """The layers of the map in the order in which they are drawn."""
    table = schema.tables[_FEATURES]
    paths = {PurePosixPath(path).stem: path for path in schema.layers}
    for layer in dataset.own.conflict.layers:
        path = paths.get(layer.resource)
        if path is None:
            continue
        kind, text = schema.layers[path], path.replace("'", "''")
        only = f"\"path\" = '{text}'"
        source = _source(schema, table.name, table.key, kind, only)
        style = style_of_layer(dataset.conflict, layer.resource, of_properties=True)
        name = layer.name_fr if tr.lang == "fr" else layer.name_en
        yield _Layer(f"geodash_layer_{layer.resource}", name, source, kind, style, table)


def _source(schema: Schema, table: str, key: tuple[str, ...], kind: str, only: str = "") -> str:
    """Where QGIS finds rows: a table of the record, or what a query in brackets gives."""
    where = " ".join(
        f"{name}={value if name in {'port', 'sslmode'} else _quoted(value)}"
        for name, value in schema.where.items()
    )
    named = f'"{table}"' if table.startswith("(") else f'"geodash"."{table}"'
    keys = ",".join(f'"{each}"' for each in key) if len(key) > 1 else key[0]
    drawn = f"srid=4326 type={kind} " if kind else ""
    return f"{where} key='{keys}' {drawn}table={named}{' (geom)' if kind else ''} sql={only}".strip()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _add_system(parent: ET.Element) -> None:
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "srid").text = "4326"
    ET.SubElement(system, "authid").text = "EPSG:4326"


def _add_tree(root: ET.Element, groups: Mapping[str, list[_Layer]]) -> None:
    tree = ET.SubElement(root, "layer-tree-group")
    for title, layers in groups.items():
        group = ET.SubElement(tree, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
        for layer in layers:
            ET.SubElement(
                group,
                "layer-tree-layer",
                id=layer.id,
                name=layer.name,
                providerKey="postgres",
                source=layer.source,
                checked="Qt::Checked",
                expanded="0",
            )


def _add_relations(root: ET.Element, schema: Schema, tables: Mapping[str, _Layer]) -> None:
    """Which column holds the id of which table, for columns of one id; lists are in the forms alone."""
    relations = ET.SubElement(root, "relations")
    for name, fields in schema.references.items():
        types = {column.name: column.type for column in schema.tables[name].columns}
        for column, target in fields.items():
            if types[column] == "_text":
                continue
            relation = ET.SubElement(
                relations,
                "relation",
                id=f"{name}_{column}",
                name=f"{name}.{column}",
                referencingLayer=tables[name].id,
                referencedLayer=tables[target].id,
                strength="Association",
            )
            ET.SubElement(relation, "fieldRef", referencingField=column, referencedField="id")


def _add_layer(layers: ET.Element, layer: _Layer, targets: Mapping[str, _Layer]) -> None:
    """A layer as it is drawn and edited; ``targets`` are the layers whose ids its columns hold."""
    element = ET.SubElement(
        layers,
        "maplayer",
        type="vector",
        geometry=layer.geometry,
        readOnly=str(int(layer.read_only)),
        labelsEnabled=str(int(layer.style is not None and layer.style.find("labeling") is not None)),
    )
    ET.SubElement(element, "id").text = layer.id
    ET.SubElement(element, "datasource").text = layer.source
    ET.SubElement(element, "layername").text = layer.name
    if layer.geometry != _NO_GEOMETRY:
        _add_system(ET.SubElement(element, "srs"))
    ET.SubElement(element, "provider", encoding="UTF-8").text = "postgres"
    if layer.style is not None:
        element.extend(layer.style)
    if layer.table is not None:
        add_form(element, layer.table.columns, targets)

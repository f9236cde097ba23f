"""KML 2.2: a folder per table; every value typed in the extended data, a balloon that is plain text.

A folder of its own has who held each place before: by its time spans, going back shows the holders of then.
"""

from __future__ import annotations

import datetime as dt
import html
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geodash.interchange.fields import TABLES, Exported, Kind, to_text, without_position
from geodash.interchange.neutral import xml_escaped
from geodash.interchange.past import Span, earlier_rows, present_spans
from geodash.look.whole import look_of
from geodash.model.vocabulary import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodash.i18n import Translator
    from geodash.interchange.fields import Column, Row

NAMESPACE = "http://www.opengis.net/kml/2.2"
_K = f"{{{NAMESPACE}}}"
_SUMMARY = ("citation", "filter", "licence", "attribution", "terms")
EARLIER = "control_before"
"""Name of the folder of earlier holders."""
_TYPES = {Kind.INTEGER: "int", Kind.NUMBER: "double", Kind.BOOLEAN: "bool"}


def write(export: Exported) -> bytes:
    """A document with a folder for each table and one for earlier holders.

    A row without a position is a placemark without a point.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{_K}kml")
    document = ET.SubElement(root, f"{_K}Document")
    about = export.about
    _text(document, "name", about["title"])
    _text(document, "description", _lines(about[key] for key in _SUMMARY))
    for name, colour in _colours(export).items():
        _style(document, name, colour)
    extended = ET.SubElement(document, f"{_K}ExtendedData")
    for key, text in about.items():
        _text(ET.SubElement(extended, f"{_K}Data", name=key), "value", text)
    for table, columns in TABLES.items():
        _schema(document, table, without_position(columns))
    dataset, on = export.dataset, about["as_of"]
    since = present_spans(dataset, dt.date.fromisoformat(on)) if dataset else {}
    for table, rows in export.tables.items():
        folder = _folder(document, table)
        for row in rows:
            span = since.get(str(row["place_id"])) if table == "control" else None
            _placemark(folder, table, row, export.tr, span)
    if dataset:
        folder = _folder(document, EARLIER)
        for span, row in earlier_rows(dataset, dt.date.fromisoformat(on), export.tr):
            _placemark(folder, "control", row, export.tr, span)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _folder(document: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(document, f"{_K}Folder")
    _text(folder, "name", name)
    return folder


def _style_of(table: str, row: Row) -> str:
    return f"class-{row['holder_class']}" if table == "control" else table


def _colours(export: Exported) -> Mapping[str, str]:
    """Colour of each style by its name: of the classes of holders as on the map, of events dark ink."""
    found = {_style_of(table, row): "#222222" for table, rows in export.tables.items() for row in rows}
    if export.dataset is None:
        return found
    look = look_of(export.dataset.conflict)
    return found | {f"class-{name}": look.palette["light"][name] for name in look.classes}


def _style(document: ET.Element, name: str, colour: str) -> None:
    """A style without an icon: one of another host would be asked for."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    style = ET.SubElement(document, f"{_K}Style", id=xml_escaped(name))
    icon = ET.SubElement(style, f"{_K}IconStyle")
    _text(icon, "color", f"ff{blue:02x}{green:02x}{red:02x}")
    _text(icon, "scale", "0.7" if name == "events" else "1.1")
    _text(ET.SubElement(style, f"{_K}LabelStyle"), "scale", "0" if name == "events" else "0.8")
    _text(ET.SubElement(style, f"{_K}BalloonStyle"), "text", "$[description]")  # nothing but our escaped text


def _schema(document: ET.Element, table: str, columns: tuple[Column, ...]) -> None:
    schema = ET.SubElement(document, f"{_K}Schema", name=table, id=f"{table}-columns")
    for column in columns:
        ET.SubElement(schema, f"{_K}SimpleField", type=_TYPES.get(column.kind, "string"), name=column.name)


def _placemark(folder: ET.Element, table: str, row: Row, tr: Translator, span: Span | None) -> None:
    mark = ET.SubElement(folder, f"{_K}Placemark")
    if table == "control":
        title = tr("briefing.place", place=row["place"], text=row["holder"])
        texts = ["statement", "attribution", "disputed_note"]
    else:
        title = str(row[f"title_{tr.lang}"])
        texts = [f"summary_{tr.lang}", "attribution", f"disputed_note_{tr.lang}"]
    _text(mark, "name", title)
    lines = [str(row[name]) for name in texts if row[name]]
    lines += row["source_urls"] if isinstance(row["source_urls"], tuple) else ()
    _text(mark, "description", _lines(lines))
    _time(mark, table, row, span)
    _text(mark, "styleUrl", f"#{_style_of(table, row)}")
    extended = ET.SubElement(mark, f"{_K}ExtendedData")
    data = ET.SubElement(extended, f"{_K}SchemaData", schemaUrl=f"#{table}-columns")
    for column in without_position(TABLES[table]):
        if text := to_text(row[column.name]):
            ET.SubElement(data, f"{_K}SimpleData", name=column.name).text = xml_escaped(text)
    if row["lat"] is not None:
        _text(ET.SubElement(mark, f"{_K}Point"), "coordinates", f"{row['lon']},{row['lat']}")


def _time(mark: ET.Element, table: str, row: Row, span: Span | None) -> None:
    """When the row holds, as exactly as it is known; control holds up to the as-of day, and no longer."""
    if table == "control":
        begin, end, precision = to_text(row["since"]), to_text(row["as_of"]), row["since_precision"]
        if span and not begin:
            begin, precision = to_text(span.begin), ""
    else:
        begin, end, precision = to_text(row["event_date"]), to_text(row["date_end"]), row["date_precision"]
    if not begin and span is None:
        return
    if precision == DatePrecision.MONTH:
        begin = begin[: len("2025-01")]
    if end:
        within = ET.SubElement(mark, f"{_K}TimeSpan")
        if begin:
            _text(within, "begin", begin)
        _text(within, "end", end)
    else:
        _text(ET.SubElement(mark, f"{_K}TimeStamp"), "when", begin)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, f"{_K}{tag}").text = xml_escaped(text)


def _lines(lines: Iterable[str]) -> str:
    """Lines of a balloon, which is HTML: whatever a text holds is shown as it stands."""
    return "<br/>".join(map(html.escape, lines))

"""How QGIS asks for the value of a column: lists for enumerations and for ids of other tables, a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Option = str | bool | list["Options"]
Options = dict[str, Option]
BASED_ON, VERSION = "based_on", "row_version"
_UNASKED = frozenset({BASED_ON, VERSION, "line"})
"""Columns that the database and the form fill by themselves."""
_LONG = ("summary_", "note_", "text_", "claim_", "disputed_note_", "place_note_")
NAMED_BY = {"places": "name", "actors": "name_en", "events": "title_en"}
"""The column by which a list names the rows of a table."""


class Column(Protocol):
    """A column of a table in the database."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def type(self) -> str:
        """Its base type, as PostgreSQL names it."""

    @property
    def required(self) -> bool:
        """Whether it may not be empty."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of its enumeration, if it has one."""


class Target(Protocol):
    """The layer of another table that a list takes its values from."""

    @property
    def id(self) -> str:
        """Id of the layer in the project."""

    @property
    def name(self) -> str:
        """Name of the layer, and of the table."""

    @property
    def source(self) -> str:
        """Where QGIS finds it."""


def add_form(layer: ET.Element, columns: Sequence[Column], targets: Mapping[str, Target]) -> None:
    """Let a layer ask for each column in its way; ``targets`` are the tables whose ids a column holds.

    It sends which version of a row was shown, so that the database can refuse a change that comes late.
    """
    fields = ET.SubElement(layer, "fieldConfiguration")
    defaults = ET.SubElement(layer, "defaults")
    form = ET.Element("attributeEditorForm")
    for number, column in enumerate(each for each in columns if each.type != "geometry"):
        field = ET.SubElement(fields, "field", name=column.name, configurationFlags="None")
        kind, options = _widget(column, targets.get(column.name))
        config = ET.SubElement(ET.SubElement(field, "editWidget", type=kind), "config")
        _add_map(config, options)
        if kind != "Hidden":
            ET.SubElement(form, "attributeEditorField", name=column.name, index=str(number), showLabel="1")
        if column.name == BASED_ON:
            ET.SubElement(defaults, "default", field=BASED_ON, expression=f'"{VERSION}"', applyOnUpdate="1")
    ET.SubElement(layer, "editorlayout").text = "tablayout"
    layer.append(form)


def _widget(column: Column, target: Target | None) -> tuple[str, Options]:
    if column.name in _UNASKED:
        return "Hidden", {}
    if target is not None and column.type != "_text":  # a list of all rows does not show which are ticked
        return "ValueRelation", _related(column, target)
    if column.choices:
        return "ValueMap", {"map": [{word: word} for word in column.choices]}
    day = "yyyy-MM-dd"
    by_type: dict[str, tuple[str, Options]] = {
        "_text": ("List", {}),
        "bool": ("CheckBox", {}),
        "date": (
            "DateTime",
            {
                "display_format": day,
                "field_format": day,
                "calendar_popup": True,
                "allow_null": not column.required,
            },
        ),
    }
    of_text: Options = {"IsMultiline": column.name.startswith(_LONG), "UseHtml": False}
    return by_type.get(column.type, ("TextEdit", of_text))


def _related(column: Column, target: Target) -> Options:
    return {
        "Layer": target.id,
        "LayerName": target.name,
        "LayerProviderName": "postgres",
        "LayerSource": target.source,
        "Key": "id",
        "Value": NAMED_BY[target.name],
        "AllowMulti": False,
        "AllowNull": not column.required,
        "OrderByValue": True,
        "UseCompleter": True,
    }


def _add_map(parent: ET.Element, options: Options, name: str = "") -> None:
    inner = ET.SubElement(parent, "Option", {"type": "Map"} | ({"name": name} if name else {}))
    for key, value in options.items():
        if isinstance(value, list):
            listed = ET.SubElement(inner, "Option", type="List", name=key)
            for each in value:
                _add_map(listed, each)
        else:
            kind = "bool" if isinstance(value, bool) else "QString"
            text = str(value).lower() if isinstance(value, bool) else value
            ET.SubElement(inner, "Option", type=kind, name=key, value=text)

"""The two tables of an export, column by column, and how a value is written as text or as JSON.

A text is never None: nothing known is the empty text. Every other kind of value is None (a list: empty) where
nothing is known. Written out, both are an empty cell or null.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from geodash.i18n import LANGUAGES, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset

Value = str | int | float | bool | dt.date | tuple[str, ...] | None
Row = dict[str, Value]


class Kind(StrEnum):
    """Type of a column, by its name in a Data Package."""

    TEXT = "string"
    LIST = "list"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class Column(NamedTuple):
    """One column: its name is also the key of its description, ``export.column.<name>``."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Exported:
    """What an export holds: tables, and about whom to cite, what was asked for and under which terms.

    ``further`` are tables beside those on the map, ``dataset`` is what all of it is of, ``made`` the day on
    which it is written; two exports are equal where what is on the map and what is said about it are.
    """

    about: Mapping[str, str]
    control: tuple[Row, ...]
    events: tuple[Row, ...]
    further: Mapping[str, tuple[Row, ...]] = field(default_factory=dict, compare=False)
    dataset: Dataset | None = field(default=None, compare=False)
    made: dt.date | None = field(default=None, compare=False)

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows that stand on a map, by name of the table."""
        return {"control": self.control, "events": self.events}

    @property
    def all_tables(self) -> Mapping[str, tuple[tuple[Column, ...], tuple[Row, ...]]]:
        """Columns and rows of every table by its name."""
        columns = TABLES | FURTHER
        rows = {**self.tables, **self.further}
        return {name: (columns[name], rows.get(name, ())) for name in columns}

    @property
    def tr(self) -> Translator:
        """Texts in the language of the export."""
        return next(Translator(lang) for lang in LANGUAGES if lang == self.about["language"])


ABOUT = (
    "title",
    "citation",
    "filter",
    "link",
    "as_of",
    "accessed",
    "data_version",
    "control_known_until",
    "events_known_until",
    "language",
    "licence",
    "licence_ids",
    "attribution",
    "terms",
    "reading",
)
"""Keys of ``Exported.about``."""

POSITION = (
    Column("lat", Kind.NUMBER),
    Column("lon", Kind.NUMBER),
    Column("uncertainty_m", Kind.INTEGER),
    Column("coordinate_source", Kind.TEXT),
)
AREA = (
    Column("country", Kind.TEXT),
    Column("admin1", Kind.TEXT),
    Column("admin1_pcode", Kind.TEXT),
    Column("admin2", Kind.TEXT),
    Column("admin2_pcode", Kind.TEXT),
    Column("geonames_id", Kind.TEXT),
)
SOURCES = (Column("source_ids", Kind.LIST), Column("source_urls", Kind.LIST))

CONTROL = (
    Column("as_of", Kind.DATE),
    Column("place_id", Kind.TEXT),
    Column("place", Kind.TEXT),
    *POSITION,
    Column("controller", Kind.TEXT),
    Column("holder", Kind.TEXT),
    Column("holder_class", Kind.TEXT),
    Column("holder_class_name", Kind.TEXT),
    Column("basis", Kind.TEXT),
    Column("basis_name", Kind.TEXT),
    Column("since", Kind.DATE),
    Column("since_precision", Kind.TEXT),
    Column("began_earlier", Kind.BOOLEAN),
    Column("last_confirmed", Kind.DATE),
    Column("evidence_date", Kind.DATE),
    Column("carried", Kind.BOOLEAN),
    Column("confidence", Kind.TEXT),
    Column("statement", Kind.TEXT),
    Column("attribution", Kind.TEXT),
    Column("disputed_note", Kind.TEXT),
    *SOURCES,
    *AREA,
)

EVENTS = (
    Column("event_id", Kind.TEXT),
    Column("data_set", Kind.TEXT),
    Column("event_date", Kind.DATE),
    Column("date_end", Kind.DATE),
    Column("date_precision", Kind.TEXT),
    Column("category", Kind.TEXT),
    Column("category_name", Kind.TEXT),
    Column("title_en", Kind.TEXT),
    Column("title_fr", Kind.TEXT),
    Column("summary_en", Kind.TEXT),
    Column("summary_fr", Kind.TEXT),
    Column("actors_from", Kind.LIST),
    Column("actors_from_names", Kind.LIST),
    Column("actors_from_iso3", Kind.LIST),
    Column("actors_to", Kind.LIST),
    Column("actors_to_names", Kind.LIST),
    Column("actors_to_iso3", Kind.LIST),
    Column("place_id", Kind.TEXT),
    Column("place", Kind.TEXT),
    *POSITION,
    Column("place_note_en", Kind.TEXT),
    Column("place_note_fr", Kind.TEXT),
    Column("target_place_id", Kind.TEXT),
    Column("target_place", Kind.TEXT),
    Column("fatalities_low", Kind.INTEGER),
    Column("fatalities_high", Kind.INTEGER),
    Column("confidence", Kind.TEXT),
    Column("attribution", Kind.TEXT),
    Column("disputed_note_en", Kind.TEXT),
    Column("disputed_note_fr", Kind.TEXT),
    Column("action", Kind.TEXT),
    Column("cameo", Kind.TEXT),
    Column("plover", Kind.TEXT),
    Column("part_of", Kind.TEXT),
    *SOURCES,
    *AREA,
)

HISTORY = (
    Column("record_id", Kind.TEXT),
    Column("place_id", Kind.TEXT),
    Column("place", Kind.TEXT),
    Column("valid_from", Kind.DATE),
    Column("valid_to", Kind.DATE),
    Column("date_precision", Kind.TEXT),
    Column("controller", Kind.TEXT),
    Column("holder", Kind.TEXT),
    Column("holder_class", Kind.TEXT),
    Column("previous", Kind.TEXT),
    Column("taken_from", Kind.TEXT),
    Column("is_status_report", Kind.BOOLEAN),
    Column("confidence", Kind.TEXT),
    Column("attribution", Kind.TEXT),
    Column("disputed_note_en", Kind.TEXT),
    Column("disputed_note_fr", Kind.TEXT),
    Column("summary_en", Kind.TEXT),
    Column("summary_fr", Kind.TEXT),
    *SOURCES,
)
RELATIONS = (
    Column("as_of", Kind.DATE),
    Column("actor_a", Kind.TEXT),
    Column("name_a", Kind.TEXT),
    Column("iso3_a", Kind.TEXT),
    Column("actor_b", Kind.TEXT),
    Column("name_b", Kind.TEXT),
    Column("iso3_b", Kind.TEXT),
    Column("status", Kind.TEXT),
    Column("status_name", Kind.TEXT),
    Column("since", Kind.DATE),
    Column("since_precision", Kind.TEXT),
    Column("event_id", Kind.TEXT),
    Column("summary_en", Kind.TEXT),
    Column("summary_fr", Kind.TEXT),
    *SOURCES,
)
SOURCE_LIST = (
    Column("source_id", Kind.TEXT),
    Column("title", Kind.TEXT),
    Column("publisher", Kind.TEXT),
    Column("published", Kind.TEXT),
    Column("url", Kind.TEXT),
    Column("source_language", Kind.TEXT),
    Column("source_kind", Kind.TEXT),
)

PLACES = (
    Column("place_id", Kind.TEXT),
    Column("place", Kind.TEXT),
    Column("names", Kind.LIST),
    Column("place_kind", Kind.TEXT),
    *POSITION,
    Column("followed", Kind.BOOLEAN),
    *AREA,
)

TABLES: dict[str, tuple[Column, ...]] = {"control": CONTROL, "events": EVENTS}
"""Tables whose rows stand on a map: every format has them."""
FEATURE_TYPE = "feature_type"
"""Where rows of several tables stand in one: the column that says of which a row is."""
FURTHER: dict[str, tuple[Column, ...]] = {"history": HISTORY, "relations": RELATIONS, "sources": SOURCE_LIST}
"""Tables beside them, in formats of several tables."""
KEYS = {"control": "place_id", "events": "event_id", "history": "record_id", "sources": "source_id"}
"""Column that names a row of a table; relations have two."""


def without_position(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns for a format that keeps latitude and longitude as a geometry."""
    return tuple(column for column in columns if column.name not in {"lat", "lon"})


def to_text(value: Value) -> str:
    r"""A value as the text of a cell; the parts of a list are separated by semicolons.

    >>> to_text(("un", "a;b")), to_text(None)
    ('un;a\\;b', '')
    """
    if isinstance(value, tuple):
        return ";".join(re.sub(r"[\\;]", r"\\\g<0>", part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def to_json(value: Value) -> str | float | bool | list[str] | None:
    """A value as JSON has it: null where nothing is known, days as text."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value == "" else value

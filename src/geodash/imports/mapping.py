"""The mapping of a table: what its columns mean, how its days are written, which data it is. A TOML file."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geodash.imports.columns.dates import Order
from geodash.imports.errors import ImportRefusedError
from geodash.imports.fields import NAMES
from geodash.model.records import Id
from geodash.model.vocabulary import EventCategory, PlaceKind
from geodash.package.remedies import did_you_mean, member_remedy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MOST_BYTES = 1_000_000
_Text = Annotated[str, Field(min_length=1, max_length=2_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dates(_Part):
    """How days are written."""

    order: Order | None = None


class Events(_Part):
    """What every row of the table is, where no column says it."""

    category: EventCategory = EventCategory.HUMANITARIAN
    place_kind: PlaceKind = PlaceKind.VILLAGE
    country: str = ""
    what_en: str = ""
    what_fr: str = ""
    uncertainty_m: Annotated[int, Field(gt=0, le=20_000_000)] | None = None


class Terms(_Part):
    """Which data it is, under which terms, whom to credit."""

    id: Id | None = None
    title_en: _Text | None = None
    title_fr: _Text | None = None
    licence: _Text | None = None
    citation: _Text | None = None
    attribution_en: _Text | None = None
    attribution_fr: _Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    publisher: _Text | None = None
    source_version: str | None = None
    restricted: bool | None = None

    def given(self) -> Mapping[str, object]:
        """What is said."""
        return self.model_dump(exclude_none=True)


class TableMapping(_Part):
    """A whole mapping."""

    columns: dict[str, str] = Field(default_factory=dict)
    dates: Dates = Dates()
    events: Events = Events()
    categories: dict[str, EventCategory] = Field(default_factory=dict)
    overlay: Terms = Terms()


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping file.

    Raises
    ------
    ImportRefusedError
        If it cannot be read, or says what no mapping can say.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
        if len(text) > _MOST_BYTES:
            raise ImportRefusedError(f"{path}: the mapping is too long")
        found = TableMapping.model_validate(tomllib.loads(text.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImportRefusedError(f"{path}: the mapping cannot be read ({error})") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ImportRefusedError(f"{path}: {where}: {member_remedy(first)}") from None
    for name in found.columns:
        if name not in NAMES:
            hint = did_you_mean(name, NAMES)
            raise ImportRefusedError(f"{path}: columns.{name}: use one of {', '.join(NAMES)}{hint}")
    return found


def to_toml(mapping: TableMapping) -> bytes:
    """A mapping as a file that can be read again, its parts in order."""
    lines = [
        "# What the columns of the table mean. Give this file with --mapping, corrected where it is wrong."
    ]
    for name, part in mapping.model_dump(mode="json", exclude_none=True).items():
        if not part:
            continue
        lines += ["", f"[{name}]"]
        lines += [f"{_key(key)} = {_value(value)}" for key, value in part.items() if value != ""]
    return ("\n".join(lines) + "\n").encode()


def _key(text: str) -> str:
    plain = text.replace("_", "").isascii() and text.replace("_", "").isalnum()
    return text if plain else _value(text)


def _value(value: object) -> str:
    """A value as TOML writes it: its texts are written as JSON writes them, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

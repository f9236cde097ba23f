"""The descriptor of an overlay: what the overlay is, which files it has, and how its layers are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geodash.errors import Problem
from geodash.model.dataset import Credit
from geodash.model.overlay import DataSet
from geodash.model.records import Actor, Day, Event, Id, Place, Record, Source
from geodash.package.contents import parse_object, read_bytes, text_problems
from geodash.package.descriptor import DESCRIPTOR, NO_VERSION, Package, read_resources
from geodash.package.overlay_layers import described_layers
from geodash.package.remedies import member_problems
from geodash.package.source import Folder
from geodash.package.sql_resources import sql_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodash.model.conflict import MapLayer

OVERLAY_TABLES: dict[str, type[Record]] = {
    "places": Place,
    "actors": Actor,
    "sources": Source,
    "events": Event,
}
"""Record class by table of an overlay; the name is also that of the resource and, with .csv, of the file."""
PROPOSALS = "proposals"
"""Resource of the table that an overlay may have besides."""
MEMBER = "geodash.overlay"
NO_OVERLAY = f"write a member {MEMBER}: this is no overlay package (see docs/imports.md)"
_Text = Annotated[str, Field(min_length=1)]


class OverlayMember(BaseModel):
    """The member ``geodash.overlay`` of a descriptor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    title_en: _Text
    title_fr: _Text
    kind: _Text
    licence: _Text
    citation: _Text
    attribution_en: _Text
    attribution_fr: _Text
    retrieved: Day
    source_version: str = ""
    first_day: Day
    last_day: Day
    restricted: bool

    def data_set(self, version: str) -> DataSet:
        """What the member describes, of a package of a version."""
        return DataSet(
            id=self.id,
            title_en=self.title_en,
            title_fr=self.title_fr,
            credit=Credit(self.licence, self.attribution_en, self.attribution_fr),
            citation=self.citation,
            version=self.source_version or version,
            retrieved=self.retrieved,
            first_day=self.first_day,
            last_day=self.last_day,
            restricted=self.restricted,
        )


@dataclass(frozen=True, slots=True)
class Described:
    """What the descriptor of an overlay says; what it says wrongly is absent."""

    package: Package
    member: OverlayMember | None
    layers: tuple[MapLayer, ...] | None


def read_description(folder: Path, problems: list[Problem]) -> Described | None:
    """Read the descriptor of an overlay; None where it is no document that can be read.

    The tables may be left out where there are layers to show.
    """
    content = read_bytes(Folder(folder), DESCRIPTOR, problems)
    document = parse_object(DESCRIPTOR, content, problems) if content is not None else None
    broken = [*text_problems(DESCRIPTOR, document)]
    problems += broken
    if document is None or broken:
        return None
    ours = document.get("geodash")
    member = ours if isinstance(ours, dict) else {}
    tables, others = sql_tables(document, problems)
    required = () if member.get("layers") else tuple(OVERLAY_TABLES.keys() - tables.keys())
    resources = {**read_resources({**document, "resources": others}, required, problems), **tables}
    version = document.get("version")
    if not isinstance(version, str) or not version:
        problems.append(Problem(DESCRIPTOR, 0, "version", "", NO_VERSION))
    package = Package(Folder(folder), str(version), resources=resources)
    return Described(package, _member(member, problems), described_layers(member, problems))


def _member(ours: Mapping[str, Any], problems: list[Problem]) -> OverlayMember | None:
    value = ours.get("overlay")
    if not isinstance(value, dict):
        problems.append(Problem(DESCRIPTOR, 0, MEMBER, "", NO_OVERLAY))
        return None
    try:
        return OverlayMember.model_validate(value)
    except ValidationError as error:
        problems += member_problems(DESCRIPTOR, MEMBER, error)
        return None

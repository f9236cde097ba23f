"""What is particular to a conflict: its titles and region, its classes of holders, its layers of the map.

Code knows no party and no country by name; it asks the ``Conflict`` of the dataset.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geodash.model.vocabulary import CONTESTED, IMPLIED_DAYS, NO_DATA, OTHER, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.model.records import Language, Place

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[^{}]+$")]
"""Braces stand for values in a text: what is put into one has none."""
Hex = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""
STATES = (CONTESTED, UNKNOWN, NO_DATA)
EVERY_MAP = ("control", "implied", "influence", "events", "arcs", "labels")
"""What can be switched on every map, before the layers of a package."""


class LayerRole(StrEnum):
    """What a layer of the map is; the look draws each in its own way and order."""

    WORLD = "world"
    COUNTRIES = "countries"
    RIVERS = "rivers"
    LAKES = "lakes"
    BORDER_RIVER = "border_river"
    AREA = "area"
    ROADS = "roads"
    TERRITORIES = "territories"
    PROVINCES = "provinces"
    BOUNDARIES = "boundaries"
    BORDER = "border"
    LINE = "line"
    POINT = "point"


class _Part(BaseModel):
    """Base of the parts of a conflict: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def text(self, field: str, lang: Language) -> str:
        """Text of a field that the descriptor holds once per language, ``<field>_en`` and ``<field>_fr``."""
        value: str = getattr(self, f"{field}_{lang}")
        return value


class Colour(_Part):
    """A colour for each theme."""

    light: Hex
    dark: Hex


class HolderClass(_Part):
    """Holders that the map shows by one colour and shape.

    ``actors`` are in the class, and so is what descends from them, unless another class lists something
    nearer. ``holder`` is the name inside a sentence. ``attribution`` must be said beside a place that the
    class holds and beside every event in which one of its actors, or what descends from one, takes part;
    ``note`` says what the class stands for. With ``own_names`` its holders are called by their own names.
    """

    id: Code
    name_en: Name
    name_fr: Name
    holder_en: Name
    holder_fr: Name
    own_names: bool = False
    actors: tuple[str, ...] = ()
    colour: Colour
    shape: str
    note_en: str = ""
    note_fr: str = ""
    attribution_en: str = ""
    attribution_fr: str = ""


class MapLayer(_Part):
    """How a geometry layer is used. ``switch`` gives it a switch of its own, which is ``on`` at first."""

    resource: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    role: LayerRole
    name_en: Name
    name_fr: Name
    colour: Colour | None = None
    width: Annotated[float, Field(gt=0, le=20)] | None = None
    dash: tuple[Annotated[float, Field(gt=0, le=50)], ...] = ()
    shape: str = "square"
    from_zoom: Annotated[float, Field(ge=0, le=18)] | None = None
    switch: bool = False
    on: bool = True
    legend: bool = True


class Texts(_Part):
    """One text in every language."""

    en: Text
    fr: Text

    def in_language(self, lang: Language) -> str:
        """The text in a language."""
        return self.fr if lang == "fr" else self.en


class Names(_Part):
    """Names that the tables write in one language: of countries by ISO 3166-1 alpha-3 code, of provinces."""

    country: Mapping[str, Texts] = {}
    admin1: Mapping[str, Texts] = {}


class AreaCodes(_Part):
    """Codes of provinces and territories of the home country, by which tables of others are joined.

    ``admin2`` are those of each province; ``places`` go before it, for places whose territory has a namesake.
    What has no code here has none that is known.
    """

    source: str = ""
    admin1: Mapping[str, Text] = {}
    admin2: Mapping[str, Mapping[str, Text]] = {}
    places: Mapping[str, Text] = {}

    def of(self, place: Place) -> tuple[str, str]:
        """Codes of the province and the territory of a place in the home country, empty where unknown."""
        inner = self.places.get(place.id) or self.admin2.get(place.admin1, {}).get(place.admin2, "")
        return self.admin1.get(place.admin1, ""), inner


class StoryTitle(_Part):
    """What a guided story is called, and the sentence that leads to it."""

    title_en: Name
    title_fr: Name
    lead_en: Name
    lead_fr: Name


class Conflict(_Part):
    """The member ``geodash`` of the descriptor.

    ``stories`` are in the order of their list. ``texts`` replace texts of the page or stand beside them: each
    has the key that it has in the catalogues.
    """

    title_en: Name
    title_fr: Name
    short_title_en: Name
    short_title_fr: Name
    home: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    region: Box
    locator: Box
    metric_crs: str = ""
    file_stem: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    span_from: date | None = None
    start_event: str = ""
    first_class: str
    implied_days: Annotated[int, Field(ge=0, le=3660)] = IMPLIED_DAYS
    classes: Annotated[tuple[HolderClass, ...], Field(min_length=1)]
    layers: tuple[MapLayer, ...] = ()
    stories: Mapping[str, StoryTitle] = {}
    names: Names = Names()
    area_codes: AreaCodes = AreaCodes()
    texts: Mapping[str, Texts] = {}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [holders.id for holders in self.classes]
        if len(set(ids)) < len(ids):
            raise ValueError("give each class an id of its own")
        if set(ids) & set(STATES):
            raise ValueError(f"no class can be called {', '.join(STATES)}: these are states")
        if self.first_class not in set(ids) - {OTHER}:
            raise ValueError("first_class must be the id of one of the classes, and not other")
        if taken := set(EVERY_MAP) & {layer.resource for layer in self.layers}:
            raise ValueError(f"no layer can be called {', '.join(sorted(taken))}: every map has one")
        for west, south, east, north in (self.region, self.locator):
            if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):  # noqa: PLR2004
                raise ValueError("write bounds as west, south, east, north in degrees")
        return self

    def __hash__(self) -> int:
        """Equal conflicts have equal titles; its mappings cannot be hashed."""
        return hash((self.title_en, self.home, self.file_stem))

    @cached_property
    def class_ids(self) -> tuple[str, ...]:
        """Every class of places: the first, those of the descriptor, ``other``, then the states."""
        listed = [holders.id for holders in self.classes if holders.id not in {self.first_class, OTHER}]
        return (self.first_class, *listed, OTHER, *STATES)

    @cached_property
    def class_by_id(self) -> Mapping[str, HolderClass]:
        """Classes of the descriptor by id."""
        return {holders.id: holders for holders in self.classes}

    @cached_property
    def switched_layers(self) -> tuple[str, ...]:
        """What the map can switch: what every map has, then the layers with a switch."""
        return (*EVERY_MAP, *(layer.resource for layer in self.layers if layer.switch))

    @cached_property
    def usual_layers(self) -> frozenset[str]:
        """What is switched on at first."""
        off = {layer.resource for layer in self.layers if not layer.on}
        return frozenset(self.switched_layers) - off

    def with_layers(self, more: Iterable[MapLayer]) -> Conflict:
        """The same with more layers, above its own."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Conflict.model_validate(values | {"layers": (*self.layers, *more)})

    def layers_of(self, role: LayerRole) -> tuple[str, ...]:
        """Names of the layers that have a role."""
        return tuple(layer.resource for layer in self.layers if layer.role is role)

    @cached_property
    def _class_by_actor(self) -> Mapping[str, str]:
        return {actor: holders.id for holders in self.classes for actor in holders.actors}

    def class_of(self, lineage: Iterable[str]) -> str:
        """Class of a controller by its lineage, itself first; a state is its own class."""
        names = tuple(lineage)
        if names[0] in STATES:
            return names[0]
        return next((self._class_by_actor[name] for name in names if name in self._class_by_actor), OTHER)

    def attributed_by(self, lineages: Iterable[Iterable[str]]) -> tuple[HolderClass, ...]:
        """Classes whose attribution must stand beside something that parties of these lineages did."""
        reached = {self._class_by_actor.get(name) for lineage in lineages for name in lineage}
        return tuple(c for c in self.classes if c.id in reached and c.attribution_en)

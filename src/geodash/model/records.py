"""The records of the data package, one frozen class per table.

Values are checked on construction by pydantic; a problem names its field. Dates are whole days,
coordinates are WGS 84 degrees (EPSG:4326), distances are metres.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from geodash.model.vocabulary import (
    ActorKind,
    ChangeKind,
    ClaimVerdict,
    Confidence,
    DatePrecision,
    EventCategory,
    PlaceKind,
    RelationStatus,
    SourceKind,
)

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


def _split(value: object) -> object:
    """Split a semicolon-separated cell; other values pass through."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def _iso_day(value: object) -> object:
    """Let only YYYY-MM-DD through: pydantic alone would also take timestamps and numbers."""
    if isinstance(value, str) and (len(value) != len("2025-01-01") or value[4] != "-" or value[7] != "-"):
        msg = "expected a date written YYYY-MM-DD"
        raise ValueError(msg)
    return value


def _true_or_false(value: object) -> object:
    """Let only ``true`` and ``false`` through: pydantic alone would also take yes, on and 1."""
    if isinstance(value, str) and value not in {"true", "false"}:
        msg = "expected true or false"
        raise ValueError(msg)
    return value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_split)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_split)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Flag = Annotated[bool, BeforeValidator(_true_or_false)]
Number = Annotated[int, Field(ge=1, le=9_999)]
Metres = Annotated[int, Field(ge=0, le=20_000_000)]
"""No two points of the earth are farther apart."""
Deaths = Annotated[int, Field(ge=0, le=2_000_000_000)]
"""What the columns of the browser can hold."""


class Line(BaseModel):
    """Base of what one line of a table holds: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Record(Line):
    """Base of all records: a line with an id."""

    id: Id

    def text(self, field: str, lang: Language) -> str:
        """Text of a field that the table holds once per language, ``<field>_en`` and ``<field>_fr``.

        >>> names = {"name_en": "Army", "name_fr": "Armée", "short_en": "Army", "short_fr": "Armée"}
        >>> Actor(id="army", kind="armed_forces", **names).text("short", "fr")
        'Armée'
        """
        value: str = getattr(self, f"{field}_{lang}")
        return value


class Place(Record):
    """A gazetteer entry; a point with an uncertainty, or no point where none is known."""

    name: str
    name_fr: str
    name_en: str
    aliases: Texts = ()
    kind: PlaceKind
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    admin1: str = ""
    admin2: str = ""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    uncertainty_m: Annotated[Metres, Field(gt=0)] | None = None
    coord_source: str = ""
    second_source: str = ""
    second_distance_m: Metres | None = None
    geonames_id: str = ""
    note_en: str = ""
    note_fr: str = ""

    def label(self, lang: Language) -> str:
        """Name for a map or a list: a territory's capital without what tells it from the territory."""
        return self.name if self.kind is PlaceKind.TERRITORY_CAPITAL else self.text("name", lang)


class Actor(Record):
    """A named party: a state, force, group, body, company, person or group of people."""

    name_en: str
    name_fr: str
    short_en: str
    short_fr: str
    kind: ActorKind
    parent: Id | None = None
    seat_place_id: Id | None = None
    aliases: Texts = ()
    note_en: str = ""
    note_fr: str = ""


class Source(Record):
    """One page that records rest on. ``published`` may be a day, a month (YYYY-MM) or empty."""

    title: str
    publisher: str
    published: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    kind: SourceKind
    note_en: str = ""
    note_fr: str = ""


class ControlRecord(Record):
    """Who held a place from ``valid_from`` on, until the place's next record.

    ``controller`` and ``previous`` are an actor id, ``contested`` or ``unknown``. ``taken_from`` is the actor
    from whom the place was taken, where no record before says it. A status report saw the place held by the
    same side as before: it confirms and does not cut an interval.
    """

    place_id: Id
    valid_from: Day
    date_precision: DatePrecision
    controller: Id
    previous: Id
    taken_from: Id | None = None
    confidence: Confidence
    is_status_report: Flag
    disputed_note_en: str = ""
    disputed_note_fr: str = ""
    source_ids: Annotated[Ids, Field(min_length=1)]
    summary_en: str
    summary_fr: str


class Proposal(ControlRecord):
    """What might be a control record, by a data set beside the record: never control.

    ``event_id`` is the event that it rests on, where it rests on one.
    """

    event_id: Id | None = None


class Event(Record):
    """One dated event; ``date_end`` is its last day. An empty fatality figure means not found, never zero."""

    date: Day
    date_end: Day | None = None
    date_precision: DatePrecision
    category: EventCategory
    action: str
    cameo: Annotated[str, Field(pattern=r"^(\d{2,4})?$")] = ""
    plover: Annotated[str, Field(pattern=r"^([A-Z]+(/[a-z-]+)?)?$")] = ""
    actors_from: Ids = ()
    actors_to: Ids = ()
    place_id: Id | None = None
    place_note_en: str = ""
    place_note_fr: str = ""
    target_place_id: Id | None = None
    fatalities_low: Deaths | None = None
    fatalities_high: Deaths | None = None
    confidence: Confidence
    disputed_note_en: str = ""
    disputed_note_fr: str = ""
    part_of: Id | None = None
    source_ids: Annotated[Ids, Field(min_length=1)]
    title_en: str
    title_fr: str
    summary_en: str
    summary_fr: str

    @property
    def last_day(self) -> Day:
        """Last day of the event."""
        return self.date_end or self.date


class Relation(Record):
    """The state of a bilateral relation from ``valid_from`` on, by the act ``event_id``."""

    actor_a: Id
    actor_b: Id
    status: RelationStatus
    valid_from: Day
    event_id: Id
    summary_en: str
    summary_fr: str

    @property
    def pair(self) -> tuple[Id, Id]:
        """The two actors, in the order of the table."""
        return self.actor_a, self.actor_b


class StoryStep(Record):
    """One step of a guided story; ``id`` is ``<story_id>-<step>``."""

    story_id: Id
    step: Number
    title_en: str
    title_fr: str
    date: Day
    place_id: Id
    zoom: Annotated[int, Field(ge=1, le=18)]
    event_id: Id
    text_en: str
    text_fr: str


class Claim(Record):
    """One claim of the text that a story began with, in our words, and what the sources say of it."""

    n: Number
    claim_en: str
    claim_fr: str
    verdict: ClaimVerdict
    step_ids: Annotated[Ids, Field(min_length=1)]
    event_ids: Annotated[Ids, Field(min_length=1)]


class Correction(Record):
    """What the sources show where that text was loose or accounts differ, on a numbered claim or on none."""

    claim_ids: Ids = ()
    event_ids: Annotated[Ids, Field(min_length=1)]
    text_en: str
    text_fr: str


class Change(Line):
    """What a release changed in one record: that it is new, or one field of one that was there before.

    A record that was removed has a line for each of its fields, so that nothing is lost with it.
    """

    version: str
    table: str
    record_id: Id
    change: ChangeKind
    field: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")] = ""
    old: str = ""
    new: str = ""

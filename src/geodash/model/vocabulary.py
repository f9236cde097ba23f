"""Closed vocabularies of the data package, and the few numbers that give them meaning."""

from __future__ import annotations

from enum import StrEnum

CONTESTED = "contested"
UNKNOWN = "unknown"
NO_DATA = "no_data"
OTHER = "other"
"""States, not actors (``no_data`` is never recorded: it follows from known_until), and the class of holders
that no class of a conflict lists."""

FRESH_DAYS = 90
FADED_DAYS = 365
"""Evidence is drawn at full strength for FRESH_DAYS, and faintest from FADED_DAYS on. A reported holder whose
nearest evidence is over FADED_DAYS away is carried on."""
IMPLIED_DAYS = 365
"""How far back a record implies the holder from whom it was taken, where the descriptor says nothing else."""


class PlaceKind(StrEnum):
    """What a gazetteer entry is."""

    CAPITAL = "capital"
    PROVINCE_CAPITAL = "province_capital"
    TERRITORY_CAPITAL = "territory_capital"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    BORDER_CROSSING = "border_crossing"
    AIRPORT = "airport"
    HILL = "hill"
    MINE = "mine"
    CAMP = "camp"
    INSTITUTION = "institution"
    PRISON = "prison"

    @property
    def rank(self) -> int:
        """How soon a map shows it: 0 national capital, 1 large city, 2 to 4 smaller, 5 sites."""
        ranks = {
            "capital": 0,
            "province_capital": 1,
            "city": 1,
            "territory_capital": 2,
            "town": 3,
            "village": 4,
        }
        return ranks.get(self.value, 5)


class ActorKind(StrEnum):
    """What kind of party an actor is."""

    STATE = "state"
    ARMED_GROUP = "armed_group"
    ARMED_FORCES = "armed_forces"
    INTERGOVERNMENTAL = "intergovernmental"
    COMPANY = "company"
    PERSON = "person"
    MILITIA_COALITION = "militia_coalition"
    PEACEKEEPING = "peacekeeping"
    CIVIL = "civil"


class SourceKind(StrEnum):
    """Who publishes a source."""

    OFFICIAL = "official"
    UN = "un"
    WIRE = "wire"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    NGO = "ngo"
    THINK_TANK = "think_tank"
    ENCYCLOPEDIA = "encyclopedia"
    PARTY = "party"
    AGGREGATOR = "aggregator"
    DIGEST = "digest"
    UNREAD = "unread"
    OTHER = "other"

    @property
    def is_weak(self) -> bool:
        """Whether it carries no more than low confidence by itself."""
        return self in {SourceKind.DIGEST, SourceKind.UNREAD}


class EventCategory(StrEnum):
    """What an event is about."""

    BATTLE = "battle"
    EXPLOSION = "explosion"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    DEPLOYMENT = "deployment"
    DIPLOMACY = "diplomacy"
    SANCTIONS = "sanctions"
    AID = "aid"
    PEACE_PROCESS = "peace_process"
    LEGAL = "legal"
    POLITICAL = "political"
    HUMANITARIAN = "humanitarian"


class RelationStatus(StrEnum):
    """The state of a bilateral relation."""

    NORMAL = "normal"
    STRAINED = "strained"
    DOWNGRADED = "downgraded"
    AID_SUSPENDED = "aid_suspended"
    SANCTIONS = "sanctions"
    SEVERED = "severed"
    RESTORED = "restored"


class ClaimVerdict(StrEnum):
    """What the sources say of a claim of the text that a story began with."""

    CONFIRMED = "confirmed"
    REFINED = "refined"
    CORRECTED = "corrected"
    UNSUPPORTED = "unsupported"


class Confidence(StrEnum):
    """How well a record is supported, weakest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Position on the scale: 0 low, 1 medium, 2 high."""
        return list(Confidence).index(self)


class Basis(StrEnum):
    """What an answer about a place rests on.

    ``reported``: a record covers the day. ``implied``: none does, but the next one says from whom the place
    was taken. ``unknown``: neither. ``no_data``: the day lies after systematic coverage, and no record since
    covers it.
    """

    REPORTED = "reported"
    IMPLIED = "implied"
    UNKNOWN = "unknown"
    NO_DATA = "no_data"


class DatePrecision(StrEnum):
    """How exactly the sources support the day."""

    DAY = "day"
    APPROX = "approx"
    MONTH = "month"


class ChangeKind(StrEnum):
    """What happened to a record from one version of the data to the next."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

"""What the user is looking at, as one frozen value, and its one form in the address bar.

Every parameter is a row of PARAMS: name, how to read it, how to write it, what it means. Reading never
raises: a text that makes no sense gives the default and a Notice; `settle` catches ids that do not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from geodash.model.selection import EventFilter
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

LANGUAGES: tuple[Language, ...] = ("en", "fr")
TABS = ("events", "relations", "places", "stories", "sources")
LAYERS = ("control", "influence", "events", "arcs", "labels", "provinces", "roads")
DEFAULT_LAYERS = frozenset(LAYERS) - {"roads"}
MAX_DAYS = 36_500
MAX_TEXT = 200
MIN_ZOOM, MAX_ZOOM = 1.0, 18.0
MAX_LAT, MAX_LON = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: degrees north and east (EPSG:4326), and the zoom level."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True, slots=True)
class DashboardState:
    """One settled state of the page. ``date`` None: the last day covered; ``days`` None: all days."""

    date: dt.date | None = None
    days: int | None = 30
    event: str = ""
    place: str = ""
    cat: frozenset[EventCategory] = frozenset()
    actor: frozenset[str] = frozenset()
    conf: Confidence = Confidence.LOW
    q: str = ""
    layers: frozenset[str] = DEFAULT_LAYERS
    compare: dt.date | None = None
    story: str = ""
    tab: str = "events"
    lang: Language = "en"
    brief: bool = False
    view: View | None = None
    v: str = ""

    @property
    def event_filter(self) -> EventFilter:
        """The filter other than time."""
        return EventFilter(self.cat, self.actor, self.conf, self.q)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user: a key of the page catalogue and the values of its text."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of the address bar. ``parse`` raises ValueError on a text that makes no sense."""

    name: str
    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    help: str


def parse_date(text: str) -> dt.date:
    """Read YYYY-MM-DD, and nothing else."""
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:  # Python also reads 20250317 and 2025-W12-1
        raise ValueError(text)
    return day


def _parse_days(text: str) -> int | None:
    if text == "all":
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_DAYS))):
        raise ValueError(text)
    days = int(text)
    if not 1 <= days <= MAX_DAYS:
        raise ValueError(text)
    return days


def _parse_id(text: str) -> str:
    if not text or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text):
        raise ValueError(text)
    return text


def _parse_story(text: str) -> str:
    story, _, step = text.partition(".")
    _parse_id(story)
    if step and not (step.isascii() and step.isdigit()):
        raise ValueError(text)
    return text


def _parse_text(text: str) -> str:
    if len(text) > MAX_TEXT or not text.isprintable():
        raise ValueError(text)
    return text


def _parse_view(text: str) -> View:
    lat, lon, zoom = (float(part) for part in text.split(","))
    if not (abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON and MIN_ZOOM <= zoom <= MAX_ZOOM):
        raise ValueError(text)
    return View(round(lat, 4), round(lon, 4), round(zoom, 2))


def _format_view(view: View) -> str:
    return f"{view.lat:.4f},{view.lon:.4f},{view.zoom:g}"


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return parse


def _set_of(parse_item: Callable[[str], Any]) -> Callable[[str], frozenset[Any]]:
    def parse(text: str) -> frozenset[Any]:
        return frozenset(parse_item(part) for part in text.split(",")) if text else frozenset()

    return parse


def _format_set(values: frozenset[str]) -> str:
    return ",".join(sorted(values))


def _parse_flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"


PARAMS: tuple[Param, ...] = (
    Param(
        "date",
        parse_date,
        dt.date.isoformat,
        "As-of day, YYYY-MM-DD. Always written: its default moves with the data.",
    ),
    Param(
        "days",
        _parse_days,
        lambda days: "all" if days is None else str(days),
        "Events of the last N days, or `all`.",
    ),
    Param("event", _parse_id, str, "Id of the selected event. Sets the date when `date` is absent."),
    Param("place", _parse_id, str, "Id of the selected place."),
    Param(
        "cat",
        _set_of(EventCategory),
        _format_set,
        "Event categories shown, separated by commas; none means all.",
    ),
    Param(
        "actor",
        _set_of(_parse_id),
        _format_set,
        "Actor ids, separated by commas; events of any of them are shown.",
    ),
    Param("conf", Confidence, str, "Least confidence of events: low, medium or high."),
    Param("q", _parse_text, str, "Words that events must contain; accents and case do not matter."),
    Param("layers", _set_of(_one_of(LAYERS)), _format_set, "Map layers switched on, separated by commas."),
    Param("compare", parse_date, dt.date.isoformat, "Second day, for comparison."),
    Param("story", _parse_story, str, "Story and step, `story-id.step`."),
    Param("tab", _one_of(TABS), str, "Panel beside the map."),
    Param("lang", _one_of(LANGUAGES), str, "Language, en or fr."),
    Param("brief", _parse_flag, lambda on: "1" if on else "0", "1 for the briefing view without controls."),
    Param("view", _parse_view, _format_view, "Map position `lat,lon,zoom`; written when a link is copied."),
    Param("v", _parse_text, str, "Version of the data that the link was made with."),
)

_DEFAULTS = DashboardState()


def parse_query(query: Mapping[str, str]) -> tuple[DashboardState, list[Notice]]:
    """State that a query string asks for, and a notice for each value that makes no sense.

    Unknown names are ignored: they belong to Streamlit or to a later version.
    """
    values: dict[str, Any] = {}
    notices: list[Notice] = []
    for param in PARAMS:
        text = query.get(param.name)
        if text is None:
            continue
        try:
            values[param.name] = param.parse(text)
        except ValueError:
            notices.append(Notice("notice.bad_value", {"name": param.name, "value": text[:MAX_TEXT]}))
    return DashboardState(**values), notices


def format_query(state: DashboardState) -> dict[str, str]:
    """Query string of a state: what differs from the defaults, and always the date."""
    return {
        param.name: param.format(value)
        for param in PARAMS
        if (value := getattr(state, param.name)) != getattr(_DEFAULTS, param.name)
    }


def settle(state: DashboardState, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    """Fit a state to a dataset: known ids, a date inside the clock; a notice for each thing changed.

    An event selected without a date sets the date; otherwise the default date is the last day for which
    control is known.
    """
    notices: list[Notice] = []
    changes: dict[str, Any] = {}
    if state.event and state.event not in dataset.event_by_id:
        notices.append(Notice("notice.unknown_id", {"name": "event", "value": state.event}))
        changes["event"] = ""
    if state.place and state.place not in dataset.places:
        notices.append(Notice("notice.unknown_id", {"name": "place", "value": state.place}))
        changes["place"] = ""
    if changes.get("event", state.event) and changes.get("place", state.place):
        changes["place"] = ""
        notices.append(Notice("notice.one_selection", {"value": state.place}))
    unknown = sorted(state.actor - dataset.actors.keys())
    if unknown:
        notices.append(Notice("notice.unknown_id", {"name": "actor", "value": ", ".join(unknown)}))
        changes["actor"] = state.actor - set(unknown)
    for name in ("date", "compare"):
        day = getattr(state, name)
        if day is not None and not dataset.first_day <= day <= dataset.last_day:
            changes[name] = min(max(day, dataset.first_day), dataset.last_day)
            notices.append(
                Notice("notice.date_clamped", {"value": day.isoformat(), "now": changes[name].isoformat()})
            )
    fitted = replace(state, **changes)
    if fitted.date is None:
        event = dataset.event_by_id.get(fitted.event)
        fitted = replace(fitted, date=event.date if event else dataset.control_known_until)
    if fitted.v and fitted.v != dataset.version:
        notices.append(Notice("notice.data_changed", {"value": fitted.v, "now": dataset.version}))
        fitted = replace(fitted, v="")
    return fitted, notices


_FIELDS = [f.name for f in fields(DashboardState)]
if [param.name for param in PARAMS] != _FIELDS:
    raise AssertionError("Every field of the state needs its row in PARAMS, in the same order.")

"""What the user is looking at, as one frozen value, and its one form in the address bar.

Every parameter is a row of PARAMS: name, how to read it, how to write it, what it means. Reading never
raises: a text that makes no sense gives the default and a Notice; `settle` catches ids that do not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from geodash.link.codec import (
    MAX_DAYS,
    MAX_TEXT,
    View,
    format_days,
    format_flag,
    format_pair,
    format_set,
    format_view,
    one_of,
    parse_date,
    parse_days,
    parse_flag,
    parse_id,
    parse_pair,
    parse_story,
    parse_text,
    parse_view,
    set_of,
)
from geodash.model.records import LANGUAGES
from geodash.model.selection import EventFilter
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language, StoryStep

__all__ = [
    "DEFAULT_LAYERS",
    "LANGUAGES",
    "LAYERS",
    "MAX_DAYS",
    "MAX_TEXT",
    "PARAMS",
    "TABS",
    "DashboardState",
    "Notice",
    "Param",
    "View",
    "format_query",
    "parse_date",
    "parse_query",
    "settle",
    "step_of",
]

TABS = ("events", "relations", "places", "compare", "stories", "sources")
LAYERS = ("control", "influence", "events", "arcs", "labels", "provinces", "roads")
DEFAULT_LAYERS = frozenset(LAYERS) - {"roads"}


@dataclass(frozen=True, slots=True)
class DashboardState:
    """One settled state of the page. ``date`` None: the last day covered; ``days`` None: all days."""

    date: dt.date | None = None
    days: int | None = 30
    event: str = ""
    place: str = ""
    source: str = ""
    cat: frozenset[EventCategory] = frozenset()
    actor: frozenset[str] = frozenset()
    pair: tuple[str, str] | None = None
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
        return EventFilter(self.cat, self.actor, self.conf, self.q, frozenset(self.pair or ()))


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


PARAMS: tuple[Param, ...] = (
    Param(
        "date",
        parse_date,
        dt.date.isoformat,
        "As-of day, YYYY-MM-DD. Always written: its default moves with the data.",
    ),
    Param("days", parse_days, format_days, "Events of the last N days, or `all`."),
    Param("event", parse_id, str, "Id of the selected event. Sets the date when `date` is absent."),
    Param("place", parse_id, str, "Id of the selected place."),
    Param("source", parse_id, str, "Id of the source selected in the panel of sources."),
    Param(
        "cat",
        set_of(EventCategory),
        format_set,
        "Event categories shown, separated by commas; none means all.",
    ),
    Param(
        "actor",
        set_of(parse_id),
        format_set,
        "Actor ids, separated by commas; events of any of them are shown.",
    ),
    Param("pair", parse_pair, format_pair, "Two actor ids, `a,b`; events in which both take part are shown."),
    Param("conf", Confidence, str, "Least confidence of events: low, medium or high."),
    Param("q", parse_text, str, "Words that events must contain; accents and case do not matter."),
    Param("layers", set_of(one_of(LAYERS)), format_set, "Map layers switched on, separated by commas."),
    Param("compare", parse_date, dt.date.isoformat, "Second day, for comparison."),
    Param(
        "story",
        parse_story,
        str,
        "Story and step, `story-id.step`. Sets date, event and view when `date` and `event` are absent.",
    ),
    Param("tab", one_of(TABS), str, "Panel beside the map."),
    Param("lang", one_of(LANGUAGES), str, "Language, en or fr."),
    Param("brief", parse_flag, format_flag, "1 for the briefing view without controls."),
    Param("view", parse_view, format_view, "Map position `lat,lon,zoom`; written when a link is copied."),
    Param("v", parse_text, str, "Version of the data that the link was made with."),
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


def step_of(dataset: Dataset, story: str) -> StoryStep | None:
    """The step that ``story-id.step`` names, the first where the number is left out, or None."""
    story_id, _, number = story.partition(".")
    steps = (step for step in dataset.stories if step.story_id == story_id)
    return next((step for step in steps if str(step.step) == (number or "1")), None)


def settle(state: DashboardState, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    """Fit a state to a dataset: known ids, a date inside the clock; a notice for each thing changed.

    A story without date and event sets both, and the view unless there is one. An event without a date sets
    the date; otherwise the default date is the last day for which control is known.
    """
    fitted, notices = _without_unknown_ids(state, dataset)
    fitted = _at_its_step(fitted, dataset)
    if fitted.event and fitted.place:
        notices.append(Notice("notice.one_selection", {"value": fitted.place}))
        fitted = replace(fitted, place="")
    for name in ("date", "compare"):
        day: dt.date | None = getattr(fitted, name)
        if day is not None and not dataset.first_day <= day <= dataset.last_day:
            nearest: Any = min(max(day, dataset.first_day), dataset.last_day)
            values = {"value": day.isoformat(), "now": nearest.isoformat()}
            notices.append(Notice("notice.date_clamped", values))
            fitted = replace(fitted, **{name: nearest})
    if fitted.date is None:
        event = dataset.event_by_id.get(fitted.event)
        fitted = replace(fitted, date=event.date if event else dataset.control_known_until)
    if fitted.v and fitted.v != dataset.version:
        notices.append(Notice("notice.data_changed", {"value": fitted.v, "now": dataset.version}))
        fitted = replace(fitted, v="")
    return fitted, notices


def _without_unknown_ids(state: DashboardState, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    unknown: dict[str, str] = {}
    changes: dict[str, Any] = {}
    records: dict[str, Mapping[str, object]] = {
        "event": dataset.event_by_id,
        "place": dataset.places,
        "source": dataset.sources,
    }
    for name, known in records.items():
        value = getattr(state, name)
        if value and value not in known:
            unknown[name], changes[name] = value, ""
    if nobody := state.actor - dataset.actors.keys():
        unknown["actor"], changes["actor"] = ", ".join(sorted(nobody)), state.actor - nobody
    if state.pair and not set(state.pair) <= dataset.actors.keys():
        unknown["pair"], changes["pair"] = format_pair(state.pair), None
    if state.story and step_of(dataset, state.story) is None:
        unknown["story"], changes["story"] = state.story, ""
    notices = [Notice("notice.unknown_id", {"name": name, "value": text}) for name, text in unknown.items()]
    return replace(state, **changes), notices


def _at_its_step(state: DashboardState, dataset: Dataset) -> DashboardState:
    step = step_of(dataset, state.story)
    if step is None:
        return state
    state = replace(state, story=f"{step.story_id}.{step.step}")
    if state.date or state.event:
        return state
    place, view = dataset.places[step.place_id], state.view
    if view is None and place.lat is not None and place.lon is not None:
        view = View(place.lat, place.lon, step.zoom).rounded()
    return replace(state, date=step.date, event=step.event_id, view=view)


_FIELDS = [f.name for f in fields(DashboardState)]
if [param.name for param in PARAMS] != _FIELDS:
    raise AssertionError("Every field of the state needs its row in PARAMS, in the same order.")

"""What the user is looking at, as one frozen value, and its one form in the address bar.

Every parameter is a row of PARAMS: its kind, what it means, who sets it, what follows it. Reading never
raises: a text that makes no sense gives the default and a Notice; `settle` catches ids that do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from geodash.link.codec import View, format_pair, read_value
from geodash.link.days import windowed
from geodash.link.notice import Notice
from geodash.link.params import FROM_BROWSER, PARAMS, TABS
from geodash.model.overlay import RECORD
from geodash.model.records import LANGUAGES
from geodash.model.revision import is_version, numbers
from geodash.model.selection import EventFilter, Role
from geodash.model.vocabulary import Confidence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language, StoryStep
    from geodash.model.vocabulary import EventCategory

__all__ = [
    "DATA_CHANGED",
    "FROM_BROWSER",
    "LANGUAGES",
    "PARAMS",
    "TABS",
    "DashboardState",
    "Notice",
    "View",
    "format_query",
    "layers_on",
    "layers_there",
    "nearest_day",
    "params_table",
    "parse_query",
    "query_of",
    "selected",
    "settle",
    "step_of",
]


@dataclass(frozen=True, slots=True)
class DashboardState:
    """One settled state of the page.

    ``date`` None: the last day covered; ``days`` None: all days, but where ``since`` is given, those from it
    on; ``layers`` None: those that are usually on.
    """

    date: dt.date | None = None
    days: int | None = 30
    since: dt.date | None = None
    event: str = ""
    place: str = ""
    party: str = ""
    source: str = ""
    cat: frozenset[EventCategory] = frozenset()
    actor: frozenset[str] = frozenset()
    role: Role = Role.ANY
    pair: tuple[str, str] | None = None
    where: frozenset[str] = frozenset()
    conf: Confidence = Confidence.LOW
    deaths: int = 0
    set: frozenset[str] = frozenset({RECORD})
    q: str = ""
    layers: frozenset[str] | None = None
    holders: frozenset[str] = frozenset()
    compare: dt.date | None = None
    story: str = ""
    tab: str = "events"
    sort: str = "newest"
    form: str = "list"
    measure: str = "events"
    split: str = "category"
    proposals: bool = False
    lang: Language = "en"
    brief: bool = False
    view: View | None = None
    v: str = ""
    known: dt.date | None = None

    @property
    def event_filter(self) -> EventFilter:
        """The filter other than time."""
        return EventFilter(
            self.cat,
            self.actor,
            self.conf,
            self.q,
            frozenset(self.pair or ()),
            self.set,
            self.deaths,
            self.role if self.actor else Role.ANY,
            self.where,
        )

    @property
    def filter_alone(self) -> DashboardState:
        """The state that has this filter and is usual in all else."""
        return DashboardState(
            cat=self.cat,
            actor=self.actor,
            role=self.event_filter.role,
            where=self.where,
            conf=self.conf,
            q=self.q,
            pair=self.pair,
            set=self.set,
            deaths=self.deaths,
        )


DATA_CHANGED = "notice.data_changed"
"""An earlier release: what changed since is no text of the catalogue but a list, made of the records."""
_DEFAULTS = DashboardState()


def params_table() -> list[dict[str, Any]]:
    """The parameters as the browser program reads them; what is not so is left out."""
    return [
        {
            "name": param.name,
            "kind": param.kind.name,
            "default": param.kind.format(getattr(_DEFAULTS, param.name)),
            **({"words": param.kind.words} if param.kind.words else {}),
            **({"of": param.kind.of} if param.kind.of else {}),
            **{flag: True for flag in ("by_browser", "of_a_day", "drawn") if getattr(param, flag)},
        }
        for param in PARAMS
    ]


def parse_query(query: Mapping[str, object]) -> tuple[DashboardState, list[Notice]]:
    """State that a query string asks for, and a notice for each value that makes no sense.

    Unknown names are ignored: they belong to Streamlit or to a later version. What is no text, as only a
    forged message has it, makes no sense either.
    """
    values: dict[str, Any] = {}
    notices: list[Notice] = []
    for param in PARAMS:
        text = query.get(param.name)
        if text is None:
            continue
        try:
            values[param.name] = read_value(param.kind, text)
        except ValueError:
            shown = text if isinstance(text, str) else type(text).__name__
            notices.append(Notice("notice.bad_value", {"name": param.name, "value": shown}))
    return DashboardState(**values), notices


def format_query(state: DashboardState) -> dict[str, str]:
    """Query string of a state: what differs from the defaults, and always the date."""
    return {
        param.name: param.kind.format(value)
        for param in PARAMS
        if (value := getattr(state, param.name)) != getattr(_DEFAULTS, param.name)
    }


def query_of(state: DashboardState, version: str = "") -> str:
    """The query of a settled state, from a question mark on; ``version`` pins that of the data."""
    pinned = replace(state, v=version) if version else state
    return f"?{urlencode(format_query(pinned), safe=',:')}"


def layers_there(state: DashboardState, dataset: Dataset) -> tuple[str, ...]:
    """Names of the map layers that a state can show: those of a data set only while it is chosen."""
    beside = {name for name, data_set in dataset.layer_sets.items() if data_set not in state.set}
    return tuple(name for name in dataset.conflict.switched_layers if name not in beside)


def layers_on(state: DashboardState, dataset: Dataset) -> frozenset[str]:
    """Names of the map layers that a state shows."""
    asked = dataset.conflict.usual_layers if state.layers is None else state.layers
    return asked.intersection(layers_there(state, dataset))


def step_of(dataset: Dataset, story: str) -> StoryStep | None:
    """The step that ``story-id.step`` names, the first where the number is left out, or None."""
    story_id, _, number = story.partition(".")
    steps = (step for step in dataset.stories if step.story_id == story_id)
    return next((step for step in steps if str(step.step) == (number or "1")), None)


def settle(state: DashboardState, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    """Fit a state to a dataset: known names, a date inside the clock; a notice for each thing changed.

    A story without date and event sets both, and the view unless there is one. An event without a date sets
    the date; otherwise the default date is the last day for which control is known.
    """
    fitted, notices = _without_unknown_ids(state, dataset)
    if len(fitted.holders) == len(dataset.conflict.class_ids):
        fitted = replace(fitted, holders=_DEFAULTS.holders)  # all of them are no choice
    fitted = _at_its_step(fitted, dataset)
    asked = [each for each in (fitted.event, fitted.place, fitted.party) if each]
    notices += [Notice("notice.one_selection", {"value": left}) for left in asked[1:]]
    fitted = selected(fitted, dataset)
    for name in ("date", "since", "compare"):
        if day := getattr(fitted, name):
            nearest, told = nearest_day(day, dataset)
            notices += told
            changes: dict[str, Any] = {name: nearest}
            fitted = replace(fitted, **changes)
    fitted = windowed(replace(fitted, date=fitted.date or dataset.control_known_until))
    if fitted.known and dataset.known != fitted.known:
        notices.append(Notice("notice.not_known", {"value": fitted.known.isoformat()}))
        fitted = replace(fitted, known=None)
    if fitted.v and fitted.v != dataset.version:
        notices.append(Notice(_other_version(fitted.v, dataset), {"value": fitted.v, "now": dataset.version}))
        fitted = replace(fitted, v="")
    return fitted, notices


def nearest_day(day: dt.date, dataset: Dataset) -> tuple[dt.date, list[Notice]]:
    """The day of the clock nearest to a day, and a notice where that is another one."""
    nearest = min(max(day, dataset.first_day), dataset.last_day)
    if nearest == day:
        return day, []
    return nearest, [Notice("notice.date_clamped", {"value": day.isoformat(), "now": nearest.isoformat()})]


def _other_version(version: str, dataset: Dataset) -> str:
    """Key of the notice on a version that is not the one of the data."""
    if version in dataset.releases:
        return DATA_CHANGED
    if is_version(version) and is_version(dataset.version) and numbers(version) > numbers(dataset.version):
        return "notice.data_newer"
    return "notice.data_unknown" if dataset.releases else "notice.data_unlisted"


def selected(state: DashboardState, dataset: Dataset) -> DashboardState:
    """One selection: the event's, or the place's, or the party's; an event sets the date that is not given.

    The same as ``core/selecting.js``, where the clock stands on a day already.
    """
    if state.place:
        state = replace(state, party="")
    event = dataset.event_by_id.get(state.event)
    return state if event is None else replace(state, place="", party="", date=state.date or event.date)


def _without_unknown_ids(state: DashboardState, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    unknown: dict[str, str] = {}
    changes: dict[str, Any] = {}
    records: dict[str, Mapping[str, object]] = {
        "events": dataset.event_by_id,
        "places": dataset.places,
        "actors": dataset.actors,
        "sources": dataset.sources,
    }
    for param in PARAMS:
        value = getattr(state, param.name)
        if param.kind.of and value and value not in records[param.kind.of]:
            unknown[param.name], changes[param.name] = value, ""
    actors = state.actor & dataset.actors.keys()
    changes |= {"actor": actors, "role": state.role if actors else _DEFAULTS.role}
    changes["where"] = state.where & (dataset.places.keys() | dataset.areas.units.keys())
    changes["holders"] = state.holders & set(dataset.conflict.class_ids)
    for name in ("actor", "where", "holders"):
        if absent := getattr(state, name) - changes[name]:
            unknown[name] = ", ".join(sorted(absent))
    if absent := state.set - {RECORD, *dataset.data_sets}:
        unknown["set"] = ", ".join(sorted(absent))
    changes["set"] = state.set - absent or _DEFAULTS.set
    if state.pair and not set(state.pair) <= dataset.actors.keys():
        unknown["pair"], changes["pair"] = format_pair(state.pair), None
    if state.story and step_of(dataset, state.story) is None:
        unknown["story"], changes["story"] = state.story, ""
    if state.layers is not None:
        changes["layers"], absent = _known_layers(state.layers, replace(state, set=changes["set"]), dataset)
        if absent:
            unknown["layers"] = ", ".join(sorted(absent))
    notices = [Notice("notice.unknown_id", {"name": name, "value": text}) for name, text in unknown.items()]
    return replace(state, **changes), notices


def _known_layers(
    asked: frozenset[str], chosen: DashboardState, dataset: Dataset
) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Layers that there are, None for the usual ones, and those that there are not."""
    known = asked & set(dataset.conflict.switched_layers)
    absent = asked - known
    usual = layers_on(replace(chosen, layers=None), dataset)
    nothing_left = absent and not known
    return (None if nothing_left or layers_on(chosen, dataset) == usual else known), absent


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

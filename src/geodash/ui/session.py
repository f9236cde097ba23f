"""One session's state: from the address bar, from widgets and from the browser, back to the address bar.

The only module that touches `st.session_state` and `st.query_params`.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodash import metrics
from geodash.limits import LONGEST_TILES
from geodash.link.pasted import parse_address, read_address
from geodash.link.state import (
    FROM_BROWSER,
    DashboardState,
    Notice,
    format_query,
    parse_query,
    settle,
)
from geodash.link.tiles import is_tile_address
from geodash.model.overlay import RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import folium

    from geodash.model.records import Language
    from geodash.products.order import File
    from geodash.ui.resources import Resources

_STATE = "geodash_state"
_WRITTEN = "geodash_written"
_CHANGED = "geodash_changed"
_NOTICES = "geodash_notices"
_REV = "geodash_rev"
_SETTLING = "geodash_settling"
_FILE = "geodash_file"
_MOST_CHANGES = 1e12
CLEARED = ("cat", "actor", "where", "conf", "deaths", "q")
"""Filters that the list of events takes back; a pair has a line of its own there."""
_MOST_MINUTES = 15 * 60  # that a clock on earth differs from UTC


def begin(opened: Callable[[dt.date | None], Resources]) -> tuple[Resources, DashboardState, list[Notice]]:
    """What this run shows, and its state. An address bar that we did not write ourselves is followed.

    ``opened`` gives what is shown of the record as it was known on a day, or of today.
    A run that takes in a change of the page does not look at it: the browser may not have shown yet what
    the run before wrote, and following that would undo the change.
    """
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    changed = st.session_state.pop(_CHANGED, False)
    new = not changed and read_address(address) != st.session_state.get(_WRITTEN)
    if _STATE not in st.session_state or new:
        st.session_state[_STATE], st.session_state[_NOTICES] = parse_address(address)
    resources = opened(st.session_state[_STATE].known)
    state, fitted = settle(st.session_state[_STATE], resources.dataset)
    st.session_state[_STATE] = state
    st.session_state[_NOTICES] = [*st.session_state[_NOTICES], *fitted]
    return resources, state, st.session_state[_NOTICES]


def finish(state: DashboardState) -> None:
    """Write the state to the address bar, keeping parameters that are not ours."""
    query = format_query(state)
    foreign = {name: text for name, text in st.query_params.items() if not read_address({name: [text]})}
    if {**foreign, **query} != st.query_params.to_dict():
        st.query_params.from_dict({**foreign, **query})
    st.session_state[_WRITTEN] = query


def language() -> Language:
    """The reader's language, whatever else of the session cannot be used."""
    state = st.session_state.get(_STATE)
    if not isinstance(state, DashboardState):
        state, _ = parse_address({name: st.query_params.get_all(name) for name in st.query_params})
    return state.lang


def change(**values: Any) -> None:  # noqa: ANN401  the fields of DashboardState
    """Replace fields of the state, from a widget's callback. Another language alone leaves the notices.

    A session whose state a message has emptied has nothing to change: its address bar says what it shows.
    """
    if _STATE not in st.session_state:
        return
    st.session_state[_CHANGED] = True
    st.session_state[_STATE] = replace(st.session_state[_STATE], **values)
    if values.keys() != {"lang"}:
        st.session_state[_NOTICES] = []


def keep_state() -> None:
    """Take in a menu that was opened or closed: nothing changes, and the address may be on its way back."""
    st.session_state[_CHANGED] = True


def changer(field: str, read: Callable[[Any], Any]) -> Callable[[str], None]:
    """Build a widget callback: it gets the widget's key and stores the value that ``read`` makes of it."""

    def on_change(key: str) -> None:
        change(**{field: read(st.session_state[key])})

    return on_change


def show_in_widget(key: str, value: object) -> str:
    """Make a widget show a value of the state; returns the key. Must run before the widget is drawn."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def revision() -> int:
    """Number of the last browser change that this session has taken in."""
    return int(st.session_state.get(_REV, 0))


def take_browser_change(component_key: str, trigger: str) -> None:
    """Take in what the browser settled on. Its values are text to be parsed, whatever they claim to be."""
    sent = _sent(component_key, trigger)
    if sent is None:
        return
    st.session_state[_SETTLING] = time.perf_counter()
    st.session_state[_REV] = max(revision(), _whole_number(sent.get("rev")))
    texts = {name: sent[name] for name in FROM_BROWSER if name in sent}
    asked, notices = parse_query({name: text for name, text in texts.items() if text != ""})
    unread = {notice.values["name"] for notice in notices} | ({"date"} if asked.date is None else set())
    change(view=None)  # the map has been moved since, perhaps: the old position says nothing any more
    change(**{name: getattr(asked, name) for name in texts if name not in unread})
    st.session_state[_NOTICES] = notices


def count_answered() -> None:
    """Count the settled change that this run has answered, if it was one: of a run that got to its end."""
    began = st.session_state.pop(_SETTLING, None)
    if began is not None:
        metrics.count_settle(time.perf_counter() - began)


def take_search(component_key: str, trigger: str) -> None:
    """Take in a filter from the search box: words that events must contain, or one more party to keep."""
    sent = _sent(component_key, trigger)
    if sent is None:
        return
    asked, notices = parse_query({name: _one_line(sent[name]) for name in ("q", "actor") if name in sent})
    unread = {notice.values["name"] for notice in notices}
    if "q" in sent.keys() - unread:
        change(q=asked.q)
    if "actor" in sent.keys() - unread:
        change(actor=st.session_state[_STATE].actor | asked.actor)
    st.session_state[_NOTICES] = notices


def take_clearing(component_key: str, trigger: str) -> None:
    """Take back the filter of the chip pressed, or of all chips; or keep the legend's categories."""
    sent = _sent(component_key, trigger)
    if sent is None:
        return
    if "keep" in sent:
        asked, notices = parse_query({"cat": sent["keep"]})
        if sent["keep"] is not None and not notices:
            change(cat=asked.cat)
        return
    name = sent.get("name")
    clear((*CLEARED, "holders") if name == "" else [each for each in CLEARED if each == name])


def clear(names: Iterable[str] = (*CLEARED, "pair")) -> None:
    """Take back filters; without names all of them."""
    usual = DashboardState()
    change(**{name: getattr(usual, name) for name in names})


def _sent(component_key: str, trigger: str) -> dict[str, Any] | None:
    """What a component sent, where this session can take it in: an object, and there is a state."""
    sent = getattr(st.session_state.get(component_key), trigger, None)
    return sent if isinstance(sent, dict) and _STATE in st.session_state else None


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _whole_number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value <= _MOST_CHANGES else 0


def keep_file(asked: object, file: File | None) -> None:
    """Keep one made file, with what it was made for; none drops it."""
    st.session_state[_FILE] = (asked, file)


def keep_order(asked: object) -> None:
    """Keep that a file is ordered and not made yet."""
    st.session_state[_FILE] = (asked, None)


def is_ordered(asked: object) -> bool:
    """Whether this very file is ordered and not made yet."""
    made_for, file = st.session_state.get(_FILE, (None, None))
    return file is None and made_for is not None and bool(made_for == asked)


def stop_order() -> bool:
    """Give up an unfinished file; whether there was one."""
    made_for, file = st.session_state.get(_FILE, (None, None))
    if file is None:
        keep_file(None, None)
    return file is None and made_for is not None


def kept_file(asked: object) -> File | None:
    """The file kept, if it is the one asked for; another is dropped."""
    made_for: object
    file: File | None
    made_for, file = st.session_state.get(_FILE, (None, None))
    if file is not None and made_for != asked:
        keep_file(None, None)
        return None
    return file


_KEY = "geodash_key"


def key() -> str:
    """The key of what this session has added, or nothing where it has added nothing."""
    return str(st.session_state.get(_KEY, ""))


def keep_key(value: str) -> None:
    """Keep the key under which this session adds files."""
    st.session_state[_KEY] = value


def switch_set(name: str, layers: frozenset[str] = frozenset(), *, on: bool) -> None:
    """Show a data set beside those that are shown, or no more; without any the record is shown.

    ``layers`` are those of it that are usually on: a choice of layers made before could not know them.
    """
    if _STATE not in st.session_state:
        return
    state: DashboardState = st.session_state[_STATE]
    chosen = (state.set | {name} if on else state.set - {name}) or frozenset({RECORD})
    change(set=chosen, layers=state.layers | layers if on and state.layers is not None else state.layers)


def take_switch(key: str, name: str, layers: frozenset[str]) -> None:
    """Take in the switch of a data set."""
    switch_set(name, layers, on=bool(st.session_state.get(key)))


_MAP = "geodash_map"


def keep_map(scene: str, fmap: folium.Map) -> None:
    """Keep the base map of this session, which has been rendered."""
    st.session_state[_MAP] = (scene, fmap)


def kept_map(scene: str) -> folium.Map | None:
    """The base map kept, if it shows the scene."""
    made_for, fmap = st.session_state.get(_MAP, ("", None))
    return fmap if made_for == scene else None


def today() -> dt.date:
    """The day where the reader is, as the browser says; by UTC where it does not, or says nonsense."""
    now, west = dt.datetime.now(dt.UTC), st.context.timezone_offset
    if west is not None and abs(west) <= _MOST_MINUTES:
        now -= dt.timedelta(minutes=west)
    return now.date()


_TILES = "geodash_tiles"


def keep_tiles(key: str) -> None:
    """Store the tile address that the user typed. It stays here: a link never carries it."""
    st.session_state[_TILES] = str(st.session_state[key]).strip()[:LONGEST_TILES]


def tiles_text() -> str:
    """What the user typed as a tile address."""
    return str(st.session_state.get(_TILES, ""))


def tiles() -> str:
    """The tile address, if what the user typed can be one."""
    text = tiles_text()
    return text if is_tile_address(text) else ""

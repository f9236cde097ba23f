"""One session's state: from the address bar, from widgets and from the browser, back to the address bar.

The only module that touches `st.session_state` and `st.query_params`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodash.link.state import (
    FROM_BROWSER,
    PARAMS,
    DashboardState,
    Notice,
    format_query,
    parse_query,
    settle,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import folium

    from geodash.model.dataset import Dataset
    from geodash.products.order import File

_STATE = "geodash_state"
_WRITTEN = "geodash_written"
_CHANGED = "geodash_changed"
_NOTICES = "geodash_notices"
_REV = "geodash_rev"
_FILE = "geodash_file"
_MOST_CHANGES = 1e12
_NAMES = frozenset(param.name for param in PARAMS)


def begin(dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    """State of this run. An address bar that we did not write ourselves is followed.

    A run that takes in a change of the page does not look at it: the browser may not have shown yet what
    the run before wrote, and following that would undo the change.
    """
    query = {name: text for name, text in st.query_params.items() if name in _NAMES}
    notices: list[Notice] = []
    changed = st.session_state.pop(_CHANGED, False)
    if _STATE not in st.session_state or (not changed and query != st.session_state.get(_WRITTEN)):
        asked, notices = parse_query(query)
        alone = not query.keys() & {"tab", "date", "event"}
        # A link to a step of a story alone means the story; the others say which panel they mean.
        st.session_state[_STATE] = replace(asked, tab="stories") if asked.story and alone else asked
        st.session_state[_NOTICES] = notices
    state, fitted = settle(st.session_state[_STATE], dataset)
    st.session_state[_STATE] = state
    st.session_state[_NOTICES] = [*st.session_state[_NOTICES], *fitted]
    return state, st.session_state[_NOTICES]


def finish(state: DashboardState) -> None:
    """Write the state to the address bar, keeping parameters that are not ours."""
    query = format_query(state)
    foreign = {name: text for name, text in st.query_params.items() if name not in _NAMES}
    if {**foreign, **query} != st.query_params.to_dict():
        st.query_params.from_dict({**foreign, **query})
    st.session_state[_WRITTEN] = query


def change(**values: Any) -> None:  # noqa: ANN401  the fields of DashboardState
    """Replace fields of the state, from a widget's callback. Another language alone leaves the notices."""
    st.session_state[_CHANGED] = True
    st.session_state[_STATE] = replace(st.session_state[_STATE], **values)
    if values.keys() != {"lang"}:
        st.session_state[_NOTICES] = []


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
    sent = getattr(st.session_state[component_key], trigger, None)
    if not isinstance(sent, dict):
        return
    st.session_state[_REV] = max(revision(), _whole_number(sent.get("rev")))
    texts = {name: str(sent[name]) for name in FROM_BROWSER if name in sent}
    asked, notices = parse_query({name: text for name, text in texts.items() if text})
    change(view=None)  # the map has been moved since, perhaps: the old position says nothing any more
    change(**{name: getattr(asked, name) for name in texts if name != "date" or asked.date})
    st.session_state[_NOTICES] = notices


def take_search(component_key: str, trigger: str) -> None:
    """Take in a filter from the search box: words that events must contain, or one more party to keep."""
    sent = getattr(st.session_state[component_key], trigger, None)
    if not isinstance(sent, dict):
        return
    texts = {name: " ".join(str(sent[name]).split()) for name in ("q", "actor") if name in sent}
    asked, notices = parse_query(texts)
    if "q" in texts:
        change(q=asked.q)
    if "actor" in texts:
        change(actor=st.session_state[_STATE].actor | asked.actor)
    st.session_state[_NOTICES] = notices


def _whole_number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value <= _MOST_CHANGES else 0


def keep_file(asked: object, file: File | None) -> None:
    """Keep one made file, with what it was made for; none drops it."""
    st.session_state[_FILE] = (asked, file)


def kept_file(asked: object) -> File | None:
    """The file kept, if it is the one asked for; another is dropped."""
    made_for: object
    file: File | None
    made_for, file = st.session_state.get(_FILE, (None, None))
    if file is not None and made_for != asked:
        keep_file(None, None)
        return None
    return file


_MAP = "geodash_map"


def keep_map(scene: str, fmap: folium.Map) -> None:
    """Keep the base map of this session, which has been rendered."""
    st.session_state[_MAP] = (scene, fmap)


def kept_map(scene: str) -> folium.Map | None:
    """The base map kept, if it shows the scene."""
    made_for, fmap = st.session_state.get(_MAP, ("", None))
    return fmap if made_for == scene else None


_TILES = "geodash_tiles"


def keep_tiles(key: str) -> None:
    """Store the tile address that the user typed. It stays here: a link never carries it."""
    st.session_state[_TILES] = str(st.session_state[key]).strip()


def tiles_text() -> str:
    """What the user typed as a tile address."""
    return str(st.session_state.get(_TILES, ""))


def tiles() -> str:
    """The tile address, if what the user typed can be one."""
    text = tiles_text()
    complete = text.startswith("https://") and all(part in text for part in ("{x}", "{y}", "{z}"))
    return text if complete and text.isprintable() else ""

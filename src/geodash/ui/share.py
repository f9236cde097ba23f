"""The share button: what its dialog needs from Python. Only the browser knows the view of the map."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geodash.state import PARAMS, format_query
from geodash.ui.components import browser_component
from geodash.ui.resources import addresses
from geodash.wording.citation import citation

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.state import DashboardState

_LABELS = (
    "citation",
    "citation_help",
    "close",
    "copied",
    "copy",
    "copy_failed",
    "dialog",
    "embed",
    "embed_help",
    "frame_title",
    "live",
    "live_help",
    "share",
)


def share(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the share button with its dialog."""
    browser_component("share")(key="share", data=share_data(dataset, state, tr), width="content")


def share_data(dataset: Dataset, state: DashboardState, tr: Translator) -> dict[str, Any]:
    """Queries of the links, texts and labels."""
    labels = {name: tr(f"share.{name}") for name in _LABELS}
    labels["pinned"] = tr("share.pinned")
    labels["pinned_help"] = tr("share.pinned_help", version=dataset.version)
    return {
        "assets": addresses().assets,
        "lang": state.lang,
        "brief": state.brief,
        "view": format_query(state).get("view", ""),
        "order": [param.name for param in PARAMS],
        "pinned": format_query(pinned_state(dataset, state)),
        "live": format_query(live_state(state)),
        "citation": citation(dataset, state, tr, dt.datetime.now(dt.UTC).date()),
        "labels": labels,
    }


def pinned_state(dataset: Dataset, state: DashboardState) -> DashboardState:
    """State of a link that shows the same later: it names the data version. The browser adds the view."""
    return replace(state, view=None, v=dataset.version)


def live_state(state: DashboardState) -> DashboardState:
    """State of a link that follows the latest day: without date, version, event and story step."""
    return replace(state, date=None, event="", story="", view=None, v="")

"""The share button: what its dialog needs from Python. Only the browser knows the view of the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geodash.link.state import PARAMS, DashboardState, format_query
from geodash.ui.components import browser_component

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset


def share(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the share button with its dialog."""
    browser_component("share")(key="share", data=share_data(dataset, state, tr), width="content")


def share_data(dataset: Dataset, state: DashboardState, tr: Translator) -> dict[str, Any]:
    """Queries of the links. The words of the dialog are in the scene."""
    return {
        "lang": state.lang,
        "label": tr("share.share"),
        "brief": state.brief,
        "view": format_query(state).get("view", ""),
        "pinned": format_query(pinned_state(dataset, state)),
        "live": format_query(live_state(state)),
    }


def pinned_state(dataset: Dataset, state: DashboardState) -> DashboardState:
    """State of a link that shows the same later: it names the data version. The browser adds the view."""
    return replace(state, view=None, v=dataset.version)


def live_state(state: DashboardState) -> DashboardState:
    """State of a link that follows the latest day: without what belongs to one day or one version."""
    usual = DashboardState()
    of_a_day = {param.name: getattr(usual, param.name) for param in PARAMS if param.of_a_day}
    return replace(state, **of_a_day, view=None, v="")

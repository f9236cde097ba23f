"""The settled state as sent to the browser: a few hundred bytes, whatever the size of the data."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from geodash.link.state import LAYERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodash.link.state import DashboardState


def settled_state(state: DashboardState, mask: str = "", *, rev: int = 0, tiles: str = "") -> dict[str, Any]:
    """What the browser must follow.

    ``mask`` is the filter as ``encode_mask`` writes it, or where to fetch it. ``rev`` numbers the last
    browser change taken in: a browser that is ahead of it keeps its own clock.
    """
    view = state.view
    return {
        "rev": rev,
        "date": state.date.isoformat() if state.date else "",
        "days": state.days,
        "mask": mask,
        "event": state.event,
        "place": state.place,
        "source": state.source,
        "pair": ",".join(state.pair or ()),
        "compare": state.compare.isoformat() if state.compare else "",
        "story": state.story,
        "tab": state.tab,
        "layers": [layer for layer in LAYERS if layer in state.layers],
        "lang": state.lang,
        "view": [view.lat, view.lon, view.zoom] if view else None,
        "tiles": tiles,
    }


def encode_mask(mask: NDArray[np.bool_] | None) -> str:
    """Flags as base64 of bits, lowest bit first; no flags give the empty text.

    >>> encode_mask(np.array([True, False, True]))
    'BQ=='
    """
    if mask is None:
        return ""
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()

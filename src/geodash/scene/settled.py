"""The settled state as sent to the browser: a few hundred bytes, whatever the size of the data."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from geodash.link.state import PARAMS, format_query, layers_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

_FOLLOWED = frozenset({"cat", "layers", "lang", "view"})
"""What widgets of the page set and the browser must follow: of filters but that of the legend, the mask."""


def settled_state(
    state: DashboardState, dataset: Dataset, mask: str = "", *, rev: int = 0, tiles: str = ""
) -> dict[str, Any]:
    """What the browser must follow: parameters as a link writes them, and what no link holds.

    What the browser changes by itself is left out at its default, as in a link, and so are the data sets
    where they are the record alone. ``mask`` is the filter as ``encode_mask`` writes it, or where to fetch
    it. ``rev`` numbers the last browser change taken in: a browser that is ahead of it keeps its own clock.
    """
    state = replace(state, layers=layers_on(state, dataset))
    chosen = format_query(state)
    texts = {
        param.name: param.kind.format(getattr(state, param.name))
        for param in PARAMS
        if param.name in _FOLLOWED or (param.name in chosen and (param.by_browser or param.name == "set"))
    }
    return {"rev": rev, "mask": mask, "tiles": tiles, **texts}


def encode_mask(mask: NDArray[np.bool_] | None) -> str:
    """Flags as base64 of bits, lowest bit first; no flags give the empty text.

    >>> encode_mask(np.array([True, False, True]))
    'BQ=='
    """
    if mask is None:
        return ""
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()

"""Names of exported files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.link.state import DashboardState

WHERE_NO_PLACE = "east-drc"


def file_name(state: DashboardState, what: str, size: str, ext: str) -> str:
    """``geodash_<place>_<what>_<size>_<YYYYMMDD>.<ext>`` of a settled state.

    Raises
    ------
    ValueError
        If the state has no date.
    """
    if state.date is None:
        raise ValueError("The state has no date: settle it first.")
    place = state.place or WHERE_NO_PLACE
    return f"geodash_{place}_{what}_{size.replace(':', 'x')}_{state.date:%Y%m%d}.{ext}"

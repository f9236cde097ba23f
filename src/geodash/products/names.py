"""Names of exported files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.link.state import DashboardState
    from geodash.model.conflict import Conflict


def file_name(conflict: Conflict, state: DashboardState, what: str, size: str, ext: str) -> str:
    """``geodash_<place>_<what>_<size>_<YYYYMMDD>.<ext>`` of a settled state; without place, of the conflict.

    Raises
    ------
    ValueError
        If the state has no date.
    """
    if state.date is None:
        raise ValueError("The state has no date: settle it first.")
    place = state.place or conflict.file_stem
    return f"geodash_{place}_{what}_{size.replace(':', 'x')}_{state.date:%Y%m%d}.{ext}"

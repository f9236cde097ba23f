"""Control intervals: the records of one place turned into who held it when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.chains import Run, runs_of
from geodash.model.records import ControlRecord

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Holding(Run[ControlRecord]):
    """One controller of one place over one validity interval; status reports confirm it."""

    @property
    def place_id(self) -> str:
        """The place held."""
        return self.records[0].place_id

    @property
    def controller(self) -> str:
        """An actor id, ``contested`` or ``unknown``."""
        return self.records[0].controller

    @property
    def begins_earlier(self) -> bool:
        """Whether the first record already saw this side in place, so the true start is before ``since``."""
        return self.records[0].is_status_report


def holdings_of(chain: Iterable[ControlRecord]) -> tuple[Holding, ...]:
    """Turn the records of one place, sorted by date, into its holdings."""
    return tuple(Holding(*run) for run in runs_of(chain, lambda record: record.controller))

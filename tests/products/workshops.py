"""Workshops of tests: opened and closed, and what they are asked for."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.link.state import DashboardState
from geodash.products.order import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.products.workshop import Workshop

STATE = DashboardState(date=date(2025, 3, 17))
TODAY = date(2026, 3, 1)
DATA = Order("data", "geojson", today=TODAY)
PICTURE = Order("picture", "png", "square", dpi=50, today=TODAY)
LONG = Order("animation", "gif", days=(date(2012, 1, 1), date(2026, 3, 1)), today=TODAY)
DAYS = (date(2025, 1, 26), date(2025, 1, 30))
SOURCE = Path(__file__).parents[2] / "src"


@contextmanager
def opened(workshop: Workshop) -> Iterator[Workshop]:
    """A workshop until the block ends."""
    try:
        yield workshop
    finally:
        workshop.close()


def waiting(workshop: Workshop) -> list[int]:
    """Processes that wait for an order."""
    return [worker.pid for worker in workshop._idle]  # noqa: SLF001

"""What the tests of formats export, and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geodash.interchange.export import export_data
from geodash.link.state import DashboardState
from geodash.products.formats import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.interchange.export import DataFormat
    from geodash.model.dataset import Dataset

STATE = DashboardState(date=date(2025, 3, 17), days=None)
ACCESSED = date(2026, 11, 23)


def write(folder: Path, dataset: Dataset, fmt: DataFormat) -> Path:
    """A file of a dataset in a format."""
    path = folder / f"out.{FORMATS[fmt].ending}"
    path.write_bytes(export_data(dataset, STATE, fmt, accessed=ACCESSED))
    return path

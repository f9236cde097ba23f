"""Names of exported files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.link.state import DashboardState
from geodash.products.order import Order, file_name, name_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

DAY = date(2025, 3, 17)


@pytest.mark.parametrize(
    ("state", "size", "expected"),
    [
        (DashboardState(date=DAY), "16:9", "geodash_east-drc_control_16x9_20250317.png"),
        (DashboardState(date=DAY), "a4", "geodash_east-drc_control_a4_20250317.png"),
        (DashboardState(date=DAY, place="goma"), "square", "geodash_goma_control_square_20250317.png"),
        (DashboardState(date=DAY), "data", "geodash_east-drc_control_data_20250317.png"),
        (DashboardState(date=DAY, lang="fr"), "a4", "geodash_east-drc_control_a4_20250317_fr.png"),
        (DashboardState(date=DAY, q="goma"), "a4", "geodash_east-drc_control_a4_20250317_filtered.png"),
        (
            DashboardState(date=DAY, lang="fr", deaths=10),
            "a4",
            "geodash_east-drc_control_a4_20250317_fr_filtered.png",
        ),
    ],
)
def test_a_name_says_place_content_size_and_day(
    dataset: Dataset, state: DashboardState, size: str, expected: str
) -> None:
    assert file_name(dataset.conflict, state, "control", size, "png") == expected


def test_only_what_leaves_something_out_is_named_so(dataset: Dataset) -> None:
    """Holders that the map alone shows are all in a data file; a filter of events is not only drawn."""
    shown, kept = DashboardState(date=DAY, holders=frozenset({"m23"})), DashboardState(date=DAY, deaths=10)
    picture, data = Order("picture", "png"), Order("data", "csv")
    assert "_filtered" in name_of(dataset, shown, picture)
    assert "_filtered" not in name_of(dataset, shown, data)
    assert "_filtered" in name_of(dataset, kept, data)


def test_a_state_without_a_date_has_no_name(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="settle"):
        file_name(dataset.conflict, DashboardState(), "control", "a4", "pdf")

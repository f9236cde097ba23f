"""In which territory each place lies, as counts by territory need it: known, or said to be not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


class Territory(NamedTuple):
    """A second-level unit of the home country; one without ``admin2`` stands for what is not known."""

    admin1: str
    admin2: str


NOT_KNOWN = Territory("", "")


def territories(dataset: Dataset) -> dict[str, Territory | None]:
    """Territory of each place by id, None abroad."""
    return {
        place_id: Territory(place.admin1, place.admin2) if place.country == dataset.conflict.home else None
        for place_id, place in dataset.places.items()
    }

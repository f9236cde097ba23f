"""Whom a picture of the map credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.records import LANGUAGES

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


def attribution(dataset: Dataset) -> dict[str, str]:
    """Credits that every picture of the map carries, by language."""
    due = [dataset.credits[name] for name in (*dataset.own.borders, "places") if name in dataset.credits]
    return {lang: " · ".join(dict.fromkeys(credit.attribution(lang) for credit in due)) for lang in LANGUAGES}

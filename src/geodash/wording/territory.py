"""Where a place lies, in words: its territory, its province, its country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodash.model.selection import fold

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.records import Place

HOME = "COD"
"""The country whose territories a reader is told apart."""


def country_name(place: Place, tr: Translator) -> str:
    """Name of the country of a place; its code where the catalogue has no name for it."""
    key = f"places.country.{place.country.lower()}"
    return tr(key) if tr.has(key) else place.country


def province_name(place: Place, tr: Translator) -> str:
    """Name of the province of a place, or of what a country has in its stead, as the language writes it."""
    key = f"places.province.{re.sub(r'[^a-z0-9]+', '_', fold(place.admin1))}"
    return tr(key) if tr.has(key) else place.admin1


def territory_of(place: Place, tr: Translator) -> tuple[str, str]:
    """Territory of a place and its province; abroad the country and nothing."""
    if place.country != HOME:
        return country_name(place, tr), ""
    province = province_name(place, tr)
    return (place.admin2, province) if place.admin2 not in {"", province} else (province, "")


def situation(place: Place, tr: Translator) -> str:
    """Territory, province and country of a place in one line."""
    parts = (place.admin2, province_name(place, tr), country_name(place, tr))
    return ", ".join(dict.fromkeys(part for part in parts if part))

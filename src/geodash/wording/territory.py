"""Where a place lies, in words: its territory, its province, its country."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Place


def country_name(conflict: Conflict, iso3: str, tr: Translator) -> str:
    """Name of a country: the conflict's own, or the usual one."""
    own = conflict.names.country.get(iso3)
    return own.in_language(tr.lang) if own else tr.country(iso3)


def province_name(conflict: Conflict, admin1: str, tr: Translator) -> str:
    """Name of a province, or of what a country has in its stead, as the language writes it."""
    own = conflict.names.admin1.get(admin1)
    return own.in_language(tr.lang) if own else admin1


def territory_of(conflict: Conflict, place: Place, tr: Translator) -> tuple[str, str]:
    """Territory of a place and its province; abroad the country and nothing."""
    if place.country != conflict.home:
        return country_name(conflict, place.country, tr), ""
    province = province_name(conflict, place.admin1, tr)
    return (place.admin2, province) if place.admin2 not in {"", province} else (province, "")


def where_name(dataset: Dataset, where: str, tr: Translator) -> str:
    """Name of a place, or of an area with the word that it is meant as a whole."""
    if where not in dataset.areas.units:
        return dataset.places[where].label(tr.lang) if where in dataset.places else where
    unit = dataset.areas.units[where]
    province = province_name(dataset.conflict, unit.admin1, tr)
    if not unit.admin2:
        return tr("export.filter_province", name=province)
    return tr("export.filter_territory", name=unit.admin2, province=province)


def situation(conflict: Conflict, place: Place, tr: Translator) -> str:
    """Territory, province and country of a place in one line."""
    province = province_name(conflict, place.admin1, tr)
    parts = (place.admin2, province, country_name(conflict, place.country, tr))
    return ", ".join(dict.fromkeys(part for part in parts if part))

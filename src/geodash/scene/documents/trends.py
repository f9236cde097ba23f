"""The document of trends: territories to count events by, and from how many events on they say something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import translators
from geodash.model.comparison import LEAST_FOR_PERCENT
from geodash.model.territories import NOT_KNOWN, Territory, territories
from geodash.wording.territory import country_name, province_name

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset


def trends_document(dataset: Dataset) -> dict[str, Any]:
    """Row of each place in ``territories``, whose first stands for events without a place.

    ``within`` is the province, empty where nothing is known and abroad.
    """
    units = [NOT_KNOWN, *territories(dataset).values()]
    rows = {unit: row for row, unit in enumerate(dict.fromkeys(units))}
    texts = translators(dataset.conflict)
    return {
        "least": LEAST_FOR_PERCENT,
        "territory": [rows[unit] for unit in units[1:]],
        "territories": [
            {
                "known": int(unit is not None and unit.admin2 != ""),
                "name": {lang: _name(dataset.conflict, unit, tr) for lang, tr in texts.items()},
                "within": {
                    lang: province_name(dataset.conflict, unit.admin1, tr) if unit else ""
                    for lang, tr in texts.items()
                },
            }
            for unit in rows
        ],
    }


def _name(conflict: Conflict, unit: Territory | None, tr: Translator) -> str:
    if unit is None:
        return tr("trends.outside", country=country_name(conflict, conflict.home, tr))
    return unit.admin2 or tr("trends.unknown")

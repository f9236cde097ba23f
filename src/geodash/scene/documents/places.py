"""The document of places: names to search by, orders to list in, short words for holders."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, Translator, translators
from geodash.model.events import NOT_FOUND
from geodash.model.interval import to_day
from geodash.model.selection import fold
from geodash.wording.holder import short_holder
from geodash.wording.territory import territory_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language, Place, Proposal


def places_document(dataset: Dataset) -> dict[str, Any]:
    """Every place by its row in the scene.

    ``names`` are folded. ``territory`` is the row of each place in ``territories``, whose ``within`` is the
    province or, abroad, empty. ``order`` lists all rows by territory and by name, in the alphabet of each
    language; places whose control is followed come first in both. ``holders`` are controllers in short.
    ``proposals`` are there only where a data set beside the record has any.
    """
    places = list(dataset.places.values())
    texts = translators(dataset.conflict)
    named = [
        {lang: territory_of(dataset.conflict, place, tr) for lang, tr in texts.items()} for place in places
    ]
    keys = [tuple(names.values()) for names in named]
    rows = {key: row for row, key in enumerate(dict.fromkeys(keys))}
    controllers = sorted({record.controller for record in dataset.control})
    return {
        "version": dataset.version,
        "names": [names_of(place) for place in places],
        "territory": [rows[key] for key in keys],
        "territories": [
            {
                "name": dict(zip(LANGUAGES, (name for name, _ in key), strict=True)),
                "within": dict(zip(LANGUAGES, (within for _, within in key), strict=True)),
            }
            for key in rows
        ],
        "order": {
            "territory": {lang: by_territory(dataset, lang) for lang in LANGUAGES},
            "name": {lang: by_name(dataset, lang) for lang in LANGUAGES},
        },
        "holders": {
            controller: {lang: short_holder(dataset, controller, tr) for lang, tr in texts.items()}
            for controller in controllers
        },
        **_proposals(dataset, texts),
    }


def _proposals(dataset: Dataset, texts: Mapping[Language, Translator]) -> dict[str, Any]:
    """What each data set proposes of followed places, which nothing but the marks on request is made of."""
    row_of = {place_id: row for row, place_id in enumerate(dataset.places)}
    proposed = [
        {
            "id": name,
            "title": {lang: dataset.data_sets[name].title(lang) for lang in LANGUAGES},
            "rows": [
                _proposal(dataset, each, texts) | {"place": row_of[each.place_id]}
                for each in proposals
                if each.place_id in dataset.holdings
            ],
        }
        for name, proposals in dataset.proposals.items()
    ]
    return {"proposals": proposed} if proposed else {}


def _proposal(dataset: Dataset, each: Proposal, texts: Mapping[Language, Translator]) -> dict[str, Any]:
    """Day, holder and ground: the row of an event on the clock, else what the data set says."""
    row = dataset.events.row_of(each.event_id) if each.event_id else None
    return {
        "day": to_day(each.valid_from),
        "precision": each.date_precision,
        "group": dataset.class_of(each.controller),
        "holder": {lang: short_holder(dataset, each.controller, tr) for lang, tr in texts.items()},
        "event": NOT_FOUND if row is None else row,
        **({} if row is not None else {"summary": {lang: each.text("summary", lang) for lang in LANGUAGES}}),
    }


def names_of(place: Place) -> list[str]:
    """Folded names of a place in every language, without repeats."""
    names = (place.name, place.name_en, place.name_fr, *place.aliases)
    return list(dict.fromkeys(fold(name) for name in names))


def by_name(dataset: Dataset, lang: Language) -> list[int]:
    """Rows of all places by name, followed places first."""
    return _followed_first(dataset, [_name_key(place, lang) for place in dataset.places.values()])


def by_territory(dataset: Dataset, lang: Language) -> list[int]:
    """Rows of all places, followed places first, then by province, territory and name.

    The province with most followed places comes first; what lies abroad comes last.
    """
    tr, keys = Translator(lang, dataset.conflict), []
    followed = Counter(place.admin1 for place in dataset.places.values() if place.id in dataset.holdings)
    for place in dataset.places.values():
        name, within = territory_of(dataset.conflict, place, tr)
        rank = (
            place.country != dataset.conflict.home,
            -followed[place.admin1],
            fold(within or name),
            fold(name),
        )
        keys.append((*rank, *_name_key(place, lang)))
    return _followed_first(dataset, keys)


def _name_key(place: Place, lang: Language) -> tuple[str, str]:
    return fold(place.label(lang)), place.id


def _followed_first(dataset: Dataset, keys: Sequence[tuple[Any, ...]]) -> list[int]:
    followed = [place_id in dataset.holdings for place_id in dataset.places]
    return sorted(range(len(keys)), key=lambda row: (not followed[row], *keys[row]))

"""What the browser must know of the conflict: titles, region, names of classes and layers, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, translators
from geodash.model.interval import to_day
from geodash.wording.holder import class_name, class_note
from geodash.wording.layer import layer_name

if TYPE_CHECKING:
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language


def conflict_document(dataset: Dataset) -> dict[str, Any]:
    """Plain values for JSON; bounds are west, south, east, north in degrees, days count from 1970-01-01."""
    conflict, texts = dataset.conflict, translators(dataset.conflict)
    return {
        "title": {lang: conflict.text("title", lang) for lang in LANGUAGES},
        "short": {lang: conflict.text("short_title", lang) for lang in LANGUAGES},
        "home": conflict.home,
        "region": conflict.region,
        "locator": conflict.locator,
        "spanFrom": to_day(conflict.span_from) if conflict.span_from else None,
        "startEvent": _start(dataset),
        "classes": {class_id: _class(conflict, class_id) for class_id in conflict.class_ids},
        "layers": [
            {
                "id": layer.resource,
                "name": {lang: layer_name(dataset, layer.resource, tr) for lang, tr in texts.items()},
                "switch": layer.switch,
                "on": layer.on,
                **_credit(dataset, layer.resource),
            }
            for layer in conflict.layers
        ],
    }


def _start(dataset: Dataset) -> dict[str, Any] | None:
    """The event by which a stranger may begin: its id, its row among the events, its first day."""
    event_id = dataset.conflict.start_event
    row = dataset.events.row_of(event_id) if event_id else None
    if row is None:
        return None
    return {"id": event_id, "row": row, "day": to_day(dataset.events[row].date)}


def _credit(dataset: Dataset, layer: str) -> dict[str, Any]:
    """Whom to credit while a layer of a data set is shown; those of the record are credited always."""
    if layer not in dataset.layer_sets:
        return {}
    credit = dataset.borders[layer].credit
    return {"credit": {lang: credit.attribution(lang) for lang in LANGUAGES}}


def _class(conflict: Conflict, class_id: str) -> dict[str, dict[Language, str]]:
    """Name of a class, its name inside a sentence, and what must be said beside it."""
    texts = translators(conflict)
    described = conflict.class_by_id.get(class_id)
    names = {lang: class_name(conflict, class_id, tr) for lang, tr in texts.items()}
    return {
        "name": names,
        "holder": {lang: described.text("holder", lang) for lang in LANGUAGES} if described else names,
        "note": {lang: class_note(conflict, class_id, tr) for lang, tr in texts.items()},
    }

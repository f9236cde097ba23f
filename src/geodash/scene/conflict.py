"""What the browser must know of the conflict: titles, region, names of classes and layers, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, Translator
from geodash.model.selection import to_day

if TYPE_CHECKING:
    from geodash.model.conflict import Conflict
    from geodash.model.records import Language


def conflict_document(conflict: Conflict) -> dict[str, Any]:
    """Plain values for JSON; bounds are west, south, east, north in degrees, days count from 1970-01-01."""
    return {
        "title": {lang: conflict.text("title", lang) for lang in LANGUAGES},
        "short": {lang: conflict.text("short_title", lang) for lang in LANGUAGES},
        "home": conflict.home,
        "region": conflict.region,
        "locator": conflict.locator,
        "spanFrom": to_day(conflict.span_from) if conflict.span_from else None,
        "startEvent": conflict.start_event,
        "classes": {class_id: _class(conflict, class_id) for class_id in conflict.class_ids},
        "layers": [
            {
                "id": layer.resource,
                "name": {lang: layer.text("name", lang) for lang in LANGUAGES},
                "switch": layer.switch,
                "on": layer.on,
            }
            for layer in conflict.layers
        ],
    }


def _class(conflict: Conflict, class_id: str) -> dict[str, dict[Language, str]]:
    """Name of a class, its name inside a sentence, what it stands for and what must be said beside it."""
    described = conflict.class_by_id.get(class_id)
    if described is None:
        names: dict[Language, str] = {lang: Translator(lang)(f"vocab.group.{class_id}") for lang in LANGUAGES}
        return {"name": names, "holder": names}
    fields = ("name", "holder", "note", "attribution")
    return {field: {lang: described.text(field, lang) for lang in LANGUAGES} for field in fields}

"""What the panels show, as documents that a browser fetches when a panel is first opened.

Each builder takes a dataset and gives plain values for JSON: days are integers since 1970-01-01, texts come
in every language as ``{"en": ..., "fr": ...}``, records are named by their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.scene.documents.control import control_document
from geodash.scene.documents.help import help_document
from geodash.scene.documents.places import places_document
from geodash.scene.documents.relations import relations_document
from geodash.scene.documents.search import search_document
from geodash.scene.documents.sources import sources_document
from geodash.scene.documents.stories import stories_document
from geodash.scene.documents.trends import trends_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.model.dataset import Dataset

DOCUMENTS: Mapping[str, Callable[[Dataset], dict[str, Any]]] = {
    "control": control_document,
    "help": help_document,
    "places": places_document,
    "relations": relations_document,
    "search": search_document,
    "sources": sources_document,
    "stories": stories_document,
    "trends": trends_document,
}

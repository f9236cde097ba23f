"""The table of parts: the scene, and by name all that it names, as a server would hand it out one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, texts_of, translators
from geodash.link.state import format_query, settle
from geodash.products.parts.cards import all_cards
from geodash.products.parts.lines import with_shared_lines
from geodash.products.parts.packing import packed
from geodash.scene.settled import settled_state
from geodash.scene.whole import SCENE, Scene
from geodash.wording.territory import where_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.link.state import DashboardState
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ON_CARDS = frozenset({"title", "publisher", "url", "language"})
"""What a document says of a source that the card of the source says too."""
FILTERS = ("cat", "actor", "role", "where", "conf", "deaths", "q")
"""Parameters that the server makes a mask of; here the page's script does, as ``core/filtering.js`` says."""
SHARED, CARDS = "shared.json", "cards-{kind}.json"
_OWN_TEXTS = ("standalone.", "export.filter_", "party.")
_PAGE_TEXTS = (
    "actors", "any_actor", "any_place", "categories", "clear_filters", "filters", "filters_active",
    "layers", "least_confidence", "least_confidence.high", "least_confidence.low",
    "least_confidence.medium", "least_deaths", "least_deaths_help", "notice.bad_value", "notice.data_here",
    "notice.date_clamped", "notice.not_known", "notice.one_selection", "notice.unknown_id", "role",
    "role.any", "role.by", "role.toward", "shown", "where",
)  # fmt: skip
"""Texts of the page's own controls and notices that the page without a server has too."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The scene's own document, and what else the page reads, by the names that the scene has for it."""

    scene: dict[str, Any]
    others: dict[str, bytes]

    def scene_with(self, addresses: Mapping[str, str]) -> bytes:
        """The scene with other names for the parts: where they lie."""
        events = self.scene["events"]
        pieces = [piece | {"block": addresses[piece["block"]]} for piece in events["pieces"]]
        titles = {lang: [addresses[name] for name in names] for lang, names in events["titles"].items()}
        scene = self.scene | {
            "events": events | {"pieces": pieces, "titles": titles},
            **{name: addresses[self.scene[name]] for name in ("base", "shared")},
            **{
                kind: {name: addresses[file] for name, file in self.scene[kind].items()}
                for kind in ("documents", "cards")
            },
        }
        return as_json(scene)


def parts_of(dataset: Dataset) -> Parts:
    """The parts of a dataset: the server's documents, written short, and the cards of all records."""
    whole = Scene(dataset)
    scene = json.loads(whole.document(SCENE))
    cards = all_cards(dataset)
    most = cards.pop("most_events")
    names = scene["documents"].values()
    documents = {name: _without_cards(json.loads(whole.document(name))) for name in names}
    cards_of = tuple(cards)
    cards = {CARDS.format(kind=kind): entries for kind, entries in cards.items()}
    shared, short = packed(documents | cards)
    base = with_shared_lines(json.loads(whole.document(scene["base"])))
    told = {SHARED: shared, scene["base"]: base, **short}
    as_they_are = [name for name in whole.names if name not in {SCENE, *told}]
    for lang in LANGUAGES:
        scene["strings"][lang] |= _strings(dataset.conflict, lang)
    scene |= {
        "areas": areas_document(dataset),
        "cards": {kind: CARDS.format(kind=kind) for kind in cards_of},
        "mostEvents": most,
        "shared": SHARED,
    }
    others = {name: as_json(document) for name, document in told.items()}
    return Parts(scene, others | {name: whole.document(name) for name in as_they_are})


def areas_document(dataset: Dataset) -> dict[str, Any]:
    """Provinces and territories that events happened in; ``of`` has the rows of those of each place."""
    shown = dataset.event_columns.places.number
    ids = [area for area in dataset.areas.units if area in shown]
    rows = {area: row for row, area in enumerate(ids)}
    names: dict[str, Any] = {
        lang: [where_name(dataset, area, tr) for area in ids]
        for lang, tr in translators(dataset.conflict).items()
    }
    of = [[rows[area] for area in dataset.areas.of[place] if area in rows] for place in dataset.places]
    return names | {"id": ids, "of": of}


def settled_parameters(dataset: Dataset, state: DashboardState) -> dict[str, Any]:
    """What the page opens on: as a server tells it, and the filters, which it works out itself."""
    fitted, _ = settle(state, dataset)
    chosen = format_query(fitted)
    return settled_state(fitted, dataset) | {name: chosen[name] for name in FILTERS if name in chosen}


def as_json(document: object) -> bytes:
    """A document as it is written."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _without_cards(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what the cards of sources say as well: the page's script fills it in again."""
    sources = document.get("sources")
    if not isinstance(sources, dict):
        return document
    if isinstance(sources.get("id"), list):
        return document | {"sources": {key: rows for key, rows in sources.items() if key not in ON_CARDS}}
    if any(link.keys() - ON_CARDS - {"published"} for link in sources.values()):
        return document
    return document | {"sources": list(sources)}


def _strings(conflict: Conflict, lang: Language) -> dict[str, str]:
    wanted = {f"page.{name}" for name in _PAGE_TEXTS}
    return {
        key: text
        for key, text in texts_of(lang, conflict).items()
        if key.startswith(_OWN_TEXTS) or key in wanted
    }

"""No code knows the conflict: what is particular to a war stands in its data package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodash.model.conflict import STATES, LayerRole
from geodash.model.records import LANGUAGES
from geodash.model.vocabulary import OTHER, ActorKind
from tests.conftest import ROOT

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

SOURCE = ROOT / "src" / "geodash"
ARMED = {
    ActorKind.ARMED_GROUP,
    ActorKind.ARMED_FORCES,
    ActorKind.MILITIA_COALITION,
    ActorKind.PEACEKEEPING,
}


def words_of(dataset: Dataset) -> set[str]:
    """Names by which code could know the shipped conflict: of classes, armed parties, layers and places."""
    conflict = dataset.conflict
    armed = [actor for actor in dataset.actors.values() if actor.kind in ARMED]
    classes = set(conflict.class_ids) - {OTHER, *STATES}
    layers = {layer.resource for layer in conflict.layers} - set(LayerRole)
    parties = {name for actor in armed for name in (actor.id, actor.short_en, actor.short_fr)}
    places = {
        name
        for place in dataset.places.values()
        for name in (place.id, place.name, place.name_en, place.name_fr, *place.aliases)
    }
    countries = {text.in_language(lang) for text in conflict.names.country.values() for lang in LANGUAGES}
    return classes | layers | parties | places | countries | set(conflict.names.admin1)


OF_THE_TRADE = {"imports/parties.py", "imports/ucdp.py", "imports/acled_types.py", "i18n/en/imports.json"}
"""Where data sets of the trade are read or quoted, which write "Government of X" of any state."""


def test_no_code_knows_the_conflict(dataset: Dataset) -> None:
    named = "|".join(map(re.escape, sorted(words_of(dataset))))
    pattern = re.compile(rf"(?<!\w)(?:{named})(?!\w)", re.IGNORECASE)
    found = {
        f"{path.relative_to(SOURCE)}: {word}"
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".js", ".ts", ".css", ".json"}
        for word in pattern.findall(path.read_text(encoding="utf-8"))
        if word.casefold() != "government" or path.relative_to(SOURCE).as_posix() not in OF_THE_TRADE
    }
    assert sorted(found) == []

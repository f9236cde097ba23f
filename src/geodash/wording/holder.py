"""Names of holders and of their classes, as the conflict has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import OTHER

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from geodash.i18n import Translator
    from geodash.model.conflict import Conflict, HolderClass
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event


def class_name(conflict: Conflict, class_id: str, tr: Translator) -> str:
    """Name of a class of places for a legend: the conflict's own, or that of a state."""
    described = conflict.class_by_id.get(class_id)
    return described.text("name", tr.lang) if described else tr(f"vocab.group.{class_id}")


def drawn_holders(conflict: Conflict, drawn: Container[str], tr: Translator) -> str:
    """Which classes a map draws alone, in a sentence, or nothing where it draws all."""
    names = [class_name(conflict, class_id, tr) for class_id in conflict.class_ids if class_id in drawn]
    return tr("wording.holders_drawn", names=", ".join(names)) if names else ""


def holder_name(dataset: Dataset, controller: str, tr: Translator) -> str:
    """Name of a controller inside a sentence, with its article where the language wants one."""
    if tr.has(key := f"wording.holder.{controller}"):
        return tr(key)
    described = dataset.conflict.class_by_id.get(dataset.class_of(controller))
    if described and not _is_named_itself(described):
        return described.text("holder", tr.lang)
    return dataset.actors[controller].text("short", tr.lang)


def short_holder(dataset: Dataset, controller: str, tr: Translator) -> str:
    """A controller in a word or two: its class, or its own name where the class would say too little."""
    group, actor = dataset.class_of(controller), dataset.actors.get(controller)
    described = dataset.conflict.class_by_id.get(group)
    if actor and (described is None or _is_named_itself(described)):
        return actor.text("short", tr.lang)
    return class_name(dataset.conflict, group, tr)


def _is_named_itself(holders: HolderClass) -> bool:
    """Whether holders of a class go by their own names: its own would say only "other", or "some group"."""
    return holders.id == OTHER or holders.own_names


def class_note(conflict: Conflict, class_id: str, tr: Translator) -> str:
    """What a class stands for, and what must be said beside it: who backs it, who says so, who denies it."""
    described = conflict.class_by_id.get(class_id)
    texts = (described.text(field, tr.lang) for field in ("note", "attribution")) if described else ()
    return " ".join(text for text in texts if text)


def attribution_of(dataset: Dataset, controller: str, tr: Translator) -> str:
    """What must be said beside a controller's name."""
    return class_note(dataset.conflict, dataset.class_of(controller), tr)


def event_attribution(dataset: Dataset, event: Event, tr: Translator) -> str:
    """What must be said beside an event: the attribution of each class that one of its parties is in."""
    return " ".join(attributions(dataset, (event,), tr))


def attributions(
    dataset: Dataset, events: Iterable[Event], tr: Translator, said: Container[str] = ()
) -> list[str]:
    """What must be said beside events, once for each class but those of which it was ``said`` before."""
    parties = {party for event in events for party in (*event.actors_from, *event.actors_to)}
    found = dataset.conflict.attributed_by(map(dataset.lineage, parties))
    return [holders.text("attribution", tr.lang) for holders in found if holders.id not in said]

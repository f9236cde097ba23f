"""One field of a record, before and after, in words: names instead of ids, written dates, texts cut short."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from geodash.model.conflict import STATES
from geodash.model.records import LANGUAGES
from geodash.model.vocabulary import (
    Confidence,
    DatePrecision,
    EventCategory,
    PlaceKind,
    RelationStatus,
    SourceKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import Record
    from geodash.model.revision import FieldChange

LONGEST = 90
_BEFORE_DIFFERENCE = 24
"""Characters of a long text, and those of them that stand before what differs."""
_WORDS: dict[type[StrEnum], str] = {
    Confidence: "vocab.confidence",
    DatePrecision: "vocab.precision",
    EventCategory: "vocab.category",
    PlaceKind: "vocab.place_kind",
    RelationStatus: "wording.relation",
    SourceKind: "vocab.source_kind",
}
_LISTS = frozenset({"aliases", "actors_from", "actors_to", "source_ids"})
_DATES = frozenset({"valid_from", "date", "date_end"})
_ACTORS = frozenset(
    {"controller", "previous", "taken_from", "actors_from", "actors_to", "actor_a", "actor_b", "parent"}
)
_PLACES = frozenset({"place_id", "target_place_id", "seat_place_id"})
_EVENTS = frozenset({"event_id", "part_of"})
_SOURCES = frozenset({"source_ids"})
_TEXTS = frozenset({"summary", "text", "title", "note", "disputed_note", "place_note"})


def field_changes(
    dataset: Dataset, model: type[Record], changes: Iterable[FieldChange], tr: Translator
) -> list[str]:
    """Each field that changed, in words. Of texts in two languages only the reader's is told."""
    found = [
        tr("changes.field_changed", field=_label(name, tr), change=_change(dataset, model, name, change, tr))
        for change in changes
        if (name := _in_language(change.field, tr)) is not None
    ]
    return found or [tr("changes.other_language")]


def controller_name(dataset: Dataset, controller: str, tr: Translator) -> str:
    """A controller as one word of a list: an actor's short name, or the state."""
    if controller in STATES:
        return tr(f"vocab.group.{controller}").lower()
    return _actor(dataset, controller, tr)


def _in_language(field: str, tr: Translator) -> str | None:
    """Name of a field without its language, or None where that is not the reader's."""
    name, _, lang = field.rpartition("_")
    if lang not in LANGUAGES:
        return field
    return name if lang == tr.lang else None


def _label(name: str, tr: Translator) -> str:
    return tr(key) if tr.has(key := f"changes.field.{name}") else name


def _change(dataset: Dataset, model: type[Record], name: str, change: FieldChange, tr: Translator) -> str:
    if name in _LISTS:
        return _of_list(dataset, name, change, tr)
    if name in _TEXTS:
        old, new = around_difference(change.old, change.new)
        texts = [tr("changes.quoted", text=text) if text else tr("changes.not_stated") for text in (old, new)]
    else:
        kind = getattr(model.model_fields.get(name), "annotation", None)
        texts = [_value(dataset, kind, name, cell, tr) for cell in (change.old, change.new)]
    return tr("changes.from_to", old=texts[0], new=texts[1])


def _of_list(dataset: Dataset, name: str, change: FieldChange, tr: Translator) -> str:
    """What a list has more and what it has no longer."""
    old, new = (
        dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()) for cell in change[1:]
    )
    parts = [
        tr(key, list=_cut(", ".join(dict.fromkeys(_value(dataset, None, name, each, tr) for each in some))))
        for key, some in (
            ("changes.list_more", [each for each in new if each not in old]),
            ("changes.list_less", [each for each in old if each not in new]),
        )
        if some
    ]
    return ", ".join(parts) or tr("changes.list_order")


def _value(dataset: Dataset, kind: object, name: str, cell: str, tr: Translator) -> str:
    """One cell, or one part of a list, as a reader knows it; what is not known stands as it is."""
    if not cell:
        return tr("changes.not_stated")
    if name in _DATES:
        return _day(cell, tr)
    words = _WORDS.get(kind) if isinstance(kind, type) else None
    key = f"{words}.{cell}" if words else f"changes.{cell}"
    if (words or cell in {"true", "false"}) and tr.has(key):
        return tr(key)
    return _cut(_named(dataset, name, cell, tr) or cell)


def _named(dataset: Dataset, name: str, cell: str, tr: Translator) -> str:
    """Name of the record that an id in a field means, or nothing."""
    if name in _ACTORS:
        return controller_name(dataset, cell, tr)
    if name in _PLACES and cell in dataset.places:
        return dataset.places[cell].label(tr.lang)
    if name in _EVENTS and cell in dataset.event_by_id:
        return tr("changes.quoted", text=dataset.event_by_id[cell].text("title", tr.lang))
    return dataset.sources[cell].publisher if name in _SOURCES and cell in dataset.sources else ""


def _actor(dataset: Dataset, actor_id: str, tr: Translator) -> str:
    actor = dataset.actors.get(actor_id)
    return actor.text("short", tr.lang) if actor else actor_id


def _day(cell: str, tr: Translator) -> str:
    try:
        return tr.date(date.fromisoformat(cell))
    except ValueError:
        return cell


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def around_difference(old: str, new: str) -> tuple[str, str]:
    """Two texts, cut to where they begin to differ if one is long.

    >>> around_difference("short", "other")
    ('short', 'other')
    """
    start = 0
    if max(len(old), len(new)) > LONGEST:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
        start = old.rfind(" ", 0, max(0, shared - _BEFORE_DIFFERENCE)) + 1
    return _part(old, start), _part(new, start)


def _part(text: str, start: int) -> str:
    """At most LONGEST characters of a text from a place on, with signs for what is left out."""
    if not text:
        return ""
    end = "…" if len(text) > start + LONGEST else ""
    return f"{'…' if start else ''}{text[start : start + LONGEST]}{end}"

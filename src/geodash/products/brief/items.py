"""What a brief tells, one by one: changes of control, relations, events, and what must stand beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodash.link.days import days_compared
from geodash.model.comparison import compare
from geodash.model.vocabulary import Basis
from geodash.wording.comparison import comparison_card
from geodash.wording.holder import short_holder
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    import datetime as dt

    from geodash.model.changes import ControlChange
    from geodash.model.records import Event
    from geodash.model.snapshot import PlaceControl
    from geodash.pictures.content import Content


class Item(NamedTuple):
    """One thing told: its texts, how sure it is, who disputes it, and what it rests on.

    ``classes`` are those whose attribution it needs; ``day`` is the day under which an event stands.
    """

    texts: tuple[str, ...]
    sure: str = ""
    disputed: str = ""
    classes: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    day: str = ""
    event: Event | None = None


class Changed(NamedTuple):
    """What differs between two days: the heading, the sum, and each place and relation."""

    heading: str
    summary: str
    places: tuple[Item, ...]
    relations: tuple[Item, ...]


def changed_between(content: Content) -> Changed:
    """What differs between the day and the one that it is compared with, or the one before its window.

    Places that passed from one side to another come before those that were first seen or lost from sight.
    """
    dataset, tr = content.dataset, content.tr
    earlier, later = days_compared(dataset, content.state)
    found = compare(dataset, earlier, later, content.state.days)
    card = comparison_card(dataset, found, tr)
    known = {row["id"] for row in card["places"]}
    order = {"moved": 0, "seen": 1, "lost": 2}
    control = sorted(
        (change for change in found.control if change.place_id in known),
        key=lambda change: (
            order[change.kind],
            dataset.places[change.place_id].kind.rank,
            change.after.since or earlier,
            change.place_id,
        ),
    )
    relations = []
    for row in card["relations"]:
        event = dataset.event_by_id.get(row["event"] or "")
        relations.append(_relation(content, row["text"], event))
    places = tuple(_change(content, change, later) for change in control)
    return Changed(card["heading"], card["summary"], places, tuple(relations))


def _change(content: Content, change: ControlChange, later: dt.date) -> Item:
    dataset, tr, after = content.dataset, content.tr, change.after
    before = tr("brief.first_seen") if change.kind == "seen" else _side(content, change.before)
    texts = (
        dataset.places[change.place_id].label(tr.lang),
        before,
        _side(content, after),
        control_statement(dataset, after, later, tr),
    )
    sides = dict.fromkeys(dataset.class_of(side.controller) for side in (change.before, after))
    noted = dataset.conflict.class_by_id
    return Item(
        texts,
        tr(f"vocab.confidence.{after.confidence}") + "." if after.confidence else "",
        _disputed(content, after.disputed_note(tr.lang)),
        tuple(name for name in sides if name in noted and noted[name].text("attribution", tr.lang)),
        after.sources,
    )


def _side(content: Content, control: PlaceControl) -> str:
    name = short_holder(content.dataset, control.controller, content.tr)
    return content.tr("compare.implied", holder=name) if control.basis is Basis.IMPLIED else name


def _relation(content: Content, text: str, event: Event | None) -> Item:
    if event is None:
        return Item((text,))
    return Item((text,), *event_item(content, event)[1:])


def event_item(content: Content, event: Event) -> Item:
    """An event: when and where, what, how sure, and who disputes it."""
    parties = (*event.actors_from, *event.actors_to)
    classes = content.dataset.conflict.attributed_by(map(content.dataset.lineage, parties))
    return Item(
        (content.when_and_where(event), event.text("title", content.tr.lang)),
        content.tr(f"vocab.confidence.{event.confidence}") + ".",
        _disputed(content, event.text("disputed_note", content.tr.lang)),
        tuple(each.id for each in classes),
        event.source_ids,
        content.tr.date(event.date),
        event,
    )


def _disputed(content: Content, note: str) -> str:
    return content.tr("compare.disputed", text=note) if note else ""

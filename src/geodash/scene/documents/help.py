"""The document of the help: what a reader who has never been here is looking at, and where the record ends.

A section is a title and blocks. A block is a paragraph, or a list of terms, each with the sign that the map
draws for it. What the method says already is taken from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator, translators
from geodash.model.conflict import STATES
from geodash.model.vocabulary import UNKNOWN, Basis, Confidence, EventCategory
from geodash.scene.documents.method import class_term, speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord
    from geodash.scene.documents.method import Say, Texts


def help_document(dataset: Dataset) -> dict[str, Any]:
    """The sections in reading order."""
    say = speaker(dataset)
    return {
        "sections": [
            {
                "id": "shows",
                "title": say("help.shows.title"),
                "blocks": [{"text": say("help.shows.map")}, {"terms": _sides(dataset, say)}],
            },
            {
                "id": "signs",
                "title": say("help.signs.title"),
                "blocks": [{"terms": _signs(dataset, say)}],
            },
            {
                "id": "around",
                "title": say("help.around.title"),
                "blocks": [{"terms": _around(dataset, say)}],
            },
            {
                "id": "lists",
                "title": say("help.lists.title"),
                "blocks": [{"terms": _in_lists(say)}],
            },
            {
                "id": "record",
                "title": say("help.record.title"),
                "blocks": [_written(dataset, text) for text in (_control_ends, _reports_after, _events_end)],
            },
            {
                "id": "add",
                "title": say("help.add.title"),
                "blocks": [{"text": say("help.add.how")}, {"text": say("method.report.how")}],
            },
        ]
    }


def _sides(dataset: Dataset, say: Say) -> list[dict[str, Any]]:
    """Who they are that hold places in the data: what their class stands for, and what must be said of it."""
    held = {dataset.class_of(each.controller) for chain in dataset.holdings.values() for each in chain}
    names = [name for name in dataset.conflict.class_ids if name in held and name not in STATES]
    return [_of_class(dataset, name, say) for name in names]


def _of_class(dataset: Dataset, name: str, say: Say) -> dict[str, Any]:
    found = class_term(dataset.conflict, name, say)
    return _term({"kind": "town", "group": name}, found["term"], found["text"])


def _signs(dataset: Dataset, say: Say) -> list[dict[str, Any]]:
    """What the symbol of a place tells of the evidence, drawn for the first class where it needs one."""
    town = {"kind": "town", "group": dataset.conflict.first_class}
    return [
        _term(town, say("vocab.basis.reported"), say("help.signs.reported_means")),
        _term(town | {"faded": True}, say("help.signs.carried"), say("method.control.age")),
        _term(town | {"basis": Basis.IMPLIED}, say("vocab.basis.implied"), say("method.control.implied")),
        *(_of_class(dataset, state, say) for state in STATES),
    ]


def _around(dataset: Dataset, say: Say) -> list[dict[str, Any]]:
    cell = {"kind": "cell", "group": dataset.conflict.first_class}
    how, caution = say("method.influence.how"), say("method.influence.not")
    return [
        _term(
            {"kind": "event", "category": next(iter(EventCategory))},
            say("help.around.event"),
            say("method.events.window"),
        ),
        _term(cell, say("help.around.influence"), {lang: f"{how[lang]} {caution[lang]}" for lang in how}),
    ]


def _in_lists(say: Say) -> list[dict[str, Any]]:
    """Words and marks of lists and sentences, which hold no room to explain themselves."""
    return [
        *(
            _term(
                {"kind": "bars", "rank": rank},
                say(f"vocab.confidence.{level}"),
                say(f"vocab.confidence_means.{level}"),
            )
            for rank, level in reversed([*enumerate(Confidence)])
        ),
        *(
            _term({"kind": "word"}, say(f"panel.{word}"), say(f"panel.{word}_means"))
            for word in ("disputed", "part")
        ),
        _term({"kind": "word"}, say("help.lists.followed_word"), say("panel.followed_means")),
    ]


def _term(sign: dict[str, Any], term: Texts, text: Texts) -> dict[str, Any]:
    return {"sign": sign, "term": term, "text": text}


def _written(dataset: Dataset, text: Callable[[Dataset, Translator], str]) -> dict[str, Any]:
    return {"text": {lang: text(dataset, tr) for lang, tr in translators(dataset.conflict).items()}}


def reports_after(dataset: Dataset) -> list[ControlRecord]:
    """Records after the last day on which control is known that say who was in a place, in time order."""
    late = [record for record in dataset.control if record.valid_from > dataset.control_known_until]
    return sorted(
        (record for record in late if record.controller != UNKNOWN), key=lambda record: record.valid_from
    )


def _control_ends(dataset: Dataset, tr: Translator) -> str:
    return tr("help.record.control", date=tr.date(dataset.control_known_until))


def _reports_after(dataset: Dataset, tr: Translator) -> str:
    late = reports_after(dataset)
    if not late:
        return tr("help.record.nothing")
    places = tr("help.record.places", count=len({record.place_id for record in late}))
    return tr("help.record.after", count=len(late), places=places, date=tr.date(late[-1].valid_from))


def _events_end(dataset: Dataset, tr: Translator) -> str:
    until, thin = tr.date(dataset.events_known_until), dataset.events_thin_from
    if thin is None:
        return tr("help.record.events", date=until)
    return tr("help.record.events_thin", date=until, thin=tr.date(thin))

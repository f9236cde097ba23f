"""The document of the help: what a reader who has never been here is looking at, and where the record ends.

A section is a title and blocks. A block is a paragraph, or a list of terms, each with the sign that the map
draws for it. What the method says already is taken from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator, translators
from geodash.model.vocabulary import UNKNOWN
from geodash.scene.documents.method import speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord


def help_document(dataset: Dataset) -> dict[str, Any]:
    """The sections in reading order."""
    say = speaker(dataset)
    return {
        "sections": [
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

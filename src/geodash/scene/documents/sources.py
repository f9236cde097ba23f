"""The document of sources: each with the records that rest on it, and how the records are made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from babel.core import Locale

from geodash.i18n import LANGUAGES, translators
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.postings import Keys, Postings
from geodash.model.vocabulary import CONTESTED, UNKNOWN, SourceKind
from geodash.scene.documents.coverage import records_by_year
from geodash.scene.documents.method import method_sections
from geodash.wording.holder import holder_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord, Event, Language, Relation

NO_NOTE = -1
_PRECISIONS = ("", "year", "month", "day")


def sources_document(dataset: Dataset) -> dict[str, Any]:
    """Sources as columns, and the tables that these name by row.

    Events are named by their row in ``dataset.events``, which is that of the scene. Of data sets that were
    added to the record there is nothing here: their sources stand on the cards of their events.
    """
    whole, dataset = dataset, dataset.own
    texts = translators(dataset.conflict)
    control = sorted(dataset.control, key=lambda record: record.valid_from)
    relations = sorted(dataset.relations, key=lambda record: record.valid_from)
    notes = list(dict.fromkeys((s.note_en, s.note_fr) for s in dataset.sources.values() if s.note_en))
    return {
        "sources": _columns(dataset, notes) | _resting(whole, control, relations),
        "notes": [{"en": english, "fr": french} for english, french in notes],
        "kinds": [kind for kind in SourceKind if any(s.kind is kind for s in dataset.sources.values())],
        "languages": _languages(dataset),
        "control": {
            "place": [record.place_id for record in control],
            "day": [to_day(record.valid_from) for record in control],
            "precision": [record.date_precision for record in control],
            "label": {lang: _control_labels(dataset, control, tr) for lang, tr in texts.items()},
        },
        "relations": {
            "pair": [",".join(record.pair) for record in relations],
            "day": [to_day(record.valid_from) for record in relations],
            "label": {lang: _relation_labels(dataset, relations, tr) for lang, tr in texts.items()},
        },
        "years": records_by_year(dataset),
        "claims": len(dataset.claims),
        "method": method_sections(dataset),
    }


def _columns(dataset: Dataset, notes: list[tuple[str, str]]) -> dict[str, list[Any]]:
    sources = dataset.sources.values()
    note_row = {note: row for row, note in enumerate(notes)}
    published = [_published(source.published) for source in sources]
    return {
        "id": [source.id for source in sources],
        "title": [source.title for source in sources],
        "publisher": [source.publisher for source in sources],
        "day": [day for day, _ in published],
        "precision": [precision for _, precision in published],
        "url": [source.url for source in sources],
        "language": [source.language for source in sources],
        "kind": [source.kind for source in sources],
        "note": [note_row.get((source.note_en, source.note_fr), NO_NOTE) for source in sources],
    }


def _published(text: str) -> tuple[int | None, str]:
    """First day that a publication date may mean, and how much of it is known.

    >>> _published("2025-03")
    (20148, 'month')
    """
    if not text:
        return None, ""
    first = date.fromisoformat(f"{text}-01-01"[: len("2025-01-01")])
    return to_day(first), _PRECISIONS[text.count("-") + 1]


def _resting(
    dataset: Dataset, control: list[ControlRecord], relations: list[Relation]
) -> dict[str, list[list[int]]]:
    """Rows of the records that rest on each source, in time order; a relation rests on what its act does."""
    row_of = {source_id: row for row, source_id in enumerate(dataset.own.sources)}
    acts = [dataset.event_by_id[record.event_id] for record in relations]
    tables: dict[str, Sequence[Event | ControlRecord]] = {"control": control, "relations": acts}
    found = {"events": _events_resting(dataset)}
    for name, records in tables.items():
        found[name] = [[] for _ in row_of]
        for row, record in enumerate(records):
            for source_id in dict.fromkeys(record.source_ids):
                found[name][row_of[source_id]].append(row)
    return found


def _events_resting(dataset: Dataset) -> list[list[int]]:
    """Rows of the record's events that rest on each of its sources, in time order."""
    values, codes = dataset.events.coded("source_ids")
    rows = Postings.of_keys(len(dataset.events), [Keys.of_codes(values, codes)])
    columns = dataset.event_columns
    own = columns.origin == columns.origins.index(RECORD)
    return [found[own[found]].tolist() for found in map(rows.rows_of, dataset.own.sources)]


def _languages(dataset: Dataset) -> dict[str, dict[Language, str]]:
    """Names of the languages of sources, by code, in every language of the page."""
    codes = sorted({source.language for source in dataset.sources.values()})
    locales = {lang: Locale.parse(lang) for lang in LANGUAGES}
    return {
        code: {lang: str(locale.languages.get(code, code)) for lang, locale in locales.items()}
        for code in codes
    }


def _control_labels(dataset: Dataset, records: list[ControlRecord], tr: Translator) -> list[str]:
    return [_control_label(dataset, record, tr) for record in records]


def _control_label(dataset: Dataset, record: ControlRecord, tr: Translator) -> str:
    """Place and what the record says of it."""
    place = dataset.places[record.place_id].label(tr.lang)
    if record.controller in {CONTESTED, UNKNOWN}:
        return tr(f"sources.record.{record.controller}", place=place)
    key = "sources.record.confirmed" if record.is_status_report else "sources.record.held"
    return tr(key, place=place, holder=holder_name(dataset, record.controller, tr))


def _relation_labels(dataset: Dataset, records: list[Relation], tr: Translator) -> list[str]:
    names = {actor.id: actor.text("short", tr.lang) for actor in dataset.actors.values()}
    return [
        tr(
            "sources.record.relation",
            one=names[record.actor_a],
            two=names[record.actor_b],
            status=tr(f"wording.relation.{record.status}"),
        )
        for record in records
    ]

"""The latest changes of control and the major events as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from geodash.i18n import Translator
from geodash.link.state import DashboardState, query_of
from geodash.model.snapshot import place_control_at
from geodash.model.vocabulary import UNKNOWN
from geodash.wording.detail import date_span
from geodash.wording.doubts import doubts
from geodash.wording.holder import attribution_of, event_attribution
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord, Event, Language

MOST = 50
"""Entries of a feed, unless it is asked for since a day."""
PUBLISHERS = 3
"""An event is major where so many publishers report it."""


class Entry(NamedTuple):
    """One change or event: its day, the id of its record, what is said of it, and the link that shows it."""

    day: dt.date
    record_id: str
    title: str
    said: str
    query: str


def feed_of(dataset: Dataset, home: str, lang: Language, since: dt.date | None = None) -> bytes:
    """The feed of a page at an address (``home``, with a slash at its end), the newest first.

    ``since`` asks for all that began on that day or later. A day stands as its first moment in UTC. Only the
    record is told of: what is beside it is others' to publish.
    """
    dataset = dataset.own
    tr = Translator(lang, dataset.conflict)
    entries = sorted((*_changes(dataset, tr), *_events(dataset, tr)), key=lambda e: e[:2], reverse=True)
    entries = entries[:MOST] if since is None else [entry for entry in entries if entry.day >= since]
    updated = _moment(entries[0].day if entries else dataset.last_day)
    title = tr("page.title", date=tr.date(dataset.last_day))
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tr.lang}">'
        f"<title>{escape(title)}</title><id>{escape(home)}feed.atom</id><updated>{updated}</updated>"
        f'<link href={quoteattr(home)}/><link rel="self" href={quoteattr(f"{home}feed.atom")}/>'
        f"<author><name>geodash</name></author>{''.join(_xml(entry, home) for entry in entries)}</feed>"
    ).encode()


def changes_of_control(dataset: Dataset) -> Iterator[ControlRecord]:
    """Records by which a place passed from one known holder to another.

    A place first seen has not passed from anyone, and one that is lost from sight to nobody.
    """
    for chain in dataset.holdings.values():
        for holding in chain:
            record = next(iter(holding.records), None)
            if record is None or record.is_status_report or record.controller == UNKNOWN:
                continue
            if record.taken_from or record.previous != UNKNOWN:
                yield record


def major_events(dataset: Dataset) -> Iterator[Event]:
    """Events that stand by themselves and that several publishers report."""
    for event in dataset.events:
        publishers = {dataset.sources[source_id].publisher for source_id in event.source_ids}
        if len(publishers) >= PUBLISHERS and not event.part_of:
            yield event


def _changes(dataset: Dataset, tr: Translator) -> Iterator[Entry]:
    for record in changes_of_control(dataset):
        place = dataset.places[record.place_id]
        control = place_control_at(dataset, dataset.holdings[place.id], record.valid_from)
        statement = control_statement(dataset, control, record.valid_from, tr)
        beside = attribution_of(dataset, control.controller, tr)
        state = DashboardState(date=record.valid_from, place=place.id, lang=tr.lang)
        title = tr("briefing.place", place=place.label(tr.lang), text=statement)
        said = _said(dataset, record, (statement, record.text("summary", tr.lang), beside), tr)
        yield Entry(record.valid_from, record.id, title, said, query_of(state))


def _events(dataset: Dataset, tr: Translator) -> Iterator[Entry]:
    for event in major_events(dataset):
        beside = event_attribution(dataset, event, tr)
        state = DashboardState(date=event.date, event=event.id, lang=tr.lang)
        title = f"{event.text('title', tr.lang)} ({date_span(event, tr)})"
        said = _said(dataset, event, (event.text("summary", tr.lang), beside), tr)
        yield Entry(event.date, event.id, title, said, query_of(state))


def _said(dataset: Dataset, record: ControlRecord | Event, texts: Iterable[str], tr: Translator) -> str:
    """What is said, how far it is to be trusted, who says so and where."""
    weak = doubts(record.confidence, record.text("disputed_note", tr.lang), tr)
    sources = (dataset.sources[source_id] for source_id in record.source_ids)
    pages = (tr("briefing.place", place=each.publisher, text=each.url) for each in sources)
    return " ".join(filter(None, (*texts, *weak, *pages)))


def _xml(entry: Entry, home: str) -> str:
    return (
        f"<entry><title>{escape(entry.title)}</title>"
        f"<id>{escape(home)}#{entry.record_id}</id><updated>{_moment(entry.day)}</updated>"
        f"<link href={quoteattr(home + entry.query)}/><summary>{escape(entry.said)}</summary></entry>"
    )


def _moment(day: dt.date) -> str:
    """A day as Atom writes a moment: its first, as far as is known."""
    return f"{day.isoformat()}T00:00:00Z"

"""``/feed.atom``: the latest changes of control, for readers who follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from starlette.concurrency import run_in_threadpool

from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.link.state import DashboardState
from geodash.model.snapshot import place_control_at
from geodash.model.vocabulary import UNKNOWN
from geodash.ui.resources import load_resources
from geodash.web.answers import no_data, tagged
from geodash.web.asked import home_of, query_of, state_of
from geodash.wording.doubts import doubts
from geodash.wording.holder import attribution_of
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord

MOST = 50


async def feed(request: Request) -> Response:
    """Fifty changes, the latest first, in the language that ``lang`` names."""
    return await run_in_threadpool(_feed, request)


def _feed(request: Request) -> Response:
    try:
        dataset = load_resources().dataset
    except DatasetError:
        return no_data()
    state, _ = state_of(request, dataset)
    tr = Translator(state.lang, dataset.conflict)
    home = home_of(request)
    changes = latest_changes(dataset)
    title = tr("page.title", date=tr.date(dataset.last_day))
    updated = _moment(changes[0].valid_from if changes else dataset.last_day)
    entries = "".join(_entry(dataset, record, home, tr) for record in changes)
    document = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tr.lang}">'
        f"<title>{escape(title)}</title><id>{escape(home)}feed.atom</id><updated>{updated}</updated>"
        f'<link href={quoteattr(home)}/><link rel="self" href={quoteattr(f"{home}feed.atom")}/>'
        f"<author><name>geodash</name></author>{entries}</feed>"
    )
    headers = {"Cache-Control": "public, max-age=300"}
    return tagged(request, document.encode(), "application/atom+xml", headers)


def latest_changes(dataset: Dataset) -> list[ControlRecord]:
    """Records by which a place passed from one known holder to another, the newest first.

    A place first seen has not passed from anyone, and one that is lost from sight to nobody.
    """
    opened = (
        holding.records[0] for chain in dataset.holdings.values() for holding in chain if holding.records
    )
    changed = (
        record
        for record in opened
        if not record.is_status_report
        and record.controller != UNKNOWN
        and (record.taken_from or record.previous != UNKNOWN)
    )
    return sorted(changed, key=lambda record: (record.valid_from, record.id), reverse=True)[:MOST]


def _entry(dataset: Dataset, record: ControlRecord, home: str, tr: Translator) -> str:
    place = dataset.places[record.place_id]
    control = place_control_at(dataset, dataset.holdings[place.id], record.valid_from)
    link = home + query_of(DashboardState(date=record.valid_from, place=place.id, lang=tr.lang))
    parts = (
        control_statement(dataset, control, record.valid_from, tr),
        record.text("summary", tr.lang),
        attribution_of(dataset, control.controller, tr),
        *doubts(record.confidence, record.text("disputed_note", tr.lang), tr),
        *_addresses(dataset, record),
    )
    said = " ".join(part for part in parts if part)
    return (
        f"<entry><title>{escape(place.label(tr.lang))}: {escape(parts[0])}</title>"
        f"<id>{escape(home)}#{record.id}</id><updated>{_moment(record.valid_from)}</updated>"
        f"<link href={quoteattr(link)}/><summary>{escape(said)}</summary></entry>"
    )


def _addresses(dataset: Dataset, record: ControlRecord) -> Iterator[str]:
    """Who says so, and where."""
    for source_id in record.source_ids:
        source = dataset.sources[source_id]
        yield f"{source.publisher}: {source.url}"


def _moment(day: dt.date) -> str:
    """A day as Atom writes a moment: its first, as far as is known."""
    return f"{day.isoformat()}T00:00:00Z"

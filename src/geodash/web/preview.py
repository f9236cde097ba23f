"""The page's own document: what it says of the link before any script runs.

Chats, wikis and search engines show its head; a reader on a slow line reads its body until the page is there.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from streamlit import file_util

from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.link.state import DATA_CHANGED
from geodash.model.selection import mask_of
from geodash.model.snapshot import place_control_at
from geodash.scene.whole import SCENE
from geodash.ui.resources import load_resources, page_addresses
from geodash.web.asked import base_path, home_of, query_of, state_of, unmet
from geodash.web.assets import early_modules, frame_files
from geodash.web.packing import encoding_for, headers_of, pack
from geodash.wording.detail import date_span
from geodash.wording.doubts import doubts
from geodash.wording.holder import attribution_of, event_attribution
from geodash.wording.since import changed_since
from geodash.wording.statement import control_statement
from geodash.wording.summary import day_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.model.overlay import DataSet

_LOG = logging.getLogger(__name__)
WIDTH, HEIGHT = 1200, 675
"""Pixels of the picture of a preview."""
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_SOON = (SCENE, "base.json")
_STYLE = (
    "#gd-first{max-width:46rem;margin:12vh auto;padding:0 1.5rem;font:1rem/1.5 system-ui,sans-serif}"
    "#gd-first h1{font-size:1.4rem}:root{color-scheme:light dark}"
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What is said of a link in its language."""

    lang: str
    title: str
    text: str
    more: str
    query: str


class Previews:
    """Middleware that answers for the page's document; all else goes on to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        wanted = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not wanted or scope["path"] != base_path():
            await self._app(scope, receive, send)
            return
        try:
            page = await run_in_threadpool(page_of, Request(scope))
        except Exception:  # noqa: BLE001  whatever is wrong with a preview, the page itself says it better
            _LOG.exception("The page is sent without a preview.")
            page = _plain()
        encoding = encoding_for(Headers(scope=scope).get("accept-encoding", ""))
        headers = headers_of(encoding, [("Cache-Control", "no-cache")])
        await HTMLResponse(pack(page.encode(), encoding), headers=headers)(scope, receive, send)


def page_of(request: Request) -> str:
    """The document for a request; Streamlit's own, with its title mended, where there are no data to show."""
    try:
        resources = load_resources()
    except DatasetError:
        return _plain()
    state, notices = state_of(request, resources.dataset)
    preview = preview_of(resources.dataset, state, notices)
    home, where = home_of(request), page_addresses()
    windows = [(day, state.days) for day in (state.date, state.compare) if day]
    soon = (*_SOON, *resources.scene.first_needed(windows))
    later = [
        (where.code, "script"),
        *((f"{where.scenes}/{resources.where}/{name}", "fetch") for name in soon),
    ]
    tags = "".join(
        (
            f"<title>{escape(preview.title)}</title>",
            *_named(preview, home),
            f'<link rel="canonical" href="{escape(home + preview.query)}">',
            *(f'<link rel="modulepreload" href="{escape(each)}">' for each in early_modules()),
            *(_meanwhile(*each) for each in (*later, *frame_files())),
            f"<style>{_STYLE}</style>",
        )
    )
    page = _document().replace("<title>Streamlit</title>", tags, 1)
    page = page.replace('<html lang="en">', f'<html lang="{preview.lang}">', 1)
    return page.replace('<div id="root"></div>', f'<div id="root">{_body(preview)}</div>', 1)


def preview_of(dataset: Dataset, state: DashboardState, notices: Sequence[Notice] = ()) -> Preview:
    """What a settled state shows: of an event or a place that is selected, of the day otherwise.

    What of a link could not be met comes first: it may be the day that its sender meant.
    """
    if state.date is None:
        raise AssertionError("A settled state has a date.")
    tr = Translator(state.lang, dataset.conflict)
    page = tr("page.title", date=tr.date(state.date))
    mask = mask_of(dataset.event_columns, state.event_filter)
    sentence, news = day_texts(dataset, state, mask, tr)
    first = unmet(notices, tr)
    if pinned := next((each for each in notices if each.key == DATA_CHANGED), None):
        first.append(changed_since(dataset, state, str(pinned.values["value"]), notices, tr).heading)
    query = query_of(state)
    if state.event and _may_travel(dataset, state.event):
        event = dataset.event_by_id[state.event]
        title = f"{event.text('title', tr.lang)} ({date_span(event, tr)})"
        data_set = _data_set(dataset, event.id)
        if data_set is not None:
            title = tr("map.of_set", name=title, set=data_set.title(tr.lang))
        weak = doubts(event.confidence, event.text("disputed_note", tr.lang), tr)
        said = (*first, event.text("summary", tr.lang), event_attribution(dataset, event, tr), *weak)
        return Preview(state.lang, f"{title} · {page}", _joined(*said), sentence, query)
    if state.place and (chain := dataset.holdings.get(state.place)):
        control = place_control_at(dataset, chain, state.date)
        statement = control_statement(dataset, control, state.date, tr)
        weak = doubts(control.confidence, control.disputed_note(tr.lang), tr)
        said = (*first, statement, attribution_of(dataset, control.controller, tr), *weak)
        label = dataset.places[state.place].label(state.lang)
        return Preview(state.lang, f"{label} · {page}", _joined(*said), sentence, query)
    return Preview(state.lang, page, _joined(*first, sentence), news, query)


def _may_travel(dataset: Dataset, event_id: str) -> bool:
    """Whether an event may be told to chats and search engines: not one that may not be passed on."""
    data_set = _data_set(dataset, event_id)
    return data_set is None or not data_set.restricted


def _data_set(dataset: Dataset, event_id: str) -> DataSet | None:
    """The data set beside the record that an event is of."""
    return dataset.data_sets.get(dataset.events.data_set_of(event_id) or "")


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _named(preview: Preview, home: str) -> list[str]:
    """Tags that chats and wikis read."""
    picture = f"{home}picture.png{preview.query}"
    properties = {
        "og:type": "website",
        "og:site_name": "geodash",
        "og:locale": _LOCALES[preview.lang],
        "og:title": preview.title,
        "og:description": preview.text,
        "og:url": home + preview.query,
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": preview.title,
    }
    names = {"description": preview.text, "twitter:card": "summary_large_image"}
    return [
        *(f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()),
        *(f'<meta name="{name}" content="{escape(text)}">' for name, text in names.items()),
    ]


def _body(preview: Preview) -> str:
    """What stands in place of the page until it is there."""
    texts = (preview.text, preview.more)
    said = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return f'<main id="gd-first"><h1>{escape(preview.title)}</h1>{said}</main>'


def _meanwhile(address: str, kind: str) -> str:
    """Have a browser fetch what it will need while the line is idle, after what it waits for."""
    crossing = "" if kind in {"script", "style"} else " crossorigin"
    return f'<link rel="prefetch" as="{kind}" href="{escape(address)}"{crossing}>'


def _plain() -> str:
    return _document().replace("<title>Streamlit</title>", "<title>geodash</title>")


@cache
def _document() -> str:
    """Streamlit's own document, without what it says of an interface for programs that is switched off."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", page)  # it would come before the program
    return re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)

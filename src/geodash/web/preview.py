"""The page's own document: what it says of the link before any script runs.

Chats, wikis and search engines show its head; a reader on a slow line reads its body until the page is there.
"""

from __future__ import annotations

import logging
import re
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
from geodash.link.state import query_of
from geodash.products.parts.head import head_tags
from geodash.scene.whole import SCENE
from geodash.ui.resources import page_addresses
from geodash.web.asked import base_path, home_of, looked_at
from geodash.web.assets import early_modules, frame_files
from geodash.web.packing import encoding_for, headers_of, pack
from geodash.wording.preview import preview_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from geodash.wording.preview import Preview

_LOG = logging.getLogger(__name__)
_SOON = (SCENE, "base.json")
_ASKED_FIRST = ("_stcore/health", "_stcore/host-config")
"""What Streamlit's program waits for before it connects: asked with the document, answered by then."""
_STYLE = (
    "#gd-first{max-width:46rem;margin:12vh auto;padding:0 1.5rem;font:1rem/1.5 system-ui,sans-serif}"
    "#gd-first h1{font-size:1.4rem}:root{color-scheme:light dark}"
)


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
        resources, state, notices = looked_at(request)
    except DatasetError:
        return _plain()
    preview, query = preview_of(resources.dataset, state, notices), query_of(state)
    embedded = request.query_params.get("embed", "").lower() == "true"
    home, where = home_of(request), page_addresses(embedded=embedded)
    windows = [(day, state.days) for day in (state.date, state.compare) if day]
    soon = (*_SOON, *resources.scene.first_needed(windows, state.lang))
    later = [
        (where.code, "script"),
        *((f"{where.scenes}/{resources.where}/{name}", "fetch") for name in soon),
    ]
    tags = "".join(
        (
            *head_tags(preview, home + query, f"{home}picture.png{query}"),
            *(f'<link rel="modulepreload" href="{escape(each)}">' for each in early_modules()),
            *(f'<link rel="preload" as="fetch" href="{each}" crossorigin>' for each in _ASKED_FIRST),
            # Not as the rest, which Safari leaves to be asked for: the page would stand undressed meanwhile.
            f'<link rel="preload" as="style" href="{escape(where.styles)}" fetchpriority="low">',
            *(_meanwhile(*each) for each in (*later, *frame_files())),
            f"<style>{_STYLE}</style>",
        )
    )
    page = _document().replace("<title>Streamlit</title>", tags, 1)
    page = page.replace('<html lang="en">', f'<html lang="{preview.lang}">', 1)
    return page.replace('<div id="root"></div>', f'<div id="root">{_body(preview)}</div>', 1)


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

"""The application's own routes, and what stands before the page."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.routing import Route

from geodash.products import workshop
from geodash.switches import is_set
from geodash.ui.resources import DOCUMENTS
from geodash.web import api, health, logs
from geodash.web.asked import base_path
from geodash.web.assets import Assets, cut_typefaces
from geodash.web.documents import document
from geodash.web.editors import editors
from geodash.web.feed import feed
from geodash.web.origins import Origins
from geodash.web.picture import picture
from geodash.web.preview import Previews
from geodash.web.promptly import send_at_once
from geodash.web.tighter import SHRINKING, forget_waiting, tighten
from geodash.web.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PAGE = Path(__file__).parents[1] / "ui" / "script.py"
"""The page's script, which Streamlit runs for every session."""
_QUIET_S = 15
"""Seconds after the start that belong to whoever waits for it, and between two rounds of packing again what
was asked for: each takes a processor for some more."""


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Let answers leave at once, have files made smaller meanwhile, and no process stay behind at the end."""
    logs.begin()  # once more: the server has set up loggers of its own by now
    send_at_once()
    shrinking = asyncio.create_task(_shrink_later())
    yield
    workshop.close()
    forget_waiting()
    shrinking.cancel()
    with suppress(asyncio.CancelledError):
        await shrinking


async def _shrink_later() -> None:
    if is_set(SHRINKING, "off"):
        return
    await asyncio.sleep(_QUIET_S)
    await cut_typefaces()
    while True:
        await asyncio.to_thread(tighten)
        await asyncio.sleep(_QUIET_S)


def routes() -> list[Route]:
    """Addresses beside the page."""
    found = {
        f"{api.PATH}/openapi.json": api.contents,
        f"{api.PATH}/{{table}}": api.answer,
        "editors": editors,
        "feed.atom": feed,
        f"{DOCUMENTS}/{{path:path}}": document,
        "healthz": health.alive,
        "metrics": health.counts,
        "readyz": health.ready,
        "picture.png": picture,
        "picture.svg": picture,
    }
    return [Route(f"{base_path()}{name}", endpoint) for name, endpoint in found.items()]


def middleware() -> list[Middleware]:
    """What looks at requests before Streamlit does."""
    return [Middleware(Watch), Middleware(Origins), Middleware(Assets), Middleware(Previews)]

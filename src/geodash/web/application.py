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
from geodash.web import api, health, logs, typefaces
from geodash.web.answers import permission
from geodash.web.asked import base_path
from geodash.web.assets import Assets, cut_typeface
from geodash.web.documents import document
from geodash.web.editors import editors
from geodash.web.feed import feed
from geodash.web.origins import Origins
from geodash.web.picture import picture
from geodash.web.preview import Previews
from geodash.web.promptly import send_at_once
from geodash.web.tighter import QUIET_S, SHRINKING, forget_waiting, quiet_in, tighten_one
from geodash.web.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PAGE = Path(__file__).parents[1] / "ui" / "script.py"
"""The page's script, which Streamlit runs for every session."""


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
    await asyncio.sleep(QUIET_S)
    for name in typefaces.TYPEFACES:
        await _until_quiet()
        await cut_typeface(name)
    while True:
        await _until_quiet()
        is_more = await asyncio.to_thread(tighten_one)
        await asyncio.sleep(1 if is_more else QUIET_S)


async def _until_quiet() -> None:
    while left := quiet_in():  # noqa: ASYNC110  the clock alone tells of it
        await asyncio.sleep(left)


def routes() -> list[Route]:
    """Addresses beside the page."""
    for_any_site = {
        api.PATH: api.contents,
        f"{api.PATH}/": api.contents,
        f"{api.PATH}/openapi.json": api.contents,
        f"{api.PATH}/{{table}}": api.answer,
        "feed.atom": feed,
        "picture.png": picture,
        "picture.svg": picture,
    }
    found = for_any_site | {
        "editors": editors,
        f"{DOCUMENTS}/{{path:path}}": document,
        "healthz": health.alive,
        "metrics": health.counts,
        "readyz": health.ready,
    }
    asked = [Route(f"{base_path()}{name}", endpoint) for name, endpoint in found.items()]
    before = [Route(f"{base_path()}{name}", permission, methods=["OPTIONS"]) for name in for_any_site]
    return asked + before


def middleware() -> list[Middleware]:
    """What looks at requests before Streamlit does."""
    return [Middleware(Watch), Middleware(Origins), Middleware(Assets), Middleware(Previews)]

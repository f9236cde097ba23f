"""Pictures by address: the map of a link, for a wiki, an e-mail or a preview."""

from __future__ import annotations

import datetime as dt
import logging
import time
from typing import TYPE_CHECKING

from anyio import from_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from geodash import metrics
from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.limits import KEPT_PICTURES
from geodash.link.state import query_of
from geodash.pictures.paper import PAGES
from geodash.products.order import Order
from geodash.products.queue import TooManyFilesError
from geodash.products.workshop import have_made
from geodash.shelf import Shelf
from geodash.web.answers import no_data, problem, tagged
from geodash.web.asked import looked_at
from geodash.wording.preview import unmet

if TYPE_CHECKING:
    from starlette.requests import Request

    from geodash.link.state import DashboardState
    from geodash.products.order import File
    from geodash.ui.resources import Resources

    _Key = tuple[str, Order, str]

_LOG = logging.getLogger(__name__)
_GONE = 499
"""Status, for the log alone, of an answer that nobody waits for any more."""
DPI = 90
"""Of a picture of 16:9 this makes 1,200 by 675 pixels, which previews ask for."""
USUAL_SIZE = "16:9"
_KEPT: Shelf[_Key, File] = Shelf(KEPT_PICTURES)
"""By data, order and link."""


async def picture(request: Request) -> Response:
    """``/picture.png`` and ``/picture.svg``: what a link shows, in a ``size`` of paper."""
    return await run_in_threadpool(_answer, request)


def _answer(request: Request) -> Response:
    try:
        resources, state, notices = looked_at(request)
    except DatasetError:
        return no_data()
    tr = Translator(state.lang, resources.dataset.conflict)
    size = request.query_params.get("size", USUAL_SIZE)
    if size not in PAGES:
        return problem(400, "There is no such size.", f"Sizes are {', '.join(PAGES)}.")
    if said := unmet(notices, tr):  # a picture of another day than the one asked for would be believed
        return problem(400, "The link cannot be shown as it is.", " ".join(said))
    fmt, today = request.url.path.rpartition(".")[2], dt.datetime.now(dt.UTC).date()
    order = Order("picture", fmt, size, DPI, today=today)
    key = (resources.where, order, query_of(state))
    try:
        file = _KEPT.get(key) or _made(key, resources, state, request)
    except Exception as error:  # noqa: BLE001  whatever goes wrong in a library, the asker is told
        return _unmade(error, order)
    return tagged(request, file.content, file.mime, {"Cache-Control": "public, max-age=300"})


def _unmade(error: Exception, order: Order) -> Response:
    if isinstance(error, TooManyFilesError):
        return problem(503, "Too many pictures are being made.", "Try again in half a minute.")
    if isinstance(error, ClientDisconnect):
        return Response(status_code=_GONE)
    _LOG.error("The picture could not be made: %s as %s", order.kind, order.fmt, exc_info=error)
    return problem(503, "The picture could not be made.", "Try again later; the server's log says why.")


def _made(key: _Key, resources: Resources, state: DashboardState, request: Request) -> File:
    """Have a picture made. Who leaves gives up a place in the line; what is begun is kept for the next."""

    def still_wanted(before: int) -> None:
        if before and from_thread.run(request.is_disconnected):
            raise ClientDisconnect

    began, outcome = time.perf_counter(), "failed"
    try:
        file = have_made(resources.dataset, state, key[1], still_wanted)
        outcome = "made"
    except TooManyFilesError:
        outcome = "busy"
        raise
    except ClientDisconnect:
        outcome = "stopped"
        raise
    finally:
        metrics.count_export("address", outcome, time.perf_counter() - began)
    _KEPT.put(key, file)
    return file

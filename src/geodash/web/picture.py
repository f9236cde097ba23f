"""Pictures by address: the map of a link, for a wiki, an e-mail or a preview."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from geodash import metrics
from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.limits import KEPT_PICTURES
from geodash.pictures.paper import PAGES
from geodash.products.order import Order, make_file
from geodash.products.queue import TooManyFilesError
from geodash.shelf import Shelf
from geodash.ui.resources import give_memory_back, load_resources
from geodash.web.answers import no_data, problem, tagged
from geodash.web.asked import query_of, state_of, unmet

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geodash.link.state import DashboardState
    from geodash.products.order import File
    from geodash.ui.resources import Resources

    _Key = tuple[str, Order, str]

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
        resources = load_resources()
    except DatasetError:
        return no_data()
    state, notices = state_of(request, resources.dataset)
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
        file = _KEPT.get(key) or _made(key, resources, state)
    except TooManyFilesError:
        return problem(503, "Too many pictures are being made.", "Try again in half a minute.")
    return tagged(request, file.content, file.mime, {"Cache-Control": "public, max-age=300"})


def _made(key: _Key, resources: Resources, state: DashboardState) -> File:
    began, outcome = time.perf_counter(), "failed"
    try:
        file = make_file(resources.dataset, state, key[1])
        outcome = "made"
    except TooManyFilesError:
        outcome = "busy"
        raise
    finally:
        metrics.count_export("address", outcome, time.perf_counter() - began)
        give_memory_back()
    _KEPT.put(key, file)
    return file

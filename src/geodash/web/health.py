"""Whether the server lives, whether it has data to show, and what it does: for whoever watches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geodash import metrics
from geodash.errors import DatasetError
from geodash.switches import is_set
from geodash.ui.resources import load_resources
from geodash.web.answers import problem

if TYPE_CHECKING:
    from starlette.requests import Request

_NOT_KEPT = {"Cache-Control": "no-store"}
COUNTING = "GEODASH_METRICS"


async def alive(_: Request) -> Response:
    """``/healthz``: the process answers."""
    return PlainTextResponse("ok", headers=_NOT_KEPT)


async def ready(_: Request) -> Response:
    """``/readyz``: data are loaded; which, and how many problems the package on disk has now."""
    try:
        resources = await run_in_threadpool(load_resources)
    except DatasetError as error:
        found = f"The data package has {len(error.problems)} problems."
        return problem(503, "There are no data to show.", found)
    state = {"data": resources.dataset.version, "problems": len(resources.problems)}
    return JSONResponse(state, headers=_NOT_KEPT)


async def counts(_: Request) -> Response:
    """``/metrics``: what is counted, for Prometheus, unless ``GEODASH_METRICS=off``."""
    if is_set(COUNTING, "off"):
        return PlainTextResponse("Nothing is told here.", 404, headers=_NOT_KEPT)
    try:
        resources = await run_in_threadpool(load_resources)
    except DatasetError as error:
        metrics.tell_data(None, len(error.problems))
    else:
        metrics.tell_data(resources.dataset.version, len(resources.problems))
    return Response(metrics.exposition(), headers=_NOT_KEPT | {"Content-Type": metrics.TYPE})

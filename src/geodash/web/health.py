"""Whether the server lives, and whether it has data to show: for whoever starts and watches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geodash.errors import DatasetError
from geodash.ui.resources import load_resources
from geodash.web.answers import problem

if TYPE_CHECKING:
    from starlette.requests import Request

_NOT_KEPT = {"Cache-Control": "no-store"}


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

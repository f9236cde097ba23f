"""``/feed.atom``: the latest changes of control and the major events, for readers who follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from geodash.errors import DatasetError
from geodash.interchange.atom import feed_of
from geodash.ui.resources import load_resources
from geodash.web.answers import no_data, tagged
from geodash.web.asked import home_of, state_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def feed(request: Request) -> Response:
    """Fifty entries, the newest first, in the language that ``lang`` names."""
    return await run_in_threadpool(_feed, request)


def _feed(request: Request) -> Response:
    try:
        dataset = load_resources().dataset
    except DatasetError:
        return no_data()
    state, _ = state_of(request, dataset)
    document = feed_of(dataset, home_of(request), state.lang)
    headers = {"Cache-Control": "public, max-age=300"}
    return tagged(request, document, "application/atom+xml", headers)

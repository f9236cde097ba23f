"""Every request is counted, and told in the log, by the kind of its address: never by a text of visitors."""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

from geodash import metrics
from geodash.interchange.tables import ANSWERS
from geodash.ui.resources import DOCUMENTS, LIBRARY
from geodash.web.asked import base_path

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = "geodash.request"
"""Name of the logger of requests, which only a log of JSON lines shows."""
_LOG = logging.getLogger(REQUESTS)
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered, where there is one."""
_ID = re.compile(rb"[0-9a-f]{32}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WEBSOCKET"})
_CONNECTION = "/_stcore/stream"
_WHOLE = frozenset(
    {
        "/",
        "/editors",
        "/feed.atom",
        "/healthz",
        "/metrics",
        "/picture.png",
        "/picture.svg",
        "/readyz",
        "/_stcore/health",
        "/_stcore/host-config",
        _CONNECTION,
        "/api/v1",
        "/api/v1/",
        "/api/v1/openapi.json",
        *(f"/api/v1/{table}" for table in ANSWERS),
    }
)
_BEGUN = {
    f"/{DOCUMENTS}/": f"/{DOCUMENTS}/*",
    f"/{LIBRARY}/": f"/{LIBRARY}/*",
    "/static/": "/static/*",
    "/component/": "/component/*",
    "/_stcore/bidi-components/": "/_stcore/bidi-components/*",
    "/_stcore/upload_file/": "/_stcore/upload_file/*",
    "/media/": "/media/*",
}
_OTHER = "other"
"""Any address that is none of ours; it may hold anything, so it is not repeated."""


def route_of(path: str) -> str:
    """The kind of an address, from a short list; below the path under which the page lies."""
    below = base_path()
    if not path.startswith(below):
        return _OTHER
    inner = "/" + path.removeprefix(below)
    if inner in _WHOLE:
        return inner
    return next((route for start, route in _BEGUN.items() if inner.startswith(start)), _OTHER)


class Watch:
    """Middleware around everything: it numbers requests, counts them and writes one line for each."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and note what came of it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        seen = _Seen(scope)
        REQUEST_ID.set(seen.id)  # stays until the task ends, for what the server says of a failure

        async def noting(message: Message) -> None:
            seen.note(message)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seen.end()


class _Seen:
    """One request, and what was sent for it."""

    def __init__(self, scope: Scope) -> None:
        self._began = time.perf_counter()
        method = scope.get("method", "WEBSOCKET")
        self._method = method if method in _METHODS else _OTHER
        self._route = route_of(scope["path"])
        self._status, self._bytes, self._is_connected = 0, 0, False
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        # A proxy's own number, as nginx writes it; any other text could be a visitor's.
        self.id = given.decode() if _ID.fullmatch(given) else secrets.token_hex(16)

    def note(self, message: Message) -> None:
        """Note what is sent; an answer is sent with the number of its request."""
        kind = message["type"]
        if kind == "http.response.start":
            self._status = message["status"]
            message.setdefault("headers", [])
            message["headers"] = [*message["headers"], (b"x-request-id", self.id.encode())]
        elif kind == "http.response.body":
            self._bytes += len(message.get("body", b""))
        elif kind == "websocket.accept":
            self._status, self._is_connected = 101, True
            if self._route == _CONNECTION:
                metrics.page_connected(1)
        elif kind == "websocket.send":
            self._bytes += len(message.get("bytes") or message.get("text") or b"")
        elif kind == "websocket.close" and not self._is_connected:
            self._status = 403

    def end(self) -> None:
        """Count it, and write its line; an answer that never began is an error of ours."""
        seconds = time.perf_counter() - self._began
        status = self._status or 500
        if self._is_connected and self._route == _CONNECTION:
            metrics.page_connected(-1)
        metrics.count_request(self._route, status, None if self._is_connected else seconds)
        told = {
            "method": self._method,
            "path": self._route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": self._bytes,
        }
        _LOG.info("%(method)s %(path)s %(status)s", told, extra={"told": told})

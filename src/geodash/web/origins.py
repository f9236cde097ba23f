"""Pages of other sites open no connection to the server in the name of whoever looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0"})  # noqa: S104  a name to compare with
_REFUSED = 1008
"""Code by which WebSocket tells that a rule forbids it; before it is accepted the answer is 403."""


class Origins:
    """Middleware that refuses a connection which a page of another site asks for.

    Streamlit refuses it too, but only after it has asked hosts outside for the address of this machine,
    while every other visitor waits. An address of `server.corsAllowedOrigins` passes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on."""
        if scope["type"] == "websocket" and not _is_ours(scope):
            await send({"type": "websocket.close", "code": _REFUSED})
            return
        await self._app(scope, receive, send)


def _is_ours(scope: Scope) -> bool:
    """Whether the page that asks is of this host, as far as browsers say; programs say nothing."""
    headers = {name: text.decode("latin-1") for name, text in scope["headers"]}
    origin = headers.get(b"origin")
    if origin is None or not config.get_option("server.enableCORS"):
        return True
    asking = _named(origin)
    if asking is None:
        return False
    allowed = {_named(each.strip()) for each in config.get_option("server.corsAllowedOrigins")}
    names = {each.hostname for each in allowed if each is not None} | _HERE
    return asking.netloc == headers.get(b"host") or asking.hostname in names


def _named(origin: str) -> SplitResult | None:
    try:
        return urlsplit(origin)
    except ValueError:
        return None

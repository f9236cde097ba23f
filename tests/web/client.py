"""One request to the application's own routes, without a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from geodash.web.application import middleware, routes
from tests.apart import run_apart

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def get(
    path: str, query: Mapping[str, str] | bytes | None = None, *, method: str = "GET", **headers: str
) -> Answer:
    """Ask for an address; names of headers are written with underscores, and a query of bytes is as it is."""
    named = {"host": "maps.example"} | {name.replace("_", "-"): text for name, text in headers.items()}
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query if isinstance(query, bytes) else urlencode(query or {}).encode(),
        "headers": [(name.encode(), text.encode("latin-1")) for name, text in named.items()],
        "server": ("maps.example", 80),
        "client": ("127.0.0.1", 1),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    application = Starlette(routes=routes(), middleware=middleware())
    run_apart(application(scope, receive, send))
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, body)

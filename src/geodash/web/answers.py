"""Answers to programs: what is asked for, unless they have it; or what is wrong and what to do (RFC 9457)."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

_FOR_ANY_SITE = {"Access-Control-Allow-Origin": "*"}
_MAY_ASK = _FOR_ANY_SITE | {
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Max-Age": "86400",
}
_TRY_AGAIN = {"Retry-After": "30"}
"""Seconds."""


def tagged(request: Request, content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Content under a tag of what it is; nothing but the tag where the asker has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    named = _FOR_ANY_SITE | {"ETag": tag} | dict(headers)
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=named)
    return Response(content, media_type=media_type, headers=named)


async def permission(_: Request) -> Response:
    """What a browser asks before it sends headers of another site's page, such as `If-None-Match`."""
    return Response(status_code=204, headers=_MAY_ASK)


def _has(known: str, tag: str) -> bool:
    """Whether a header ``If-None-Match`` names a tag: in a list, or marked as weak by a proxy that packs."""
    return known.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in known.split(","))


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """An answer of the type ``application/problem+json``; what passes by itself says when to ask again."""
    content = {"type": "about:blank", "status": HTTPStatus(status), "title": title, "detail": detail}
    headers = _FOR_ANY_SITE | {"Cache-Control": "no-store"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers |= _TRY_AGAIN
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def no_data() -> JSONResponse:
    """The answer while no good version of the data was ever loaded."""
    return problem(503, "There are no data to show.", "The server's log says why.")

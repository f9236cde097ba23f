"""Answers that say what is wrong and what to do, as programs read them (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import JSONResponse


def problem(status: int, title: str, detail: str, retry_after: int | None = None) -> JSONResponse:
    """An answer of the type ``application/problem+json``; ``retry_after`` in seconds."""
    content = {"type": "about:blank", "status": HTTPStatus(status), "title": title, "detail": detail}
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return JSONResponse(content, status, headers, media_type="application/problem+json")

"""The documents that browsers fetch: named by content, compressed once, and kept by browsers for good."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from geodash.limits import KEPT_PACKED
from geodash.ui import served

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

TYPES = {
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "bin": "application/octet-stream",
    "png": "image/png",
}
FOR_ALL = frozenset({"scenes", "code", "masks", "cards"})
"""Folders of what every session is shown; another holds what a session has added."""
_NAMED_BY_CONTENT = re.compile(r"[a-z0-9-]+-[0-9a-f]{16}\.(?:js|css|json|bin)")
_PARTS = re.compile(r"[A-Za-z0-9_-]+")
_LEAST_PACKED = 1_000
_FOR_GOOD = "public, max-age=31536000, immutable"
_OURS_ALONE = "private, no-store"


async def document(request: Request) -> Response:
    """A document of a scene, the program, a mask or a card; what a session has added is kept by no cache."""
    *folders, name = request.path_params["path"].split("/")
    if not _NAMED_BY_CONTENT.fullmatch(name) or not all(_PARTS.fullmatch(part) for part in folders):
        return _missing()
    shared = bool(folders) and folders[0] in FOR_ALL
    path = served.root().joinpath(*folders, name)
    if path.is_symlink():  # none of ours
        return _missing()
    return await _answer(request, path, _FOR_GOOD if shared else _OURS_ALONE)


async def _answer(request: Request, path: Path, caching: str) -> Response:
    kind = TYPES.get(path.suffix.removeprefix("."))
    packed = "gzip" in request.headers.get("accept-encoding", "")
    try:
        if kind is None:
            return _missing()
        content, is_packed = await run_in_threadpool(_read, path, packed=packed, kept=caching != _OURS_ALONE)
    except OSError:
        return _missing()
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=kind, headers=headers)


def _read(path: Path, *, packed: bool, kept: bool) -> tuple[bytes, bool]:
    """Content of a file, and whether it is packed; what is for all is packed once.

    Raises
    ------
    OSError
        If there is no such file.
    """
    size = path.stat().st_size  # whatever is kept: a file that was taken away is served no more
    if not packed or size < _LEAST_PACKED:
        return path.read_bytes(), False
    return (_packed(path) if kept else gzip.compress(path.read_bytes(), 1)), True


@lru_cache(KEPT_PACKED)
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def _missing() -> Response:
    return PlainTextResponse("There is no such document.", 404, headers={"Cache-Control": "no-store"})

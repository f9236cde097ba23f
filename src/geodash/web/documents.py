"""The documents that browsers fetch: made when they are asked for, packed once, kept by browsers for good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from geodash.limits import KEPT_PACKED
from geodash.memory import give_memory_back
from geodash.shelf import Shelf
from geodash.ui import details
from geodash.ui.added.shown import added_at
from geodash.ui.known import known_at
from geodash.ui.resources import ADDED, CODE, FOR_ALL, hash_of, program
from geodash.web.asked import state_of
from geodash.web.assets import FOR_GOOD
from geodash.web.packing import LEAST_PACKED, encoding_for, headers_of, pack
from geodash.web.tighter import note_asked, tighten_later

if TYPE_CHECKING:
    from starlette.requests import Request

    from geodash.ui.resources import Resources

_TYPES = {
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "bin": "application/octet-stream",
}
_WHERE = {FOR_ALL: 2, ADDED: 3}
"""How many parts of an address say which version is asked for."""
_LARGE = 500_000
"""Bytes of a document whose making takes enough memory to be given back, in a hundredth of a second."""
_CARD_OR_MASK = re.compile(r"(?:card|mask)-([0-9a-f]{16})\.(?:json|bin)")
_OURS_ALONE = "private, no-store"
_PACKED: Shelf[tuple[str, str], tuple[bytes, str]] = Shelf(KEPT_PACKED)
"""By path and by the encoding that was asked for: a path says all, as the query of a card is in its hash."""


async def document(request: Request) -> Response:
    """The program, a document of a scene, a card or a mask; what a session has added is kept by no cache."""
    return await run_in_threadpool(_answer, request)


def _answer(request: Request) -> Response:
    note_asked()
    path = request.path_params["path"]
    room, encoding = path.split("/")[0], encoding_for(request.headers.get("accept-encoding", ""))
    found = _PACKED.get((path, encoding)) or _packed(request, path, encoding)
    if found is None:
        return PlainTextResponse("There is no such document.", 404, headers={"Cache-Control": "no-store"})
    content, used = found
    headers = headers_of(used, [("Cache-Control", _OURS_ALONE if room == ADDED else FOR_GOOD)])
    return Response(content, media_type=_TYPES[path.rpartition(".")[2]], headers=headers)


def _packed(request: Request, path: str, encoding: str) -> tuple[bytes, str] | None:
    """What is asked for as it travels, and in which encoding; kept if it is for all."""
    room, *rest = path.split("/")
    plain = program().get("/".join(rest)) if room == CODE else _content(request, [room, *rest])
    if plain is None:
        return None
    used = encoding if len(plain) >= LEAST_PACKED else ""
    found = pack(plain, used, once=room != ADDED), used
    if room != ADDED:
        _PACKED.put((path, encoding), found)
        if not _CARD_OR_MASK.fullmatch(rest[-1]):
            tighten_later(plain, used, lambda packed: _PACKED.put((path, encoding), (packed, used)))
    if len(plain) >= _LARGE:
        give_memory_back()
    return found


def _content(request: Request, parts: list[str]) -> bytes | None:
    """What is asked for of a version, if there is such a thing."""
    where, rest = "/".join(parts[: _WHERE.get(parts[0], 0)]), parts[_WHERE.get(parts[0], 0) :]
    if not where or not rest:
        return None
    resources = added_at(where) if parts[0] == ADDED else known_at(where)
    if resources is None:
        return None
    match rest:
        case [name]:
            try:
                return resources.scene.document(name)
            except KeyError:
                return None
        case [kind, name] if kind in {details.CARDS, details.MASKS}:
            return _said(request, resources, kind, name)
        case _:
            return None


def _said(request: Request, resources: Resources, kind: str, name: str) -> bytes | None:
    """A card or a mask as its query says; none but the one whose hash its name carries."""
    named = _CARD_OR_MASK.fullmatch(name)
    if named is None:
        return None
    state, _ = state_of(request, resources.dataset)
    if kind == details.CARDS and not details.is_card(state):
        return None
    content, _ = details.card(resources, state) if kind == details.CARDS else details.flags(resources, state)
    return content if hash_of(content) == named[1] else None

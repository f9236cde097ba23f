"""Files of Streamlit, of its map component and of Leaflet, each read and packed once.

Streamlit answers for the component only where a page was drawn before, which need not be this process.
"""

from __future__ import annotations

import logging
import mimetypes
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from streamlit import file_util
from xstatic.pkg import leaflet

from geodash.ui.resources import LIBRARY, frame_program
from geodash.web import typefaces
from geodash.web.asked import base_path
from geodash.web.packing import LEAST_PACKED, PREFERRED, encoding_for, headers_of, pack
from geodash.web.tighter import note_asked, tighten_later

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
FOR_GOOD = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"
_COMPONENT = "component/streamlit_folium.st_folium"
_FORMER = re.compile(rf"{re.escape(_COMPONENT)}/static/js/main\.[0-9a-f]+\.js")
"""The frame's program of this or another version: a document that a browser kept may ask for a former one."""
_NAMED_BY_CONTENT = re.compile(r".+\.[A-Za-z0-9_-]{8}\.[a-z0-9]+")
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2"}
_PACKED_ALREADY = frozenset({".woff2", ".png", ".gif"})
_KEPT: dict[tuple[Path, str], tuple[bytes, dict[str, str]]] = {}
"""By file and encoding; as many as are installed, about ten megabytes of each encoding."""
_OPENING = (
    "Html", "purify.es", "BidiComponent", "serialization", "recordbatch", "Button", "ButtonGroup",
    "WidgetLabel", "WidgetLabelHelpIconInline", "useBasicWidgetState", "ComponentInstance", "IFrameUtil",
    "urls", "withCalculatedWidth", "styled-components", "_arrayReduce",
)  # fmt: skip
"""Parts of Streamlit that the page needs, which it would ask for one after the other."""


class Assets:
    """Middleware that answers for files named by their content; all else goes on to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        path = _path_of(scope["path"].removeprefix(base_path())) if scope["type"] == "http" else None
        if path is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        note_asked()
        encoding = encoding_for(Headers(scope=scope).get("accept-encoding", ""))
        kept = _KEPT.get((path, encoding))
        if kept is None:
            try:
                kept = await run_in_threadpool(_keep, path, encoding)
            except OSError:  # the files have changed under a server that runs
                await self._app(scope, receive, send)
                return
        await Response(kept[0], headers=kept[1])(scope, receive, send)


def _path_of(name: str) -> Path | None:
    """File for an address below the page's own."""
    found = _listed().get(name)
    if found is None and _FORMER.fullmatch(name):
        return next((path for each, path in _listed().items() if _FORMER.fullmatch(each)), None)
    return found


def _keep(path: Path, encoding: str) -> tuple[bytes, dict[str, str]]:
    """Content of a file as it travels, and its headers; kept from then on.

    Raises
    ------
    OSError
        If there is no such file any more.
    """
    content = path.read_bytes()
    used = "" if len(content) < LEAST_PACKED or path.suffix in _PACKED_ALREADY else encoding
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    caching = FOR_GOOD if _NAMED_BY_CONTENT.fullmatch(path.name) else _A_DAY
    headers = headers_of(used, [("Cache-Control", caching), ("Content-Type", kind)])
    kept = _KEPT[path, encoding] = pack(content, used), headers
    tighten_later(content, used, lambda packed: _KEPT.update({(path, encoding): (packed, headers)}))
    return kept


async def cut_typeface(name: str) -> None:
    """Answer from now on with as much of a typeface as pages show."""
    try:
        path, content = typefaces.whole_font(name), await typefaces.cut_apart(name)
    except OSError as error:
        _LOG.info("The typeface %s stays whole: %s", name, error)
        return
    if content:
        headers = headers_of("", [("Cache-Control", _A_DAY), ("Content-Type", _TYPES[path.suffix])])
        for encoding in ("", *PREFERRED):
            _KEPT[path, encoding] = content, headers


@cache
def _listed() -> dict[str, Path]:
    """What is answered for, by address below the page's own."""
    streamlit, library = Path(file_util.get_static_dir()), Path(leaflet.BASE_DIR)
    component = find_spec("streamlit_folium")  # to import it here would keep it from Streamlit's register
    places = (component and component.submodule_search_locations) or ()
    built = [Path(place, "frontend", "build") for place in places]
    found = {
        path.relative_to(streamlit).as_posix(): path
        for path in (streamlit / "static").rglob("*")
        if _NAMED_BY_CONTENT.fullmatch(path.name)
    }
    found |= {
        f"{_COMPONENT}/{path.relative_to(build).as_posix()}": path
        for build in built
        for path in build.rglob("*")
        if path.suffix in {".js", ".css", ".html"}
    }
    return found | {
        f"{LIBRARY}/{path.relative_to(library).as_posix()}": path
        for path in library.rglob("*")
        if path.suffix in {".js", ".css", ".png"}
    }


@cache
def early_modules() -> tuple[str, ...]:
    """Addresses of those parts of Streamlit that the page will ask for."""
    wanted = re.compile(rf"static/js/({'|'.join(map(re.escape, _OPENING))})\.[A-Za-z0-9_-]{{8}}\.js")
    return tuple(sorted(name for name in _listed() if wanted.fullmatch(name)))


@cache
def frame_files() -> tuple[tuple[str, str], ...]:
    """Addresses of what the map's frame will ask for, one after the other, and what they are."""
    found = [
        (name, "script") for name in sorted(_listed()) if name.startswith(_COMPONENT) and name.endswith(".js")
    ]
    ours = [(name, "style" if name.endswith("css") else "script") for name in frame_program()]
    return (*found, (f"{LIBRARY}/leaflet.js", "script"), (f"{LIBRARY}/leaflet.css", "style"), *ours)

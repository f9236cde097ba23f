"""Style sheets of the browser program, joined for the dashboard and for the page in one file."""

from __future__ import annotations

import re
from functools import cache

from geodash.browser.bundle import PROGRAM

_ROOMS = ("page", "parts", "timeline", "tabs")
_FIRST = ("shell", "page")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)px\b")
_USUAL_FONT = 16
_HAIRLINE = 4
"""Pixels: the size of text that browsers come with, and below which a line stays as thin as it is."""
_EMBEDDED, _ONE_FILE = "embedded", "standalone"
"""By name: what all others build on, in order; what overrules them in a frame; what only one file needs."""
_HOSTS = {
    "map": ".gd-stage",
    "page": ".gd-host",
    "timeline": ".gd-time",
    "parts": ".gd-side",
    "tabs": ".gd-side",
}
"""In one file each sheet is kept to its part; in the dashboard the map is a document of its own."""
_IN_ONE_FILE = (
    "map/map.css",
    "page/page.css",
    "page/dialog.css",
    "page/help.css",
    "page/search.css",
    "page/panel.css",
    "parts/history.css",
    "timeline/timeline.css",
)


@cache
def dashboard_styles(*, embedded: bool) -> str:
    """Style sheets of the page around the map; embedded in another page it has no header."""
    sheets = {path.stem: path for room in _ROOMS for path in (PROGRAM / room).glob("*.css")}
    order = [*_FIRST, *sorted(sheets.keys() - {_ONE_FILE, *_FIRST, _EMBEDDED})]
    names = [*order, _EMBEDDED] if embedded else order
    return " ".join(map(_as_sent, (sheets[name].read_text(encoding="utf-8") for name in names)))


def frame_styles() -> str:
    """The style sheet of the map's frame."""
    return sheet("map/map.css")


@cache
def one_file_styles() -> str:
    """Style sheets of the page in one file, each kept to its part."""
    names = [*_IN_ONE_FILE, *(f"tabs/{path.name}" for path in sorted((PROGRAM / "tabs").glob("*.css")))]
    kept = [f"{_host(name)} {{\n{sheet(name)}}}" for name in names]
    return "\n".join([*kept, sheet(f"page/{_ONE_FILE}.css")])


def _host(name: str) -> str:
    return ".gd-side" if name == "page/panel.css" else _HOSTS[name.partition("/")[0]]


def sheet(name: str) -> str:
    """One style sheet by its path in the program."""
    return _as_sent((PROGRAM / name).read_text(encoding="utf-8"))


def _as_sent(text: str) -> str:
    return _growing(_compact(text))


def _growing(sheet: str) -> str:
    """A sheet whose lengths, and widths at which it changes, grow with the text that a reader's browser sets.

    The sheets are written in pixels of the usual size of text, at which nothing changes.

    >>> _growing("@media (max-width: 640px) { a { padding: 1px 14px; top: calc(1em - 4px) } }")
    '@media (max-width: 40rem) { a { padding: 1px .875rem; top: calc(1em - .25rem) } }'
    """
    return _LENGTH.sub(_in_root_units, sheet)


def _in_root_units(found: re.Match[str]) -> str:
    pixels = float(found[1])
    return found[0] if pixels < _HAIRLINE else f"{pixels / _USUAL_FONT:.5f}".strip("0").rstrip(".") + "rem"


def _compact(text: str) -> str:
    r"""A style sheet as one line without comments: Streamlit takes each line in hand with every run.

    >>> _compact("a {\n  color: red;\n}\n/* why\n   so */\nb { top: 0; }\n")
    'a { color: red; } b { top: 0; }'
    """
    return " ".join(_COMMENT.sub("", text).split())

"""Where the files of a site lie, and how they name each other: a file's name says what is in it."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodash.i18n import LANGUAGES

if TYPE_CHECKING:
    import datetime as dt

    from geodash.model.records import Language

ASSETS, EVENTS, DAYS = "assets", "event", "day"
MARK, KEEPER, SITEMAP = "geodash-site.json", "sw.js", "sitemap.xml"
PAGE_OF_EVENT = rf"^{EVENTS}/([a-z]+)/([a-z0-9-]+)\.html$"
"""How the page of an event is called, for the service worker: its language and its id."""
_HASH = 12


def index_of(lang: Language) -> str:
    """The page of a language; the first one is what a folder opens on."""
    return "index.html" if lang == LANGUAGES[0] else f"{lang}.html"


def page_of_event(lang: Language, event_id: str) -> str:
    """The page of an event."""
    return f"{EVENTS}/{lang}/{event_id}.html"


def list_of_events(lang: Language) -> str:
    """The page that leads to those of all events."""
    return f"{EVENTS}/{lang}/index.html"


def page_of_day(lang: Language, on: dt.date) -> str:
    """The page of a day on which control changes."""
    return f"{DAYS}/{lang}/{on}.html"


def hashed(name: str, content: bytes) -> str:
    """Where a file lies, under a name that no other content has.

    >>> hashed("icon.svg", b"")
    'assets/icon.e3b0c44298fc.svg'
    """
    path = PurePosixPath(name)
    return f"{ASSETS}/{path.stem}.{hashlib.sha256(content).hexdigest()[:_HASH]}{path.suffix}"


def address_of(path: str) -> str:
    """A path as it stands in the address of a page: what a folder opens on has no name.

    >>> address_of("event/en/index.html"), address_of("fr.html")
    ('event/en/', 'fr.html')
    """
    return path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path


def relative(path: str, page: str) -> str:
    """A path as a page names it.

    >>> relative("index.html", "event/en/a.html"), relative("index.html", "fr.html")
    ('../../', './')
    """
    return "../" * page.count("/") + address_of(path) or "./"

"""All files of a static site: the page in one file with its parts as files, and pages to read.

Equal data, options and version of the program give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

import geodash
from geodash.browser.bundle import bundle, variable
from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, settle
from geodash.products.onefile.page import about
from geodash.products.parts.head import OPENING
from geodash.products.parts.looks import library, styles_of
from geodash.products.parts.table import as_json, parts_of, settled_parameters
from geodash.products.site.places import (
    ASSETS,
    KEEPER,
    MARK,
    PAGE_OF_EVENT,
    SITEMAP,
    address_of,
    hashed,
    index_of,
    list_of_events,
    page_of_day,
    page_of_event,
    relative,
)
from geodash.products.site.reading import STYLES, Around, Reading
from geodash.wording.preview import preview_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" '
    'fill="#0b5fa5"/><path d="M16 7v9l6 4" fill="none" stroke="#fff" stroke-width="3" '
    'stroke-linecap="round"/></svg>'
)
"""A clock: the one thing that everything on the page follows."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
_INDEX = Template(f"""{OPENING}\
$tags
<link rel="icon" href="$icon">
<link rel="stylesheet" href="$styles">
$soon
<script src="$leaflet" defer></script>
<script type="module" src="$program"></script>
</head>
<body>
<main class="gd-page" id="gd-page" data-gd-site><div class="gd-late gd-read"><h1>$title</h1>$said\
<p><a href="$events">$all</a></p></div></main>
<script type="application/json" id="gd-data">$data</script>
</body>
</html>
""")


@dataclass
class _Site:
    """Files by their paths, and where those lie that were added under a name of their content."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, content: bytes | str) -> str:
        """Add a file; where it lies."""
        raw = content.encode() if isinstance(content, str) else content
        path = hashed(name, raw)
        self.files[path] = raw
        return path


def site_files(
    dataset: Dataset,
    base: str = "",
    pictures: Mapping[tuple[Language, dt.date], bytes] | None = None,
    *,
    server: str = "",
) -> dict[str, bytes]:
    """The files of the site of a dataset's own records, by path.

    ``base`` is the address that the site will have, with a slash at its end, or nothing: then there is no
    sitemap, and no page names its address. ``pictures`` are those of days, by language. ``server`` is
    the address of a server to which the site leads for files, or nothing.
    """
    own, site = dataset.own, _Site()
    shown = _dashboard(own, site)
    kept = list(site.files)
    lie = {(lang, on): site.add(f"{on}-{lang}.png", each) for (lang, on), each in (pictures or {}).items()}
    around = Around(base, site.add("reading.css", STYLES), shown["icon"], lie)
    for lang in LANGUAGES:
        tr = Translator(lang, own.conflict)
        site.files[index_of(lang)] = _index(own, tr, shown, around, server).encode()
        _to_read(own, tr, around, site)
    site.files[KEEPER] = _keeper(site.files, kept).encode()
    if base:
        site.files[SITEMAP] = _sitemap(site.files, base).encode()
    mark = {"geodash": geodash.__version__, "data": own.version, "files": sorted(site.files)}
    return site.files | {MARK: json.dumps(mark, indent=1).encode() + b"\n"}


def _dashboard(dataset: Dataset, site: _Site) -> dict[str, str]:
    """Add what the dashboard is made of; where each part of it lies, by what it is."""
    parts = parts_of(dataset)
    lie = {name: site.add(name, content) for name, content in parts.others.items()}
    beside = {name: path.removeprefix(f"{ASSETS}/") for name, path in lie.items()}
    return {
        "icon": site.add("icon.svg", ICON),
        "styles": site.add("styles.css", styles_of(dataset.conflict)),
        "leaflet": site.add("leaflet.js", library("leaflet.js")),
        "program": site.add("program.js", bundle("page/site")),
        "scene": site.add("scene.json", parts.scene_with(beside)),
        "base": lie[parts.scene["base"]],
    }


def _index(dataset: Dataset, tr: Translator, shown: Mapping[str, str], around: Around, server: str) -> str:
    """The page that the dashboard opens in, in a language."""
    own = index_of(tr.lang)
    state, _ = settle(DashboardState(lang=tr.lang), dataset)
    preview = preview_of(dataset, state)
    picture = around.picture_by(tr.lang, dataset.control_known_until)
    alternates = around.alternates({lang: index_of(lang) for lang in LANGUAGES})
    said = "".join(f"<p>{escape(text)}</p>" for text in (preview.text, preview.more, tr("site.late")) if text)
    data = {
        "scene": shown["scene"],
        "keeper": KEEPER,
        "settled": settled_parameters(dataset, state),
        "about": about(dataset) | {"server": server},
    }
    soon = (f'<link rel="preload" as="fetch" href="{shown[name]}" crossorigin>' for name in ("scene", "base"))
    return _INDEX.substitute(
        {name: shown[name] for name in ("icon", "styles", "leaflet", "program")},
        lang=tr.lang,
        policy=_POLICY,
        tags="\n".join([*around.tags(preview, own, picture), *alternates]),
        soon="\n".join(soon),
        title=escape(preview.title),
        said=said,
        events=relative(list_of_events(tr.lang), own),
        all=escape(tr("site.all_events")),
        data=_in_page(data),
    )


def _in_page(document: dict[str, Any]) -> str:
    """JSON that ends no element of the page that it stands in."""
    return as_json(document).decode().replace("<", "\\u003c")


def _to_read(dataset: Dataset, tr: Translator, around: Around, site: _Site) -> None:
    """Add the pages to read, in a language."""
    reading = Reading(dataset, around)
    pages = {page_of_event(tr.lang, event.id): reading.event(event, tr) for event in dataset.events}
    pages[list_of_events(tr.lang)] = reading.events(tr)
    pages |= {
        page_of_day(tr.lang, on): reading.day(on, tr) for lang, on in around.pictures if lang == tr.lang
    }
    site.files |= {path: page.encode() for path, page in pages.items()}


def _keeper(files: Mapping[str, bytes], kept: list[str]) -> str:
    """The service worker, told which files there are; another file of the dashboard makes it another."""
    pages = [index_of(lang) for lang in LANGUAGES]
    told = hashlib.sha256(b"".join([*map(str.encode, kept), *(files[page] for page in pages)]))
    site = {
        "version": told.hexdigest()[:12],
        "pages": pages,
        "files": kept,
        "event": PAGE_OF_EVENT,
    }
    return f"{bundle('page/keeper')}\n{variable('page/keeper')}.keep(self, {json.dumps(site)});\n"


def _sitemap(files: Mapping[str, bytes], base: str) -> str:
    """Addresses of all pages, for search engines."""
    pages = sorted(address_of(path) for path in files if path.endswith(".html"))
    entries = "".join(f"<url><loc>{escape(base + page)}</loc></url>\n" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'

"""The page in one file: map, clock, list and cards in all languages, opened from disk without a network.

Its security policy allows nothing but the scripts and styles in it, by their hashes, and the pictures that
they draw. Data travel compressed and as base64, so no text of a record is ever read as markup or script.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from xstatic.pkg import leaflet

from geodash.browser.bundle import bundle
from geodash.browser.styles import one_file_styles
from geodash.i18n import LANGUAGES, Translator, texts_of, translators
from geodash.link.state import settle
from geodash.look.whole import look_of
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.selection import EventColumns, count_events, mask_of, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.products.onefile.cards import all_cards
from geodash.scene.basemap import base_document
from geodash.scene.documents import DOCUMENTS
from geodash.scene.events import event_table, rows_of_titles
from geodash.scene.settled import encode_mask, settled_state
from geodash.scene.whole import build_scene
from geodash.wording.citation import active_filters
from geodash.wording.summary import day_summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodash.link.state import DashboardState
    from geodash.look.whole import MapLook
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ON_CARDS = frozenset({"title", "publisher", "url", "language"})
"""What a document says of a source that the card of the source says too."""
_LEFT_OUT = {"search"}
"""Documents of parts that the page does not have."""

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style data-geodash>$styles</style>
</head>
<body>
<main class="gd-page" id="gd-page"><p class="gd-late">$late</p></main>
<script type="text/plain" id="gd-data">$data</script>
<script>$leaflet</script>
<script type="module">$script</script>
</body>
</html>
""")


def render_html(dataset: Dataset, state: DashboardState, *, made: dt.date | None = None) -> bytes:
    """The page, opening in a state. ``made`` is the day it says it was made on, today unless given."""
    state, _ = settle(state, dataset)
    tr = Translator(state.lang, dataset.conflict)
    on = state.date or dataset.control_known_until
    columns = dataset.event_columns
    mask = _mask(columns, state)
    made = made or dt.datetime.now(dt.UTC).date()
    title = tr("standalone.document", title=dataset.conflict.text("title", state.lang), date=tr.date(on))
    shown = window_mask(columns, on, state.days)
    count = {RECORD: count_events(columns, shown if mask is None else shown & mask)}
    filtered = state.event_filter.narrows
    summary = day_summary(dataset, snapshot_at(dataset, on), count, state.days, tr, filtered=filtered)
    styles, code, library = (
        _styles(look_of(dataset.conflict)),
        bundle("page/standalone"),
        _library("leaflet.js"),
    )
    page = _PAGE.substitute(
        lang=state.lang,
        policy=_policy(scripts=(code, library), styles=(styles,)),
        title=escape(title),
        styles=styles,
        late=escape(f"{title}. {summary} {tr('standalone.late')}"),
        data=_packed(_document(dataset, state, columns, made)),
        leaflet=library,
        script=code,
    )
    return page.encode()


def _mask(columns: EventColumns, state: DashboardState) -> NDArray[np.bool_] | None:
    return mask_of(columns, state.event_filter)


def _document(
    dataset: Dataset, state: DashboardState, columns: EventColumns, made: dt.date
) -> dict[str, Any]:
    """Everything that the page's script reads. A pair is chosen on the page: its filter is not fixed here."""
    lasting = replace(state, pair=None)
    mask = _mask(columns, lasting)
    place_row = {place_id: row for row, place_id in enumerate(dataset.places)}
    table = event_table(dataset, place_row, {actor_id: row for row, actor_id in enumerate(dataset.actors)})
    scene = build_scene(dataset, place_row)
    for lang in LANGUAGES:
        scene["strings"][lang] |= _strings(dataset.conflict, lang)
    events = dataset.events
    chunks = rows_of_titles(len(events))
    titles = {lang: [events.texts(f"title_{lang}", rows) for rows in chunks] for lang in LANGUAGES}
    return {
        "scene": scene | {"events": table.description | {"titles": titles}},
        "ids": events.texts("id"),
        "numbers": base64.b64encode(table.block()).decode(),
        "base": base_document(dataset),
        "documents": {
            name: _sources_by_id(build(dataset)) for name, build in DOCUMENTS.items() if name not in _LEFT_OUT
        },
        "cards": all_cards(dataset),
        "settled": settled_state(state, dataset, encode_mask(mask)),
        "about": {
            "made": to_day(made),
            "credits": {lang: dataset.credits["events"].attribution(lang) for lang in LANGUAGES},
            "filters": {
                lang: _filters(dataset, lasting, mask, tr)
                for lang, tr in translators(dataset.conflict).items()
            },
        },
    }


def _sources_by_id(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what the cards of sources say as well: the page's script fills it in again."""
    sources = document.get("sources")
    if not isinstance(sources, dict):
        return document
    if isinstance(sources.get("id"), list):
        return document | {"sources": {key: rows for key, rows in sources.items() if key not in ON_CARDS}}
    if any(link.keys() - ON_CARDS - {"published"} for link in sources.values()):
        return document
    return document | {"sources": list(sources)}


def _strings(conflict: Conflict, lang: Language) -> dict[str, str]:
    wanted = "standalone."
    return {key: text for key, text in texts_of(lang, conflict).items() if key.startswith(wanted)}


def _filters(dataset: Dataset, state: DashboardState, mask: NDArray[np.bool_] | None, tr: Translator) -> str:
    """What the filters keep, in words; nothing where none is set."""
    if mask is None:
        return ""
    words = tr("export.filter_separator").join(active_filters(dataset, state, tr))
    return tr("standalone.filtered", shown=int(mask.sum()), total=len(mask), filters=words)


def _packed(document: dict[str, Any]) -> str:
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Nothing from anywhere, but what is in the page and the pictures that it draws."""

    def hashes(texts: tuple[str, ...]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _styles(look: MapLook) -> str:
    """All style sheets, each kept to its part of the page, and the palette of the reader's theme."""
    palette = {
        theme: "".join(f"--gd-{name.replace('_', '-')}:{colour};" for name, colour in colours.items())
        for theme, colours in look.palette.items()
    }
    return "\n".join(
        [
            _library("leaflet.css"),
            f":root {{{palette['light']}}}",
            f"@media (prefers-color-scheme: dark) {{ :root {{{palette['dark']}}} }}",
            one_file_styles(),
        ]
    )


@cache
def _library(name: str) -> str:
    """A file of Leaflet without what it would ask for: pictures of controls not used here, its source map."""
    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    text = re.sub(r"[\w-]+: url\([^)]*\);?", "", text)
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)

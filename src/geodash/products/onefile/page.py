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
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

from geodash.browser.bundle import bundle
from geodash.i18n import LANGUAGES, Translator
from geodash.link.days import named_start
from geodash.link.state import settle
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.selection import count_events, mask_of, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.products.parts.head import OPENING
from geodash.products.parts.looks import library, styles_of
from geodash.products.parts.table import as_json, parts_of, settled_parameters
from geodash.wording.contact import contact_of, contact_text, target_of
from geodash.wording.summary import day_summary

if TYPE_CHECKING:
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

_PAGE = Template(f"""{OPENING}\
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
    made = made or dt.datetime.now(dt.UTC).date()
    title = tr("standalone.document", title=dataset.conflict.text("title", state.lang), date=tr.date(on))
    styles, code, leaflet = styles_of(dataset.conflict), bundle("page/standalone"), library("leaflet.js")
    page = _PAGE.substitute(
        lang=state.lang,
        policy=_policy(scripts=(code, leaflet), styles=(styles,)),
        title=escape(title),
        styles=styles,
        late=escape(f"{title}. {_summary(dataset, state, on, tr)} {tr('standalone.late')}"),
        data=_zipped(_document(dataset, state, made)),
        leaflet=leaflet,
        script=code,
    )
    return page.encode()


def _summary(dataset: Dataset, state: DashboardState, on: dt.date, tr: Translator) -> str:
    """The day in a sentence, with the events that the filters keep."""
    columns = dataset.event_columns
    mask, shown = mask_of(columns, state.event_filter), window_mask(columns, on, state.days)
    count = {RECORD: count_events(columns, shown if mask is None else shown & mask)}
    filtered = state.event_filter.narrows
    window = named_start(state) or state.days
    return day_summary(dataset, snapshot_at(dataset, on), count, window, tr, filtered=filtered)


def _document(dataset: Dataset, state: DashboardState, made: dt.date) -> dict[str, Any]:
    """Everything that the page's script reads: the scene, the parts that it names, what to open on."""
    parts = parts_of(dataset)
    return {
        "scene": parts.scene,
        "parts": {name: _embedded(name, content) for name, content in parts.others.items()},
        "settled": settled_parameters(dataset, state),
        "about": about(dataset, made),
    }


def about(dataset: Dataset, made: dt.date | None = None) -> dict[str, Any]:
    """What the foot of the page says of itself: when it was made, whose the facts are, whom to write to."""
    contact = contact_of(dataset)
    return {
        "made": to_day(made) if made else None,
        "data": {"version": dataset.version, "known": dataset.known.isoformat() if dataset.known else None},
        "credits": {lang: dataset.credits["events"].attribution(lang) for lang in LANGUAGES},
        "contact": contact
        and {
            "text": {lang: contact_text(contact, Translator(lang)) for lang in LANGUAGES},
            "href": target_of(contact.address),
        },
    }


def _embedded(name: str, content: bytes) -> Any:  # noqa: ANN401  anything that JSON can hold
    """A part inside another document: JSON as it is, bytes as base64."""
    return json.loads(content) if name.endswith(".json") else base64.b64encode(content).decode()


def _zipped(document: dict[str, Any]) -> str:
    return base64.b64encode(gzip.compress(as_json(document), mtime=0)).decode()


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Nothing from anywhere, but what is in the page and the pictures that it draws."""

    def hashes(texts: tuple[str, ...]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )

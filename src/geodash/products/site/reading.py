"""Pages to read without scripts: one of each event and of each day with a picture, and a list of the events.

They say what the card in the dashboard says, lead there, and are what search engines and previews are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, settle
from geodash.products.parts.head import HEIGHT, OPENING, WIDTH, head_tags
from geodash.products.site.places import (
    address_of,
    index_of,
    list_of_events,
    page_of_day,
    page_of_event,
    relative,
)
from geodash.wording.detail import date_span, event_card
from geodash.wording.preview import preview_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event, Language
    from geodash.wording.detail import Card
    from geodash.wording.preview import Preview

STYLES = """\
:root{color-scheme:light dark}
body{max-width:46rem;margin:2rem auto;padding:0 1.25rem;font:1rem/1.5 system-ui,sans-serif}
h1{margin:.25rem 0 1rem;font-size:1.5rem;line-height:1.25}
h2{margin:1.5rem 0 .5rem;font-size:1.1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dd{margin:0}
img{max-width:100%;height:auto}
small{display:block}
.said{padding-left:1rem;border-left:3px solid}
.open{display:inline-block;margin:.5rem 0;padding:.5rem 1rem;border:1px solid;border-radius:4px}
p,li,dd{overflow-wrap:anywhere}
@media (max-width:30rem){dl{grid-template-columns:1fr}dt{font-weight:600}}
"""
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_PAGE = Template(f"""{OPENING}\
$tags
<link rel="icon" href="$icon">
<link rel="stylesheet" href="$styles">
</head>
<body>
$body
<footer><small>$foot</small></footer>
</body>
</html>
""")


@dataclass(frozen=True)
class Around:
    """What these pages need to know of the site: its address, if it is told, and where its files lie."""

    base: str
    styles: str
    icon: str
    pictures: Mapping[tuple[Language, dt.date], str]
    """Pictures of days, by language."""

    def alternates(self, paths: Mapping[Language, str]) -> list[str]:
        """Tags that name a page in each language, where the address of the site is known."""
        if not self.base:
            return []
        return [
            f'<link rel="alternate" hreflang="{lang}" href="{escape(self.base + address_of(path))}">'
            for lang, path in paths.items()
        ]

    def picture_by(self, lang: Language, on: dt.date) -> str:
        """The picture of a day, or of the last change of control before it; nothing where there is none."""
        days = [day for language, day in self.pictures if language == lang and day <= on]
        return self.pictures[lang, max(days)] if days else ""

    def tags(self, preview: Preview, path: str, picture: str) -> list[str]:
        """What the head of a page says of it; addresses are whole ones, or none."""
        if not self.base:
            return head_tags(preview, "", "")
        return head_tags(preview, self.base + address_of(path), picture and self.base + picture)


class Reading:
    """Makes the pages of a dataset."""

    def __init__(self, dataset: Dataset, around: Around) -> None:
        self._dataset, self._around = dataset, around

    def event(self, event: Event, tr: Translator) -> str:
        """The page of an event: what its card says, with its sources."""
        card, path = event_card(self._dataset, event, tr), partial(page_of_event, event_id=event.id)
        whole = [card["part_of"]] if card["part_of"] else []
        body = [
            f"<p>{escape(card['category_text'])} · {escape(card['dates'])}</p>",
            f"<h1>{escape(card['title'])}</h1>",
            *_paragraphs(card["summary"], card["attribution"]),
            *_disputes(card, tr),
            _way_in(path(tr.lang), tr, event=event.id),
            _facts(card, tr),
            *_links(tr, "part_of", whole),
            *_links(tr, "parts", card["parts"]),
            *_links(tr, "related", card["related"]),
            _sources(card, tr),
        ]
        state = DashboardState(event=event.id, lang=tr.lang)
        picture = self._around.picture_by(tr.lang, event.date)
        return self._page(path, state, body, picture, tr)

    def day(self, on: dt.date, tr: Translator) -> str:
        """The page of a day on which control changes, with its picture."""
        path = partial(page_of_day, on=on)
        state, _ = settle(DashboardState(date=on, lang=tr.lang), self._dataset)
        preview, picture = preview_of(self._dataset, state), self._around.pictures[tr.lang, on]
        source, size = relative(picture, path(tr.lang)), f'width="{WIDTH}" height="{HEIGHT}"'
        body = [
            f"<h1>{escape(preview.title)}</h1>",
            *_paragraphs(preview.text, preview.more),
            _way_in(path(tr.lang), tr, date=f"{on}"),
            f'<p><img src="{source}" alt="{escape(preview.text)}" {size}></p>',
        ]
        return self._page(path, state, body, picture, tr)

    def events(self, tr: Translator) -> str:
        """The list of all events, the latest first, each a link to its page."""
        entries = (
            tr(
                "briefing.place",
                place=escape(date_span(event, tr)),
                text=_link(event.id, event.text("title", tr.lang)),
            )
            for event in reversed(self._dataset.events)
        )
        body = [
            f"<h1>{escape(self._dataset.conflict.text('title', tr.lang))}</h1>",
            _way_in(list_of_events(tr.lang), tr),
            f"<h2>{escape(tr('panel.events'))}</h2>",
            f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>",
        ]
        return self._page(list_of_events, DashboardState(lang=tr.lang), body, "", tr)

    def _page(
        self,
        path: Callable[[Language], str],
        state: DashboardState,
        body: Sequence[str],
        picture: str,
        tr: Translator,
    ) -> str:
        around, own = self._around, path(tr.lang)
        settled, _ = settle(state, self._dataset)
        paths = {lang: path(lang) for lang in LANGUAGES}
        tags = [*around.tags(preview_of(self._dataset, settled), own, picture), *around.alternates(paths)]
        version = escape(tr("site.version", version=self._dataset.version))
        links = [f'<a href="{relative(list_of_events(tr.lang), own)}">{escape(tr("site.all_events"))}</a>']
        links += [
            f'<a href="{relative(each, own)}" lang="{lang}" hreflang="{lang}">{escape(lang.upper())}</a>'
            for lang, each in paths.items()
            if lang != tr.lang
        ]
        credit = self._dataset.credits["events"].attribution(tr.lang)
        return _PAGE.substitute(
            lang=tr.lang,
            policy=_POLICY,
            tags="\n".join(tags),
            icon=relative(around.icon, own),
            styles=relative(around.styles, own),
            body="\n".join(filter(None, body)),
            foot=" · ".join((*links, version, escape(credit))),
        )


def _way_in(page: str, tr: Translator, **asked: str) -> str:
    """The link into the dashboard, to what the page is about."""
    query = f"?{urlencode(asked)}" if asked else ""
    address = escape(relative(index_of(tr.lang), page) + query)
    return f'<p><a class="open" href="{address}">{escape(tr("site.open"))}</a></p>'


def _paragraphs(*texts: str) -> list[str]:
    return [f"<p>{escape(text)}</p>" for text in texts if text]


def _disputes(card: Card, tr: Translator) -> list[str]:
    said = "".join(_paragraphs(*(each["text"] for each in card["disputed"])))
    return [f'<div class="said"><h2>{escape(tr("panel.counter"))}</h2>{said}</div>'] if said else []


def _facts(card: Card, tr: Translator) -> str:
    place = " ".join(filter(None, (card["place"] and card["place"]["label"], card["place_note"])))
    told = {
        "place": escape(place),
        "from": "".join(map(_named, card["actors_from"])),
        "to": "".join(map(_named, card["actors_to"])),
        "fatalities": escape(card["fatalities"]),
        "precision": escape(card["precision"]),
        "confidence": escape(card["confidence_text"]),
    }
    rows = (f"<dt>{escape(tr(f'panel.{key}'))}</dt><dd>{text}</dd>" for key, text in told.items() if text)
    return f"<dl>{''.join(rows)}</dl>"


def _named(actor: Card) -> str:
    note = f"<small>{escape(actor['note'])}</small>" if actor["note"] else ""
    return f"<div>{escape(actor['label'])}{note}</div>"


def _links(tr: Translator, key: str, events: Iterable[Card]) -> list[str]:
    """Other events under a heading, where there are any."""
    entries = "".join(f"<li>{_link(event['id'], event['title'])}</li>" for event in events)
    return [f"<h2>{escape(tr(f'panel.{key}'))}</h2><ul>{entries}</ul>"] if entries else []


def _link(event_id: str, title: str) -> str:
    """A link from one page of an event to another."""
    return f'<a href="{escape(event_id)}.html">{escape(title)}</a>'


def _sources(card: Card, tr: Translator) -> str:
    entries = "".join(
        f"<li>{_outward(source)}<small>{escape(_about(source, tr))}</small></li>"
        for source in card["sources"]
    )
    return f"<h2>{escape(tr('panel.sources_title'))}</h2><ol>{entries}</ol>"


def _outward(source: Card) -> str:
    """The title of a source, a link where its address is one of the web."""
    title = escape(source["title"])
    if urlsplit(source["url"]).scheme not in {"http", "https"}:
        return title
    language = f' hreflang="{escape(source["language"])}"' if source["language"] else ""
    return f'<a href="{escape(source["url"])}" rel="noopener noreferrer"{language}>{title}</a>'


def _about(source: Card, tr: Translator) -> str:
    published = source["published"] or tr("panel.undated")
    told = (source["publisher"], published, source["kind_text"], source["note"])
    return " · ".join(filter(None, told))

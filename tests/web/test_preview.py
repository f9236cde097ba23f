"""The page's own document says of a link what the link shows, before any script has run."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from geodash.i18n import Translator
from geodash.link.state import DashboardState
from geodash.model.snapshot import place_control_at
from geodash.model.vocabulary import Confidence
from geodash.wording.holder import event_attribution
from geodash.wording.preview import preview_of
from tests.web.client import Answer, get

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.conftest import TinyPackage


class Head(HTMLParser):
    """Language, title and named tags of a document, and the texts of its body."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.lang, self.title = "", ""
        self.tags: dict[str, str] = {}
        self.body: list[str] = []
        self.scripts = 0
        self._in = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._in = tag
        self.scripts += tag == "script"
        if tag == "html":
            self.lang = named["lang"]
        if tag == "meta" and "content" in named:
            self.tags[named.get("property") or named.get("name", "")] = named["content"]

    def handle_data(self, data: str) -> None:
        if self._in == "title" and not self.title:
            self.title = data
        elif self._in in {"h1", "p"} and data.strip():
            self.body.append(data)


def head_of(query: Mapping[str, str], **headers: str) -> Head:
    answer = get("/", query, **headers)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"
    return Head(answer.text)


@pytest.mark.parametrize(
    ("query", "lang", "title", "said"),
    [
        ({"date": "2025-01-27"}, "en", "geodash: Eastern DR Congo, 27 January 2025", "places followed"),
        ({"date": "2025-01-27", "lang": "fr"}, "fr", "27 janvier 2025", "lieux suivis"),
        (
            {"date": "2025-03-01", "place": "goma"},
            "en",
            "Goma · geodash",
            "Held by M23 since about 30 January",
        ),
        ({"date": "2025-03-01", "place": "goma", "lang": "fr"}, "fr", "Goma · geodash", "Rwanda le nie"),
        ({"event": "rwa-bel-sever-relations-20250317"}, "en", "17 March 2025", "Belgium"),
        ({"event": "rwa-bel-sever-relations-20250317", "lang": "fr"}, "fr", "17 mars 2025", "Belgique"),
    ],
)
def test_a_preview_names_the_day_the_place_or_the_event(
    query: dict[str, str], lang: str, title: str, said: str
) -> None:
    head = head_of(query)
    assert head.lang == lang
    assert title in head.title == head.tags["og:title"]
    assert said in head.tags["og:description"] == head.tags["description"]
    assert head.tags["og:locale"][:2] == lang
    assert head.body[0] == head.title
    assert head.body[1] == head.tags["description"]
    for name, ending in (("og:url", "/"), ("og:image", "/picture.png")):
        parts = urlsplit(head.tags[name])
        assert (parts.scheme, parts.netloc, parts.path) == ("http", "maps.example", ending)
        assert set(query.items()) <= set(parse_qsl(parts.query))


def test_a_claim_about_a_foreign_hand_keeps_its_attribution() -> None:
    """A preview travels alone: the UN's finding and Rwanda's denial go with it."""
    said = head_of({"date": "2025-03-01", "place": "goma"}).tags["og:description"]
    assert "UN experts" in said
    assert "Rwanda denies" in said


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_event_and_place_travels_with_its_doubts(dataset: Dataset, lang: Language) -> None:
    """Who reads no more than the preview must not take for sure what is weak or disputed."""
    tr = Translator(lang, dataset.conflict)
    low = {"en": "Low confidence.", "fr": "Confiance faible."}[lang]
    weak = disputed = 0
    for event in dataset.events:
        said = preview_of(dataset, DashboardState(date=event.date, event=event.id, lang=lang)).text
        note = event.text("disputed_note", lang)
        assert (low in said) == (event.confidence is Confidence.LOW)
        assert note in said
        assert event_attribution(dataset, event, tr) in said
        weak, disputed = weak + (low in said), disputed + bool(note)
    for place_id, chain in dataset.holdings.items():
        for record in (each for holding in chain for each in holding.records):
            if record.valid_from > dataset.control_known_until:
                continue
            state = DashboardState(date=record.valid_from, place=place_id, lang=lang)
            control = place_control_at(dataset, chain, record.valid_from)
            said = preview_of(dataset, state).text
            assert (low in said) == (control.confidence is Confidence.LOW), record.id
            assert control.disputed_note(lang) in said
    assert weak > 5
    assert disputed > 50


def test_what_a_link_cannot_show_is_said_first() -> None:
    said = head_of({"date": "2025-13-27", "event": "no-such"}).tags["og:description"]
    assert said.startswith("The link's date “2025-13-27” could not be read")
    assert "no-such" in said


def test_a_pinned_link_says_first_what_has_changed_since() -> None:
    said = head_of({"date": "2025-03-17", "v": "1.0.0"}).tags["og:description"]
    assert "1.0.0" in said.partition(".")[0] + said.partition(":")[0]
    assert "places followed" in said


def test_an_address_is_given_as_its_reader_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    forwarded = {"x_forwarded_host": "who.example, inner", "x_forwarded_proto": "https"}
    assert head_of({}, **forwarded).tags["og:image"].startswith("https://who.example/picture.png?")
    monkeypatch.setenv("GEODASH_URL", "https://public.example/maps")
    assert head_of({}, **forwarded).tags["og:image"].startswith("https://public.example/maps/picture.png?")


@pytest.mark.parametrize("host", ['x"><script>alert(1)</script>', "a b", "", "evil.example/..", "x\\y"])
def test_a_host_that_is_none_is_not_repeated(host: str) -> None:
    image = head_of({"date": "2025-01-27"}, host=host).tags["og:image"]
    assert image == "/picture.png?date=2025-01-27"


def test_hostile_values_stay_text() -> None:
    plain, hostile = (
        head_of({"q": text, "date": text, "pair": text}) for text in ("x", "\"'><script>alert(1)</script>")
    )
    assert hostile.scripts == plain.scripts
    assert "<script>alert(1)" in hostile.tags["og:description"]


def test_other_addresses_go_on_to_streamlit() -> None:
    assert get("/static/index.html").status == 404  # of the routes beside it, which are alone here
    assert get("/nothing").status == 404


def test_without_data_the_page_says_nothing_of_a_day(
    tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch, fresh_data: None
) -> None:
    del fresh_data
    tiny_package.write("control.csv", "nonsense")
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    answer = get("/", {"date": "2025-01-27"})
    assert (answer.status, Head(answer.text).title) == (200, "geodash")
    assert get("/readyz").status == get("/picture.png").status == 503
    assert get("/healthz").text == "ok"


def test_who_watches_the_server_hears_which_data_it_shows() -> None:
    ready: Answer = get("/readyz")
    assert ready.status == 200
    assert '"problems":0' in ready.text

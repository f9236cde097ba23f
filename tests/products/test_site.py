"""The static site as files: small, always the same, closed to other hosts, readable without scripts."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, settle
from geodash.package import load_dataset
from geodash.products.site.pictures import days_of_change, pictures_of
from geodash.products.site.places import (
    KEEPER,
    MARK,
    SITEMAP,
    index_of,
    list_of_events,
    page_of_day,
    page_of_event,
)
from geodash.products.site.whole import site_files
from geodash.wording.detail import date_span, event_card
from geodash.wording.preview import preview_of

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset

BASE = "https://example.org/maps/"
MOST_BYTES, MOST_SENT = 3_000_000, 900_000
"""Of all that the dashboard is made of, as it is and as a server packs it."""
MOST_OF_A_PAGE = 16_000
GOMA = "goma-captured-20250127"
HOSTILE = "<img src=x onerror=alert(1)> ${7*7} $body </script><script>alert(2)</script> <!-- ` \" '"
Files = dict[str, bytes]


@dataclass
class Parsed(HTMLParser):
    """Elements of a page with their attributes, and its text."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self, *names: str) -> list[str]:
        """Addresses in attributes of some elements."""
        found = (attrs.get(key) for tag, attrs in self.elements if tag in names for key in ("href", "src"))
        return [address for address in found if address]

    def said(self, name: str) -> str:
        """What a tag of the head says."""
        tags = (attrs for tag, attrs in self.elements if tag == "meta")
        return next((a["content"] for a in tags if name in {a.get("property"), a.get("name")}), "")


def parsed(content: bytes) -> Parsed:
    parser = Parsed()
    parser.feed(content.decode())
    parser.close()
    return parser


@pytest.fixture(scope="module")
def files(dataset: Dataset) -> Files:
    return site_files(dataset, BASE)


def is_to_read(path: str) -> bool:
    """Whether a file is none of the dashboard's: a page of an event, or a list of files."""
    return path.startswith("event/") or path in {SITEMAP, MARK}


def test_the_dashboard_is_small(files: Files) -> None:
    served = [content for path, content in files.items() if not is_to_read(path)]
    assert sum(map(len, served)) < MOST_BYTES
    assert sum(len(gzip.compress(content)) for content in served) < MOST_SENT
    pages = [content for path, content in files.items() if path.startswith("event/") and "index" not in path]
    assert max(map(len, pages)) < MOST_OF_A_PAGE


def test_the_same_data_give_the_same_bytes(dataset: Dataset, files: Files) -> None:
    again = site_files(dataset, BASE)
    assert again == files
    assert list(again) == list(files)


def test_names_say_what_is_in_a_file(files: Files) -> None:
    for path, content in files.items():
        if path.endswith((".html", ".xml")) or path in {KEEPER, MARK}:
            continue
        assert re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{12}\.\w+", path)
        assert hashlib.sha256(content).hexdigest().startswith(path.split(".")[1])


def test_other_data_give_other_names(files: Files, tiny_dataset: Dataset) -> None:
    other = site_files(tiny_dataset, BASE)
    changed = {path for path in files if path.endswith(".json")} & {p for p in other if p.endswith(".json")}
    assert changed <= {MARK, *(path for path in changed if files[path] == other[path])}
    assert other[KEEPER] != files[KEEPER]


def test_all_that_is_named_is_there(files: Files) -> None:
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        for address in parsed(content).links("link", "script", "img", "a"):
            if urlsplit(address).scheme:
                continue
            target = urljoin(f"/{path}", address.split("?")[0]).removeprefix("/")
            assert target in files or f"{target}index.html" in files, (path, address)
    kept = json.loads(files[KEEPER].decode().rpartition("keep(self, ")[2].removesuffix(");\n"))
    assert {*kept["files"], *kept["pages"]} <= files.keys()
    assert {path for path in files if path.startswith("assets/")} - {*kept["files"]} == {
        path for path in files if path.startswith("assets/reading.")
    }
    event = re.fullmatch(kept["event"], page_of_event("fr", GOMA))
    assert event
    assert event.groups() == ("fr", GOMA)


def test_nothing_is_loaded_from_another_host(files: Files) -> None:
    for path, content in files.items():
        if path.endswith(".html"):
            page = parsed(content)
            named = [attrs for _, attrs in page.elements if attrs.get("rel") in {"canonical", "alternate"}]
            loaded = {*page.links("script", "img", "link")} - {attrs["href"] for attrs in named}
            assert loaded
            assert not [address for address in loaded if urlsplit(address).netloc]
            policy = next(attrs["content"] for _, attrs in page.elements if "http-equiv" in attrs)
            assert policy.startswith("default-src 'none'; ")
            assert "http" not in policy
            assert "unsafe" not in policy
        if path.endswith(".css"):
            addresses = re.findall(r"url\(\s*['\"]?([^)'\"]*)", content.decode())
            assert all(address.startswith(("data:", "#")) for address in addresses)
            assert b"@import" not in content
        assert b"sourceMappingURL" not in content


def test_the_first_page_of_a_language_says_what_it_shows(dataset: Dataset, files: Files) -> None:
    for lang in LANGUAGES:
        page = parsed(files[index_of(lang)])
        state, _ = settle(DashboardState(lang=lang), dataset)
        preview = preview_of(dataset, state)
        assert page.elements[0] == ("html", {"lang": lang})
        assert page.said("og:title") == preview.title
        assert page.said("description") == page.said("og:description") == preview.text
        assert page.said("og:url") == BASE + ("" if lang == "en" else "fr.html")
        alternates = {attrs["hreflang"]: attrs["href"] for _, attrs in page.elements if "hreflang" in attrs}
        assert alternates == {"en": BASE, "fr": f"{BASE}fr.html"}


def test_the_page_of_an_event_says_what_its_card_says(dataset: Dataset, files: Files) -> None:
    for lang in LANGUAGES:
        card = event_card(dataset, dataset.event_by_id[GOMA], Translator(lang, dataset.conflict))
        page = parsed(files[page_of_event(lang, GOMA)])
        told = [card[key] for key in ("title", "summary", "attribution", "dates", "fatalities")]
        told += [each["text"] for each in card["disputed"]] + [each["title"] for each in card["sources"]]
        told += [actor[key] for actor in card["actors_from"] for key in ("label", "note")]
        assert not [text for text in told if text not in page.text]
        assert not {tag for tag, _ in page.elements} & {"script", "img"}
        outward = {attrs["href"]: attrs for tag, attrs in page.elements if tag == "a" and "rel" in attrs}
        assert outward.keys() == {each["url"] for each in card["sources"]}
        assert page.said("og:url") == BASE + page_of_event(lang, GOMA)
        assert page.said("og:title").startswith(card["title"])
        assert page.said("og:image") == "", "there is none without pictures"


def test_the_list_of_events_says_when_as_exactly_as_it_is_known(dataset: Dataset, files: Files) -> None:
    for lang in LANGUAGES:
        tr = Translator(lang, dataset.conflict)
        colon = {"en": ": ", "fr": "\xa0: "}[lang]
        text = parsed(files[list_of_events(lang)]).text
        lines = [f"{date_span(e, tr)}{colon}{e.text('title', lang)}" for e in reversed(dataset.events)]
        assert "".join(lines) in text


def test_the_sitemap_names_every_page(files: Files) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    sitemap = ET.fromstring(files[SITEMAP])  # noqa: S314  our own
    found = [each.text for each in sitemap.findall(".//s:loc", space)]
    pages = {path for path in files if path.endswith(".html")}
    assert len(found) == len(pages)
    assert {BASE, f"{BASE}fr.html", BASE + page_of_event("fr", GOMA), f"{BASE}event/en/"} < {*found}


def test_without_an_address_none_is_named(tiny_dataset: Dataset) -> None:
    files = site_files(tiny_dataset)
    assert SITEMAP not in files
    for path, content in files.items():
        if path.endswith(".html"):
            page = parsed(content)
            assert page.said("og:url") == page.said("og:image") == ""
            assert page.said("og:title")
            assert not [attrs for _, attrs in page.elements if attrs.get("rel") in {"canonical", "alternate"}]


def test_pictures_are_shown_by_the_days_that_have_them(tiny_dataset: Dataset) -> None:
    days = days_of_change(tiny_dataset)
    told: list[tuple[int, int]] = []
    pictures = pictures_of(tiny_dataset, date(2026, 6, 1), lambda *numbers: told.append(numbers))
    assert pictures.keys() == {(lang, on) for lang in LANGUAGES for on in days}
    assert told[-1] == (len(pictures), len(pictures))
    assert pictures == pictures_of(tiny_dataset, date(2026, 6, 1), lambda *_: None)
    files = site_files(tiny_dataset, BASE, pictures)
    by_content = {content: path for path, content in files.items()}
    for (lang, on), picture in pictures.items():
        page = parsed(files[page_of_day(lang, on)])
        assert page.said("og:image") == BASE + by_content[picture]
        [shown] = page.links("img")
        assert urljoin(f"/{page_of_day(lang, on)}", shown) == f"/{by_content[picture]}"
    for event in tiny_dataset.events:
        before = [on for on in days if on <= event.date]
        expected = BASE + by_content[pictures["fr", before[-1]]] if before else ""
        assert parsed(files[page_of_event("fr", event.id)]).said("og:image") == expected


def test_text_of_records_stays_text(tiny_package: TinyPackage) -> None:
    for file in ("events", "places", "actors", "sources"):
        header, *rows = tiny_package.read(f"{file}.csv").splitlines()
        for column in header.split(","):
            if column.endswith(("_en", "_fr")) or column in {"name", "title", "publisher"}:
                for line in range(2, len(rows) + 2):
                    tiny_package.set_cell(f"{file}.csv", line, column, HOSTILE)
    dataset = load_dataset(tiny_package.folder)
    files = site_files(dataset, BASE)
    for path, content in files.items():
        if path.endswith(".html"):
            page = parsed(content)
            assert [tag for tag, _ in page.elements].count("script") == (0 if is_to_read(path) else 3)
            assert "img" not in {tag for tag, _ in page.elements}
            assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    page = parsed(files[page_of_event("en", dataset.events[0].id)])
    assert HOSTILE in page.text
    assert HOSTILE in page.said("description")

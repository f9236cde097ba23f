"""The brief: one page or as many as asked, with all that a desk needs to send it on."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from tests.products.briefs import REFERENCE, Read, html_of, read, text_of

from geodash.i18n import LANGUAGES, Translator
from geodash.link.days import days_compared
from geodash.link.state import DashboardState, parse_query, settle
from geodash.model.changes import changes_between
from geodash.pictures.content import content_of
from geodash.products.brief.document import HEIGHTS, render_brief
from geodash.products.brief.figure import FigureOf
from geodash.products.brief.room import HEIGHT, height_of, room_of
from geodash.products.brief.writing import Brief, fitted
from geodash.products.order import Order, make_file

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

MADE = date(2026, 6, 1)
DAYS = [date(2012, 11, 20), date(2025, 1, 27), date(2025, 3, 17), date(2026, 3, 16)]
FILTERS = {"": {}, "filtered": {"cat": "battle,diplomacy", "conf": "medium"}}
DAY = DAYS[2]


def state_of(dataset: Dataset, day: date = DAY, lang: str = "en", **query: str) -> DashboardState:
    state, _ = settle(parse_query({"date": f"{day}", "lang": lang, **query})[0], dataset)
    return state


def word(dataset: Dataset, state: DashboardState, pages: int = 1, **choices: object) -> Read:
    content = render_brief(dataset, state, fmt="docx", pages=pages, created=MADE, **choices)  # type: ignore[arg-type]
    return read(content)


def markdown(dataset: Dataset, state: DashboardState, pages: int = 1, **choices: object) -> str:
    content = render_brief(dataset, state, fmt="md", pages=pages, created=MADE, **choices)  # type: ignore[arg-type]
    return content.decode()


def brief_of(dataset: Dataset, state: DashboardState, pages: int = 1, absent: str = "") -> Brief:
    content = content_of(dataset, state, created=MADE)
    figure = FigureOf.of(content, HEIGHTS[pages > 1], has_figures=pages > 1)
    return fitted(Brief(content, pages, figure.on_paper, absent))


@pytest.fixture(scope="module")
def three(dataset: Dataset) -> Read:
    """A brief of three pages."""
    return word(dataset, state_of(dataset), 3)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_on_a_page_fits_on_it(dataset: Dataset, day: date, lang: str, filters: str) -> None:
    """In letters wider than Word's; a step of lines is exact, so no font makes it higher."""
    brief = brief_of(dataset, state_of(dataset, day, lang, **FILTERS[filters]))
    high = height_of(brief.blocks())
    assert high <= room_of(1) < HEIGHT
    left = len(brief.content.events) - brief.shown.events
    assert brief.shown.events >= min(3, len(brief.told))
    assert not left or room_of(1) - high < 60  # of which the next would have needed more


@trying(max_examples=15)
@given(
    day=st.dates(date(2012, 1, 1), date(2026, 8, 31)),
    lang=st.sampled_from(LANGUAGES),
    days=st.sampled_from(["7", "30", "365", "all"]),
    pages=st.integers(1, 5),
)
def test_whatever_is_asked_for_stays_within_its_pages(
    dataset: Dataset, day: date, lang: Language, days: str, pages: int
) -> None:
    brief = brief_of(dataset, state_of(dataset, day, lang, days=days), pages)
    assert height_of(brief.blocks()) <= room_of(pages)
    shown, tr = brief.shown, Translator(lang)
    text = markdown(dataset, state_of(dataset, day, lang, days=days), pages)
    for count, key in ((len(brief.content.events) - shown.events, "briefing.more"),):
        assert not count or tr(key, count=count) in text
    left = len(brief.changed.places) - shown.places
    assert not left or tr("compare.more", count=left) in text


def test_more_pages_say_more(dataset: Dataset) -> None:
    shown = [brief_of(dataset, state_of(dataset), pages).shown for pages in (1, 2, 4)]
    assert shown[0].events < shown[1].events < shown[2].events
    assert shown[0].places < shown[1].places <= shown[2].places
    assert shown[0].noted == 0 < shown[1].noted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_finds_its_own_styles(dataset: Dataset, lang: Language) -> None:
    found, tr = word(dataset, state_of(dataset, lang=lang), 2), Translator(lang, dataset.conflict)
    assert found.of_style("Title") == [dataset.conflict.text("title", lang)]
    headings = found.of_style("Heading 1")
    assert headings == [
        tr("compare.heading", earlier=tr.date(date(2025, 2, 15)), later=tr.date(DAY)),
        tr("briefing.events"),
        tr("brief.sources_title"),
        tr("briefing.method_title"),
    ]
    assert found.of_style("Heading 2")[:3] == [
        tr("compare.places_title"),
        tr("compare.relations_title"),
        tr.date(DAY),
    ]
    assert found.of_style("Caption") == [tr("brief.caption")]
    locale = {"en": "en-GB", "fr": "fr-FR"}[lang]
    about = found.word.core_properties
    assert (about.title, about.language, about.author) == (found.of_style("Title")[0], locale, "geodash")
    assert about.created is not None
    assert about.created.date() == MADE
    styles = found.word.styles.element.xml
    assert f'<w:lang w:val="{locale}"' in styles


def test_the_map_has_words_and_the_table_a_header(dataset: Dataset, three: Read) -> None:
    brief = brief_of(dataset, state_of(dataset), 3)
    numbered = [item.event for item in brief.told[: brief.shown.events] if item.event]
    assert three.picture.get("descr") == brief.content.alternative(numbered)
    (table,) = three.word.tables
    rows = table._tbl.tr_lst  # noqa: SLF001
    assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * (len(rows) - 1)]
    assert all(row.xpath("w:trPr/w:cantSplit") for row in rows)
    tr = Translator("en")
    assert [cell.text for cell in table.rows[0].cells] == [
        tr(f"brief.{name}") for name in ("place", "before", "after", "how")
    ]


ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "type pgSz pgMar cols docGrid",
    "trPr": "cantSplit tblHeader",
    "pPr": "pStyle keepNext keepLines widowControl tabs spacing ind jc sectPr",
}
"""Children of some elements in the order in which the schema of the format has them: Word minds it."""


@pytest.mark.parametrize("name", ORDER)
def test_parts_of_the_document_stand_in_the_order_of_its_schema(three: Read, name: str) -> None:
    order = ORDER[name].split()
    found = three.word.element.xpath(f"//w:{name}")
    assert found
    for element in found:
        children = [str(child.tag).rpartition("}")[2] for child in element]
        assert children == sorted(children, key=order.index)


def test_every_number_leads_to_its_source(dataset: Dataset, three: Read) -> None:
    listed = [text.split("\t") if "\t" in text else text for text in three.of_style("List 2")]
    urls = dict(pair for pair in three.links if pair[0].startswith("["))
    numbers = [int(REFERENCE.fullmatch(text)[1]) for text in urls]  # type: ignore[index]
    assert numbers == list(range(1, len(listed) + 1))
    sources = {source.url: source for source in dataset.sources.values()}
    below = [pair for pair in three.links if not pair[0].startswith("[")]
    tr = Translator("en")
    for (_, url), (name, address) in zip(urls.items(), below, strict=True):
        source = sources[url]
        assert address == url
        assert name == f"{source.publisher} ({tr.published(source.published)})"


def test_every_change_and_event_has_its_sources_confidence_and_dispute(dataset: Dataset, three: Read) -> None:
    tr, state = Translator("en", dataset.conflict), state_of(dataset)
    changes = {c.place_id: c for c in changes_between(dataset, *days_compared(dataset, state))}
    brief = brief_of(dataset, state, 3)
    assert brief.shown.places == len(changes) == 9
    cells = [[text_of(cell.paragraphs[0]) for cell in row.cells] for row in three.word.tables[0].rows]
    rows = {row[0]: row[3] for row in cells}
    for change in changes.values():
        said = rows[dataset.places[change.place_id].label("en")]
        assert tr(f"vocab.confidence.{change.after.confidence}") in said
        assert change.after.disputed_note("en") in said
        assert len(REFERENCE.findall(said)) == len(change.after.sources)
    items = three.of_style("List")
    for number, item in enumerate(brief.told[: brief.shown.events], 1):
        event = item.event
        assert event is not None
        (said,) = [text for text in items if text.startswith(f"{number}") and event.title_en in text]
        assert brief.content.when_and_where(event) in said
        assert tr(f"vocab.confidence.{event.confidence}") in said
        assert event.disputed_note_en in said
        assert len(REFERENCE.findall(said)) == len(event.source_ids)
        assert ("[a]" in said) == bool(item.classes)
    attribution = dataset.conflict.class_by_id["m23"].text("attribution", "en")
    assert any(text.startswith("[a] ") and attribution in text for text in three.of_style("Body Text 3"))


def test_a_first_sighting_is_no_gain(dataset: Dataset) -> None:
    """Nobody is known to have held the place before: it has passed from nobody to nobody."""
    state = state_of(dataset, date(2023, 6, 1), compare="2022-06-01")
    seen = {
        dataset.places[c.place_id].label("en")
        for c in changes_between(dataset, *days_compared(dataset, state))
        if c.kind == "seen"
    }
    assert seen
    rows = [[cell.text for cell in row.cells][:3] for row in word(dataset, state, 6).word.tables[0].rows]
    first = Translator("en")("brief.first_seen")
    assert {row[0] for row in rows if row[1] == first} == seen


def test_about_stays_with_every_uncertain_date(dataset: Dataset) -> None:
    state = state_of(dataset, date(2025, 12, 12))
    text = word(dataset, state, 3).text
    assert "about 9 to 10 December 2025" in text
    assert not re.search(r"(?<!about )9 to 10 December 2025", text)


@pytest.mark.parametrize("fmt", ["docx", "md"])
def test_it_says_what_it_leaves_out(dataset: Dataset, fmt: str) -> None:
    tr = Translator("fr", dataset.conflict)
    state = state_of(dataset, lang="fr", cat="battle", days="365")
    absent = "Absents de ce fichier : X."
    if fmt == "docx":
        text = word(dataset, state, absent=absent).text
    else:
        text = markdown(dataset, state, absent=absent)
    brief = brief_of(dataset, state, absent=absent)
    assert tr("export.filter_categories", names=tr("vocab.category.battle")) in text
    assert "Absents de ce fichier : X." in text
    assert tr("briefing.more", count=len(brief.content.events) - brief.shown.events) in text
    assert re.search(
        r"et \d+ autres sources .* dans une note de plus de pages, et toutes dans les fichiers", text
    )
    assert tr("brief.marked_only") in text
    assert tr("brief.events_off") in word(dataset, state_of(dataset, lang="fr", layers="control")).text


def test_since_is_the_days_the_links_or_the_windows(dataset: Dataset) -> None:
    def heading(text: str) -> str:
        return next(line for line in text.splitlines() if line.startswith("## "))

    window, linked = state_of(dataset), state_of(dataset, compare="2024-06-01")
    assert heading(markdown(dataset, window)) == "## Between 15 February 2025 and 17 March 2025"
    assert heading(markdown(dataset, linked)) == "## Between 1 June 2024 and 17 March 2025"
    given = markdown(dataset, linked, since=date(2025, 1, 1))
    assert heading(given) == "## Between 1 January 2025 and 17 March 2025"


def test_the_view_has_an_address_where_the_page_has_one(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = state_of(dataset, lang="fr", days="60")
    monkeypatch.delenv("GEODASH_URL", raising=False)
    assert "picture.png" not in markdown(dataset, state)
    assert "geodash export --link '?date=2025-03-17&days=60&lang=fr&v=1.1.2'" in markdown(dataset, state)
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/m")
    address = "https://maps.example/m/?date=2025-03-17&days=60&lang=fr&v=1.1.2"
    assert (address, address) in word(dataset, state).links
    assert f"(<{address.replace('/?', '/picture.png?')}>)" in markdown(dataset, state)


def test_a_picture_beside_it_is_shown(dataset: Dataset) -> None:
    assert "](<geodash%201.png>)" in markdown(dataset, state_of(dataset), picture="geodash 1.png")


HOSTILE = "# <b>x</b> | *a* _b_ `c` [l](javascript:a) \\ &amp; -1+1 ~~s~~ ![i](x)"


def test_text_of_the_data_shows_as_it_stands(dataset: Dataset) -> None:
    state = state_of(dataset)
    content = render_brief(dataset, state, fmt="md", title=HOSTILE, created=MADE)
    shown = html_of(content)
    assert f"<h1>{html.escape(HOSTILE)}</h1>" in shown
    assert "<b>" not in shown
    assert read(render_brief(dataset, state, fmt="docx", title=HOSTILE, created=MADE)).of_style("Title") == [
        HOSTILE
    ]


def test_markdown_has_its_tables_lists_and_links(dataset: Dataset) -> None:
    shown = html_of(render_brief(dataset, state_of(dataset), fmt="md", pages=3, created=MADE))
    assert shown.count("<table>") == 1
    assert shown.count("<tr>") == 10
    assert len(re.findall(r'<a href="https?://[^"]+">\[\d+\]</a>', shown)) > 30
    assert "**" not in shown


def test_equal_input_gives_equal_bytes(dataset: Dataset) -> None:
    order = Order("brief", "docx", pages=2, today=MADE)
    one, other = (make_file(dataset, state_of(dataset, DAYS[1]), order) for _ in range(2))
    assert one == other
    assert one.name == "geodash_east-drc_brief_a4_20250127.docx"
    with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_day_after_the_record_says_so(dataset: Dataset) -> None:
    state = state_of(dataset, date(2026, 6, 1))
    found = word(dataset, state)
    assert Translator("en")("map.no_data", date="16 March 2026") in found.text
    assert "no record" not in found.text
    assert not found.word.tables


def test_a_small_record_has_a_brief(tiny_dataset: Dataset) -> None:
    for day in (tiny_dataset.first_day, tiny_dataset.last_day):
        state, _ = settle(DashboardState(date=day, days=None), tiny_dataset)
        assert word(tiny_dataset, replace(state, lang="fr")).of_style("Title")

"""What leads a reader back from a picture: sources of all that it names, the view, the licence, a contact."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation
from pypdf import PdfReader
from tests.pictures.geometry import problems

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState, parse_query
from geodash.model.vocabulary import EventCategory
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.notes import address_of
from geodash.pictures.paper import PAGES
from geodash.products.animation import lay_out_frames
from geodash.products.days import lay_out_strip
from geodash.products.picture import render_figure
from geodash.products.slide import render_slide

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.content import Content
    from geodash.pictures.paper import Size
    from geodash.pictures.sheet import Sheet

DAY, MADE = date(2025, 3, 17), date(2026, 6, 1)
DAYS = [date(2012, 11, 20), date(2025, 1, 27), DAY, date(2026, 3, 16)]
LISTING = [size for size in PAGES if size not in {"memo", "map"}]


def links(sheet: Sheet, role: str = "sources") -> set[str]:
    return {line.link for line in sheet.lines if line.role == role and line.link}


def sources_of_moves(content: Content) -> set[str]:
    """Addresses of the sources of the latest record of each place that changed hands in the window."""
    return {
        content.dataset.sources[source_id].url
        for change in content.moves
        for source_id in change.after.records[0].source_ids
    }


@pytest.fixture(autouse=True)
def _nobody_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEODASH_URL", raising=False)
    monkeypatch.delenv("GEODASH_CONTACT", raising=False)


@pytest.mark.parametrize("size", LISTING)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_source_of_what_a_picture_names_is_on_it(dataset: Dataset, day: date, size: Size) -> None:
    for lang in LANGUAGES:
        content = content_of(dataset, DashboardState(date=day, lang=lang), created=MADE)
        sheet, events = lay_out(content, size)
        cited = {dataset.sources[each].url for event in events for each in event.source_ids}
        assert events or not content.events
        assert links(sheet) == cited | sources_of_moves(content), lang
        text = " ".join(line.text for line in sheet.lines if line.role == "sources")
        keys = set(re.findall(r"[^][,\s][^][,]*(?=[],])", " ".join(re.findall(r"\[[^]]*\]", text))))
        assert {str(number) for number in range(1, len(events) + 1)} <= keys


def test_where_sources_are_too_many_each_thing_keeps_one(dataset: Dataset) -> None:
    """A year of changes has more sources than a square: it says how many are left out."""
    content = content_of(dataset, DashboardState(date=date(2025, 12, 20), days=400), created=MADE)
    sheet, events = lay_out(content, "square")
    text = " ".join(line.text for line in sheet.lines if line.role == "sources")
    shown = links(sheet)
    named = {dataset.sources[each].url for event in events for each in event.source_ids}
    left = len((named | sources_of_moves(content)) - shown)
    assert left > 0
    assert content.tr("briefing.further_sources", count=left) in text
    assert list(problems(sheet)) == []


@pytest.mark.parametrize(("lang", "between"), [("en", "; "), ("fr", "\u00a0; ")])
def test_the_list_of_sources_is_one_sentence(dataset: Dataset, lang: Language, between: str) -> None:
    """Days are divided as the language does it, and a full stop stands behind the last word alone."""
    for days, is_cut in ((30, False), (400, True)):
        state = DashboardState(date=date(2025, 12, 20), days=days, lang=lang)
        content = content_of(dataset, state, created=MADE)
        text = " ".join(line.text for line in lay_out(content, "square")[0].lines if line.role == "sources")
        assert text.endswith(".")
        assert text.count("]. ") == 0
        assert text.count("]" + between) == text.count("];") + text.count("]\u00a0;") > 1
        assert (f"]{between}{'et' if lang == 'fr' else 'and'} " in text) == is_cut


def test_the_sources_of_a_memo_are_those_of_the_changes_it_names(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(date=DAY), created=MADE)
    assert links(lay_out(content, "memo")[0]) == sources_of_moves(content)


def test_days_side_by_side_name_their_sources_and_lead_to_both_days(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")
    content = content_of(dataset, DashboardState(date=DAY), created=MADE)
    days = [date(2025, 2, 20), DAY]
    sheet, _ = lay_out_strip(content, days)
    act = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    assert {dataset.sources[each].url for each in act.source_ids} <= links(sheet)
    text = " ".join(line.text for line in sheet.lines if line.role == "sources")
    assert "[Rwanda–Belgium]" in text.replace("\u00a0", " ")
    [address] = links(sheet, "credits")
    query = dict(parse_qsl(address.partition("?")[2]))
    assert (query["date"], query["compare"]) == (str(DAY), "2025-02-20")
    assert "layers" not in query


def test_each_frame_names_the_sources_of_its_changes(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(date=DAY), created=MADE)
    sheets = lay_out_frames(content, date(2025, 1, 20), date(2025, 2, 20))
    found = [links(sheet) for sheet in sheets]
    assert sum(map(bool, found)) > len(found) / 2
    goma = dataset.holdings["goma"]
    taken = next(h for h in goma if h.interval.start == date(2025, 1, 27))
    assert any({dataset.sources[each].url for each in taken.records[0].source_ids} <= each for each in found)
    rows = {frozenset(round(line.y, 2) for line in sheet.lines if line.role == "figures") for sheet in sheets}
    assert len(rows) == 1, "the figures do not jump from frame to frame"


def test_sources_and_the_view_are_live_links(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")
    content = content_of(dataset, DashboardState(date=DAY), created=MADE)
    sheet, _ = lay_out(content, "a4")
    wanted = links(sheet) | {address_of(content)}
    svg = render_figure(dataset, content.state, fmt="svg", size="a4", created=MADE)
    anchors = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")  # noqa: S314 - our own
    assert {each.get("{http://www.w3.org/1999/xlink}href") for each in anchors} == wanted
    pdf = render_figure(dataset, content.state, fmt="pdf", size="a4", created=MADE)
    notes = PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]
    assert {each.get_object()["/A"]["/URI"] for each in notes} == wanted  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_slides_behind_the_slide_lead_to_every_source(dataset: Dataset, lang: str) -> None:
    state = DashboardState(date=DAY, lang=lang)  # type: ignore[arg-type]
    content = content_of(dataset, state, created=MADE)
    first, *others = Presentation(io.BytesIO(render_slide(dataset, state, created=MADE))).slides
    found = set()
    for slide in others:
        [text] = [shape for shape in slide.shapes if shape.name == "geodash sources"]
        for run in (run for row in text.text_frame.paragraphs for run in row.runs):
            found.add(run.hyperlink.address)
            assert run.font.size.pt >= 12
    cited = {dataset.sources[each].url for event in content.events[:8] for each in event.source_ids}
    assert found - {None} == cited | sources_of_moves(content)
    notes = first.notes_slide.notes_text_frame.text
    assert all(address in notes for address in found - {None})


@pytest.mark.parametrize("size", PAGES)
def test_a_picture_leads_back(dataset: Dataset, size: Size, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the licence of the records and, where the page has an address, that of the very view."""
    state = DashboardState(date=DAY, cat=frozenset({EventCategory.SANCTIONS}))
    bare = lay_out(content_of(dataset, state), size)[0]
    assert dataset.credits["events"].licence in "".join(line.text for line in bare.lines)
    assert links(bare, "credits") == set(), "no address is made up"
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")
    content = content_of(dataset, state)
    sheet, _ = lay_out(content, size)
    assert list(problems(sheet)) == []
    [address] = links(sheet, "credits")
    assert address == address_of(content)
    assert address in "".join(line.text for line in sheet.lines)
    query = address.partition("?")[2]
    assert parse_query(dict(parse_qsl(query)))[0] == replace(content.state, v=dataset.version)


@pytest.mark.parametrize(
    ("told", "shown", "link"),
    [
        ("desk@example.org", "Contact: desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/desk", "Contact: https://example.org/desk", "https://example.org/desk"),
        ("  Room 12,\n Kinshasa", "Contact: Room 12, Kinshasa", ""),
    ],
)
def test_a_picture_says_whom_to_write_to(
    dataset: Dataset, told: str, shown: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_CONTACT", told)
    sheet, _ = lay_out(content_of(dataset, DashboardState(date=DAY)), "a4")
    assert shown in " ".join(line.text for line in sheet.lines if line.role == "credits")
    assert links(sheet, "credits") == ({link} if link else set())
    slide = Presentation(io.BytesIO(render_slide(dataset, DashboardState(date=DAY), created=MADE))).slides[0]
    [foot] = [shape for shape in slide.shapes if shape.name == "geodash foot"]
    assert shown in foot.text_frame.text

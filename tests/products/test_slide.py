"""The slide: a picture, and text that can be edited."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import EventCategory
from geodash.pictures.content import content_of
from geodash.pictures.text import Style, text_width
from geodash.products.slide import render_slide
from geodash.wording.summary import control_summary

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

MADE = date(2026, 6, 1)
PICTURE = 13
DAYS = [date(2025, 3, 17), date(2025, 1, 30), date(2013, 11, 10), date(2026, 3, 16), date(2026, 5, 27)]


def slide_of(content: bytes) -> Any:
    deck = Presentation(io.BytesIO(content))
    return deck.slides[0]


def texts(slide: Any) -> dict[str, str]:
    """Text of each shape by its name; of a picture, what is said in its place."""
    pictures = {s.name: s.element.nvPicPr.cNvPr.get("descr") for s in slide.shapes if s.shape_type == PICTURE}
    return pictures | {s.name: s.text_frame.text for s in slide.shapes if s.has_text_frame}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_are_in_text_boxes(dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    slide = slide_of(render_slide(dataset, DashboardState(date=DAYS[0], lang=lang), created=MADE))
    found = texts(slide)
    assert slide.shapes.title.text_frame.text == dataset.conflict.text("title", lang)
    assert tr.date(DAYS[0]) in found["geodash subtitle"]
    first = dataset.conflict.class_by_id[dataset.conflict.first_class]
    assert first.text("name", lang) in found["geodash figures"]
    assert first.text("name", lang) not in found["geodash legend"], "the figures explain it"
    assert content_of(dataset, DashboardState(date=DAYS[0], lang=lang)).summary == found["geodash summary"]
    assert tr("map.legend.influence") in found["geodash legend"]
    held = snapshot_at(dataset, DAYS[0]).count_by_group()[dataset.conflict.first_class]
    assert tr.number(held) in found["geodash figures"]
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    assert event.text("title", lang) in found["geodash events"]
    assert tr("map.disclaimer") in found["geodash foot"]
    assert dataset.conflict.class_by_id["m23"].text("attribution", tr.lang) in found["geodash foot"]
    notes = slide.notes_slide.notes_text_frame.text
    for source_id in event.source_ids:
        assert dataset.sources[source_id].url in notes


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_on_a_slide_covers_anything(dataset: Dataset, day: date) -> None:
    slide = slide_of(render_slide(dataset, DashboardState(date=day, lang="fr"), created=MADE))
    boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
    for _, left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= Pt(960)
        assert bottom <= Pt(540)
    for (one, *a), (other, *b) in combinations(boxes, 2):
        assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1], f"{one} covers {other}"


def test_the_picture_has_an_alternative(dataset: Dataset) -> None:
    slide = slide_of(render_slide(dataset, DashboardState(date=DAYS[0]), created=MADE))
    [picture] = [shape for shape in slide.shapes if shape.name == Translator("en")("briefing.slide_map")]
    described = picture.element.nvPicPr.cNvPr.get("descr")
    assert control_summary(dataset, snapshot_at(dataset, DAYS[0]), Translator("en")) in described
    assert picture.image.content_type == "image/png"


def test_own_title_and_subtitle(dataset: Dataset) -> None:
    content = render_slide(dataset, DashboardState(), title="<b>$x$</b>", subtitle="Own", created=MADE)
    slide = slide_of(content)
    assert slide.shapes.title.text_frame.text == "<b>$x$</b>"
    assert texts(slide)["geodash subtitle"].endswith("Own")


def test_equal_input_gives_equal_bytes(dataset: Dataset) -> None:
    state = DashboardState(date=DAYS[2])
    one = render_slide(dataset, state, created=MADE)
    assert one == render_slide(dataset, state, created=MADE)
    assert {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(one)).infolist()} == {1980}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_slide_can_be_read_in_a_room(
    dataset: Dataset, day: date, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No text is smaller than 12 points, none outgrows its box, and the legend has the symbols of the map."""
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")  # the foot is longest with a link
    state = DashboardState(
        date=day, lang=lang, cat=frozenset({EventCategory.BATTLE, EventCategory.SANCTIONS})
    )
    slide = slide_of(render_slide(dataset, state, created=MADE))
    for shape in (shape for shape in slide.shapes if shape.has_text_frame):
        rows = [paragraph.runs for paragraph in shape.text_frame.paragraphs if paragraph.runs]
        assert min(run.font.size for row in rows for run in row) >= Pt(12), shape.name
        wide = shape.width / Pt(1)
        high = sum(
            ceil(sum(text_width(run.text, Style(run.font.size.pt, bold=run.font.bold)) for run in row) / wide)
            * max(run.font.size.pt for run in row)
            * 1.2
            for row in rows
        )
        assert high <= shape.height / Pt(1) + 2, shape.name
    content = content_of(dataset, state)
    assert content.filters in texts(slide)["geodash figures"]
    for said in (content.tr("briefing.method_short"), *content.notes):
        assert said in texts(slide)["geodash foot"], "shaded land would be taken for a front"
    [legend] = [shape for shape in slide.shapes if shape.name == "geodash legend"]
    colours = Image.open(io.BytesIO(legend.image.blob)).convert("RGB").getcolors(1 << 24) or ()
    shown, legend_text = {colour for _, colour in colours}, texts(slide)["geodash legend"]
    for count in content.counts if content.has_data else ():
        assert content.class_name(count.group) in texts(slide)["geodash figures"]
    classes = [kind for kind in dataset.conflict.class_ids if content.class_name(kind) in legend_text]
    for kind in classes:
        assert tuple(bytes.fromhex(content.colours[kind][1:])) in shown, kind


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS[:4], ids=str)
def test_no_line_of_figures_breaks(dataset: Dataset, day: date, lang: Language) -> None:
    """A number stays beside its symbol and its name, and the places that changed hands take a line each."""
    state = DashboardState(date=day, lang=lang, days=365)
    slide = slide_of(render_slide(dataset, state, created=MADE))
    [shape] = [shape for shape in slide.shapes if shape.name == "geodash figures"]
    rows = [paragraph.runs for paragraph in shape.text_frame.paragraphs]
    counts = content_of(dataset, state).counts
    assert sum(run.font.size == Pt(14) for row in rows for run in row) == len(counts)
    for row in rows:
        wide = sum(text_width(run.text, Style(run.font.size.pt, bold=run.font.bold)) for run in row)
        assert wide <= shape.width / Pt(1), [run.text for run in row]
        assert row[0].font.size != Pt(14), "a number begins no line"


def test_a_long_title_stays_above_the_day(dataset: Dataset) -> None:
    title = "Who held which town and who said so " * 6
    slide = slide_of(render_slide(dataset, DashboardState(date=DAYS[0]), title=title, created=MADE))
    [run] = slide.shapes.title.text_frame.paragraphs[0].runs
    lines = ceil(
        text_width(run.text, Style(run.font.size.pt, bold=True)) / (slide.shapes.title.width / Pt(1))
    )
    assert lines * run.font.size.pt * 1.2 <= slide.shapes.title.height / Pt(1)
    assert run.text == title.strip()


def test_a_slide_links_to_its_view(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")
    slide = slide_of(render_slide(dataset, DashboardState(date=DAYS[0]), created=MADE))
    [foot] = [shape for shape in slide.shapes if shape.name == "geodash foot"]
    links = [run.hyperlink.address for row in foot.text_frame.paragraphs for run in row.runs]
    assert f"https://maps.example/drc/?date={DAYS[0]}&v={dataset.version}" in links


def test_properties_are_those_of_the_slide(dataset: Dataset) -> None:
    content = render_slide(dataset, DashboardState(date=DAYS[0]), created=MADE)
    told = zipfile.ZipFile(io.BytesIO(content)).read("docProps/app.xml").decode()
    assert "<Application>geodash</Application>" in told
    assert "4:3" not in told

"""Files of the briefing figure: their size, text that can be found, equal bytes, hostile text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.products.figures import DAY, MADE, assert_nothing_overlaps, state_of, summary_of

from geodash.i18n import LANGUAGES, Translator
from geodash.look.palette import PALETTE
from geodash.pictures.box import Box
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.paint import About, paint
from geodash.pictures.sheet import Sheet
from geodash.products.picture import render_figure

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.paper import Size

HOSTILE = "<img src=x onerror=alert(1)> $x^2$ \\frac{1}{2} & 'DejaVu Sans' {title} \x00\x07 \u202eabc 漢"


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("16:9", (2000, 1125)),
        ("a4", (1754, 1240)),
        ("square", (1200, 1200)),
        ("memo", (945, 0)),
        ("map", (945, 0)),
    ],
)
def test_png_has_the_size_of_the_paper(dataset: Dataset, size: Size, pixels: tuple[int, int]) -> None:
    content = render_figure(dataset, state_of(), fmt="png", size=size, created=MADE)
    picture = Image.open(io.BytesIO(content))
    assert all(not b or abs(a - b) <= 1 for a, b in zip(picture.size, pixels, strict=True))
    assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert picture.info["Title"] == dataset.conflict.title_en
    assert summary_of(dataset, "en") in picture.info["Description"]


def test_png_has_the_resolution_asked_for(dataset: Dataset) -> None:
    content = render_figure(dataset, state_of(), fmt="png", size="square", dpi=300, created=MADE)
    assert Image.open(io.BytesIO(content)).size == (2400, 2400)


def test_png_is_small(dataset: Dataset) -> None:
    content = render_figure(dataset, state_of(), fmt="png", created=MADE)
    usual = io.BytesIO()
    Image.open(io.BytesIO(content)).save(usual, "png")
    assert len(content) < len(usual.getvalue())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_text_can_be_found(dataset: Dataset, lang: Language) -> None:
    content = render_figure(dataset, state_of(lang=lang), fmt="pdf", size="a4", created=MADE)
    reader = PdfReader(io.BytesIO(content), strict=True)
    text = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    tr = Translator(lang)
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    for needed in (dataset.conflict.text("title", lang), tr.date(DAY), event.text("title", lang), "Bukavu"):
        assert needed in text


def test_pdf_says_what_it_is(dataset: Dataset) -> None:
    content = render_figure(dataset, state_of(lang="fr"), fmt="pdf", created=MADE)
    reader = PdfReader(io.BytesIO(content), strict=True)
    assert len(reader.pages) == 1
    about, catalog = reader.metadata, reader.root_object
    assert about is not None
    assert about.title == dataset.conflict.title_fr
    assert about.creation_date is not None
    assert about.creation_date.date() == MADE
    assert str(catalog["/Lang"]) == "fr"
    figure = catalog["/StructTreeRoot"]["/K"].get_object()  # type: ignore[index]
    assert figure["/S"] == "/Figure"
    drawn = reader.pages[0].get_contents()
    assert drawn is not None
    marked = drawn.get_data().split()
    assert (marked[:6], marked[-1]) == (b"/Figure << /MCID 0 >> BDC".split(), b"EMC")
    assert reader.pdf_header >= "%PDF-1.4"  # the first version with tags
    assert about.subject == content_of(dataset, state_of(lang="fr")).summary
    assert summary_of(dataset, "fr") in figure["/Alt"]
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    for font in (font.get_object() for font in fonts):
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile2", "/FontFile3"} & inner["/FontDescriptor"].get_object().keys(), font["/BaseFont"]
    assert "/Image" not in content.decode("latin-1").replace("/ImageB /ImageC /ImageI", "")


def test_svg_is_valid_and_its_text_is_text(dataset: Dataset) -> None:
    content = render_figure(dataset, state_of(lang="fr"), fmt="svg", created=MADE)
    root = ET.fromstring(content)  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    texts = {"".join(node.itertext()) for node in root.iter(f"{name}text")}
    assert {dataset.conflict.title_fr, "17 mars 2025", "Bukavu", "Légende"} <= texts
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"
    assert root.findtext(f"{name}title") == dataset.conflict.title_fr
    assert summary_of(dataset, "fr") in (root.findtext(f"{name}desc") or "")
    assert b"<!DOCTYPE" not in content
    groups = [node.attrib.get("id", "") for node in root.iter(f"{name}g")]
    assert {"map", "map-text", "legend", "sources-text", "events"} <= set(groups), "layers to edit"
    asked = re.findall(rb'(?:href|src)="(https?:[^"]*)"', re.sub(rb"<a [^>]*>", b"", content))
    assert asked == [], "nothing is loaded, though one may follow its links"


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_equal_input_gives_equal_bytes(dataset: Dataset, fmt: str) -> None:
    def render() -> bytes:
        return render_figure(dataset, state_of(), fmt=fmt, size="square", dpi=60, created=MADE)  # type: ignore[arg-type]

    assert render() == render()


def test_hostile_text_stays_text(dataset: Dataset) -> None:
    svg = render_figure(dataset, state_of(), fmt="svg", title=HOSTILE, subtitle=HOSTILE, created=MADE)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("<img src=x onerror=alert(1)> $x^2$" in text for text in texts)
    assert b"<img" not in svg
    pdf = render_figure(dataset, state_of(), fmt="pdf", title=HOSTILE, created=MADE)
    assert "$x^2$" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    sheet, _ = lay_out(content_of(dataset, state_of(), title=HOSTILE * 30, subtitle="x" * 3000), "square")
    assert_nothing_overlaps(sheet)


def test_a_sheet_is_drawn_where_it_says() -> None:
    sheet = Sheet(72, 72, PALETTE["light"])
    sheet.rect(Box(36, 0, 72, 36), fill="ink")
    about = About("t", "a", "en", MADE)
    picture = Image.open(io.BytesIO(paint(sheet, "png", 72, about))).convert("RGB")
    assert picture.getpixel((54, 18)) == (0x22, 0x22, 0x22)
    assert picture.getpixel((18, 54)) == (255, 255, 255)

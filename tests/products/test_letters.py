"""Letters that the usual font lacks: kept where text is text, drawn where a font has them, else named."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import fontManager
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from tests.products.briefs import read

from geodash.cli import main
from geodash.link.state import DashboardState
from geodash.pictures import text
from geodash.products.order import MOST_NAMED, File, Order, make_file
from geodash.products.picture import render_figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodash.model.dataset import Dataset

DAY, MADE = date(2025, 3, 17), date(2026, 6, 1)
STATE = DashboardState(date=DAY)
TITLE = "戈马 हिन्दी ጎማ غوما 🌍 Goma"
LACKING = set("戈马हिन्दीጎማ🌍")
"""Of the title, what no font has that a fresh Debian, or matplotlib, brings."""
GLYPH = "戈"


def is_lacking(letter: str) -> bool:
    return not text._family_with(letter)  # noqa: SLF001


pytestmark = pytest.mark.skipif(
    not all(map(is_lacking, LACKING)), reason="this machine has fonts for the letters that are tried"
)


@pytest.fixture
def font(tmp_path: Path) -> Iterator[str]:
    """A font of the machine with one more letter: a black box."""
    pen = TTGlyphPen(None)
    for step, point in enumerate([(50, 0), (50, 700), (950, 700), (950, 0)]):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(GLYPH): "box"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test Sans Box", "styleName": "Regular", "psName": "TestSansBox"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "box.ttf"
    builder.save(path)
    kept = list(fontManager.ttflist)
    fontManager.addfont(path)
    forget()
    yield "Test Sans Box"
    fontManager.ttflist[:] = kept
    forget()


def forget() -> None:
    for remembered in (text._family_with, text._word_width, text._font, text._files):  # noqa: SLF001
        remembered.cache_clear()
    fontManager._findfont_cached.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001


def made(dataset: Dataset, kind: str, fmt: str) -> File:
    days = (date(2025, 1, 20), DAY)
    return make_file(
        dataset, STATE, Order(kind, fmt, title=TITLE, days=days if kind == "compare" else (), today=MADE)
    )


def test_text_that_can_be_edited_keeps_every_letter(dataset: Dataset) -> None:
    file = made(dataset, "slide", "pptx")
    slide = Presentation(io.BytesIO(file.content)).slides[0]
    assert slide.shapes.title.text_frame.text == TITLE
    pictures = [shape for shape in slide.shapes if shape.name == "Map"]
    assert TITLE in pictures[0].element.nvPicPr.cNvPr.get("descr")
    assert not file.undrawn


def test_a_brief_keeps_every_letter_and_names_those_that_its_map_lacks(dataset: Dataset) -> None:
    file = made(dataset, "brief", "docx")
    found = read(file.content)
    assert found.of_style("Title") == [TITLE]
    assert TITLE in found.picture.get("descr")
    assert not file.undrawn  # the map of a brief has no title


def test_an_svg_keeps_every_letter(dataset: Dataset) -> None:
    file = made(dataset, "picture", "svg")
    assert f">{TITLE}</text>" in file.content.decode()
    assert "U+" not in file.content.decode()
    assert not file.undrawn


@pytest.mark.parametrize(("kind", "fmt"), [("picture", "png"), ("picture", "pdf"), ("compare", "pdf")])
def test_a_picture_names_what_it_could_not_draw(dataset: Dataset, kind: str, fmt: str) -> None:
    file = made(dataset, kind, fmt)
    assert file.undrawn == LACKING
    assert "戈" in file.lacking
    if fmt == "png":
        with Image.open(io.BytesIO(file.content)) as picture:
            assert TITLE in picture.info["Description"]
    else:
        (page,) = PdfReader(io.BytesIO(file.content)).pages
        assert "Letters that no font could draw here: U+6208, U+9A6C" in page.extract_text()


def test_another_font_of_the_machine_draws_what_it_has(dataset: Dataset, font: str) -> None:
    content = render_figure(dataset, STATE, fmt="pdf", title=f"{GLYPH} Goma", created=MADE)
    (page,) = PdfReader(io.BytesIO(content)).pages
    assert GLYPH in page.extract_text()
    assert "no font" not in page.extract_text()
    assert any(font.replace(" ", "") in str(name) for name in embedded(page))


def embedded(page: object) -> list[object]:
    return [found["/BaseFont"] for found in page["/Resources"]["/Font"].values()]  # type: ignore[index]


def test_the_command_line_names_them(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    done = CliRunner().invoke(
        main, ["export", "--date", "2025-03-17", "--format", "png", "-o", str(target), "--title", "戈马"]
    )
    assert done.exit_code == 0, done.output
    assert "Some letters could not be drawn, because no font of this machine has them: 戈 马" in done.stderr


def test_of_very_many_the_first_are_named() -> None:
    letters = frozenset(map(chr, range(0x4E00, 0x4E00 + 3 * MOST_NAMED)))
    assert File("", b"", "", letters).lacking.split(" ")[-2:] == [chr(0x4E00 + MOST_NAMED - 1), "…"]

"""Text on slides: paragraphs of runs in boxes, all of it large enough to be read in a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pptx.slide import Slide
    from pptx.text.text import TextFrame

    from geodash.pictures.box import Box
    from geodash.pictures.content import Content

LEAST = 12.0
"""Points of the smallest text: what can be read in a room."""
LINE = 1.2
"""Of the size of a text."""
WIDEST = 0.96
"""Of a line: other fonts may be wider than ours."""
_LANGUAGES = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "fr": MSO_LANGUAGE_ID.FRENCH}


class Part(NamedTuple):
    """A run of text: size in points, name of a colour, weight."""

    text: str
    size: float
    colour: str = "text"
    bold: bool = False
    link: str = ""


Paragraph = list[Part]


def place_of(box: Box) -> tuple[Pt, Pt, Pt, Pt]:
    """Where a box stands, as the library wants it."""
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def write(slide: Slide, content: Content, box: Box, name: str, rows: Iterable[Paragraph]) -> TextFrame:
    """Write paragraphs into a box of that name."""
    shape = slide.shapes.add_textbox(*place_of(box))
    shape.name = f"geodash {name}"
    fill(shape.text_frame, content, rows)
    frame: TextFrame = shape.text_frame
    return frame


def fill(frame: TextFrame, content: Content, rows: Iterable[Paragraph]) -> None:
    """Write paragraphs into a frame."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(0)
    frame.margin_top = frame.margin_bottom = Pt(2)
    for position, row in enumerate(rows):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(2)
        for part in row:
            run = paragraph.add_run()
            run.text = part.text
            run.font.size, run.font.bold = Pt(part.size), part.bold
            run.font.color.rgb = RGBColor(*bytes.fromhex(content.colours[part.colour].removeprefix("#")))  # type: ignore[no-untyped-call]
            if part.link:
                run.hyperlink.address = part.link
            run.font.language_id = _LANGUAGES[content.state.lang]

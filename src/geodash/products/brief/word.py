"""A document as DOCX: Word's own styles, a picture with words for it, tables with headers, live links."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt, RGBColor

from geodash.interchange.archive import without_clock
from geodash.products.brief import wordxml
from geodash.products.brief.blocks import SHAPES, Columns, Paragraph, Picture, Run, Table
from geodash.products.brief.room import BOTTOM, CELL_PAD, GUTTER, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP, WIDTH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

    from geodash.model.records import Language
    from geodash.products.brief.blocks import Block, Document, Runs

FONT = "Arial"
MOST_COMMENT = 255
"""Characters that a property of a document holds."""
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_LEVELS = {"section": 3, "part": 2}
_LINK, _LINK_COLOUR = "Hyperlink", "accent"


class Figure(NamedTuple):
    """A picture as PNG, its name, and what it shows in words."""

    png: bytes
    name: str
    alternative: str


def write_word(
    document: Document,
    figure: Figure,
    lang: Language,
    created: dt.datetime,
    colours: Mapping[str, str],
) -> bytes:
    """The bytes of a DOCX file; equal input gives equal bytes."""
    word = docx.Document()
    _set_page(word)
    _set_styles(word, _LOCALES[lang], colours)
    for block in document.blocks:
        _write(word, block, figure)
    about = word.core_properties
    about.title, about.language, about.author = document.title[:MOST_COMMENT], _LOCALES[lang], "geodash"
    about.last_modified_by, about.revision, about.keywords = "geodash", 1, ""
    about.created = about.modified = created
    about.comments = document.summary[:MOST_COMMENT]
    out = io.BytesIO()
    word.save(out)
    return without_clock(out.getvalue())


def _set_page(word: Word) -> None:
    (section,) = word.sections
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Pt(SIDE)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(BOTTOM)
    section.header_distance = section.footer_distance = Pt(BOTTOM / 2)


def _set_styles(word: Word, locale: str, colours: Mapping[str, str]) -> None:
    """Shape Word's styles: one that a reader changes changes all of its kind."""
    wordxml.set_language(word, locale)
    for shape in SHAPES.values():
        style: ParagraphStyle = word.styles[shape.style]
        wordxml.set_font(style, FONT)
        style.font.size, style.font.bold, style.font.italic = Pt(shape.size), shape.bold, shape.italic
        style.font.color.rgb = _colour(colours["muted" if shape.muted else "text"])
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(shape.step)
        form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
        form.left_indent, form.first_line_indent = Pt(shape.indent), Pt(-shape.indent)
        form.widow_control = True
        form.keep_with_next = shape.style.startswith("Heading")
        wordxml.clear_ornaments(style)
    link = word.styles.add_style(_LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _colour(colours[_LINK_COLOUR]), True


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text.removeprefix("#").upper())


def _write(word: Word, block: Block, figure: Figure) -> None:
    match block:
        case Paragraph():
            _write_paragraph(word.add_paragraph(), block)
        case Picture():
            _write_picture(word, block, figure)
        case Table():
            _write_table(word, block)
        case Columns():
            _write_columns(word, block)


def _write_paragraph(into: WordParagraph, paragraph: Paragraph) -> WordParagraph:
    into.style = SHAPES[paragraph.kind].style
    if paragraph.label:
        into.paragraph_format.tab_stops.add_tab_stop(Pt(SHAPES[paragraph.kind].indent))
        into.add_run(f"{paragraph.label}\t")
    _write_runs(into, paragraph.runs)
    return into


def _write_runs(into: WordParagraph, runs: Runs) -> None:
    for run in runs:
        if run.url:
            wordxml.add_link(into, run.text, run.url, _LINK)
        else:
            written = into.add_run(run.text)
            written.bold, written.italic = run.bold or None, run.italic or None


def _write_picture(word: Word, picture: Picture, figure: Figure) -> None:
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.space_after, form.keep_with_next = WD_LINE_SPACING.SINGLE, Pt(0), True
    shown = paragraph.add_run().add_picture(io.BytesIO(figure.png), Pt(WIDTH), Pt(picture.height))
    wordxml.describe(shown, figure.name, figure.alternative)


def _write_table(word: Word, table: Table) -> None:
    made = word.add_table(rows=0, cols=len(table.header))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    wordxml.set_cell_margins(made, CELL_PAD)
    header = tuple((Run(name, bold=True),) for name in table.header)
    for number, row in enumerate((header, *table.rows)):
        written = made.add_row()
        wordxml.keep_whole(written, is_header=not number)
        for cell, runs, share in zip(written.cells, row, table.shares, strict=True):
            _write_cell(cell, runs, WIDTH * share)
    wordxml.set_widths(made, [WIDTH * share for share in table.shares])


def _write_cell(cell: _Cell, runs: Runs, width: float) -> None:
    cell.width = Pt(width)
    (paragraph,) = cell.paragraphs
    _write_paragraph(paragraph, Paragraph("cell", runs))


def _write_columns(word: Word, columns: Columns) -> None:
    """Two columns end where they began: in sections of their own on the same page."""
    wordxml.end_section(word, columns=1, gutter=GUTTER)
    for paragraph in columns.paragraphs:
        _write_paragraph(word.add_paragraph(), paragraph)
    wordxml.end_section(word, columns=2, gutter=GUTTER)
    word.sections[-1].start_type = WD_SECTION.CONTINUOUS

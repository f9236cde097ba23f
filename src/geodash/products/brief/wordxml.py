"""What python-docx has no name for, in the words of the format itself."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word
    from docx.shape import InlineShape
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

_TWENTIETHS = 20
"""Of a point: the unit of widths."""
_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")


def set_language(word: Word, locale: str) -> None:
    """Say in which language the document is, so that it is spelled and read aloud in it."""
    properties = word.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    language = properties.find(qn("w:lang"))
    if language is None:
        language = _add(properties, "w:lang")
    language.set(qn("w:val"), locale)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), locale)


def set_font(style: ParagraphStyle, name: str) -> None:
    """One font for all scripts; that of a theme would go before it."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for script in _SCRIPTS:
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), name)


def clear_ornaments(style: ParagraphStyle) -> None:
    """Take away the line that Word's title stands on, and letters that stand apart."""
    letters = style.element.rPr
    for ornament in (*letters.findall(qn("w:spacing")), *letters.findall(qn("w:kern"))):
        letters.remove(ornament)
    properties = style.element.pPr
    border = properties.find(qn("w:pBdr")) if properties is not None else None
    if border is not None:
        properties.remove(border)


def add_link(into: Paragraph, text: str, address: str, style: str) -> None:
    """A live link at the end of a paragraph."""
    link = _add(into._p, "w:hyperlink")  # noqa: SLF001 - no public way
    key = into.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), key)
    run = into.add_run(text, style)
    link.append(run._r)  # noqa: SLF001


def describe(picture: InlineShape, name: str, words: str) -> None:
    """Give a picture a name, and words for those who do not see it; text begins where it ends."""
    for side in "TBLR":
        picture._inline.set(f"dist{side}", "0")  # noqa: SLF001
    about = picture._inline.docPr  # noqa: SLF001
    about.set("name", name)
    about.set("descr", words)


def keep_whole(row: _Row, *, is_header: bool) -> None:
    """Keep a row on one page; a header is marked as one, and stands on each page again."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    _add(properties, "w:cantSplit")
    if is_header:
        _add(properties, "w:tblHeader")


def set_cell_margins(table: Table, side: float) -> None:
    """Space left and right of the text of cells, none above and below."""
    properties = table._tbl.tblPr  # noqa: SLF001
    margins = _add(properties, "w:tblCellMar")
    if (look := properties.find(qn("w:tblLook"))) is not None:
        look.addprevious(margins)  # Word refuses a file in which it stands behind
    for edge, size in (("top", 0.0), ("left", side), ("bottom", 0.0), ("right", side)):
        margin = _add(margins, f"w:{edge}")
        margin.set(qn("w:w"), str(round(size * _TWENTIETHS)))
        margin.set(qn("w:type"), "dxa")


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Widths of the columns, which some programs read before those of the cells."""
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(round(width * _TWENTIETHS)))


def end_section(word: Word, *, columns: int, gutter: float) -> None:
    """End a section with the last paragraph: what it holds stands in so many columns, on the same page."""
    last = word.paragraphs[-1]._p  # noqa: SLF001
    ended: Any = deepcopy(word.sections[-1]._sectPr)  # noqa: SLF001
    for old in (*ended.findall(qn("w:type")), *ended.findall(qn("w:cols"))):
        ended.remove(old)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "continuous")
    ended.insert(0, kind)
    shape = OxmlElement("w:cols")
    shape.set(qn("w:num"), str(columns))
    shape.set(qn("w:space"), str(round(gutter * _TWENTIETHS)))
    ended.find(qn("w:pgMar")).addnext(shape)
    last.get_or_add_pPr().append(ended)


def _add(parent: Any, tag: str) -> Any:  # noqa: ANN401  elements of lxml, untyped
    child = OxmlElement(tag)
    parent.append(child)
    return child

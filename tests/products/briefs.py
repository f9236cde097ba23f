"""Briefs as other programs read them: python-docx, and a renderer of Markdown."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

REFERENCE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Read:
    """A brief in Word, read back."""

    word: Word

    @property
    def blocks(self) -> list[Paragraph | Table]:
        return list(self.word.iter_inner_content())

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in order, those of cells among them."""
        found: list[Paragraph] = []
        for block in self.blocks:
            if isinstance(block, Table):
                found += [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
            else:
                found.append(block)
        return found

    @property
    def text(self) -> str:
        return "\n".join(text_of(paragraph) for paragraph in self.paragraphs)

    def of_style(self, name: str) -> list[str]:
        return [text_of(p) for p in self.paragraphs if p.style is not None and p.style.name == name]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Texts and addresses of the live links."""
        found = []
        for paragraph in self.paragraphs:
            found += [(link.text, link.address) for link in paragraph.hyperlinks]
        return found

    @property
    def picture(self) -> Any:
        (shape,) = self.word.inline_shapes
        return shape._inline.docPr  # noqa: SLF001


def read(content: bytes) -> Read:
    return Read(docx.Document(io.BytesIO(content)))


def text_of(paragraph: Paragraph) -> str:
    """The text of a paragraph with that of its links."""
    return "".join(node.text or "" for node in paragraph._p.iter(qn("w:t"), qn("w:tab")))  # noqa: SLF001


def html_of(markdown: bytes) -> str:
    """Markdown as it is shown: with tables, and with markup of its own wherever that would work."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown.decode()))

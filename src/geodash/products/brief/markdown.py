"""A document in Markdown: text of the data shows as it stands, and links lead to the sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geodash.products.brief.blocks import Columns, Paragraph, Picture, Run, Table
from geodash.wording.plain import link_target, markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.products.brief.blocks import Block, Document, Runs

_MARKS = {"title": "# ", "section": "## ", "part": "### "}
_LISTS = frozenset({"list", "source"})


def write_markdown(document: Document, picture: str) -> bytes:
    """The bytes of a Markdown file; ``picture`` stands where the map does, as Markdown."""
    parts = []
    for is_list, blocks in groupby(document.blocks, key=_is_item):
        texts = [_text(block, picture) for block in blocks]
        parts += ["\n".join(texts)] if is_list else texts
    return ("\n\n".join(parts) + "\n").encode()


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind in _LISTS


def _text(block: Block, picture: str) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Picture():
            return picture
        case Columns():
            return "\n".join(map(_paragraph, block.paragraphs))
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield _row(tuple((Run(name),) for name in table.header))
    yield f"|{' --- |' * len(table.header)}"
    yield from map(_row, table.rows)


def _paragraph(paragraph: Paragraph) -> str:
    text = _runs(paragraph.runs)
    if paragraph.kind in _LISTS:
        return f"{paragraph.label}. {text}" if paragraph.label.isdigit() else f"- {text}"
    if paragraph.kind in {"aside", "caption"}:
        return f"*{text}*"
    return _MARKS.get(paragraph.kind, "") + text


def _row(cells: tuple[Runs, ...]) -> str:
    return f"| {' | '.join(map(_runs, cells))} |"


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs)).strip()


def _run(run: Run) -> str:
    """A run between its marks; they stand close to the text, its spaces outside of them."""
    text = run.text.strip(" ")
    if not text:
        return run.text
    before, _, after = run.text.partition(text)
    shown = markdown_text(text)
    if run.url:
        return f"{before}[{shown}]({link_target(run.url)}){after}"
    mark = "**" * run.bold or "*" * run.italic
    return f"{before}{mark}{shown}{mark}{after}"

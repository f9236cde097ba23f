"""Small print: sources of the numbered events, method, and what the map itself rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.link.home import told_home
from geodash.link.state import query_of
from geodash.pictures.box import Box
from geodash.pictures.sheet import Piece
from geodash.pictures.sources import cited_by_day, cited_here
from geodash.pictures.text import Style, clean, wrap
from geodash.scene.credits import attribution
from geodash.wording.contact import contact_of, contact_text, target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.paper import Page
    from geodash.pictures.sheet import Sheet

NOTE = Style(6.6, "muted")
TITLE = Style(6.8, "text", bold=True)
MOST_UNDRAWN = 8
GAP = 14.0
SHARES = (0.34, 0.42, 0.5, 0.58, 0.66)
"""Of the width, for the method."""


def saying_undrawn(content: Content, sheets: Iterable[Sheet]) -> Content | None:
    """The content that also says which letters its sheets lack; nothing where they have all."""
    letters = dict.fromkeys(letter for sheet in sheets for letter in sheet.undrawn)
    return replace(content, undrawn=tuple(letters)) if letters else None


def credits_text(content: Content, *, projection: bool = True) -> str:
    """Projection, credits, disclaimer, version and day of creation."""
    tr, undrawn = content.tr, [f"U+{ord(letter):04X}" for letter in content.undrawn]
    lacking = [*undrawn[:MOST_UNDRAWN], "…"] if len(undrawn) > MOST_UNDRAWN else undrawn
    return clean(
        " · ".join(
            (
                *((tr("briefing.undrawn", letters=", ".join(lacking)),) if lacking else ()),
                *((tr("briefing.projection"),) if projection else ()),
                attribution(content.dataset)[content.state.lang],
                tr("map.disclaimer"),
                tr(
                    "briefing.version",
                    version=content.dataset.version,
                    created=tr.date(content.created),
                ),
            )
        )
    )


def address_of(content: Content) -> str:
    """Address of the very view, where whoever hosts the page says where it is; else nothing."""
    home = told_home()
    return home + query_of(content.state, content.dataset.version) if home else ""


def closing(content: Content) -> list[Piece]:
    """Credits, the licence of the records, whom to write to, and the way back to the view."""
    tr = content.tr
    tables = (content.dataset.credits.get(name) for name in ("control", "events"))
    licences = dict.fromkeys(credit.licence for credit in tables if credit)
    parts = [credits_text(content)]
    parts += [tr("briefing.licence", licences=", ".join(licences))] if licences else []
    pieces = [Piece(" · ".join(parts))]
    if contact := contact_of(content.dataset):
        pieces += [Piece("·"), Piece(contact_text(contact, tr), target_of(contact.address))]
    if address := address_of(content):
        pieces += [Piece("·"), Piece(address, address)]
    return pieces


def credits_height(content: Content, width: float) -> float:
    """How high the closing text is."""
    text = " ".join(clean(piece.text) for piece in closing(content))
    return len(wrap(text, NOTE, width)) * NOTE.step


def draw_credits(sheet: Sheet, content: Content, box: Box) -> None:
    """Write the closing text from the top of a box."""
    sheet.begin("credits")
    sheet.linked(box, closing(content), NOTE, "credits")


def foot_height(content: Content, events: Sequence[Event], width: float, page: Page) -> float:
    """How high what stands below map and panel is: sources, and on some pages the method beside them."""
    if page.notes_below:
        return _columns(content, events, width, page.source_lines)[0]
    named = cited_here(content, events)
    return sources_height(cited_by_day(content, named, NOTE, width, page.source_lines), width)


def draw_foot(sheet: Sheet, content: Content, box: Box, events: Sequence[Event], page: Page) -> None:
    """Write what stands below map and panel."""
    if not page.notes_below:
        named = cited_here(content, events)
        pieces = cited_by_day(content, named, NOTE, box.width, page.source_lines)
        return draw_sources(sheet, content, box, pieces)
    _, wide, sources = _columns(content, events, box.width, page.source_lines)
    draw_method(sheet, content, Box(box.left, box.top, box.left + wide, box.bottom))
    return draw_sources(sheet, content, Box(box.left + wide + GAP, box.top, box.right, box.bottom), sources)


def method_height(content: Content, width: float) -> float:
    """How high the method is in one column."""
    return TITLE.step + len(wrap(content.method, NOTE, width)) * NOTE.step


def draw_method(sheet: Sheet, content: Content, box: Box) -> None:
    """Write how to read the map, from the top of a box."""
    sheet.begin("method")
    title = content.tr("briefing.method_title")
    sheet.paragraph(_below_title(sheet, box, title, "method"), content.method, NOTE, "method")


def sources_height(pieces: Sequence[Piece], width: float) -> float:
    """How high sources are with their title; nothing where there are none."""
    return TITLE.step + _lines_of(pieces, width) * NOTE.step if pieces else 0.0


def draw_sources(sheet: Sheet, content: Content, box: Box, pieces: Sequence[Piece]) -> None:
    """Write the sources from the top of a box, or nothing where there are none."""
    if pieces:
        sheet.begin("sources")
        title = content.tr("briefing.sources_title")
        sheet.linked(_below_title(sheet, box, title, "sources"), pieces, NOTE, "sources")


def _columns(
    content: Content, events: Sequence[Event], width: float, most: int
) -> tuple[float, float, list[Piece]]:
    """Height of both, width of the method, and the sources: so divided that both are low."""
    named, found = cited_here(content, events), []
    for share in SHARES:
        wide = (width - GAP) * share
        narrow = width - GAP - wide
        method = len(wrap(content.method, NOTE, wide))
        sources = cited_by_day(content, named, NOTE, narrow, max(most, method))
        high = TITLE.step + max(method, _lines_of(sources, narrow)) * NOTE.step
        found.append((high, wide, sources))
    return min(found, key=lambda each: each[0])


def _lines_of(pieces: Sequence[Piece], width: float) -> int:
    return len(wrap(" ".join(piece.text for piece in pieces), NOTE, width)) if pieces else 0


def _below_title(sheet: Sheet, box: Box, title: str, role: str) -> Box:
    """Write a title at the top of a box; return what is left of it."""
    return Box(box.left, sheet.paragraph(box, title, TITLE, role, most=1), box.right, box.bottom)

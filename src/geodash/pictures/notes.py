"""Small print: sources of the numbered events, method, and what the map itself rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.link.home import told_home
from geodash.link.state import query_of
from geodash.pictures.box import Box
from geodash.pictures.text import Style, clean, wrap
from geodash.scene.whole import attribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet

NOTE = Style(6.6, "muted")
TITLE = Style(6.8, "text", bold=True)
MOST_UNDRAWN = 8
GAP = 14.0
SHARES = (0.5, 0.55, 0.6, 0.66)
"""Of the width, for the method."""


def sources_lines(content: Content, events: Sequence[Event], width: float, most: int) -> list[str]:
    """Publishers and days of the sources of events, as many as fit, then how many more there are."""
    named = content.sources_of(events)
    for count in range(len(named), -1, -1):
        parts = named[:count]
        if count < len(named):
            parts.append(content.tr("briefing.more_sources", count=len(named) - count))
        lines = wrap("; ".join(parts) + ".", NOTE, width) if parts else []
        if len(lines) <= most:
            return lines
    return []


def saying_undrawn(content: Content, sheets: Iterable[Sheet]) -> Content | None:
    """The content that also says which letters its sheets lack; nothing where they have all."""
    letters = dict.fromkeys(letter for sheet in sheets for letter in sheet.undrawn)
    return replace(content, undrawn=tuple(letters)) if letters else None


def credits_text(content: Content) -> str:
    """Projection, credits, disclaimer, version and day of creation."""
    tr, undrawn = content.tr, [f"U+{ord(letter):04X}" for letter in content.undrawn]
    lacking = [*undrawn[:MOST_UNDRAWN], "…"] if len(undrawn) > MOST_UNDRAWN else undrawn
    return clean(
        " · ".join(
            (
                *((tr("briefing.undrawn", letters=", ".join(lacking)),) if lacking else ()),
                tr("briefing.projection"),
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


def closing_text(content: Content) -> str:
    """Credits, the licence of the records, and the way back to the view."""
    tables = (content.dataset.credits.get(name) for name in ("control", "events"))
    licences = dict.fromkeys(credit.licence for credit in tables if credit)
    parts = [credits_text(content)]
    parts += [content.tr("briefing.licence", licences=", ".join(licences))] if licences else []
    return clean(" · ".join(filter(None, (*parts, address_of(content)))))


def credits_height(content: Content, width: float) -> float:
    """How high the closing text is."""
    return len(wrap(closing_text(content), NOTE, width)) * NOTE.step


def draw_credits(sheet: Sheet, content: Content, box: Box) -> None:
    """Write the closing text from the top of a box."""
    sheet.paragraph(box, closing_text(content), NOTE, "credits")


def notes_height(content: Content, events: Sequence[Event], width: float, most: int) -> float:
    """How high sources and method are, side by side in two columns."""
    return _columns(content, events, width, most)[0]


def draw_notes(sheet: Sheet, content: Content, box: Box, events: Sequence[Event], most: int) -> None:
    """Write the method and the sources side by side."""
    _, wide, sources = _columns(content, events, box.width, most)
    left = Box(box.left, box.top, box.left + wide, box.bottom)
    first = content.tr("briefing.method_title")
    _note(sheet, left, first, wrap(content.method, NOTE, wide), "method")
    if sources:
        right = Box(left.right + GAP, box.top, box.right, box.bottom)
        _note(sheet, right, content.tr("briefing.sources_title"), sources, "sources")


def _columns(
    content: Content, events: Sequence[Event], width: float, most: int
) -> tuple[float, float, list[str]]:
    """Height of both, width of the method, and lines of the sources: so divided that both are low."""
    found = []
    for share in SHARES:
        wide = (width - GAP) * share
        method = wrap(content.method, NOTE, wide)
        sources = sources_lines(content, events, width - GAP - wide, max(most, len(method)))
        found.append((TITLE.step + max(len(method), len(sources)) * NOTE.step, wide, sources))
    return min(found, key=lambda each: each[0])


def _note(sheet: Sheet, box: Box, title: str, lines: Sequence[str], role: str) -> None:
    bottom = sheet.paragraph(box, title, TITLE, role, most=1)
    sheet.paragraph(Box(box.left, bottom, box.right, box.bottom), lines, NOTE, role)

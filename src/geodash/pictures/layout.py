"""Where everything stands on a page: sizes, header, and the figure put together as a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.eventlist import EventList
from geodash.pictures.keyfigures import draw_figures
from geodash.pictures.legend import draw_legend, legend_entries, legend_height
from geodash.pictures.map import MapPicture, events_outside, frame_of
from geodash.pictures.notes import credits_height, draw_credits, draw_notes, notes_height
from geodash.pictures.outside import outside_strip
from geodash.pictures.paper import PAGES, SMALL
from geodash.pictures.sheet import Sheet
from geodash.pictures.small import lay_out_small
from geodash.pictures.text import ASCENT, Style, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.paper import Page, Size

STRIP = 19.0
MOST_LINES = 2
NOTES_GAP = 8.0
MOST_SOURCED = 12
GUTTER = 16.0
KICKER = Style(10.5, "text", bold=True)
FILTERS = Style(8.6, "muted", italic=True)


def draw_header(sheet: Sheet, content: Content, page: Page) -> float:
    """Write as-of date and window, title, subtitle and filters; return where they end."""
    inner = page.inner
    y = inner.top + ASCENT * KICKER.size
    day = sheet.line(inner.left, y, content.tr.date(content.date), KICKER, "header")
    window = wrap(content.window, KICKER, inner.right - day.box.right - 8, 1)[0]
    sheet.line(day.box.right + 8, y, window, Style(KICKER.size, "muted"), "header")
    top = inner.top + KICKER.step + 1
    title = _fitting(content.title, Style(page.title, "text", bold=True), inner.width)
    lines = wrap(content.title, title, inner.width, MOST_LINES)
    top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), lines, title, "title")
    if subtitle := content.subtitle or ("" if page.notes_below else content.summary):
        style = _fitting(subtitle, Style(page.subtitle, "text"), inner.width)
        lines = wrap(subtitle, style, inner.width, MOST_LINES)
        top = sheet.paragraph(Box(inner.left, top + 1, inner.right, inner.bottom), lines, style, "subtitle")
    if content.news and not content.subtitle and not page.notes_below:
        style = _fitting(content.news, Style(page.subtitle, "muted"), inner.width)
        lines = wrap(content.news, style, inner.width, MOST_LINES)
        top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), lines, style, "news")
    if content.filters:
        row = wrap(content.filters, FILTERS, inner.width, 1)
        top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), row, FILTERS, "filters")
    return top + 6


def _fitting(text: str, style: Style, width: float) -> Style:
    """The style, a little smaller where that saves the title a second line."""
    if text_width(text, style) <= width:
        return style
    smaller = style.sized(round(style.size * 0.8, 1))
    one_line = text_width(text, smaller) <= width
    return smaller if one_line or len(wrap(text, style, width)) > MOST_LINES else style


def lay_out(content: Content, size: Size) -> tuple[Sheet, list[Event]]:
    """The figure as a sheet, and the events that it numbers."""
    page = PAGES[size]
    content = replace(content, enlarged=page.enlarged)
    if size in SMALL:
        return lay_out_small(content, page), []
    sheet = Sheet(page.width, page.height, content.colours)
    top = draw_header(sheet, content, page)
    inner = page.inner
    foot = inner.bottom - credits_height(content, inner.width)
    draw_credits(sheet, content, Box(inner.left, foot, inner.right, inner.bottom + 4))
    sheet.rect(Box(inner.left, foot - 4, inner.right, foot - 3.4), fill="line")
    body = Box(inner.left, top, inner.right, foot - 9)
    return sheet, _draw_body(sheet, content, page, body)


def _split(body: Box, share: float) -> tuple[Box, Box]:
    middle = body.left + (body.width - GUTTER) * share
    return Box(body.left, body.top, middle, body.bottom), Box(
        middle + GUTTER, body.top, body.right, body.bottom
    )


def _draw_body(sheet: Sheet, content: Content, page: Page, body: Box) -> list[Event]:
    """Map on the left, panel on the right; sources and method at the end of the panel or below both."""
    _, panel = _split(body, page.map_share)
    width = body.width if page.notes_below else panel.width
    spare = notes_height(content, content.events[:MOST_SOURCED], width, page.source_lines) + NOTES_GAP
    upper = Box(body.left, body.top, body.right, body.bottom - spare) if page.notes_below else body
    left, panel = _split(upper, page.map_share)
    # With some events numbered and with none: no list needs a taller legend than both together.
    trials = [
        draw_map(Sheet(page.width, page.height, content.colours), content, left, events)
        for events in (content.events[:MOST_SOURCED], ())
    ]
    reserve = legend_height(legend_entries(content, trials), panel.width) + NOTES_GAP
    top = draw_figures(sheet, content, panel, changes=not page.notes_below)
    bottom = panel.bottom - reserve

    def listing_for(count: int) -> EventList:
        """The list that leaves room for the sources of so many events."""
        notes = notes_height(content, content.events[:count], width, page.source_lines) + NOTES_GAP
        end = bottom if page.notes_below else bottom - notes
        return EventList(content, Box(panel.left, top, panel.right, end), page.event)

    listing = listing_for(MOST_SOURCED)
    while len((longer := listing_for(len(listing.entries) + 1)).entries) > len(listing.entries):
        listing = longer
    numbered = listing.events if "events" in content.layers else []
    drawn = draw_map(sheet, content, left, numbered)
    if "events" in content.layers:
        listing.draw(sheet)
        sheet.boxes["events"] = listing.box
    high = notes_height(content, numbered, width, page.source_lines)
    notes = Box(body.right - width, body.bottom - high, body.right, body.bottom)
    draw_notes(sheet, content, notes, numbered, page.source_lines)
    entries = legend_entries(content, [drawn])
    bottom = panel.bottom if page.notes_below else notes.top - NOTES_GAP
    sheet.boxes["legend"] = Box(panel.left, bottom - legend_height(entries, panel.width), panel.right, bottom)
    draw_legend(sheet, content, sheet.boxes["legend"], entries)
    return numbered


def draw_map(
    sheet: Sheet, content: Content, box: Box, numbered: Sequence[Event], *, bare: bool = False
) -> Drawn:
    """Draw the map of a state, and below it what happened elsewhere; a bare one has no locator and scale."""
    framed = Box(box.left, box.top, box.right, box.bottom - STRIP - 3)
    outside = events_outside(content, frame_of(content, framed))
    if not outside:
        framed = box
    sheet.boxes["map"] = framed
    drawn = MapPicture(sheet, content, frame_of(content, framed)).draw(
        numbered, locator=not bare, scale=not bare
    )
    if outside:
        strip = Box(box.left, box.bottom - STRIP, box.right, box.bottom)
        outside_strip(sheet, content, strip, numbered, outside)
        sheet.boxes["outside"] = strip
    return drawn

"""Where everything stands on a page: sizes, header, and the figure put together as a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geodash.pictures.box import Box
from geodash.pictures.eventlist import EventList
from geodash.pictures.filters import filter_lines
from geodash.pictures.keyfigures import draw_figures, explained_by_figures
from geodash.pictures.legend import draw_legend, legend_entries, legend_height
from geodash.pictures.map import MapPicture, events_outside, frame_of
from geodash.pictures.notes import (
    credits_height,
    draw_credits,
    draw_foot,
    draw_method,
    foot_height,
    method_height,
)
from geodash.pictures.outside import outside_strip
from geodash.pictures.paper import PAGES, SMALL
from geodash.pictures.sheet import Sheet
from geodash.pictures.small import lay_out_small
from geodash.pictures.symbols import tone_of
from geodash.pictures.text import ASCENT, Style, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.legend import Entry
    from geodash.pictures.paper import Page, Size

STRIP = 19.0
MOST_LINES, MOST_LEAD = 2, 3
FEW = 4
"""Events for whose sources a first try leaves room."""
NOTES_GAP = 8.0
MOST_SOURCED = 12
LEAST_SOURCE_LINES = 5
GUTTER = 16.0
ALMOST = 0.01
KICKER = Style(10.5, "text", bold=True)
FILTERS = Style(8.6, "muted", italic=True)


def draw_header(sheet: Sheet, content: Content, page: Page) -> float:
    """Write as-of date and window, title, subtitle and filters; return where they end."""
    inner = page.inner
    sheet.begin("header")
    y = inner.top + ASCENT * KICKER.size
    day = sheet.line(inner.left, y, content.tr.date(content.date), KICKER, "header")
    window = wrap(content.window, KICKER, inner.right - day.box.right - 8, 1)[0]
    sheet.line(day.box.right + 8, y, window, Style(KICKER.size, "muted"), "header")
    top = inner.top + KICKER.step + 1
    title = _fitting(content.title, Style(page.title, "text", bold=True), inner.width)
    lines = wrap(content.title, title, inner.width, MOST_LINES)
    top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), lines, title, "title")
    where = Box(inner.left, top + 1, inner.right, inner.bottom)
    if subtitle := content.subtitle or (content.summary if page.sentences else ""):
        style = _lead(subtitle, page.subtitle, inner.width)
        lines = wrap(subtitle, style, inner.width, MOST_LEAD)
        top = sheet.paragraph(where, lines, style, "subtitle")
        if content.news and not content.subtitle and page.sentences > 1:
            news = Style(style.size, "muted")
            lines = wrap(content.news, news, inner.width, MOST_LINES)
            top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), lines, news, "news")
    rows = filter_lines(content, FILTERS, inner.width)
    top = sheet.paragraph(Box(inner.left, top, inner.right, inner.bottom), rows, FILTERS, "filters")
    return top + 6


def _lead(text: str, size: float, width: float) -> Style:
    """The leading sentence: a little smaller where that saves it a third line."""
    usual, smaller = Style(size, "text"), Style(round(0.9 * size, 1), "text")
    return usual if len(wrap(text, usual, width)) <= MOST_LINES else smaller


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


class Plan(NamedTuple):
    """Where map, list, legend and notes stand, and which events are listed on a page so divided."""

    page: Page
    map: Box
    listing: EventList
    legend: Box
    method: Box
    foot: Box


def _draw_body(sheet: Sheet, content: Content, page: Page, body: Box) -> list[Event]:
    """Map on the left, panel on the right, below them what they rest on; return the events numbered."""
    _, panel = _split(body, page.map_share)
    top = draw_figures(sheet, content, panel, changes=page.sentences > 0)
    explained, spare = explained_by_figures(content), 0.0
    low = body.bottom - foot_height(content, content.events[:FEW], body.width, page)
    rough, _ = _split(Box(body.left, body.top, body.right, low), page.map_share)
    drawn = draw_map(Sheet(page.width, page.height, content.colours), content, rough, content.events[:FEW])

    def legend_of(drawn: Drawn, events: Sequence[Event]) -> list[Entry]:
        """What map, list and strip show when these events are numbered."""
        tones = frozenset(map(tone_of, events if "events" in content.layers else ()))
        return legend_entries(content, [replace(drawn, tones=tones)], explained=explained)

    def reserve(events: Sequence[Event]) -> float:
        """How high the legend is going to be when these events are numbered."""
        return spare + legend_height(legend_of(drawn, events), panel.width)

    while True:  # what a map turns out to show may need a taller legend after all
        plan = _listing_some(content, page, body, top, reserve)
        trial = Sheet(page.width, page.height, content.colours)
        numbered = plan.listing.events
        entries = legend_of(draw_map(trial, content, plan.map, numbered), numbered)
        lacking = legend_height(entries, panel.width) - plan.legend.height
        if lacking < ALMOST:
            break
        spare += lacking
    sheet.take(trial)
    if "events" in content.layers:
        plan.listing.draw(sheet)
        sheet.boxes["events"] = plan.listing.box
    if not page.notes_below:
        draw_method(sheet, content, plan.method)
    draw_foot(sheet, content, plan.foot, numbered, plan.page)
    low = plan.legend.bottom
    sheet.boxes["legend"] = Box(panel.left, low - legend_height(entries, panel.width), panel.right, low)
    draw_legend(sheet, content, sheet.boxes["legend"], entries)
    return numbered


def _listing_some(
    content: Content, page: Page, body: Box, top: float, reserve: Callable[[Sequence[Event]], float]
) -> Plan:
    """A plan that lists at least a few events: where sources leave no room for them, fewer are named."""
    least = min(page.least_listed, len(content.events)) if "events" in content.layers else 0
    plan = first = _planned(content, page, body, top, reserve)
    for lines in range(page.source_lines - 1, LEAST_SOURCE_LINES - 1, -1):
        if len(plan.listing.entries) >= least:
            return plan
        plan = _planned(content, replace(page, source_lines=lines), body, top, reserve)
    return max(first, plan, key=lambda each: len(each.listing.entries))


def _planned(
    content: Content, page: Page, body: Box, top: float, reserve: Callable[[Sequence[Event]], float]
) -> Plan:
    """As many events as there is room for beside their legend and above their sources."""
    most = min(MOST_SOURCED, len(content.events)) if "events" in content.layers else 0
    for count in range(most, -1, -1):
        events = content.events[:count]
        high = foot_height(content, events, body.width, page)
        low = body.bottom - (high + NOTES_GAP if high else 0.0)
        left, panel = _split(Box(body.left, body.top, body.right, low), page.map_share)
        end = low - (0.0 if page.notes_below else method_height(content, panel.width) + NOTES_GAP)
        legend = Box(panel.left, end - reserve(events), panel.right, end)
        room = Box(panel.left, top, panel.right, legend.top - NOTES_GAP)
        listing = EventList(content, room, page.event, count)
        if len(listing.entries) == count:
            break
    method = Box(panel.left, end + NOTES_GAP, panel.right, low)
    foot = Box(body.left, body.bottom - high, body.right, body.bottom)
    return Plan(page, left, listing, legend, method, foot)


def draw_map(
    sheet: Sheet, content: Content, box: Box, numbered: Sequence[Event], *, bare: bool = False
) -> Drawn:
    """Draw the map of a state, and below it what happened elsewhere; return what both show.

    A bare one has no locator and scale.
    """
    framed = Box(box.left, box.top, box.right, box.bottom - STRIP - 3)
    outside = events_outside(content, frame_of(content, framed))
    if not outside:
        framed = box
    sheet.boxes["map"] = framed
    drawn = MapPicture(sheet, content, frame_of(content, framed)).draw(
        numbered, locator=not bare, scale=not bare
    )
    tones = frozenset(map(tone_of, numbered if "events" in content.layers else ()))
    if outside:
        strip = Box(box.left, box.bottom - STRIP, box.right, box.bottom)
        outside_strip(sheet, content, strip, numbered, outside)
        sheet.boxes["outside"] = strip
    return replace(drawn, tones=tones)

"""Pictures for the text of a document: the map with figures and legend beside it, or the map alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.filters import filter_lines
from geodash.pictures.furniture import SCALE_HEIGHT, draw_scale, scale_width
from geodash.pictures.keyfigures import draw_figures, explained_by_figures
from geodash.pictures.legend import draw_legend, left_out, legend_entries, legend_height
from geodash.pictures.map import MapPicture, events_outside, frame_of
from geodash.pictures.notes import NOTE, closing
from geodash.pictures.outside import outside_strip
from geodash.pictures.sheet import Piece, Sheet
from geodash.pictures.sources import cited, cited_by_day, of_moves
from geodash.pictures.text import ASCENT, Style, wrap

if TYPE_CHECKING:
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.legend import Entry
    from geodash.pictures.paper import Page

DAY = Style(9.4, "text", bold=True)
WINDOW = Style(8.2, "muted")
FILTERS = Style(7.6, "muted", italic=True)
STRIP = 19.0
GAP = 10.0
TALLEST = 3_000.0


def lay_out_small(content: Content, page: Page) -> Sheet:
    """The picture as a sheet, as high as it needs to be. It lists no event, and so numbers none."""
    sheet = Sheet(page.width, TALLEST, content.colours)
    inner = Box(page.margin, page.margin, page.width - page.margin, TALLEST)
    top = _head(sheet, content, page, inner)
    right = inner.left + inner.width * page.map_share - (GAP if page.map_share < 1 else 0)
    body = Box(inner.left, top, right, top + page.height)
    beside = Box(body.right + GAP, top, inner.right, TALLEST)
    is_alone = page.map_share == 1
    bottom = body.bottom
    if not is_alone:  # the map is as high as what stands beside it
        scratch = Sheet(page.width, TALLEST, content.colours)
        trial = _map(scratch, content, body, bare=True)
        entries = _entries(content, trial)
        high = draw_figures(scratch, content, beside, changes=True) + legend_height(entries, beside.width)
        bottom = max(bottom, high + GAP + SCALE_HEIGHT)
    body = Box(body.left, body.top, body.right, bottom)
    drawn = _map(sheet, content, body, bare=not is_alone)
    if not is_alone:
        _panel(sheet, content, Box(beside.left, top, beside.right, bottom), drawn)
    said = [content.method]
    if is_alone and (missing := left_out(content, [drawn])):  # no legend says so
        said.insert(0, f"{missing}.")
    foot = Box(inner.left, bottom + 4, inner.right, TALLEST)
    top = sheet.paragraph(foot, " ".join(said), NOTE, "method")
    if not is_alone:
        top = _sources(sheet, content, Box(foot.left, top, foot.right, TALLEST), page.source_lines)
    end = sheet.linked(Box(foot.left, top, foot.right, TALLEST), closing(content), NOTE, "credits")
    sheet.height = page.margin + end
    return sheet


def _head(sheet: Sheet, content: Content, page: Page, inner: Box) -> float:
    """Day and window, title where there is room for one, and filters; return where they end."""
    base = inner.top + ASCENT * DAY.size
    day = sheet.line(inner.left, base, content.tr.date(content.date), DAY, "header")
    window = wrap(content.window, WINDOW, inner.right - day.box.right - 8, 1)[0]
    sheet.line(day.box.right + 8, base, window, WINDOW, "header")
    top = inner.top + DAY.step
    if page.title:
        where = Box(inner.left, top, inner.right, inner.bottom)
        top = sheet.paragraph(where, content.title, Style(page.title, "text", bold=True), "title", most=2)
    where = Box(inner.left, top, inner.right, inner.bottom)
    return sheet.paragraph(where, filter_lines(content, FILTERS, inner.width), FILTERS, "filters") + 4


def _map(sheet: Sheet, content: Content, box: Box, *, bare: bool) -> Drawn:
    """The map without numbers, and below it what happened elsewhere."""
    framed = Box(box.left, box.top, box.right, box.bottom - STRIP - 3)
    outside = events_outside(content, frame_of(content, framed))
    framed = framed if outside else box
    sheet.boxes["map"] = framed
    drawn = MapPicture(sheet, content, frame_of(content, framed)).draw((), locator=not bare, scale=not bare)
    if outside:
        sheet.boxes["outside"] = Box(box.left, box.bottom - STRIP, box.right, box.bottom)
        outside_strip(sheet, content, sheet.boxes["outside"], (), outside)
    return drawn


def _entries(content: Content, drawn: Drawn) -> list[Entry]:
    return legend_entries(content, [drawn], explained=explained_by_figures(content))


def _sources(sheet: Sheet, content: Content, box: Box, most: int) -> float:
    """What the changes of control rest on; return where it ends."""
    title = Piece(content.tr("briefing.sources_of_day", date=content.tr("briefing.sources_title")))
    named = cited(content, of_moves(content, content.moves))
    if not named:
        return box.top
    return sheet.linked(box, [title, *cited_by_day(content, named, NOTE, box.width, most)], NOTE, "sources")


def _panel(sheet: Sheet, content: Content, box: Box, drawn: Drawn) -> None:
    """Figures, legend, and the scale at the foot."""
    top = draw_figures(sheet, content, box, changes=True)
    entries = _entries(content, drawn)
    sheet.boxes["legend"] = Box(box.left, top, box.right, top + legend_height(entries, box.width))
    draw_legend(sheet, content, sheet.boxes["legend"], entries)
    width = scale_width(content, drawn.frame)
    scale = Box(box.left, box.bottom - SCALE_HEIGHT, box.left + width, box.bottom)
    draw_scale(sheet, content, drawn.frame, scale)

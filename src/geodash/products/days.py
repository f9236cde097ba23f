"""Two to four dates side by side in one picture, with one legend and what differs from first to last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.content import content_of, method_of, on_days
from geodash.pictures.difference import difference_of, differing, draw_difference
from geodash.pictures.furniture import SCALE_HEIGHT, draw_locator, draw_scale, scale_width
from geodash.pictures.legend import draw_legend, legend_entries, legend_height
from geodash.pictures.map import MapPicture, frame_of
from geodash.pictures.notes import (
    NOTE,
    credits_height,
    draw_credits,
    draw_sources,
    saying_undrawn,
    sources_height,
)
from geodash.pictures.paint import About, paint
from geodash.pictures.paper import PAGES
from geodash.pictures.sheet import Sheet
from geodash.pictures.sources import cited, cited_by_day
from geodash.pictures.symbols import Town, draw_town
from geodash.pictures.text import ASCENT, Style, clean, text_width, wrap

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.paint import Format
    from geodash.wording.detail import Card

    Counted = tuple[Town, str]
    """Symbol and number."""

FEWEST, MOST = 2, 4
DAY = Style(13.0, "text", bold=True)
COUNT = Style(9.0, "text", bold=True)
COUNT_GAP, COUNT_STEP = 8.0, 12.0
GUTTER = 12.0
ASIDE = 240.0
LOCATOR_HEIGHT = 58.0
MOST_SOURCE_LINES = 5
LIST_WIDTH = {2: 252.0, 3: 212.0, 4: 190.0}
"""Of what differs, by the number of maps beside it."""


def render_strip(  # noqa: PLR0913 - what a user may choose
    dataset: Dataset,
    state: DashboardState,
    dates: Sequence[dt.date],
    *,
    fmt: Format,
    dpi: int = 150,
    title: str = "",
    created: dt.date | None = None,
) -> bytes:
    """Picture of two to four days side by side, in order of time.

    Raises
    ------
    ValueError
        If there are fewer than two or more than four different days.
    """
    content = content_of(dataset, state, title=title, created=created)
    sheet, words = lay_out_strip(content, dates)
    if fmt != "svg" and (lacking := saying_undrawn(content, [sheet])):
        sheet, words = lay_out_strip(lacking, dates)
    return paint(sheet, fmt, dpi, About(content.title, words, state.lang, content.created))


def lay_out_strip(content: Content, dates: Sequence[dt.date]) -> tuple[Sheet, str]:
    """The days in order of time as a sheet, and what it shows in words; raises as `render_strip`."""
    days = _in_order(dates)
    card = difference_of(content, days[0], days[-1])
    named = ", ".join(content.tr.date(day) for day in days)
    words = clean(f"{content.title}. {named}. {card['heading']}: {card['summary']}")
    return _lay_out(content, days, card), words


def _in_order(dates: Sequence[dt.date]) -> list[dt.date]:
    days = sorted(set(dates))
    if not FEWEST <= len(days) <= MOST:
        raise ValueError(f"A comparison needs {FEWEST} to {MOST} different dates, not {len(days)}.")
    return days


def _lay_out(content: Content, days: Sequence[dt.date], card: Card) -> Sheet:
    page = PAGES["16:9"]
    inner = page.inner
    sheet = Sheet(page.width, page.height, content.colours)
    style = Style(page.title, "text", bold=True)
    contents = on_days(without_events(content), days)
    top = sheet.paragraph(inner, contents[0].title, style, "title", most=2) + 6
    foot = _draw_foot(sheet, contents, inner, card, content.state.layers)
    beside = Box(inner.right - LIST_WIDTH[len(days)], top, inner.right, foot)
    cells = Box(inner.left, top, beside.left - GUTTER, foot).columns(len(days), GUTTER)
    counted = {count.group for shown in contents for count in shown.counts if shown.has_data}
    head = top + _heading_height(contents, cells[0].width)
    low = foot - 6
    for _ in range(2):  # a lower map leaves other towns out, and its legend says so
        maps = [Box(cell.left, head, cell.right, low) for cell in cells]
        scratch = Sheet(page.width, page.height, content.colours)
        trial = [_map(scratch, shown, where) for shown, where in zip(contents, maps, strict=True)]
        entries = legend_entries(content, trial, counted)
        high = max(LOCATOR_HEIGHT, legend_height(entries, inner.width - ASIDE))
        low = min(low, foot - 6 - high - 8)
    band = Box(inner.left, low + 8, inner.right, foot - 6)
    drawn = []
    for index, (shown, cell) in enumerate(zip(contents, cells, strict=True)):
        _heading(sheet, shown, cell)
        where = Box(cell.left, head, cell.right, band.top - 8)
        drawn.append(_map(sheet, shown, where))
        sheet.boxes[f"map {index}"] = where
    draw_difference(sheet, content, card, Box(beside.left, top, beside.right, band.top - 8))
    _draw_band(sheet, content, band, drawn, counted)
    return sheet


def _draw_foot(
    sheet: Sheet, contents: Sequence[Content], inner: Box, card: Card, layers: frozenset[str] | None
) -> float:
    """Method of all days, sources of what differs and credits at the foot; return where they begin.

    ``layers`` are those of the view that it leads back to.
    """
    content = contents[-1]
    view = replace(content.state, compare=contents[0].date, layers=layers)
    closing = replace(content, state=view)
    foot = inner.bottom - credits_height(closing, inner.width)
    draw_credits(sheet, closing, Box(inner.left, foot, inner.right, inner.bottom + 4))
    said = " ".join(filter(None, (contents[0].drawn, method_of(contents))))
    method = wrap(said, NOTE, inner.width)
    named = cited(content, differing(content, card, contents[0].date))
    pieces = cited_by_day(content, named, NOTE, inner.width, MOST_SOURCE_LINES)
    high = sources_height(pieces, inner.width)
    top = foot - len(method) * NOTE.step - high - 2
    below = sheet.paragraph(Box(inner.left, top, inner.right, foot), method, NOTE, "method")
    draw_sources(sheet, content, Box(inner.left, below + 1, inner.right, foot), pieces)
    return top


def _draw_band(
    sheet: Sheet, content: Content, band: Box, drawn: Sequence[Drawn], counted: Iterable[str]
) -> None:
    """One legend, one scale and one locator for all maps."""
    legend = Box(band.left, band.top, band.right - ASIDE, band.bottom)
    sheet.boxes["legend"] = legend
    draw_legend(sheet, content, legend, legend_entries(content, drawn, counted))
    frame = drawn[0].frame
    locator = Box(band.right - 0.92 * LOCATOR_HEIGHT, band.top, band.right, band.top + LOCATOR_HEIGHT)
    draw_locator(sheet, content, frame, locator)
    right = locator.left - 8
    scale = Box(right - scale_width(content, frame), band.top, right, band.top + SCALE_HEIGHT)
    draw_scale(sheet, content, frame, scale)


def without_events(content: Content) -> Content:
    """The same content without events on its map."""
    return replace(content, state=replace(content.state, layers=content.layers - {"events"}))


def _map(sheet: Sheet, content: Content, box: Box) -> Drawn:
    return MapPicture(sheet, content, frame_of(content, box)).draw((), locator=False, scale=False)


def _heading(sheet: Sheet, content: Content, box: Box) -> None:
    """Day, and places per holder."""
    sheet.line(box.left, box.top + ASCENT * DAY.size, content.tr.date(content.date), DAY, "day")
    base = box.top + DAY.step + ASCENT * COUNT.size
    for row in _count_rows(content, box.width):
        x = box.left
        for town, number in row:
            draw_town(sheet, x + 4.5, base - 0.36 * COUNT.size, 4.0, town)
            x = sheet.line(x + 12, base, number, COUNT, "counts").box.right + COUNT_GAP
        base += COUNT_STEP


def _heading_height(contents: Sequence[Content], width: float) -> float:
    """How high the headings of all maps are, so that the maps begin on one line."""
    rows = max(len(_count_rows(content, width)) for content in contents)
    return DAY.step + rows * COUNT_STEP + 3


def _count_rows(content: Content, width: float) -> list[list[Counted]]:
    """The counts in as many rows as they need."""
    rows: list[list[Counted]] = [[]]
    used = 0.0
    for counted in _counts(content):
        wide = _width_of(counted)
        if used + wide > width and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(counted)
        used += wide + COUNT_GAP
    return rows


def _counts(content: Content) -> Iterator[Counted]:
    """Symbol and number of each class, and its outline with what is only implied.

    The change is not among them: places first seen are none, so that it is not the difference of two days'
    numbers, which stand side by side here.
    """
    for count in content.counts:
        town = Town(content.look.classes[count.group])
        yield town, content.tr.number(count.reported)
        if count.implied:
            yield replace(town, implied=True), content.tr.number(count.implied)


def _width_of(counted: Counted) -> float:
    return 12 + text_width(counted[1], COUNT)

"""The list of numbered events beside the map: as many as fit, and how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodash.pictures.keyfigures import META, heading, heading_height
from geodash.pictures.symbols import EVENT_RADIUS, draw_number, draw_ring, tone_of
from geodash.pictures.text import ASCENT, Style, clean, text_width, wrap

if TYPE_CHECKING:
    from geodash.model.records import Event
    from geodash.pictures.box import Box
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet

SUMMARY = Style(7.8, "text")
INDENT = 2 * EVENT_RADIUS + 8
WIDE_LIST = 330.0


class Entry(NamedTuple):
    """One event of the list, broken into lines."""

    event: Event
    title: list[str]
    meta: list[str]
    summary: list[str]
    height: float


class EventList:
    """The list of events in a box: as many as fit, ``most`` at most, with summaries where all have room."""

    def __init__(self, content: Content, box: Box, title_size: float, most: int) -> None:
        self.content, self.box, self.most = content, box, most
        self._title = Style(title_size, "text", bold=True)
        self._wide = box.width >= WIDE_LIST
        self._space = box.height - heading_height()
        self.entries = self._fitted()

    @property
    def events(self) -> list[Event]:
        """Events listed, first number first."""
        return [entry.event for entry in self.entries]

    @property
    def more(self) -> int:
        """How many events the list leaves out."""
        return len(self.content.events) - len(self.entries)

    def _fitted(self) -> list[Entry]:
        events = self.content.events[: self.most]
        are_all = len(events) == len(self.content.events)
        for lines in (4, 3, 2) if are_all else ():
            entries = [self._entry(event, lines) for event in events]
            if sum(e.height for e in entries) <= self._space:
                return entries
        entries = [self._entry(event, 0) for event in events]
        full = are_all and sum(e.height for e in entries) <= self._space
        room = self._space - (0 if full else META.step + 2)
        fitted = []
        for entry in entries:
            room -= entry.height
            if room < 0:
                break
            fitted.append(entry)
        return fitted

    def _entry(self, event: Event, summary_lines: int) -> Entry:
        lang = self.content.state.lang
        width = self.box.width - INDENT
        title = wrap(clean(event.text("title", lang)), self._title, width, 3)
        meta = wrap(self.content.beside(event), META, width, 2)
        summary = (
            wrap(clean(event.text("summary", lang)), SUMMARY, width, summary_lines) if summary_lines else []
        )
        one_row = self._wide and self._shares_row(title, meta)
        rows = 0 if one_row else len(meta)
        height = len(title) * self._title.step + rows * META.step + len(summary) * SUMMARY.step + 3.2
        return Entry(event, title, [] if one_row else meta, summary, max(height, 2 * EVENT_RADIUS + 3))

    def _shares_row(self, title: list[str], meta: list[str]) -> bool:
        """Whether day and place fit behind a title of one line."""
        wide = text_width(title[0], self._title) + text_width(meta[0], META) + 14
        return len(title) == 1 and len(meta) == 1 and wide <= self.box.width - INDENT

    def draw(self, sheet: Sheet) -> None:
        """Write the list."""
        sheet.begin("events")
        top = heading(sheet, self.box, self.content.tr("briefing.events"), "events")
        if not self.content.events:
            sheet.line(self.box.left, top + META.size, self.content.tr("briefing.no_event"), META, "events")
        for number, entry in enumerate(self.entries, 1):
            self._draw_entry(sheet, number, entry, top)
            top += entry.height
        if self.more:
            text = self.content.tr("briefing.more", count=self.more)
            sheet.line(self.box.left + INDENT, top + META.size, text, META, "more")

    def _draw_entry(self, sheet: Sheet, number: int, entry: Entry, top: float) -> None:
        middle = top + EVENT_RADIUS + 1
        centre = self.box.left + EVENT_RADIUS + 1
        if entry.event.id == self.content.state.event:
            draw_ring(sheet, centre, middle, EVENT_RADIUS)
        draw_number(sheet, centre, middle, number, tone_of(entry.event), "events")
        left = self.box.left + INDENT
        base = top + 1 + ASCENT * self._title.size
        if not entry.meta:
            sheet.right(self.box.right, base, self.content.beside(entry.event), META, "events")
        for row in entry.title:
            sheet.line(left, base, row, self._title, "events")
            base += self._title.step
        base -= self._title.step
        for rows, style in ((entry.meta, META), (entry.summary, SUMMARY)):
            for row in rows:
                base += style.step
                sheet.line(left, base, row, style, "events")

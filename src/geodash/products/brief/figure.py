"""The figure of a brief: the pictures' own map, key figures and legend, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.furniture import SCALE_HEIGHT, draw_scale, scale_width
from geodash.pictures.keyfigures import draw_figures
from geodash.pictures.layout import draw_map
from geodash.pictures.legend import draw_legend, legend_entries, legend_height
from geodash.pictures.notes import saying_undrawn
from geodash.pictures.paint import About, paint
from geodash.pictures.sheet import Sheet
from geodash.products.brief.room import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn

SHEET_WIDTH = 440.0
"""Points of the sheet: on 17 centimetres of paper its smallest letters, of 6.4, have 7 points."""
ENLARGED = WIDTH / SHEET_WIDTH
PANEL = 240.0
"""Width of figures and legend: two columns of a legend."""
GAP = 10.0
DPI = 220
MOST_NUMBERED = 12
"""Events that a legend is tried with."""


@dataclass(frozen=True, eq=False)
class FigureOf:
    """The figure of a content, at least so many points of its sheet high, with or without key figures."""

    content: Content
    least: float
    has_figures: bool

    @classmethod
    def of(cls, content: Content, least: float, *, has_figures: bool) -> FigureOf:
        """One that is high enough for its figures and its legend, whichever events are numbered."""
        content = replace(content, enlarged=ENLARGED)
        trial = cls(content, least, has_figures)
        drawn = [trial._map(trial._sheet(), each) for each in (content.events[:MOST_NUMBERED], ())]
        high = trial._figures(trial._sheet()) + legend_height(legend_entries(content, drawn), PANEL)
        high += GAP / 2 + SCALE_HEIGHT
        return cls(content, max(least, high), has_figures)

    @property
    def on_paper(self) -> float:
        """How high it is in the document, in points."""
        return self.least * ENLARGED

    def paint(self, numbered: Sequence[Event]) -> tuple[bytes, Content]:
        """The figure as PNG, and the content that says which letters it lacks."""
        content, sheet, panel = self.content, self._sheet(), self._panel()
        drawn = self._map(sheet, numbered)
        top = self._figures(sheet)
        entries = legend_entries(content, [drawn])
        draw_legend(sheet, content, Box(panel.left, top, panel.right, panel.bottom), entries)
        width = scale_width(content, drawn.frame)
        scale = Box(panel.left, panel.bottom - SCALE_HEIGHT, panel.left + width, panel.bottom)
        draw_scale(sheet, content, drawn.frame, scale)
        about = About(content.title, content.alternative(numbered), content.state.lang, content.created)
        return paint(sheet, "png", DPI, about), saying_undrawn(content, [sheet]) or content

    def _sheet(self) -> Sheet:
        return Sheet(SHEET_WIDTH, self.least, self.content.colours)

    def _panel(self) -> Box:
        return Box(SHEET_WIDTH - PANEL, 0, SHEET_WIDTH, self.least)

    def _figures(self, sheet: Sheet) -> float:
        """Write the key figures, if they are wanted; return where they end."""
        return draw_figures(sheet, self.content, self._panel(), changes=True) + 4 if self.has_figures else 0.0

    def _map(self, sheet: Sheet, numbered: Sequence[Event]) -> Drawn:
        box = Box(0, 0, SHEET_WIDTH - PANEL - GAP, self.least).grown(-0.5)
        return draw_map(sheet, self.content, box, numbered, bare=True)

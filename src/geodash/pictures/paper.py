"""Sizes of paper, and how each is divided. No drawing: naming a size loads no library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodash.pictures.box import Box

Size = Literal["16:9", "a4", "square"]


@dataclass(frozen=True, slots=True)
class Page:
    """One paper size in points, and how it is divided."""

    width: float
    height: float
    margin: float
    title: float
    subtitle: float
    event: float
    map_share: float
    notes_below: bool
    source_lines: int

    @property
    def inner(self) -> Box:
        """The page without its margins."""
        return Box(self.margin, self.margin, self.width - self.margin, self.height - self.margin)


PAGES: dict[Size, Page] = {
    "16:9": Page(960, 540, 20, 23, 11, 9.4, 0.42, notes_below=False, source_lines=8),
    "a4": Page(841.68, 595.44, 22, 20, 10, 8.8, 0.5, notes_below=False, source_lines=9),
    "square": Page(576, 576, 16, 16.5, 8.6, 8.2, 0.55, notes_below=True, source_lines=7),
}
"""16:9 is 13.333 by 7.5 inches, A4 is landscape, square is 8 by 8 inches."""

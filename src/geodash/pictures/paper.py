"""Sizes of paper, and how each is divided. No drawing: naming a size loads no library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodash.pictures.box import Box

MEMO = 453.6
"""Points of 16 centimetres, the width of a text on A4."""
Size = Literal["16:9", "a4", "a4-upright", "square", "memo", "map"]


@dataclass(frozen=True, slots=True)
class Page:
    """One paper size in points, and how it is divided.

    ``notes_below`` puts the method beside the sources, below map and panel. ``sentences``
    tell the day in words. ``source_lines`` are those that sources may take, fewer where they leave no room
    for ``least_listed`` events. ``enlarged`` is how much larger it is when painted.
    """

    width: float
    height: float
    margin: float
    title: float
    subtitle: float
    event: float
    map_share: float
    notes_below: bool = False
    sentences: int = 0
    source_lines: int = 0
    least_listed: int = 2
    enlarged: float = 1.0

    @property
    def inner(self) -> Box:
        """The page without its margins."""
        return Box(self.margin, self.margin, self.width - self.margin, self.height - self.margin)


PAGES: dict[Size, Page] = {
    "16:9": Page(960, 540, 20, 23, 11, 9.4, 0.42, sentences=2, source_lines=13),
    "a4": Page(841.68, 595.44, 22, 20, 10, 8.8, 0.5, sentences=2, source_lines=14),
    "a4-upright": Page(
        595.44, 841.68, 24, 17.5, 9.2, 8.6, 0.53, sentences=2, source_lines=24, notes_below=True
    ),
    "square": Page(
        576, 576, 16, 16.5, 8.6, 8.2, 0.52, sentences=1, source_lines=15, least_listed=1, notes_below=True
    ),
    "memo": Page(414, 264, 2, 13, 0, 0, 0.42, source_lines=16, enlarged=MEMO / 414),
    "map": Page(414, 330, 2, 0, 0, 0, 1.0, enlarged=MEMO / 414),
}
"""16:9 is 13.333 by 7.5 inches, A4 is landscape unless upright, square is 8 by 8 inches.

Memo and map are 16 centimetres wide, for the text of a document: their smallest letters, of 6.4 points on the
sheet, have 7 on paper. Their height is that of the map, and what must be said stands below it.
"""
SMALL: frozenset[Size] = frozenset({"memo", "map"})
"""Sizes that list no events, and are as high as they need to be."""

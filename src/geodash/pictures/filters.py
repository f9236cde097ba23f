"""What a picture says of its filters: every name where there is room, else how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.pictures.text import wrap
from geodash.wording.citation import ALL

if TYPE_CHECKING:
    from geodash.pictures.content import Content
    from geodash.pictures.text import Style

MOST_LINES = 4
_NAMES = (ALL, 24, 16, 10, 6, 3)


def filter_lines(content: Content, style: Style, width: float) -> list[str]:
    """What the events are filtered by, in a few lines; each filter is named, though not each of its names."""
    if not content.filters:
        return []
    for most in _NAMES:
        lines = wrap(content.filters_naming(most), style, width)
        if len(lines) <= MOST_LINES:
            return lines
    return wrap(content.filters_naming(_NAMES[-1]), style, width, MOST_LINES)

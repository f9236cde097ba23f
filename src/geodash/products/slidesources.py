"""Slides behind the slide: each thing that it names with its sources, which lead to their pages."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.sources import of_moves
from geodash.pictures.text import Style, clean, text_width
from geodash.products.slidetext import LEAST, LINE, WIDEST, Paragraph, Part, fill, place_of, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pptx.presentation import Presentation

    from geodash.model.records import Event, Source
    from geodash.pictures.content import Content

TITLE = Box(24, 10, 936, 48)
LIST = Box(24, 54, 936, 530)
TITLE_ONLY = 5


def supported(content: Content, events: Sequence[Event]) -> Iterator[tuple[str, list[Source]]]:
    """Each event, those that the map numbers first, and each place that changed hands, and its sources."""
    known = content.dataset.sources
    for number, event in enumerate(events, 1):
        title = clean(event.text("title", content.state.lang))
        yield (
            f"{number}. {title} ({content.beside(event)})",
            [known[each] for each in event.source_ids],
        )
    for name, source_ids in of_moves(content, content.moves):
        yield name, [known[each] for each in source_ids]


def titled(content: Content, source: Source) -> str:
    """Publisher, day and title of a source."""
    day = content.tr.published(source.published)
    return clean(
        content.tr("briefing.source_titled", publisher=source.publisher, date=day, title=source.title)
    )


def add_sources(deck: Presentation, content: Content, events: Sequence[Event]) -> None:
    """Add as many slides as the sources need."""
    for rows in _pages(_rows(content, events)):
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        title = slide.shapes.title
        if title is None:
            raise LookupError("The slide layout has no title.")
        title.left, title.top, title.width, title.height = place_of(TITLE)
        fill(title.text_frame, content, [[Part(content.tr("briefing.slide_sources"), 22, bold=True)]])
        write(slide, content, LIST, "sources", rows)


def _rows(content: Content, events: Sequence[Event]) -> Iterator[list[Paragraph]]:
    """A heading for each thing with its first source, then one row for each further source."""
    for name, sources in supported(content, events):
        heading: Paragraph = [Part(name, LEAST, bold=True)]
        rows = [[Part(titled(content, each), LEAST, "accent", link=each.url)] for each in sources]
        yield [heading, *rows[:1]]
        yield from ([row] for row in rows[1:])


def _pages(blocks: Iterator[list[Paragraph]]) -> Iterator[list[Paragraph]]:
    """The rows that each slide has room for; a heading stays with its first source."""
    page: list[Paragraph] = []
    room = LIST.height
    for block in blocks:
        high = sum(map(_height, block))
        if page and high > room:
            yield page
            page, room = [], LIST.height
        page += block
        room -= high
    if page:
        yield page


def _height(row: Paragraph) -> float:
    wide = sum(text_width(part.text, Style(part.size, bold=part.bold)) for part in row)
    return ceil(wide / (WIDEST * LIST.width)) * LEAST * LINE + 2

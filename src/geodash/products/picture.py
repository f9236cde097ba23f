"""The briefing figure: one picture with everything a reader needs to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.pictures.content import content_of
from geodash.pictures.enlarge import enlarged
from geodash.pictures.layout import lay_out
from geodash.pictures.notes import saying_undrawn
from geodash.pictures.paint import About, paint
from geodash.pictures.paper import PAGES

if TYPE_CHECKING:
    import datetime as dt

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.pictures.paint import Format
    from geodash.pictures.paper import Size


def render_figure(  # noqa: PLR0913 - what a user may choose
    dataset: Dataset,
    state: DashboardState,
    *,
    fmt: Format,
    size: Size = "16:9",
    dpi: int = 150,
    title: str = "",
    subtitle: str = "",
    created: dt.date | None = None,
) -> bytes:
    """Picture of a state as PNG, SVG or PDF.

    An empty title or subtitle stands for the usual one. ``created`` is the day written on the picture, today
    if None; equal arguments give equal bytes.
    """
    content = content_of(dataset, state, title=title, subtitle=subtitle, created=created)
    sheet, events = lay_out(content, size)
    if fmt != "svg" and (lacking := saying_undrawn(content, [sheet])):
        sheet, events = lay_out(lacking, size)
    about = About(
        content.title, content.alternative(events), content.state.lang, content.created, content.summary
    )
    return paint(enlarged(sheet, PAGES[size].enlarged), fmt, dpi, about)

"""The brief of a state as a file: what it says is the same for Word and in Markdown."""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from geodash.interchange.about import link_of
from geodash.link.home import told_home
from geodash.pictures.content import content_of
from geodash.products.brief.blocks import Document
from geodash.products.brief.figure import FigureOf
from geodash.products.brief.markdown import write_markdown
from geodash.products.brief.word import Figure, write_word
from geodash.products.brief.writing import Brief, fitted
from geodash.wording.plain import link_target, markdown_text

if TYPE_CHECKING:
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.pictures.content import Content

Format = Literal["docx", "md"]
HEIGHTS = (176.0, 270.0)
"""Of the figure on its sheet: of a brief of one page, and of a longer one."""


def render_brief(  # noqa: PLR0913 - what a user may choose
    dataset: Dataset,
    state: DashboardState,
    *,
    fmt: Format,
    pages: int = 1,
    since: dt.date | None = None,
    title: str = "",
    subtitle: str = "",
    absent: str = "",
    picture: str = "",
    created: dt.date | None = None,
) -> bytes:
    """A brief of so many pages, at most, as DOCX or Markdown.

    What changed is told ``since`` a day: that of the state's comparison, or the one before its window, if
    None. ``absent`` says what is not in it that the view shows; ``picture`` is the name of a file beside a
    Markdown one that shows the map. Equal arguments give equal bytes.
    """
    asked = replace(state, compare=since) if since else state
    content = content_of(dataset, asked, title=title, subtitle=subtitle, created=created)
    figure = FigureOf.of(content, HEIGHTS[pages > 1], has_figures=pages > 1)
    brief = fitted(Brief(content, pages, figure.on_paper, absent))
    numbered = [item.event for item in brief.told[: brief.shown.events] if item.event]
    if fmt == "md":
        document = Document(content.title, content.summary, brief.blocks())
        return write_markdown(document, _picture(content, picture))
    png, lacking = figure.paint(numbered)
    document = Document(content.title, content.summary, brief.blocks(lacking))
    shown = Figure(png, content.tr("briefing.slide_map"), content.alternative(numbered))
    midnight = dt.datetime.combine(content.created, dt.time(), dt.UTC)
    return write_word(document, shown, content.state.lang, midnight, content.colours)


def _picture(content: Content, name: str) -> str:
    """The map as Markdown: a file beside, the page's own picture by address, or how to make one."""
    link, home = link_of(content.dataset, content.state), told_home()
    address = quote(name) if name else f"{home}picture.png{link}" if home else ""
    if address:
        words = f"{content.title}. {content.tr.date(content.date)}. {content.summary}"
        return f"![{markdown_text(words)}]({link_target(address)})"
    command = f"geodash export --link {shlex.quote(link)} --format png -o map.png"
    return f"*{markdown_text(content.tr('brief.how_map'))}* {_code(command)}"


def _code(text: str) -> str:
    """Text as code, between more back quotes than it has itself."""
    fence = "`" * (1 + max(map(len, ("", *_quotes(text)))))
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def _quotes(text: str) -> list[str]:
    return [part for part in "".join(c if c == "`" else " " for c in text).split(" ") if part]

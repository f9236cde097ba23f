"""A slide: the map as a picture, everything else as text that can be edited, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from geodash.interchange.archive import without_clock
from geodash.pictures import legend
from geodash.pictures.box import Box
from geodash.pictures.content import Content, content_of
from geodash.pictures.enlarge import enlarged
from geodash.pictures.keyfigures import (
    change_text,
    changed_places,
    explained_by_figures,
    figures_title,
    implied_text,
)
from geodash.pictures.layout import draw_map
from geodash.pictures.notes import address_of, credits_text, saying_undrawn
from geodash.pictures.paint import About, paint
from geodash.pictures.sheet import Sheet
from geodash.pictures.text import Style, text_width, wrap
from geodash.products.slidesources import add_sources, supported, titled
from geodash.products.slidetext import LEAST, LINE, WIDEST, Paragraph, Part, fill, place_of, write
from geodash.wording.contact import contact_of, contact_text, target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.pictures.drawn import Drawn

WIDTH, HEIGHT = 960.0, 540.0
TITLE = Box(24, 4, 936, 46)
SUBTITLE = Box(24, 46, 936, 68)
LEFT, MIDDLE, RIGHT, TOP, END = 24.0, 348.0, 936.0, 68.0, 535.0
GAP = 8.0
DPI = 300
LEGEND_SCALE = LEAST / legend.TEXT.size
LOWEST_LEGEND = 60.0
MOST_EVENTS = 8
TITLE_ONLY = 5
"""Position of the layout with nothing but a title in the template of python-pptx."""


MADE_BY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<PresentationFormat>Widescreen</PresentationFormat><Application>geodash</Application></Properties>"
)
MOST_COMMENT = 255
"""Characters that a property of a document holds."""
TITLE_SIZES = (26, 22, 20, 17, 14)
"""Of a title, largest first; what is too long for the last has the least."""


def render_slide(
    dataset: Dataset,
    state: DashboardState,
    *,
    title: str = "",
    subtitle: str = "",
    created: dt.date | None = None,
) -> bytes:
    """A slide of a state and, behind it, the sources of what it names (PPTX).

    ``created`` is the day written on it, today if None.
    """
    content = content_of(dataset, state, title=title, subtitle=subtitle, created=created)
    rooms = _rooms(content)
    panel = rooms.panel
    figures = _figures(content, panel.width)
    middle = panel.top + _height(figures, panel.width)
    numbered, sheet, drawn, signs = _fitted(content, rooms, panel.bottom - middle)
    told = content.events[:MOST_EVENTS] if "events" in content.layers else ()
    low = panel.bottom - signs.height
    about = About(content.title, content.alternative(numbered), content.state.lang, content.created)
    picture = paint(sheet, "png", DPI, about)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _write_title(slide, content)
    _add_picture(slide, picture, rooms.map, content.tr("briefing.slide_map"), content.alternative(numbered))
    window = Part(f"  {content.subtitle or content.window}", 13, "muted")
    write(
        slide, content, SUBTITLE, "subtitle", [[Part(content.tr.date(content.date), 13, bold=True), window]]
    )
    write(slide, content, rooms.lead, "summary", [_lead(content)])
    write(slide, content, Box(panel.left, panel.top, panel.right, middle), "figures", figures)
    if "events" in content.layers:
        room = Box(panel.left, middle, panel.right, low)
        write(slide, content, room, "events", _events(content, numbered))
    text = "; ".join(entry.text for entry in _entries(content, drawn))
    where = Box(panel.left, low, panel.left + signs.width, panel.bottom)
    _add_picture(slide, paint(signs, "png", DPI, about), where, "geodash legend", text)
    said = saying_undrawn(content, [sheet, signs]) or content
    write(slide, content, rooms.foot, "foot", _foot(said))
    slide.notes_slide.notes_text_frame.text = _notes(content, told)
    add_sources(deck, content, told)
    return _saved(deck, content)


class Rooms(NamedTuple):
    """Where the leading sentence, map, figures and events, and the foot stand."""

    lead: Box
    map: Box
    panel: Box
    foot: Box


def _rooms(content: Content) -> Rooms:
    """The foot takes what its text needs, and leaves the rest to the others."""
    width = RIGHT - LEFT
    texts = ("".join(part.text for part in row) for row in _foot(content))
    lines = (len(wrap(text, Style(LEAST), WIDEST * width)) for text in texts)
    low = END - sum(lines) * LEAST * LINE
    above = low - GAP / 2
    lead = Box(LEFT, TOP, RIGHT, TOP + _height([_lead(content)], width))
    left = Box(LEFT, lead.bottom, MIDDLE - GAP, above)
    return Rooms(lead, left, Box(MIDDLE + GAP, lead.bottom, RIGHT, above), Box(LEFT, low, RIGHT, END))


def _lead(content: Content) -> Paragraph:
    """What the map shows, in a sentence or two."""
    return [Part(content.summary, LEAST)]


def _foot(content: Content) -> list[Paragraph]:
    """How to read the map and what must be said of whom it shows; credits, and the way back to the view."""
    method = " ".join((content.tr("briefing.method_short"), *content.notes))
    credit = [Part(credits_text(content, projection=False), LEAST, "muted")]
    if contact := contact_of(content.dataset):
        text = contact_text(contact, content.tr)
        credit += [Part(" · ", LEAST, "muted"), Part(text, LEAST, "muted", link=target_of(contact.address))]
    if address := address_of(content):
        view = Part(content.tr("briefing.view"), LEAST, "accent", link=address)
        credit += [Part(" · ", LEAST, "muted"), view]
    return [[Part(method, LEAST, "muted")], credit]


def _height(rows: Sequence[Paragraph], width: float) -> float:
    """Room for paragraphs in any usual font: the widest of them is taken."""
    high = 8.0
    for row in rows:
        high += ceil(_wide(row) / width) * max(part.size for part in row) * 1.22 + 2
    return high


def _wide(row: Paragraph) -> float:
    return sum(text_width(part.text, Style(part.size, bold=part.bold)) for part in row)


def _fitted(content: Content, rooms: Rooms, room: float) -> tuple[Sequence[Event], Sheet, Drawn, Sheet]:
    """As many events as fit over the legend that they need; their map, what it shows, and that legend."""
    most = min(MOST_EVENTS, len(content.events)) if "events" in content.layers else 0
    for count in range(most, -1, -1):
        events = content.events[:count]
        left = room - _height(_events(content, events), rooms.panel.width)
        if count and left < LOWEST_LEGEND:
            continue
        sheet, drawn = _map(content, rooms.map, events)
        signs = _legend(content, drawn, rooms.panel.width)
        if signs.height <= left or not count:
            break
    return events, sheet, drawn, signs


def _map(content: Content, box: Box, numbered: Sequence[Event]) -> tuple[Sheet, Drawn]:
    sheet = Sheet(box.width, box.height, content.colours)
    return sheet, draw_map(sheet, content, Box(0, 0, box.width, box.height).grown(-0.5), numbered)


def _entries(content: Content, drawn: Drawn) -> list[legend.Entry]:
    explained = explained_by_figures(content)
    return legend.legend_entries(content, [drawn], ground=False, explained=explained)


def _legend(content: Content, drawn: Drawn, wide: float) -> Sheet:
    """The legend with the symbols of the map, so large that its text can be read."""
    entries = _entries(content, drawn)
    width = wide / LEGEND_SCALE
    sheet = Sheet(width, legend.legend_height(entries, width), content.colours)
    legend.draw_legend(sheet, content, Box(0, 0, sheet.width, sheet.height), entries)
    return enlarged(sheet, LEGEND_SCALE)


def _add_picture(slide: Slide, picture: bytes, box: Box, name: str, text: str) -> None:
    shown: Any = slide.shapes.add_picture(io.BytesIO(picture), *place_of(box))
    shown.name = name
    shown.element.nvPicPr.cNvPr.set("descr", text)


def _write_title(slide: Slide, content: Content) -> None:
    title = slide.shapes.title
    if title is None:
        raise LookupError("The slide layout has no title.")
    title.left, title.top, title.width, title.height = place_of(TITLE)
    fitting = (each for each in TITLE_SIZES if _lines(content.title, each) * each * LINE <= TITLE.height)
    fill(title.text_frame, content, [[Part(content.title, next(fitting, LEAST), bold=True)]])
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _lines(title: str, size: float) -> int:
    """How many lines a title takes in any usual font: the widest of them is taken."""
    return ceil(text_width(title, Style(size, bold=True)) * 1.08 / TITLE.width)


def _figures(content: Content, width: float) -> list[Paragraph]:
    """What the events are filtered by, places per holder, and which changed hands, in lines of a width."""
    filtered: list[Paragraph] = [[Part(content.filters, LEAST, "muted")]] if content.filters else []
    if not content.has_data:
        return [*filtered, [Part(content.late, LEAST, bold=True)]]
    if not content.counts:  # no place is followed
        return filtered
    rows = [*filtered, [Part(figures_title(content), LEAST, "muted", bold=True)]]
    rows += _counts(content, width)
    for group, names in changed_places(content).items():
        sign = Part(f"{content.look.classes[group].sign} ", LEAST, group)
        rows.append([sign, Part(_now(content, names, width - _wide([sign])), LEAST)])
    return rows


def _counts(content: Content, width: float) -> list[Paragraph]:
    """Places per holder, as many in a line as it holds whole."""
    rows: list[Paragraph] = []
    for count in content.counts:
        name = ", ".join(filter(None, (content.class_name(count.group), implied_text(content, count))))
        figure = [
            Part(f"{content.look.classes[count.group].sign} ", 13, count.group),
            Part(content.tr.number(count.reported), 14, bold=True),
            Part(f" {change_text(content, count)}".rstrip(), LEAST, "muted", bold=True),
            Part(f" {name}   ", LEAST),
        ]
        if rows and _wide([*rows[-1], *figure]) <= WIDEST * width:
            rows[-1] += figure
        else:
            rows.append(figure)
    return rows


def _now(content: Content, names: Sequence[str], width: float) -> str:
    """Places that changed hands, as many as a line holds, and how many more there are."""

    def told(count: int) -> str:
        rest = len(names) - count
        more = [content.tr("briefing.more_places", count=rest)] if rest else []
        return content.tr("briefing.now", list=" ".join([", ".join(names[:count]), *more]))

    fitting = (
        count for count in range(len(names), 1, -1) if _wide([Part(told(count), LEAST)]) <= WIDEST * width
    )
    return told(next(fitting, 1))


def _events(content: Content, listed: Sequence[Event]) -> list[Paragraph]:
    rows = [[Part(content.tr("briefing.events"), LEAST, "muted", bold=True)]]
    for number, event in enumerate(listed, 1):
        title = event.text("title", content.state.lang)
        rows.append(
            [
                Part(f"{number}  ", LEAST, "accent", bold=True),
                Part(title, LEAST, bold=True),
                Part(f"  {content.beside(event)}", LEAST, "muted"),
            ]
        )
    if not content.events:
        rows.append([Part(content.tr("briefing.no_event"), LEAST, "muted")])
    if more := len(content.events) - len(listed):
        rows.append([Part(content.tr("briefing.more", count=more), LEAST, "muted")])
    return rows


def _notes(content: Content, told: Sequence[Event]) -> str:
    tr = content.tr
    lines = [content.tr.date(content.date), content.summary, content.news, content.filters, content.late, ""]
    lines += [tr("briefing.method_title"), content.method, "", tr("briefing.slide_sources")]
    for name, sources in supported(content, told):
        lines += [name, *(f"   {titled(content, source)}, {source.url}" for source in sources)]
    return "\n".join([*lines, "", credits_text(content)])


def _saved(deck: object, content: Content) -> bytes:
    about = deck.core_properties  # type: ignore[attr-defined]
    about.title, about.language, about.author = content.title, content.state.lang, "geodash"
    about.last_modified_by = "geodash"
    about.created = about.modified = dt.datetime.combine(content.created, dt.time())
    about.comments = textwrap.shorten(content.summary, MOST_COMMENT, placeholder=" …")
    for part in deck.part.package.iter_parts():  # type: ignore[attr-defined]
        if part.partname == "/docProps/app.xml":  # the template's tells of another program and another format
            part.blob = MADE_BY
    out = io.BytesIO()
    deck.save(out)  # type: ignore[attr-defined]
    return without_clock(out.getvalue())

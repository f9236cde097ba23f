"""A slide: the map as a picture, everything else as text that can be edited, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from geodash.interchange.archive import without_clock
from geodash.pictures import legend
from geodash.pictures.box import Box
from geodash.pictures.content import Content, content_of
from geodash.pictures.enlarge import enlarged
from geodash.pictures.keyfigures import change_text, changed_places, figures_title, implied_text
from geodash.pictures.layout import draw_map
from geodash.pictures.notes import address_of, credits_text, saying_undrawn
from geodash.pictures.paint import About, paint
from geodash.pictures.sheet import Sheet
from geodash.pictures.text import Style, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.slide import Slide
    from pptx.text.text import TextFrame

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.pictures.drawn import Drawn

WIDTH, HEIGHT = 960.0, 540.0
TITLE = Box(24, 4, 936, 50)
SUBTITLE = Box(24, 50, 936, 72)
LEFT, MIDDLE, RIGHT, TOP, END = 24.0, 372.0, 936.0, 74.0, 538.0
GAP = 8.0
DPI = 200
LEAST = 12.0
"""Points of the smallest text: what can be read in a room."""
LINE = 1.2
"""Of the size of a text."""
LEGEND_SCALE = LEAST / legend.TEXT.size
LOWEST_LEGEND = 60.0
MOST_EVENTS = 8
TITLE_ONLY = 5
"""Position of the layout with nothing but a title in the template of python-pptx."""
_LANGUAGES = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "fr": MSO_LANGUAGE_ID.FRENCH}


class Part(NamedTuple):
    """A run of text: size in points, name of a colour, weight."""

    text: str
    size: float
    colour: str = "text"
    bold: bool = False
    link: str = ""


MOST_COMMENT = 255
"""Characters that a property of a document holds."""
TITLE_SIZES = (26, 22, 20, 17, 14)
"""Of a title, largest first; what is too long for the last has the least."""
Paragraph = list[Part]


def render_slide(
    dataset: Dataset,
    state: DashboardState,
    *,
    title: str = "",
    subtitle: str = "",
    created: dt.date | None = None,
) -> bytes:
    """One slide (PPTX) of a state. ``created`` is the day written on it, today if None."""
    content = content_of(dataset, state, title=title, subtitle=subtitle, created=created)
    figures, rooms = _figures(content), _rooms(content)
    panel = rooms.panel
    middle = panel.top + _height(figures, panel.width)
    numbered, sheet, drawn, signs = _fitted(content, rooms, panel.bottom - middle)
    low = panel.bottom - signs.height
    about = About(content.title, content.alternative(numbered), content.state.lang, content.created)
    picture = paint(sheet, "png", DPI, about)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _write_title(slide, content)
    _add_picture(slide, picture, rooms.map, content.tr("briefing.slide_map"), content.alternative(numbered))
    window = Part(f"  {content.subtitle or content.window}", 13, "muted")
    _write(
        slide, content, SUBTITLE, "subtitle", [[Part(content.tr.date(content.date), 13, bold=True), window]]
    )
    _write(slide, content, Box(panel.left, panel.top, panel.right, middle), "figures", figures)
    if "events" in content.layers:
        room = Box(panel.left, middle, panel.right, low)
        _write(slide, content, room, "events", _events(content, numbered))
    text = "; ".join(entry.text for entry in _entries(content, drawn))
    where = Box(panel.left, low, panel.left + signs.width, panel.bottom)
    _add_picture(slide, paint(signs, "png", DPI, about), where, "geodash legend", text)
    said = saying_undrawn(content, [sheet, signs]) or content
    _write(slide, content, rooms.foot, "foot", _foot(said))
    slide.notes_slide.notes_text_frame.text = _notes(content, numbered)
    return _saved(deck, content)


class Rooms(NamedTuple):
    """Where map, figures and events, and the foot stand."""

    map: Box
    panel: Box
    foot: Box


def _rooms(content: Content) -> Rooms:
    """The foot takes what its text needs, and leaves the rest to the others."""
    width = RIGHT - LEFT
    lines = (ceil(sum(text_width(part.text, Style(LEAST)) for part in row) / width) for row in _foot(content))
    low = END - sum(lines) * LEAST * LINE
    above = low - GAP / 2
    return Rooms(
        Box(LEFT, TOP, MIDDLE - GAP, above), Box(MIDDLE + GAP, TOP, RIGHT, above), Box(LEFT, low, RIGHT, END)
    )


def _foot(content: Content) -> list[Paragraph]:
    """How to read the map and what must be said of whom it shows; credits, and the way back to the view."""
    method = " ".join((content.tr("briefing.method_short"), *content.notes))
    credit = [Part(credits_text(content), LEAST, "muted")]
    if address := address_of(content):
        view = Part(content.tr("briefing.view"), LEAST, "accent", link=address)
        credit += [Part(" · ", LEAST, "muted"), view]
    return [[Part(method, LEAST, "muted")], credit]


def _height(rows: Sequence[Paragraph], width: float) -> float:
    """Room for paragraphs in any usual font: the widest of them is taken."""
    high = 8.0
    for row in rows:
        size = max(part.size for part in row)
        wide = sum(text_width(part.text, Style(part.size, bold=part.bold)) for part in row)
        high += ceil(wide / width) * size * 1.22 + 2
    return high


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
    return legend.legend_entries(content, [drawn], ground=False)


def _legend(content: Content, drawn: Drawn, wide: float) -> Sheet:
    """The legend with the symbols of the map, so large that its text can be read."""
    entries = _entries(content, drawn)
    width = wide / LEGEND_SCALE
    sheet = Sheet(width, legend.legend_height(entries, width), content.colours)
    legend.draw_legend(sheet, content, Box(0, 0, sheet.width, sheet.height), entries)
    return enlarged(sheet, LEGEND_SCALE)


def _add_picture(slide: Slide, picture: bytes, box: Box, name: str, text: str) -> None:
    shown: Any = slide.shapes.add_picture(io.BytesIO(picture), *_place(box))
    shown.name = name
    shown.element.nvPicPr.cNvPr.set("descr", text)


def _place(box: Box) -> tuple[Pt, Pt, Pt, Pt]:
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def _write_title(slide: Slide, content: Content) -> None:
    title = slide.shapes.title
    if title is None:
        raise LookupError("The slide layout has no title.")
    title.left, title.top, title.width, title.height = _place(TITLE)
    fitting = (each for each in TITLE_SIZES if _lines(content.title, each) * each * LINE <= TITLE.height)
    _fill(title.text_frame, content, [[Part(content.title, next(fitting, LEAST), bold=True)]])
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _lines(title: str, size: float) -> int:
    """How many lines a title takes in any usual font: the widest of them is taken."""
    return ceil(text_width(title, Style(size, bold=True)) * 1.08 / TITLE.width)


def _write(slide: Slide, content: Content, box: Box, name: str, rows: Iterable[Paragraph]) -> TextFrame:
    shape = slide.shapes.add_textbox(*_place(box))
    shape.name = f"geodash {name}"
    _fill(shape.text_frame, content, rows)
    frame: TextFrame = shape.text_frame
    return frame


def _fill(frame: TextFrame, content: Content, rows: Iterable[Paragraph]) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(0)
    frame.margin_top = frame.margin_bottom = Pt(2)
    for position, row in enumerate(rows):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(2)
        for part in row:
            run = paragraph.add_run()
            run.text = part.text
            run.font.size, run.font.bold = Pt(part.size), part.bold
            run.font.color.rgb = RGBColor(*bytes.fromhex(content.colours[part.colour].removeprefix("#")))  # type: ignore[no-untyped-call]
            if part.link:
                run.hyperlink.address = part.link
            run.font.language_id = _LANGUAGES[content.state.lang]


def _figures(content: Content) -> list[Paragraph]:
    """What the events are filtered by, places per holder, and which changed hands."""
    filtered: list[Paragraph] = [[Part(content.filters, LEAST, "muted")]] if content.filters else []
    if not content.has_data:
        return [*filtered, [Part(content.late, LEAST, bold=True)]]
    if not content.counts:  # no place is followed
        return filtered
    rows = [*filtered, [Part(figures_title(content), LEAST, "muted", bold=True)]]
    row: Paragraph = []
    for count in content.counts:
        row.append(Part(f"{content.look.classes[count.group].sign} ", 13, count.group))
        row.append(Part(content.tr.number(count.reported), 14, bold=True))
        row.append(Part(f" {change_text(content, count)}".rstrip(), LEAST, "muted", bold=True))
        name = ", ".join(filter(None, (content.class_name(count.group), implied_text(content, count))))
        row.append(Part(f" {name}   ", LEAST))
    rows.append(row)
    for group, names in changed_places(content).items():
        text = content.tr("briefing.now", list=_some(content, names))
        rows.append([Part(f"{content.look.classes[group].sign} ", LEAST, group), Part(text, LEAST)])
    return rows


def _some(content: Content, names: Sequence[str], most: int = 5) -> str:
    text = ", ".join(names[:most])
    rest = len(names) - most
    return f"{text} {content.tr('briefing.more_places', count=rest)}" if rest > 0 else text


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


def _notes(content: Content, numbered: Sequence[Event]) -> str:
    tr = content.tr
    lines = [content.tr.date(content.date), content.summary, content.news, content.filters, content.late, ""]
    lines += [tr("briefing.method_title"), content.method, "", tr("briefing.sources_title")]
    for number, event in enumerate(numbered, 1):
        sources = [content.dataset.sources[source_id] for source_id in event.source_ids]
        lines.append(f"{number}. {event.text('title', content.state.lang)} ({content.when_and_where(event)})")
        lines += [f"   {s.publisher}, {tr.published(s.published)}: {s.title}, {s.url}" for s in sources]
    return "\n".join([*lines, "", credits_text(content)])


def _saved(deck: object, content: Content) -> bytes:
    about = deck.core_properties  # type: ignore[attr-defined]
    about.title, about.language, about.author = content.title, content.state.lang, "geodash"
    about.last_modified_by = "geodash"
    about.created = about.modified = dt.datetime.combine(content.created, dt.time())
    about.comments = textwrap.shorten(content.summary, MOST_COMMENT, placeholder=" …")
    out = io.BytesIO()
    deck.save(out)  # type: ignore[attr-defined]
    return without_clock(out.getvalue())

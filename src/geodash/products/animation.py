"""A span of time as a moving picture: one frame a second, one frame per day on which control changes.

The last one stays for longer, so that a reader sees where it has come to before it begins again.
"""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import chain
from mmap import mmap
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from PIL import Image

from geodash.memory import give_memory_back
from geodash.pictures.box import Box
from geodash.pictures.content import content_of, on_days
from geodash.pictures.keyfigures import draw_figures
from geodash.pictures.legend import draw_legend, legend_entries, legend_height
from geodash.pictures.map import MapPicture, frame_of
from geodash.pictures.notes import (
    NOTE,
    credits_height,
    draw_credits,
    draw_sources,
    saying_undrawn,
    sources_height,
)
from geodash.pictures.paint import paint_pixels
from geodash.pictures.sheet import Piece as Text
from geodash.pictures.sheet import Shape, Sheet, disc
from geodash.pictures.sources import cited, cited_by_day, of_moves
from geodash.pictures.text import ASCENT, Style, wrap
from geodash.products.days import without_events
from geodash.products.progress import Piece, untold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geodash.link.state import DashboardState
    from geodash.look.whole import MapLook
    from geodash.model.dataset import Dataset
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.products.progress import Told

Format = Literal["gif", "webp"]
MOST_FRAMES = 60
_COARSE, _FINE = np.array([1 << 16, 1 << 12, 1 << 8], np.int32), np.array([1 << 8, 1 << 4, 1], np.int32)
"""What the upper and the lower half of red, green and blue count in the number of a colour."""
_GIVEN_BACK = 4
"""Frames after which memory of what is done with is given back."""
_ROWS = 25
"""Rows of pixels that are looked at together."""
MS_PER_FRAME, MS_OF_LAST = 1000, 4000
COLOURS = 256
FREQUENT = 96
"""Of the colours, for those that are only frequent, however many classes a conflict has."""
RGB = tuple[int, int, int]
DPI = 90
PAGE = Box(0, 0, 720, 540)
MARGIN = 16.0
MOST_SOURCE_LINES = 3
MAP_WIDTH = 420.0
TITLE = Style(14.0, "text", bold=True)
DAY = Style(19.0, "text", bold=True)
CAPTION = Style(8.0, "muted")


def render_animation(  # noqa: PLR0913 - what a user may choose
    dataset: Dataset,
    state: DashboardState,
    start: dt.date,
    end: dt.date,
    *,
    fmt: Format,
    created: dt.date | None = None,
    told: Told = untold,
) -> bytes:
    """Moving picture of the days from ``start`` to ``end`` on which control changes.

    Where there are more than ``MOST_FRAMES`` such days, days spread evenly over them are shown, and the last
    frame says how many are left out. ``told`` is told before each frame is laid out or painted.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """
    give_memory_back()
    content = without_events(content_of(dataset, state, created=created))
    sheets = lay_out_frames(content, start, end, told)
    if lacking := saying_undrawn(content, sheets):
        sheets = lay_out_frames(lacking, start, end, told)
    out = io.BytesIO()
    options = {"lossless": True} if fmt == "webp" else {"optimize": False, "disposal": 1}
    shown = [MS_PER_FRAME] * (len(sheets) - 1) + [MS_OF_LAST]
    frames = _pictures(sheets, _exact(content.look), told)
    next(frames).save(
        out, fmt.upper(), save_all=True, append_images=frames, duration=shown, loop=0, **options
    )
    return out.getvalue()


def frame_days(dataset: Dataset, start: dt.date, end: dt.date) -> tuple[list[dt.date], int]:
    """Days to show, the first and last of the span among them, and how many days of change are left out."""
    if end <= start:
        raise ValueError("An animation needs an end after its start.")
    last = min(end, dataset.last_day)
    days = sorted(
        {max(start, dataset.first_day), last, *(d for d in dataset.change_days if start < d < last)}
    )
    if len(days) <= MOST_FRAMES:
        return days, 0
    step = (len(days) - 1) / (MOST_FRAMES - 1)
    chosen = [days[round(index * step)] for index in range(MOST_FRAMES)]
    return chosen, len(days) - len(chosen)


class Foot(NamedTuple):
    """What stands below every frame: how to read it, and room for what its changes of control rest on."""

    said: str
    sources: float

    def box(self, content: Content) -> Box:
        """Where it stands."""
        inner = PAGE.grown(-MARGIN)
        high = len(wrap(self.said, NOTE, inner.width)) * NOTE.step + self.sources
        top = inner.bottom - credits_height(content, inner.width) - high
        return Box(inner.left, top, inner.right, inner.bottom)

    def map(self, content: Content) -> Box:
        """Where the map stands, above it."""
        inner = PAGE.grown(-MARGIN)
        bottom = self.box(content).top - 34
        return Box(inner.left, inner.top + TITLE.step + 4, inner.left + MAP_WIDTH, bottom)


def lay_out_frames(content: Content, start: dt.date, end: dt.date, told: Told = untold) -> list[Sheet]:
    """Every frame as a sheet; legend, method and the classes counted are the same on all of them."""
    days, left_out = frame_days(content.dataset, start, end)
    contents = on_days(content, days)
    counted = frozenset(count.group for shown in contents if shown.has_data for count in shown.counts)
    contents = [replace(shown, counted=counted) for shown in contents]
    foot = _foot(contents)
    sheets, drawn = [], []
    for shown in contents:
        told(Piece(0, len(contents)))
        sheet = Sheet(PAGE.width, PAGE.height, content.colours)
        drawn.append(_draw_frame(sheet, shown, days, foot))
        sheets.append(sheet)
    for sheet, shown in zip(sheets, contents, strict=True):
        _draw_legend(sheet, shown, drawn, foot)
    if left_out:
        text = content.tr("briefing.left_out", count=left_out)
        sheets[-1].line(MARGIN, foot.box(content).top - 22, text, CAPTION, "left out")
    return sheets


def _foot(contents: Sequence[Content]) -> Foot:
    """How to read the maps in short, what must be said of whom any frame shows, and room for most sources."""
    notes = dict.fromkeys(text for content in contents for text in content.notes)
    said = " ".join(filter(None, (contents[0].tr("briefing.method_short"), contents[0].drawn, *notes)))
    width = PAGE.width - 2 * MARGIN
    return Foot(said, max(sources_height(_sources(content), width) for content in contents))


def _sources(content: Content) -> list[Text]:
    """What the changes of control that a frame names rest on."""
    named = cited(content, of_moves(content, content.moves))
    return cited_by_day(content, named, NOTE, PAGE.width - 2 * MARGIN, MOST_SOURCE_LINES)


def _draw_frame(sheet: Sheet, content: Content, days: Sequence[dt.date], foot: Foot) -> Drawn:
    inner, below, where = PAGE.grown(-MARGIN), foot.box(content), foot.map(content)
    sheet.paragraph(inner, content.title, TITLE, "title", most=1)
    drawn = MapPicture(sheet, content, frame_of(content, where)).draw(())
    sheet.boxes["map"] = where
    panel = Box(where.right + 14, where.top, inner.right, where.bottom)
    sheet.line(panel.left, panel.top + ASCENT * DAY.size, content.tr.date(content.date), DAY, "day")
    figures = Box(panel.left, panel.top + DAY.step + 6, panel.right, panel.bottom)
    draw_figures(sheet, content, figures, changes=True)
    _draw_progress(sheet, content, days, Box(inner.left, where.bottom + 6, inner.right, where.bottom + 22))
    draw_sources(sheet, content, below, _sources(content))
    method = Box(below.left, below.top + foot.sources, below.right, below.bottom)
    bottom = sheet.paragraph(method, foot.said, NOTE, "method")
    draw_credits(sheet, content, Box(below.left, bottom, below.right, below.bottom + 4))
    return drawn


def _draw_progress(sheet: Sheet, content: Content, days: Sequence[dt.date], box: Box) -> None:
    """A line from the first to the last day, and where in it the frame is."""
    first, last = days[0], days[-1]
    middle = box.top + 4
    sheet.rect(Box(box.left, middle - 0.6, box.right, middle + 0.6), fill="line")
    for day in days:
        x = box.left + box.width * ((day - first) / (last - first))
        sheet.rect(Box(x - 0.4, middle - 2.5, x + 0.4, middle + 2.5), fill="boundary")
    x = box.left + box.width * ((content.date - first) / (last - first))
    sheet.add(Shape(disc(x, middle, 4), fill="accent", stroke="paper", width=1))
    base = box.top + 14 + ASCENT * 2
    sheet.line(box.left, base, content.tr.date(first), CAPTION, "progress")
    sheet.right(box.right, base, content.tr.date(last), CAPTION, "progress")


def _draw_legend(sheet: Sheet, content: Content, drawn: Sequence[Drawn], foot: Foot) -> None:
    where = foot.map(content)
    entries = legend_entries(content, drawn)
    left, right = where.right + 14, PAGE.right - MARGIN
    box = Box(left, where.bottom - legend_height(entries, right - left), right, where.bottom)
    draw_legend(sheet, content, box, entries)
    sheet.boxes["legend"] = box


def _pictures(sheets: list[Sheet], exact: Sequence[RGB], told: Told) -> Iterator[Image.Image]:
    """The frames in one set of colours: the exact ones, and what else the first and last frame need.

    The list of sheets is emptied, so that those that are painted take no memory any more.
    """
    total = len(sheets)
    ends = list(paint_pixels([sheets[0], sheets[-1]], DPI))
    nearest = Nearest(_palette(ends, exact))
    middle = sheets[1:-1]
    sheets.clear()
    told(Piece(0, total))
    for done, frame in enumerate(chain(ends[:1], paint_pixels(middle, DPI), ends[1:]), 1):
        if done % _GIVEN_BACK == 0:
            give_memory_back()
        yield nearest.reduced(frame)
        if done < total:
            told(Piece(done, total))


def _exact(look: MapLook) -> list[RGB]:
    """Colours that carry meaning: those of the map, and those of classes as they fade over the land."""
    colours = {name: _rgb(colour) for name, colour in look.palette["light"].items()}
    faded = (
        _mixed(colours[class_id], colours["land"], share)
        for class_id in look.classes
        for share in (0.1, 0.15, 0.2, 0.45, 0.6, 0.8)
    )
    return list(dict.fromkeys((*colours.values(), *faded)))


def _palette(frames: Sequence[Image.Image], exact: Sequence[RGB]) -> NDArray[np.int32]:
    """The exact colours, as many as there may be, and the most frequent others: one row each."""
    known = exact[: COLOURS - FREQUENT]
    both = Image.new("RGB", (frames[0].width, len(frames) * frames[0].height))
    for position, frame in enumerate(frames):
        both.paste(frame, (0, position * frame.height))
    others = both.quantize(COLOURS - len(known), method=Image.Quantize.MEDIANCUT).getpalette() or []
    rows = np.array([*known, *zip(*[iter(others)] * 3, strict=True)], dtype=np.int32)
    return rows[:COLOURS]


class Nearest:
    """The nearest colours of a palette, found exactly and once: Pillow's own search is rough."""

    def __init__(self, palette: NDArray[np.int32]) -> None:
        """Nothing is found yet: 0, which takes no memory; later 1 + its place in the palette."""
        self._palette = palette
        # An array of numpy's own would be kept in huge pages, all of which any colours touch.
        self._found = np.frombuffer(mmap(-1, 1 << 25), dtype=np.uint16)

    def reduced(self, frame: Image.Image) -> Image.Image:
        """A frame in the colours of the palette."""
        pixels = np.asarray(frame)
        places = np.empty(pixels.shape[:2], np.uint8)
        for top in range(0, len(pixels), _ROWS):  # of a whole frame the numbers take twenty times as much
            places[top : top + _ROWS] = self._places(pixels[top : top + _ROWS])
        image = Image.fromarray(places)
        image.putpalette(self._palette.astype(np.uint8).tobytes())
        return image

    def _places(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint16]:
        """Where the palette has the nearest colour of each pixel."""
        coarse, fine = (pixels & 0xF0).astype(np.int32), (pixels & 0x0F).astype(np.int32)
        # Colours that are alike stand near each other, so that few pages of memory are touched.
        keys = coarse @ _COARSE + fine @ _FINE
        missing = keys[self._found[keys] == 0]
        if missing.size:
            self._find(np.unique(missing))
        return self._found[keys] - 1

    def _find(self, keys: NDArray[np.int32]) -> None:
        colours = (keys[:, None] // _COARSE & 0xF0) | (keys[:, None] // _FINE & 0x0F)
        for start in range(0, len(colours), 256):
            part = colours[start : start + 256, None, :] - self._palette[None, :, :]
            self._found[keys[start : start + 256]] = (part**2).sum(axis=2).argmin(axis=1) + 1


def _rgb(colour: str) -> RGB:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _mixed(colour: RGB, ground: RGB, share: float) -> RGB:
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(colour, ground, strict=True))
    return red, green, blue

"""A sheet as pixels: drawn by matplotlib's renderer alone, for a figure loads axes that no sheet has."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from geodash.pictures.box import Box
from geodash.pictures.sheet import Shape, rectangle
from geodash.pictures.text import drawable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geodash.pictures.sheet import Line, Sheet
    from geodash.pictures.text import Style

    RGB = tuple[float, float, float]
    RGBA = tuple[float, float, float, float]

POINTS_PER_INCH = 72
HALO_WIDTH = 2.2
HATCH = "////"
AROUND = 3
"""Pixels around a line of text, into which letters may reach."""


@lru_cache(maxsize=2_000)
def letters(text: str, style: Style) -> TextPath:
    """Outlines of a line of text, for what is drawn behind it."""
    return TextPath((0, 0), drawable(text), prop=style.typeface(text))


class Begun(NamedTuple):
    """Paper with the lines that all frames of an animation share, and those that some do, once drawn."""

    pixels: Any
    lines: frozenset[Line]
    stamps: dict[Line, Stamp]


class Stamp(NamedTuple):
    """A line of text as RGBA, its lowest row first; and where on the sheet its upper left pixel lies."""

    pixels: NDArray[np.uint8]
    left: int
    top: int


def begun_by(sheets: Sequence[Sheet], dpi: int) -> Begun:
    """What all sheets share: lines of text beside their maps, where nothing is drawn over them."""
    first = sheets[0]
    maps = [box for name, box in first.boxes.items() if name.startswith("map")]
    shared = frozenset(first.lines).intersection(*(sheet.lines for sheet in sheets))
    aside = frozenset(line for line in shared if not any(line.box.overlaps(box) for box in maps))
    items: list[Shape | Line] = [line for line in first.lines if line in aside]
    return Pixels(replace(first, items=items), dpi).begun(aside)


class Pixels:
    """Draws one sheet; to be used under the settings of `paint`."""

    def __init__(self, sheet: Sheet, dpi: int, begun: Begun | None = None) -> None:
        """Draw shapes, then texts over all of them, as a figure does, on paper or on what is begun."""
        self.scale = dpi / POINTS_PER_INCH
        self.size = round(sheet.width * self.scale), round(sheet.height * self.scale)
        self._colours = {name: to_rgb(colour) for name, colour in sheet.colours.items()}
        self._renderer: Any = RendererAgg(*self.size, dpi)  # type: ignore[no-untyped-call]
        self._inks: dict[tuple[object, ...], tuple[Any, RGBA | None]] = {}
        self._to_paper = Affine2D().scale(1, -1).translate(0, sheet.height).scale(self.scale)
        if begun:
            self._renderer.restore_region(begun.pixels)  # type: ignore[no-untyped-call]
        else:
            self._shape(Shape(rectangle(Box(-1, -1, sheet.width + 1, sheet.height + 1)), fill="paper"))
        for item in sheet.items:
            if isinstance(item, Shape):
                self._shape(item)
            elif item.style.halo:
                self._halo(item)
        for line in sheet.lines:
            if not begun:
                self._line(line)
            elif line not in begun.lines:
                self._stamp(line, begun.stamps)

    def begun(self, lines: frozenset[Line]) -> Begun:
        """What is drawn so far, to go on from it elsewhere."""
        return Begun(self._renderer.copy_from_bbox(self._renderer.bbox), lines, {})

    def picture(self) -> Image.Image:
        """The pixels as an opaque picture: what is drawn lies on paper."""
        pixels = self._renderer.buffer_rgba()
        return Image.frombuffer("RGBA", self.size, pixels, "raw", "RGBA", 0, 1).convert("RGB")

    def _shape(self, shape: Shape) -> None:
        if shape.look not in self._inks:
            self._inks[shape.look] = self._ink(shape)
        ink, fill = self._inks[shape.look]
        self._renderer.draw_path(ink, shape.path, self._to_paper, fill)

    def _ink(self, shape: Shape) -> tuple[Any, RGBA | None]:
        """Edge and fill of a shape, as the renderer takes them; on a sheet many shapes look alike."""
        ink = self._renderer.new_gc()
        ink.set_alpha(shape.alpha)
        ink.set_joinstyle("round")
        ink.set_capstyle("butt")
        if shape.clip is not None:
            left, top, right, bottom = shape.clip.left, shape.clip.top, shape.clip.right, shape.clip.bottom
            ink.set_clip_rectangle(Bbox([[left, top], [right, bottom]]).transformed(self._to_paper))
        if shape.hatch:
            ink.set_hatch(HATCH)
            ink.set_hatch_color((*self._colours[shape.fill], shape.alpha))
            ink.set_hatch_linewidth(mpl.rcParams["hatch.linewidth"])
        if shape.stroke and not shape.hatch:
            ink.set_foreground((*self._colours[shape.stroke], shape.alpha), isRGBA=True)
            ink.set_linewidth(shape.width)
            ink.set_dashes(0, [*shape.dash] or None)
        else:
            ink.set_linewidth(0)
        return ink, (*self._colours[shape.fill], shape.alpha) if shape.fill and not shape.hatch else None

    def _halo(self, line: Line) -> None:
        ink = self._renderer.new_gc()
        colour = (*self._colours[line.style.halo], 1.0)
        ink.set_foreground(colour, isRGBA=True)
        ink.set_joinstyle("round")
        ink.set_linewidth(HALO_WIDTH)
        where = Affine2D().scale(1, -1).translate(line.x, line.y) + self._to_paper
        self._renderer.draw_path(ink, letters(line.text, line.style), where, colour)

    def _line(self, line: Line) -> None:
        write(self._renderer, line, self._colours, (line.x * self.scale, line.y * self.scale))

    def _stamp(self, line: Line, known: dict[Line, Stamp]) -> None:
        """Draw a line that other frames have at the same place: letters take longer than all else."""
        stamp = known.get(line)
        if stamp is None:
            stamp = known[line] = stamp_of(line, self._colours, self.scale)
        bottom = self.size[1] - stamp.top - len(stamp.pixels)
        self._renderer.draw_image(self._renderer.new_gc(), stamp.left, bottom, stamp.pixels)


def stamp_of(line: Line, colours: Mapping[str, RGB], scale: float) -> Stamp:
    """A line on nothing, its letters as far between pixels as they are on the sheet."""
    box = line.box
    left, top = math.floor(box.left * scale) - AROUND, math.floor(box.top * scale) - AROUND
    wide, high = math.ceil(box.width * scale) + 2 * AROUND + 1, math.ceil(box.height * scale) + 2 * AROUND + 1
    paper = RendererAgg(wide, high, scale * POINTS_PER_INCH)  # type: ignore[no-untyped-call]
    write(paper, line, colours, (line.x * scale - left, line.y * scale - top))
    drawn = np.array(paper.buffer_rgba())  # type: ignore[no-untyped-call]
    return Stamp(drawn[::-1].copy(), left, top)


def write(renderer: RendererAgg, line: Line, colours: Mapping[str, RGB], at: tuple[float, float]) -> None:
    """Draw a line of text whose left end and baseline are at a point, in pixels."""
    ink: Any = renderer.new_gc()
    ink.set_foreground((*colours[line.style.colour], 1.0), isRGBA=True)
    renderer.draw_text(ink, *at, line.text, line.style.typeface(line.text), 0)  # type: ignore[no-untyped-call]

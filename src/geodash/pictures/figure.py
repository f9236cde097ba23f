"""A sheet as a figure of matplotlib, for the formats that keep shapes and text: SVG and PDF.

A module of its own: a figure loads axes, and pixels need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from geodash.pictures.pixels import HALO_WIDTH, HATCH, POINTS_PER_INCH, letters
from geodash.pictures.sheet import Line, Shape, rectangle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Transform

    from geodash.pictures.sheet import Sheet


class Border(Artist):
    """Where a group of a file begins, or, without a name, where it ends."""

    def __init__(self, name: str = "") -> None:
        """Stand in order: all artists of a sheet do."""
        super().__init__()
        self.name, self.zorder = name, 0

    def draw(self, renderer: RendererBase) -> None:
        """Open the group or close it; formats without groups pass over both."""
        if self.name:
            renderer.open_group("section", gid=self.name)
        else:
            renderer.close_group("section")


def figure_of(sheet: Sheet) -> Figure:
    """A sheet as a figure, to be used under the settings of `paint`: shapes, then texts, by section."""
    figure = Figure(figsize=(sheet.width / POINTS_PER_INCH, sheet.height / POINTS_PER_INCH))
    figure.set_facecolor(sheet.colours["paper"])
    place = Affine2D().scale(1, -1).translate(0, sheet.height).scale(1 / POINTS_PER_INCH)
    to_page = place + figure.dpi_scale_trans
    for name, items in sheet.parts():
        figure.add_artist(Border(name))
        for item in items:
            if isinstance(item, Shape):
                _add_shape(figure, item, sheet.colours, to_page)
            elif item.style.halo:
                _add_halo(figure, item, sheet.colours, to_page)
        figure.add_artist(Border())
    for name, items in sheet.parts():
        figure.add_artist(Border(f"{name}-text"))
        for item in items:
            if isinstance(item, Line):
                _add_line(figure, item, sheet.colours, to_page)
        figure.add_artist(Border())
    return figure


def _add_shape(figure: Figure, shape: Shape, colours: Mapping[str, str], to_page: Transform) -> None:
    patch = PathPatch(
        shape.path,
        facecolor=colours[shape.fill] if shape.fill and not shape.hatch else "none",
        edgecolor=colours[shape.stroke] if shape.stroke else "none",
        linewidth=shape.width,
        alpha=shape.alpha,
        joinstyle="round",
        capstyle="butt",
        transform=to_page,
        zorder=0,
    )
    if shape.hatch:
        patch.set_hatch(HATCH)
        patch.set_edgecolor(colours[shape.fill])
        patch.set_linewidth(0)
    if shape.dash:
        # A pattern of matplotlib is in line widths.
        patch.set_linestyle((0, tuple(length / shape.width for length in shape.dash)))
    figure.add_artist(patch)
    if shape.clip is not None:
        patch.set_clip_path(rectangle(shape.clip), to_page)


def _add_halo(figure: Figure, line: Line, colours: Mapping[str, str], to_page: Transform) -> None:
    """An outline of its own: an effect on the text would turn the text itself into outlines."""
    halo = colours[line.style.halo]
    figure.add_artist(
        PathPatch(
            letters(line.text, line.style),
            facecolor=halo,
            edgecolor=halo,
            linewidth=HALO_WIDTH,
            joinstyle="round",
            transform=Affine2D().scale(1, -1).translate(line.x, line.y) + to_page,
            zorder=0,
        )
    )


def _add_line(figure: Figure, line: Line, colours: Mapping[str, str], to_page: Transform) -> None:
    figure.add_artist(
        Text(
            line.x,
            line.y,
            line.text,
            color=colours[line.style.colour],
            fontproperties=line.style.font(line.text),
            parse_math=False,
            url=line.link or None,
            transform=to_page,
            zorder=0,
        )
    )

"""A sheet drawn by matplotlib: PNG, SVG with text as text, PDF with embedded fonts.

matplotlib keeps settings and fonts per process: `products.order` lets one thread in at a time.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from PIL.PngImagePlugin import PngInfo

from geodash.pictures.pixels import Pixels, begun_by
from geodash.pictures.sheet import Line, Sheet
from geodash.pictures.text import FAMILY, drawable
from geodash.pictures.undrawn import note_undrawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.figure import Figure
    from PIL import Image

    from geodash.model.records import Language

Format = Literal["png", "svg", "pdf"]
PACKED = 3
"""How hard a PNG is packed: flat colours take less room than by the usual 6, and two thirds of the time."""

SETTINGS: dict[Any, Any] = {
    "pdf.fonttype": 42,
    "ps.fonttype": 42,  # the PDF backend reads it when it chooses what to embed
    "svg.fonttype": "none",
    "svg.hashsalt": "geodash",
    "text.hinting": "none",
    "text.usetex": False,
    "hatch.linewidth": 1.2,
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself: title, alternative text, language, day of creation, one sentence."""

    title: str
    alternative: str
    lang: Language
    created: dt.date
    subject: str = ""


def paint(sheet: Sheet, fmt: Format, dpi: int, about: About) -> bytes:
    """Bytes of a file that shows a sheet. Equal input gives equal bytes."""
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # an SVG keeps letters its reader may have
        shown = sheet if fmt == "svg" else _as_drawable(sheet)
        return {"png": _png, "svg": _svg, "pdf": _pdf}[fmt](shown, dpi, about)


def paint_pixels(sheets: list[Sheet], dpi: int) -> Iterator[Image.Image]:
    """Of each sheet the picture; all are of one size.

    The list is emptied, sheet by sheet: many of them take more memory than what is painted.
    """
    if not sheets:
        return
    sheets[:] = map(_as_drawable, sheets)
    with mpl.rc_context(SETTINGS):
        begun = begun_by(sheets, dpi)
    sheets.reverse()
    while sheets:
        with mpl.rc_context(SETTINGS):
            drawn = Pixels(sheets.pop(), dpi, begun).picture()
        yield drawn


def _as_drawable(sheet: Sheet) -> Sheet:
    """The sheet with a sign for each letter that no font has; who listens is told of them."""
    if not (lacking := sheet.undrawn):
        return sheet
    note_undrawn(lacking)
    items = [
        replace(item, text=drawable(item.text)) if isinstance(item, Line) else item for item in sheet.items
    ]
    return replace(sheet, items=items)


def _png(sheet: Sheet, dpi: int, about: About) -> bytes:
    facts = PngInfo()
    facts.add_text("Title", about.title)
    facts.add_itxt("Description", about.alternative)
    facts.add_text("Creation Time", about.created.isoformat())
    facts.add_text("Software", "geodash")
    out = io.BytesIO()
    Pixels(sheet, dpi).picture().save(out, "png", pnginfo=facts, dpi=(dpi, dpi), compress_level=PACKED)
    return out.getvalue()


def _pdf(sheet: Sheet, dpi: int, about: About) -> bytes:
    facts = {
        "Title": about.title,
        "Subject": about.subject or about.title,
        "Creator": "geodash",
        "CreationDate": _midnight(about.created),
    }
    # ruff: noqa: PLC0415  no other format needs what these load
    from geodash.pictures.figure import figure_of
    from geodash.pictures.pdf import with_language_and_alternative

    drawn = _saved(figure_of(sheet), "pdf", dpi, facts)
    return with_language_and_alternative(drawn, about.lang, about.alternative)


def _saved(figure: Figure, fmt: Format, dpi: int, facts: Mapping[str, object]) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format=fmt, dpi=dpi, metadata=facts)
    return out.getvalue()


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _svg(sheet: Sheet, dpi: int, about: About) -> bytes:
    from geodash.pictures.figure import figure_of

    facts = {
        "Title": about.title,
        "Date": about.created.isoformat(),
        "Creator": "geodash",
        "Language": about.lang,
    }
    text = _saved(figure_of(sheet), "svg", dpi, facts).decode()
    text = re.sub(r"<!DOCTYPE[^>]*>\n", "", text)
    # Verdana has nearly the same widths, where the reader's machine lacks the font.
    text = re.sub(rf"(style=\"[^\"]*font[^\"]*)'{FAMILY}'", rf"\1'{FAMILY}', Verdana, sans-serif", text)
    text = text.replace("<svg ", f'<svg role="img" xml:lang="{about.lang}" ', 1)
    return text.replace("</title>", f"</title>\n <desc>{escape(about.alternative)}</desc>", 1).encode()

"""Pictures of the days on which control changes, in every language: what previews of the site show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState, settle
from geodash.products.order import Order, make_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

_COLOURS = 256
_DPI = 90
"""Of a picture of 16:9 this makes 1,200 by 675 pixels, which previews ask for."""


def days_of_change(dataset: Dataset) -> list[dt.date]:
    """Days on which a record gives a place another holder, as the clock's buttons go through them."""
    return sorted(
        {
            holding.interval.start
            for chain in dataset.own.holdings.values()
            for holding in chain
            if holding.records
        }
    )


def pictures_of(
    dataset: Dataset, made: dt.date, told: Callable[[int, int], None]
) -> dict[tuple[Language, dt.date], bytes]:
    """The pictures, by language and day; ``told`` hears how many of how many are made.

    ``made`` is the day that stands on them as the day they were made on.
    """
    wanted = [(lang, on) for on in days_of_change(dataset) for lang in LANGUAGES]
    order = Order("picture", "png", dpi=_DPI, today=made)
    found: dict[tuple[Language, dt.date], bytes] = {}
    for lang, on in wanted:
        state, _ = settle(DashboardState(date=on, lang=lang), dataset.own)
        found[lang, on] = with_few_colours(make_file(dataset.own, state, order).content)
        told(len(found), len(wanted))
    return found


def with_few_colours(png: bytes) -> bytes:
    """A picture with a palette of its own, which takes a third of the bytes; what it says of itself stays."""
    picture = Image.open(io.BytesIO(png))
    told, out = PngInfo(), io.BytesIO()
    for name, text in picture.info.items():
        if isinstance(name, str) and isinstance(text, str):
            told.add_itxt(name, text)
    few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True, pnginfo=told)
    return out.getvalue()

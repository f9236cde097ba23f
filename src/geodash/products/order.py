# ruff: noqa: PLC0415  each kind of file loads its own libraries, and only when it is asked for
"""Files that geodash makes of a state: pictures, slides, pages, data. Used by page and command line alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Literal, cast

from geodash.products.names import file_name

if TYPE_CHECKING:
    import datetime as dt

    from geodash.link.state import DashboardState, View
    from geodash.model.dataset import Dataset

_ONE_AT_A_TIME = Lock()  # a picture takes memory, and matplotlib's fonts are shared by all threads

_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "gif": "image/gif",
    "webp": "image/webp",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "parquet": "application/vnd.apache.parquet",
}
_ENDINGS = {"csv": "zip", "geoparquet": "parquet"}
_WIDE = "16x9"
SIZES = ("16:9", "a4", "square")
KIND_OF_FORMAT = {
    **dict.fromkeys(("png", "svg", "pdf"), "picture"),
    **dict.fromkeys(("gif", "webp"), "animation"),
    **dict.fromkeys(("csv", "xlsx", "geojson", "kml", "geoparquet"), "data"),
    "pptx": "slide",
    "html": "page",
}

Fixed = Literal["png", "svg", "pdf"]
Moving = Literal["gif", "webp"]
Size = Literal["16:9", "a4", "square"]
Table = Literal["csv", "xlsx", "geojson", "kml", "geoparquet"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a kind, its format, and the choices that the kind has."""

    kind: str
    fmt: str
    size: str = "16:9"
    dpi: int = 150
    title: str = ""
    subtitle: str = ""
    days: tuple[dt.date, ...] = ()
    view: View | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to be downloaded."""

    name: str
    content: bytes
    mime: str


def make_file(dataset: Dataset, state: DashboardState, order: Order) -> File:
    """Make what is asked for, of a state; one file at a time in the whole process."""
    ending = _ENDINGS.get(order.fmt, order.fmt)
    what, size = {
        "picture": ("control", order.size.replace(":", "x")),
        "slide": ("slide", _WIDE),
        "page": ("page", "html"),
        "data": ("events", "data"),
        "compare": ("compare", _WIDE),
        "animation": ("animation", _WIDE),
    }[order.kind]
    with _ONE_AT_A_TIME:
        content = _content(dataset, replace(state, view=order.view), order)
    return File(file_name(state, what, size, ending), content, _TYPES[ending])


def _content(dataset: Dataset, state: DashboardState, order: Order) -> bytes:
    match order.kind:
        case "picture":
            from geodash.products.picture import render_figure

            return render_figure(
                dataset,
                state,
                fmt=cast("Fixed", order.fmt),
                size=cast("Size", order.size),
                dpi=order.dpi,
                title=order.title,
                subtitle=order.subtitle,
            )
        case "slide":
            from geodash.products.slide import render_slide

            return render_slide(dataset, state, title=order.title, subtitle=order.subtitle)
        case "page":
            from geodash.products.onefile.page import render_html

            return render_html(dataset, state)
        case "data":
            from geodash.interchange.export import export_data

            return export_data(dataset, state, cast("Table", order.fmt))
        case "compare":
            from geodash.products.days import render_strip

            return render_strip(
                dataset,
                state,
                order.days,
                fmt=cast("Fixed", order.fmt),
                dpi=order.dpi,
                title=order.title,
            )
        case _:
            from geodash.products.animation import render_animation

            first, last = order.days
            return render_animation(dataset, state, first, last, fmt=cast("Moving", order.fmt))

"""What can be made of a state: every kind of file, the formats it comes in, and what each format is."""

from __future__ import annotations

from typing import NamedTuple

from geodash.pictures.paper import PAGES

SIZES: tuple[str, ...] = tuple(PAGES)
"""Of a picture."""
_WIDE = SIZES[0]
MOST_PAGES = 12
"""Of a brief."""


class Format(NamedTuple):
    """One format: what people call it, the ending of its files, its media type."""

    label: str
    ending: str
    mime: str


class Kind(NamedTuple):
    """One kind of file: its formats, the usual one first, and the words of its file names.

    ``size`` is empty where it is the user's to choose.
    """

    formats: tuple[str, ...]
    shows: str
    size: str


FORMATS = {
    "png": Format("PNG", "png", "image/png"),
    "svg": Format("SVG", "svg", "image/svg+xml"),
    "pdf": Format("PDF", "pdf", "application/pdf"),
    "gif": Format("GIF", "gif", "image/gif"),
    "webp": Format("WebP", "webp", "image/webp"),
    "csv": Format("CSV (zip)", "zip", "application/zip"),
    "xlsx": Format("XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Format("GeoJSON", "geojson", "application/geo+json"),
    "kml": Format("KML", "kml", "application/vnd.google-earth.kml+xml"),
    "geoparquet": Format("GeoParquet", "parquet", "application/vnd.apache.parquet"),
    "gpkg": Format("GeoPackage", "gpkg", "application/geopackage+sqlite3"),
    "pptx": Format(
        "PPTX", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
    "docx": Format("DOCX", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": Format("Markdown", "md", "text/markdown"),
    "html": Format("HTML", "html", "text/html"),
}

KINDS = {
    "picture": Kind(("png", "svg", "pdf"), "control", ""),
    "slide": Kind(("pptx",), "slide", _WIDE),
    "brief": Kind(("docx", "md"), "brief", "a4"),
    "page": Kind(("html",), "page", "html"),
    "data": Kind(("csv", "xlsx", "geojson", "kml", "geoparquet", "gpkg"), "events", "data"),
    "compare": Kind(("png", "svg", "pdf"), "compare", _WIDE),
    "animation": Kind(("gif", "webp"), "animation", _WIDE),
}


def kind_of(fmt: str) -> str:
    """The kind that a format stands for where no kind is named.

    >>> kind_of("png"), kind_of("kml")
    ('picture', 'data')
    """
    return next(name for name, kind in KINDS.items() if fmt in kind.formats)

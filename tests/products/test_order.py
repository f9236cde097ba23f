"""One table says what can be made; whatever is not in it is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from geodash.interchange.export import WRITERS
from geodash.link.state import DashboardState
from geodash.pictures.fontkeeper import fonts_for_once
from geodash.products.formats import FORMATS, KINDS, kind_of
from geodash.products.order import Order, make_file

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

STATE = DashboardState(date=date(2025, 3, 17))


def test_every_format_belongs_to_a_kind_and_every_data_format_has_its_writer() -> None:
    assert {fmt for kind in KINDS.values() for fmt in kind.formats} == FORMATS.keys()
    assert KINDS["data"].formats == tuple(WRITERS)
    assert {fmt: kind_of(fmt) for fmt in ("svg", "webp", "pptx", "md", "html", "csv")} == {
        "svg": "picture",
        "webp": "animation",
        "pptx": "slide",
        "md": "brief",
        "html": "page",
        "csv": "data",
    }


@pytest.mark.parametrize(("kind", "fmt"), [("film", "gif"), ("", "png"), ("picture", "gif"), ("data", "bmp")])
def test_what_nobody_makes_is_refused(dataset: Dataset, kind: str, fmt: str) -> None:
    with pytest.raises(ValueError, match=f"'{kind}' is made as '{fmt}'"):
        make_file(dataset, STATE, Order(kind, fmt))


@pytest.mark.parametrize(
    ("order", "start", "name", "mime"),
    [
        (Order("picture", "png", "a4"), b"\x89PNG", "control_a4_20250317.png", "image/png"),
        (Order("brief", "docx"), b"PK", "brief_a4_20250317.docx", "wordprocessingml.document"),
        (Order("brief", "md"), b"# ", "brief_a4_20250317.md", "text/markdown"),
        (Order("data", "csv"), b"PK", "events_data_20250317.zip", "application/zip"),
        (Order("data", "xlsx"), b"PK", "events_data_20250317.xlsx", "spreadsheetml.sheet"),
        (Order("data", "kml"), b"<?xml", "events_data_20250317.kml", "google-earth.kml+xml"),
        (Order("data", "gpkg"), b"SQLite format 3", "events_data_20250317.gpkg", "geopackage+sqlite3"),
        (Order("data", "geoparquet"), b"PAR1", "events_data_20250317.parquet", "apache.parquet"),
    ],
    ids=lambda value: value.fmt if isinstance(value, Order) else "",
)
def test_a_file_has_its_name_and_type(
    tiny_dataset: Dataset, order: Order, start: bytes, name: str, mime: str
) -> None:
    file = make_file(tiny_dataset, STATE, order)
    assert file.content.startswith(start)
    assert file.name.endswith(name)
    assert file.mime.endswith(mime)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not list open files")
def test_files_made_in_threads_that_come_and_go_leave_no_typeface_open(tiny_dataset: Dataset) -> None:
    """A page that makes files for weeks keeps neither the files nor the memory of their letters."""

    def make() -> None:
        assert make_file(tiny_dataset, STATE, Order("picture", "png", "square", dpi=50)).content

    def open_typefaces() -> list[str]:
        found = []
        for entry in Path("/proc/self/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                found.append(entry.readlink().name)
        return [name for name in found if name.endswith((".ttf", ".otf", ".ttc"))]

    with fonts_for_once():  # what other tests drew
        pass
    for _ in range(2):
        thread = Thread(target=make)
        thread.start()
        thread.join()
    assert open_typefaces() == []

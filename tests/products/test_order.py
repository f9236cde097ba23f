"""One table says what can be made; whatever is not in it is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.interchange.export import WRITERS
from geodash.link.state import DashboardState
from geodash.products.formats import FORMATS, KINDS, kind_of
from geodash.products.order import Order, make_file

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

STATE = DashboardState(date=date(2025, 3, 17))


def test_every_format_belongs_to_a_kind_and_every_data_format_has_its_writer() -> None:
    assert {fmt for kind in KINDS.values() for fmt in kind.formats} == FORMATS.keys()
    assert KINDS["data"].formats == tuple(WRITERS)
    assert {fmt: kind_of(fmt) for fmt in ("svg", "webp", "pptx", "html", "csv")} == {
        "svg": "picture",
        "webp": "animation",
        "pptx": "slide",
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
        (Order("data", "csv"), b"PK", "events_data_20250317.zip", "application/zip"),
        (Order("data", "xlsx"), b"PK", "events_data_20250317.xlsx", "spreadsheetml.sheet"),
        (Order("data", "kml"), b"<?xml", "events_data_20250317.kml", "google-earth.kml+xml"),
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

"""Map layers and Parquet that a visitor adds: read by another process, as the command reads them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.imports.making import UCDP

from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading import apart, read_tables
from geodash.imports.uploaded import read_upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTILE = "<b onmouseover=alert(1)>=1+1"


def layer(**more: Any) -> gpd.GeoDataFrame:
    rows = {"date": ["2025-01-27", "2025-01-28"], "title": [HOSTILE, "Prise d’Ihusi"], "deaths": [3, None]}
    points = gpd.points_from_xy([29.228, 28.9], [-1.679, -2.0])
    return gpd.GeoDataFrame(rows | more, geometry=points, crs=4326)


def as_geojson(folder: Path) -> Path:
    layer().to_file(folder / "log.geojson")
    return folder / "log.geojson"


def as_geopackage(folder: Path) -> Path:
    layer().to_crs(32735).to_file(folder / "log.gpkg", layer="log")
    return folder / "log.gpkg"


def as_parquet(folder: Path) -> Path:
    layer().drop(columns="geometry").assign(lat=[-1.679, -2.0], lon=[29.228, 28.9]).to_parquet(
        folder / "log.parquet"
    )
    return folder / "log.parquet"


@pytest.mark.parametrize("made", [as_geojson, as_geopackage, as_parquet])
def test_it_reads_what_the_command_reads(made: Callable[[Path], Path], tmp_path: Path) -> None:
    path = made(tmp_path)
    (here,) = read_tables(path)
    upload = read_upload(path.name, path.read_bytes())
    (there,) = upload.tables
    assert (upload.kind, upload.rows) == ("table", 2)
    assert there.cells.equals(here.cells)
    assert np.array_equal(there.lines, here.lines)
    assert HOSTILE in there.cells["title"].tolist()
    assert {"date", "title", "lat", "lon", "deaths"} <= set(upload.columns)


def test_data_of_the_trade_are_known_there_too() -> None:
    point = {"type": "Point", "coordinates": [29.2, -1.6]}
    feature = {"type": "Feature", "properties": UCDP, "geometry": point}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    assert read_upload("ged.geojson", content).kind == "ucdp"


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{" * 200_000,
        b'{"a":' * 100_000,
        json.dumps({"type": "Topology", "objects": {}, "arcs": []}).encode(),
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [],
                "links": [{"rel": "next", "href": "http://127.0.0.1:9/"}],
            }
        ).encode(),
        json.dumps(
            {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline read /etc/passwd"}
        ).encode(),
        b"SQLite format 3\x00" + b"\xff" * 5_000,
        b"PAR1" + b"\x00" * 5_000 + b"PAR1",
        b"\x89PNG\r\n\x1a\n" + bytes(5_000),
    ],
    ids=range(9),
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        read_upload("--help", content)


def test_a_bomb_harms_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of forty megabytes on each of forty thousand rows, which a dictionary keeps once."""
    out = io.BytesIO()
    texts = pa.DictionaryArray.from_arrays(pa.array(np.zeros(40_000, np.int32)), pa.array(["x" * 40_000_000]))
    parquet.write_table(pa.table({"title": texts}), out, compression="zstd")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(ImportRefusedError, match="a visitor's file may"):
        read_upload("bomb.parquet", out.getvalue())
    monkeypatch.setattr(apart, "APART_S", 0.01)
    with pytest.raises(ImportRefusedError, match="too long"):
        apart.read_apart("slow.geojson", b"{}")


def test_no_driver_that_asks_a_host_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDAL_SKIP", "")  # of the server's own environment
    asked = json.dumps({"type": "FeatureCollection", "features": []}).encode()
    with pytest.raises(ImportRefusedError) as refused:
        read_upload("x.json", asked)
    assert refused.value.why == "empty"

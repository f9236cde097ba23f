"""Workbooks, layers and Parquet that a visitor adds: read by another process, as the command reads them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.imports.making import UCDP

from geodash.imports.bounds import UPLOAD
from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading import apart, read_tables
from geodash.imports.uploaded import read_upload
from geodash.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOSTILE = "<b onmouseover=alert(1)>=1+1"


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLD = Path(__file__).parents[1] / "data" / "imports" / "old.xls"


def workbook(rows: str, parts: Mapping[str, str] | None = None, declared: str = "") -> bytes:
    """A small workbook with other rows, and some of its parts in other words."""
    sheet = f"{declared}<worksheet xmlns='{SHEET}'><sheetData>{rows}</sheetData></worksheet>"
    written = {"xl/worksheets/sheet1.xml": sheet} | dict(parts or {})
    made, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist()} - {*written}:
            new.writestr(name, old.read(name))
        for name, text in written.items():
            new.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


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


def as_workbook(folder: Path) -> Path:
    rows = layer().drop(columns="geometry").assign(lat=[-1.679, -2.0], lon=[29.228, 28.9])
    with pd.ExcelWriter(folder / "log.xlsx") as book:
        rows.to_excel(book, sheet_name="rows", index=False)
        pd.DataFrame({"words": []}).to_excel(book, sheet_name="notes", index=False)
    return folder / "log.xlsx"


def as_parquet(folder: Path) -> Path:
    layer().drop(columns="geometry").assign(lat=[-1.679, -2.0], lon=[29.228, 28.9]).to_parquet(
        folder / "log.parquet"
    )
    return folder / "log.parquet"


@pytest.mark.parametrize("made", [as_workbook, as_geojson, as_geopackage, as_parquet])
def test_it_reads_what_the_command_reads(made: Callable[[Path], Path], tmp_path: Path) -> None:
    path = made(tmp_path)
    (here,) = read_tables(path)
    upload = read_upload(path.name, path.read_bytes())
    (there,) = upload.tables
    assert (upload.kind, upload.rows) == ("table", 2)
    assert there.cells.equals(here.cells)
    assert np.array_equal(there.lines, here.lines)
    assert (there.refused, there.notes) == (here.refused, here.notes)
    assert bool(here.notes) == (path.suffix == ".xlsx")
    assert HOSTILE in there.cells["title"].tolist()
    assert {"date", "title", "lat", "lon", "deaths"} <= set(upload.columns)


NAMES = ("x\0.xlsx", "x" * 200_000, "\ud800.xlsx", "\u202e", "a\nb", "-P", "..", "")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("content", [b"", b"date,title\n2025-01-27,x\n"], ids=["workbook", "text"])
def test_a_file_may_be_called_anything(name: str, content: bytes) -> None:
    cells = "".join(f"<c t='inlineStr'><is><t>{each}</t></is></c>" for each in ("date", "title"))
    upload = read_upload(name, content or workbook(f"<row>{cells}</row>" * 2))
    assert upload.rows == 1
    assert 0 < len(upload.name) <= MAX_TEXT
    assert upload.name.isprintable()


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


def of_parquet() -> bytes:
    """A text of forty megabytes on each of forty thousand rows, which a dictionary keeps once."""
    out = io.BytesIO()
    texts = pa.DictionaryArray.from_arrays(pa.array(np.zeros(40_000, np.int32)), pa.array(["x" * 40_000_000]))
    parquet.write_table(pa.table({"title": texts}), out, compression="zstd")
    return out.getvalue()


def of_shared_texts() -> bytes:
    """The same in a workbook: every cell names the one text that all share."""
    rows = "".join(
        f'<row r="{row}"><c t="s"><v>{text}</v></c><c t="s"><v>{text}</v></c></row>'
        for row, text in enumerate([0, *[1] * 20_000], start=1)
    )
    texts = f"<si><t>title</t></si><si><t>{'x' * 100_000}</t></si>"
    return workbook(rows, {"xl/sharedStrings.xml": f"<sst xmlns='{SHEET}'>{texts}</sst>"})


def of_an_old_workbook() -> bytes:
    """One byte says that a sheet has half the rows of the world: the library asks for 500 GB, and aborts."""
    content = bytearray(OLD.read_bytes())
    content[content.index(b"\x00\x02\x0e\x00") + 7] = 0x7E
    return bytes(content)


@pytest.mark.parametrize("bomb", [of_parquet, of_shared_texts, of_an_old_workbook])
def test_a_bomb_harms_nobody_else(bomb: Callable[[], bytes]) -> None:
    content = bomb()
    assert len(content) < 200_000
    with pytest.raises(ImportRefusedError, match="a visitor's file may"):
        read_upload("bomb", content)


def test_what_is_read_is_no_larger_than_a_text_may_be() -> None:
    out = io.BytesIO()
    parquet.write_table(pa.table({"title": ["x" * 60, "x" * 60], "n": ["1", "2"]}), out)
    said = apart._said("x", out.getvalue(), UPLOAD._replace(size=100))  # noqa: SLF001  in the other process
    assert "unpacks to more than" in said["refused"][0]


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "APART_S", 0.01)
    with pytest.raises(ImportRefusedError, match="too long"):
        apart.read_apart("slow.geojson", b"{}")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(12)), "&e11;"),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/">', "&x;"),
    ],
    ids=["bomb", "file", "host"],
)
def test_a_workbook_declares_no_texts_of_its_own(declared: str, text: str) -> None:
    cells = "".join(f"<c t='inlineStr'><is><t>{each}</t></is></c>" for each in ("date", text))
    content = workbook(f"<row>{cells}</row>" * 2, declared=f"<!DOCTYPE x [{declared}]>")
    with pytest.raises(ImportRefusedError, match="unrecognized entity"):
        read_upload("x.xlsx", content)


def test_a_fault_of_the_library_is_no_traceback(tmp_path: Path) -> None:
    content = bytearray(OLD.read_bytes())
    content[1492] = 0x7E  # where it looks for texts beyond the end
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match="cannot be read"):
        read_tables(path)


def test_no_driver_that_asks_a_host_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDAL_SKIP", "")  # of the server's own environment
    asked = json.dumps({"type": "FeatureCollection", "features": []}).encode()
    with pytest.raises(ImportRefusedError) as refused:
        read_upload("x.json", asked)
    assert refused.value.why == "empty"

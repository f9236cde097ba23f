"""Layers of the map from files of the trade: cut to their role, in an overlay that passes its check."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner
from tests.conftest import GEODATA

from geodash.cli import main
from geodash.imports.bounds import UPLOAD
from geodash.imports.packing import packed
from geodash.imports.reading.package import files_in
from geodash.package.overlay import read_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from geodash.model.dataset import Dataset

POINTS = [shapely.Point(28.87, -1.55), shapely.MultiPoint([(27.73, -1.03), (27.74, -1.04)])]
LINE = shapely.LineString([(28, -2, 7), (29, -1, 8)])
BOW = shapely.Polygon([(28, -2), (29, -1), (29, -2), (28, -1)])
TERMS = """[overlay]
id = "mines"
title_en = "Mines"
licence = "CC-BY-4.0"
citation = "IPIS"
restricted = false
"""


def frame(*shapes: Any, **columns: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=4326)


def bring_in(path: Path, folder: Path, role: str, *more: str) -> Result:
    given = ["import", "layer", str(path), "-o", str(folder), "--role", role, "--data", str(GEODATA), *more]
    return CliRunner().invoke(main, given)


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp", "zip"])
def test_every_format_gives_the_same_points_in_degrees(tmp_path: Path, dataset: Dataset, ending: str) -> None:
    shapes = frame(
        *(part for each in POINTS for part in shapely.get_parts(each)), Nom=["Rubaya", "Bisie", ""]
    )
    suffix = "shp" if ending == "zip" else ending
    path = tmp_path / f"mines.{suffix}"
    (shapes if suffix == "geojson" else shapes.to_crs(32735)).to_file(path)
    if ending == "zip":
        path = tmp_path / "packed.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("mines.*"):
                archive.write(part, part.name)
    run = bring_in(path, tmp_path / "out", "point")
    assert run.exit_code == 0, run.stderr
    assert "3 features: 3 taken, 0 not taken" in run.stdout
    overlay = read_overlay(tmp_path / "out", dataset)
    [layer] = overlay.borders.values()
    points = shapely.get_coordinates(layer.geometries).tolist()
    assert points == [[28.87, -1.55], [27.73, -1.03], [27.74, -1.04]]
    assert [each.get("name") for each in layer.properties] == ["Rubaya", "Bisie", None]
    assert overlay.data_set.last_day <= dataset.last_day
    assert overlay.data_set.restricted


def test_terms_name_colour_and_shape_are_as_given(tmp_path: Path, dataset: Dataset) -> None:
    path, mapping, out = tmp_path / "x.geojson", tmp_path / "m.toml", tmp_path / "out"
    frame(*POINTS, name=["a", "b"]).to_file(path)
    mapping.write_text(TERMS, encoding="utf-8")
    given = ["--mapping", str(mapping), "--name", "Sites", "--name-fr", "Sites miniers"]
    run = bring_in(path, out, "point", *given, "--colour", "#123456", "--shape", "diamond")
    assert run.exit_code == 0, run.stderr
    [layer] = described(out)["geodash"]["layers"]
    assert layer["resource"] == "mines-point"
    assert (layer["name_en"], layer["name_fr"], layer["shape"]) == ("Sites", "Sites miniers", "diamond")
    assert layer["colour"] == {"light": "#123456", "dark": "#123456"}
    data_set = read_overlay(out, dataset).data_set
    assert (data_set.title_en, data_set.citation, data_set.restricted) == ("Mines", "IPIS", False)
    assert data_set.credit.attribution_fr == "Couche\u00a0: Mines (CC-BY-4.0)"
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    assert bring_in(path, out, "point", *given, "--colour", "#123456", "--shape", "diamond").exit_code == 0
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before


def test_heights_are_dropped_and_areas_made_sound(tmp_path: Path, dataset: Dataset) -> None:
    frame(LINE).to_file(tmp_path / "line.geojson")
    frame(BOW).to_file(tmp_path / "bow.geojson")
    for role, file in (("line", "line"), ("area", "bow")):
        assert bring_in(tmp_path / f"{file}.geojson", tmp_path / role, role).exit_code == 0
        [layer] = read_overlay(tmp_path / role, dataset).borders.values()
        assert all(shape.is_valid and not shape.has_z for shape in layer.geometries)
    assert len(layer.geometries) == 2


def test_features_of_another_kind_are_named(tmp_path: Path, dataset: Dataset) -> None:
    path, out = tmp_path / "mixed.geojson", tmp_path / "out"
    frame(POINTS[0], LINE, shapely.Point(500, 3), None).to_file(path)
    run = bring_in(path, out, "point")
    assert "4 features: 1 taken, 3 not taken" in run.stdout
    told = (out / "not-taken.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:4] for line in told[1:]] == [
        ["mixed.geojson", "2", "geometry", "LineString"],
        ["mixed.geojson", "3", "geometry", "Point"],
        ["mixed.geojson", "4", "geometry", ""],
    ]
    assert len(read_overlay(out, dataset).borders["mixed-point"].geometries) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["point", "--shape", "blob"], "choose one of circle"),
        (["point", "--colour", "red"], "write a colour as #RRGGBB"),
        (["point", "--name", "{x}"], "without braces"),
        (["area"], "choose another --role"),
    ],
)
def test_what_no_map_can_have_is_refused_and_nothing_written(
    tmp_path: Path, given: list[str], said: str
) -> None:
    frame(*POINTS).to_file(tmp_path / "x.geojson")
    run = bring_in(tmp_path / "x.geojson", tmp_path / "out", *given)
    assert (run.exit_code, said in run.stderr) == (1, True)
    assert not (tmp_path / "out").exists()


def test_what_is_no_layer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "y.geojson").write_text("{", encoding="utf-8")
    frame(*POINTS).to_file(tmp_path / "two.gpkg", layer="one")
    frame(*POINTS).to_file(tmp_path / "two.gpkg", layer="two")
    for name in ("x.csv", "y.geojson", "two.gpkg", "none.shp"):
        run = bring_in(tmp_path / name, tmp_path / "out", "point")
        assert run.exit_code == 1
        assert run.stderr.startswith("Error: "), run.stderr
    assert not (tmp_path / "out").exists()


def test_a_saved_one_keeps_its_layers(tmp_path: Path, dataset: Dataset) -> None:
    frame(*POINTS).to_file(tmp_path / "mines.geojson")
    assert bring_in(tmp_path / "mines.geojson", tmp_path / "out", "point").exit_code == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert files_in("saved.zip", packed(files), UPLOAD) == dict(sorted(files.items()))
    (tmp_path / "again").mkdir()
    for name, content in files.items():
        (tmp_path / "again" / name).write_bytes(content)
    assert read_overlay(tmp_path / "again", dataset).layers == read_overlay(tmp_path / "out", dataset).layers

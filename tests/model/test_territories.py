"""A place lies in the polygon that holds its point, else in the territory that its table names."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from tests.another import ELFASHER
from tests.conftest import DESCRIBE, GEODATA
from tests.extended import with_territories

from geodash.errors import DatasetError
from geodash.model.territories import Territory, territories
from geodash.package import load_dataset
from geodash.scene.basemap import base_document

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

DARFUR = {
    ("North Darfur", "El Fasher"): (25.0, 13.4, 25.7, 13.9),
    ("South Darfur", "Nyala"): (24.5, 11.8, 25.2, 12.3),
}


def darfur(folder: Path, **places: dict[str, str]) -> Dataset:
    """Darfur with two territories, and with places that differ in some fields."""
    with_territories(ELFASHER, folder, DARFUR)
    table = folder / "places.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | places.get(row["id"].replace("-", "_"), {}) for row in rows)
    DESCRIBE(folder)
    return load_dataset(folder)


def test_a_point_decides_then_the_name(tmp_path: Path) -> None:
    far = {"uncertainty_m": "40000"}
    dataset = darfur(tmp_path / "data", zalingei={"admin1": "south darfur", "admin2": "NYALA"}, nyala=far)
    found = territories(dataset)
    assert found["el-fasher"] == Territory("North Darfur", "El Fasher")
    assert found["zalingei"] == Territory("South Darfur", "Nyala")
    assert found["nyala"] == Territory("South Darfur", "")
    assert found["abu-dhabi"] is None
    [layer] = [each for each in base_document(dataset)["layers"] if each["role"] == "territories"]
    assert layer["units"] == [0, 1]
    places = dict(zip(dataset.places, layer["places"], strict=True))
    assert {name: unit for name, unit in places.items() if unit >= 0} == {"el-fasher": 0, "zalingei": 1}


def test_places_lie_in_a_territory_and_its_province_or_in_the_province_alone() -> None:
    dataset = load_dataset(GEODATA)
    areas = dataset.areas
    assert areas.units["cod.nord-kivu.masisi"] == Territory("Nord-Kivu", "Masisi")
    assert areas.units["cod.nord-kivu"] == Territory("Nord-Kivu", "")
    assert areas.of["bweremana"] == ("cod.nord-kivu", "cod.nord-kivu.masisi")
    assert areas.of["kigali"] == ()
    assert not areas.units.keys() & dataset.places.keys()
    for place, lying in areas.of.items():
        unit = territories(dataset)[place]
        assert lying == () if unit is None else [areas.units[area] for area in lying][-1:] == [unit]


def test_a_point_that_is_only_known_by_its_province_is_in_no_territory(tmp_path: Path) -> None:
    far = {"uncertainty_m": "40000", "admin2": ""}
    dataset = darfur(tmp_path / "data", nyala=far)
    assert dataset.areas.of["nyala"] == ("sdn.south-darfur",)
    assert dataset.areas.of["el-fasher"] == ("sdn.north-darfur", "sdn.north-darfur.el-fasher")


def test_without_a_layer_the_table_decides() -> None:
    dataset = load_dataset(GEODATA)
    found = territories(dataset)
    assert found["beni"] == Territory("Nord-Kivu", "Beni")
    assert found["berlin"] is None


@pytest.mark.parametrize("odd", [{"on": True}, {"switch": False}])
def test_shades_that_nobody_asked_for_are_refused(tmp_path: Path, odd: dict[str, bool]) -> None:
    folder = with_territories(ELFASHER, tmp_path / "data", DARFUR)
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["geodash"]["layers"][-1] |= odd
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert [problem.field for problem in caught.value.problems] == ["geodash.layers[3].on"]


def test_a_territory_without_a_name_is_refused(tmp_path: Path) -> None:
    folder = with_territories(ELFASHER, tmp_path / "data", DARFUR)
    path = folder / "borders" / "units.geojson"
    path.write_text(
        path.read_text("utf-8").replace('"admin2": "Nyala"', '"admin3": "Nyala"'), encoding="utf-8"
    )
    DESCRIBE(folder)
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    [problem] = caught.value.problems
    assert "`admin2`" in problem.remedy

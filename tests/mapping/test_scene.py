"""What the browser is sent says what the dataset says."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geodash.mapping.encode import encode_line, encode_polygons
from geodash.mapping.influence import METRIC_CRS, RADIUS_M, influence_cells
from geodash.mapping.palette import PALETTE
from geodash.mapping.scene import build_scene, seat_of, write_scene
from geodash.model.selection import to_day
from geodash.model.vocabulary import HolderGroup

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset


@pytest.fixture(scope="module")
def scene(dataset: Dataset) -> dict[str, Any]:
    return build_scene(dataset, "base.json")


def test_names_follow_content(dataset: Dataset, tmp_path: Path) -> None:
    first, second = write_scene(dataset, tmp_path), write_scene(dataset, tmp_path)
    assert first == second
    assert {path.name for path in tmp_path.iterdir()} == set(first)
    assert json.loads((tmp_path / first.scene).read_text(encoding="utf-8"))["base"] == first.base


def test_columns_of_a_table_have_one_length(scene: dict[str, Any]) -> None:
    for table in ("places", "holdings", "events", "actors"):
        assert len({len(column) for column in scene[table].values()}) == 1, table


def test_holdings_are_the_intervals(dataset: Dataset, scene: dict[str, Any]) -> None:
    rows = scene["holdings"]
    found = {
        (scene["places"]["id"][place], start, end, scene["controllers"][controller]["id"])
        for place, start, end, controller in zip(
            rows["place"], rows["from"], rows["to"], rows["controller"], strict=True
        )
    }
    expected = {
        (
            holding.place_id,
            to_day(holding.interval.start),
            to_day(holding.interval.end) if holding.interval.end else None,
            holding.controller,
        )
        for chain in dataset.holdings.values()
        for holding in chain
    }
    assert found == expected


def test_events_keep_their_order_and_texts(dataset: Dataset, scene: dict[str, Any]) -> None:
    assert scene["events"]["id"] == [event.id for event in dataset.events]
    assert scene["events"]["fr"] == [event.title_fr for event in dataset.events]
    assert scene["events"]["start"] == sorted(scene["events"]["start"])


def test_arcs_join_seats(dataset: Dataset, scene: dict[str, Any]) -> None:
    row = scene["events"]["id"].index("rwa-bel-sever-relations-20250317")
    arcs = [[scene["places"]["id"][end] for end in arc] for arc in scene["events"]["arcs"][row]]
    assert ["kigali", "brussels"] in arcs
    assert scene["events"]["tone"][row] == -1
    assert seat_of(dataset, "m23") is None


def test_days_are_counted_from_1970() -> None:
    on = date(2025, 3, 17)
    assert date(1970, 1, 1) + timedelta(days=to_day(on)) == on


def test_every_class_has_a_colour_in_both_themes() -> None:
    assert PALETTE["light"].keys() == PALETTE["dark"].keys()
    assert {group.value for group in HolderGroup} <= PALETTE["light"].keys()


def test_cells_stay_near_their_town_on_land_and_apart(dataset: Dataset) -> None:
    import geopandas  # noqa: PLC0415  slow to load, and only this test needs it

    cells = influence_cells(dataset)
    frame = geopandas.GeoDataFrame({"id": list(cells)}, geometry=list(cells.values()), crs="EPSG:4326")
    metric = frame.to_crs(METRIC_CRS)
    lakes = dataset.borders["lakes"].frame.to_crs(METRIC_CRS).union_all()
    for place_id, cell in zip(metric["id"], metric.geometry, strict=True):
        place = dataset.places[place_id]
        point = geopandas.GeoSeries.from_xy([place.lon], [place.lat], crs="EPSG:4326").to_crs(METRIC_CRS)[0]
        assert cell.is_valid
        assert shapely.hausdorff_distance(cell, point) <= RADIUS_M + 200
        assert cell.intersection(lakes).area < 0.02 * cell.area + 5e5
    total = metric.union_all().area
    assert metric.area.sum() == pytest.approx(total, rel=0.01)


def test_lines_are_steps_from_a_first_point() -> None:
    assert encode_line([(29.1, -1.5), (29.2, -1.5), (29.2, -1.5), (29.2, -1.4)], 10) == [291, -15, 1, 0, 0, 1]


def test_rings_too_small_for_the_scale_are_left_out() -> None:
    square = shapely.box(0, 0, 1, 1)
    speck = shapely.box(5, 5, 5.001, 5.001)
    assert len(encode_polygons(shapely.union(square, speck), 10)) == 1

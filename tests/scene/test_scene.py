"""What the browser is sent says what the dataset says."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from tests.drawn import write_scene

from geodash.link.state import (
    FROM_BROWSER,
    PARAMS,
    TABS,
    DashboardState,
    parse_query,
)
from geodash.look.whole import look_of
from geodash.model.interval import to_day
from geodash.package import load_dataset
from geodash.scene.encode import encode_line, encode_polygons
from geodash.scene.events import TYPES
from geodash.scene.influence import RADIUS_M, influence_cells
from geodash.scene.whole import SCENE, Scene, build_scene

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset


@dataclass(frozen=True)
class Written:
    """A scene as it lies on disk."""

    folder: Path
    scene: dict[str, Any]

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    @property
    def pieces(self) -> list[tuple[bytes, int, list[str]]]:
        """Of each piece its block, how long its columns are, and the ids that follow them."""
        events, found = self.scene["events"], []
        width = sum(TYPES[kind].itemsize for _, kind in events["columns"])
        for number, piece in enumerate(events["pieces"]):
            block = (self.folder / piece["block"]).read_bytes()
            length = width * min(events["piece"], events["count"] - number * events["piece"])
            found.append((block, length, block[length:].decode().split("\n")))
        return found

    @property
    def columns(self) -> dict[str, list[int]]:
        """Columns of the events, read the way the browser reads them."""
        events = self.scene["events"]
        found: dict[str, list[int]] = {name: [] for name, _ in events["columns"]}
        for piece, (block, length, ids) in zip(events["pieces"], self.pieces, strict=True):
            offset = 0
            for name, kind in events["columns"]:
                assert offset % TYPES[kind].itemsize == 0
                values = np.frombuffer(block, TYPES[kind], len(ids), offset)
                found[name] += values.tolist()
                offset += values.nbytes
            assert offset == length
            assert piece["first"] == found["start"][-len(ids)]
        return found


@pytest.fixture(scope="module")
def written(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("scene")
    name = write_scene(dataset, folder)
    return Written(folder, json.loads((folder / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def scene(written: Written) -> dict[str, Any]:
    return written.scene


def test_the_same_data_give_the_same_documents(dataset: Dataset, written: Written) -> None:
    again = Scene(dataset)
    assert {path.name for path in written.folder.iterdir()} == set(again.names)
    for name in again.names:
        assert again.document(name) == (written.folder / name).read_bytes()


def test_every_document_that_is_named_is_there_and_no_other(dataset: Dataset, written: Written) -> None:
    scene, events = written.scene, written.scene["events"]
    named = {scene["base"], *scene["documents"].values()}
    named |= {piece["block"] for piece in events["pieces"]}
    named |= {name for names in events["titles"].values() for name in names}
    assert named | {SCENE} == set(Scene(dataset).names)
    with pytest.raises(KeyError):
        Scene(dataset).document("events-999.bin")


def test_columns_of_a_table_have_one_length(scene: dict[str, Any]) -> None:
    for table in ("places", "holdings", "actors"):
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


def test_events_keep_their_order_and_texts(dataset: Dataset, written: Written) -> None:
    events = written.scene["events"]
    pieces = [ids for _, _, ids in written.pieces]
    assert [each for piece in pieces for each in piece] == [event.id for event in dataset.events]
    assert {len(piece) for piece in pieces[:-1]} <= {events["piece"]}
    french = [title for name in events["titles"]["fr"] for title in written.read(name)]
    assert french == [event.title_fr for event in dataset.events]
    assert written.columns["start"] == sorted(written.columns["start"])


def test_every_class_has_a_colour_in_both_themes(dataset: Dataset) -> None:
    palette = look_of(dataset.conflict).palette
    assert palette["light"].keys() == palette["dark"].keys()
    assert set(dataset.conflict.class_ids) <= palette["light"].keys()


def test_cells_stay_near_their_town_on_land_and_apart(dataset: Dataset) -> None:
    import geopandas  # noqa: PLC0415  slow to load, and only this test needs it

    cells, metres = influence_cells(dataset), dataset.conflict.metric_crs
    frame = geopandas.GeoDataFrame({"id": list(cells)}, geometry=list(cells.values()), crs="EPSG:4326")
    metric = frame.to_crs(metres)
    lakes = dataset.borders["lakes"].frame.to_crs(metres).union_all()
    for place_id, cell in zip(metric["id"], metric.geometry, strict=True):
        place = dataset.places[place_id]
        point = geopandas.GeoSeries.from_xy([place.lon], [place.lat], crs="EPSG:4326").to_crs(metres)[0]
        assert cell.is_valid
        assert shapely.hausdorff_distance(cell, point) <= RADIUS_M + 200
        assert cell.intersection(lakes).area < 0.02 * cell.area + 5e5
    total = metric.union_all().area
    assert metric.area.sum() == pytest.approx(total, rel=0.01)


@pytest.mark.parametrize(
    ("points", "with_cell"),
    [
        ({}, set()),
        ({"goma": (29.22, -1.67)}, {"goma"}),
        (
            {"goma": (29.0, -1.6), "bukavu": (28.9, -1.6), "kigali": (28.7, -1.6)},
            {"goma", "bukavu", "kigali"},
        ),
        ({"goma": (29.0, -1.6), "bukavu": (29.0, -1.6)}, {"goma", "bukavu"}),
        ({"goma": (29.0, -1.6), "kigali": (30.06, -1.95)}, {"goma"}),
        ({"kigali": (30.06, -1.95)}, set()),
    ],
    ids=["none", "one", "in a row", "in one place", "one abroad", "only abroad"],
)
def test_cells_of_few_places(
    tiny_dataset: Dataset, points: dict[str, tuple[float, float]], with_cell: set[str]
) -> None:
    places = dict(tiny_dataset.places)
    for name, (lon, lat) in points.items():
        places[name] = places[name].model_copy(update={"lon": lon, "lat": lat})
    record = tiny_dataset.control[0]
    control = tuple(record.model_copy(update={"place_id": name}) for name in sorted(points))
    data = replace(tiny_dataset, places=places, control=control)
    assert influence_cells(data).keys() == with_cell
    scene = build_scene(data, {name: row for row, name in enumerate(places)})
    assert all(outline for _, outline in scene["cells"])


def test_cells_need_neither_a_metric_system_nor_a_neighbour(tiny_package: TinyPackage) -> None:
    """Without one the zone of the towns is taken; a town alone has all the land around it."""
    package = json.loads(tiny_package.read("datapackage.json"))
    del package["geodash"]["metric_crs"]
    tiny_package.write("datapackage.json", json.dumps(package))
    tiny = load_dataset(tiny_package.folder)
    assert len(influence_cells(tiny)) > 1
    alone = replace(tiny, control=tuple(r for r in tiny.control if r.place_id == tiny.control[0].place_id))
    assert [cell.is_empty for cell in influence_cells(alone).values()] == [False]


def test_lines_are_steps_from_a_first_point() -> None:
    assert encode_line([(29.1, -1.5), (29.2, -1.5), (29.2, -1.5), (29.2, -1.4)], 10) == [291, -15, 1, 0, 0, 1]


def test_rings_too_small_for_the_scale_are_left_out() -> None:
    square = shapely.box(0, 0, 1, 1)
    speck = shapely.box(5, 5, 5.001, 5.001)
    assert len(encode_polygons(shapely.union(square, speck), 10)) == 1


def test_the_browser_reads_the_parameters_of_links_from_the_scene(
    dataset: Dataset, scene: dict[str, Any]
) -> None:
    sent = {param["name"]: param for param in scene["params"]}
    assert list(sent) == [param.name for param in PARAMS]
    assert [name for name, param in sent.items() if param.get("by_browser")] == list(FROM_BROWSER)
    assert parse_query({name: param["default"] for name, param in sent.items() if param["default"]}) == (
        DashboardState(),
        [],
    )
    assert sent["tab"]["words"] == list(TABS)
    assert [layer["id"] for layer in scene["layers"]] == list(dataset.conflict.switched_layers)
    assert {layer["id"] for layer in scene["layers"] if layer["on"]} == dataset.conflict.usual_layers

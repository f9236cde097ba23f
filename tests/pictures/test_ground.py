"""What of the base map is cut out for a frame: no more than is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.pictures import ground as module
from geodash.pictures.box import Box
from geodash.pictures.ground import Ground, ground_of, paths_in
from geodash.pictures.projection import Frame, fit

if TYPE_CHECKING:
    import pytest
    from shapely.geometry.base import BaseGeometry

    from geodash.model.dataset import Dataset


def test_what_is_not_taken_is_not_cut_out(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = ground_of(dataset)
    ground = Ground(prepared.layers, prepared.cells)  # of which nothing is kept yet
    cut: list[BaseGeometry] = []
    cut_to = module.cut_to

    def noted(geometry: BaseGeometry, frame: Frame) -> BaseGeometry:
        cut.append(geometry)
        return cut_to(geometry, frame)

    monkeypatch.setattr(module, "cut_to", noted)
    frame = fit(Box(0, 0, 70, 76), dataset.conflict.locator)
    home = [shape for row, shape in ground.layers["countries"] if row["iso3"] == "COD"]
    assert len(list(paths_in(ground, "countries", frame, lambda row: row["iso3"] == "COD"))) == 1
    assert cut == home
    list(paths_in(ground, "countries", frame, lambda _: True))
    assert len(cut) > 3
    assert cut.count(home[0]) == 1, "what is cut out for one stroke is there for the next"

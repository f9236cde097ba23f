"""Land, water and boundaries, in the order and colours of the map on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from geodash.pictures.ground import ground_of, paths_in
from geodash.pictures.sheet import Ink, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.model.dataset import Dataset
    from geodash.pictures.ground import Ground
    from geodash.pictures.projection import Frame
    from geodash.pictures.sheet import Sheet

HOME = "COD"
WIDE = 5_000.0
"""Metres per point from which small things are left out."""


class BaseMap:
    """Draws the layers of a dataset into a frame of a sheet, and remembers which it drew."""

    def __init__(self, sheet: Sheet, dataset: Dataset, frame: Frame) -> None:
        self._sheet, self._frame = sheet, frame
        self._ground: Ground = ground_of(dataset)
        self.drawn: set[str] = set()

    def land_and_water(self) -> None:
        """Draw what lies below the influence cells."""
        self._sheet.rect(self._frame.box, fill="water")
        near = self._frame.scale < WIDE
        self._layer("world", fill="neighbour", stroke="neighbour", width=0.4)
        if not near:
            self._layer("world", stroke="boundary", width=0.3, alpha=0.5)
        self._layer("countries", lambda p: p["iso3"] != HOME, fill="neighbour", stroke="neighbour", width=0.4)
        self._layer("countries", lambda p: p["iso3"] == HOME, fill="land", stroke="land", width=0.4)
        if near:
            self._layer("rivers", stroke="river", width=0.9)
        self._layer("lakes", fill="water", stroke="river", width=0.5 if near else 0.25)
        if near:
            self._layer("ruzizi", stroke="river", width=1.8)

    def boundaries(self, layers: frozenset[str]) -> None:
        """Draw what lies over the influence cells."""
        near = self._frame.scale < WIDE
        if "roads" in layers:
            self._layer("roads", stroke="road", width=1.1, dash=(4.5, 3))
        if "provinces" in layers and near:
            self._layer("provinces", stroke="province", width=0.9, dash=(1.8, 2.4))
        line = Ink(stroke="boundary", width=0.9 if near else 0.5)
        self._layer("boundaries", _is_settled, **line)
        dashed = Ink(**line, dash=(3, 2.2))
        self._layer("boundaries", lambda p: not _is_settled(p), kind="undetermined", **dashed)
        self._layer("border_drc_rwanda", stroke="border", width=1.7 if near else 0.9)

    def _layer(
        self,
        name: str,
        wanted: Callable[[Mapping[str, object]], bool] = lambda _: True,
        *,
        kind: str = "",
        **look: Unpack[Ink],
    ) -> None:
        for properties, path in paths_in(self._ground, name, self._frame):
            if wanted(properties):
                self._sheet.add(Shape(path, **look, clip=self._frame.box))
                self.drawn.add(kind or name)


def _is_settled(properties: Mapping[str, object]) -> bool:
    return properties["status"] != "undetermined"

"""What tests of drawings share: one map on a sheet of its own, and what of it has a colour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.path import Path

from geodash.link.state import DashboardState
from geodash.pictures.box import Box
from geodash.pictures.content import Content
from geodash.pictures.map import MapPicture, frame_of
from geodash.pictures.sheet import Shape, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.projection import Frame

PAPER = Box(0, 0, 400, 400)


@dataclass(frozen=True)
class Map:
    """A map alone on a sheet."""

    content: Content
    sheet: Sheet
    drawn: Drawn

    @property
    def shapes(self) -> list[Shape]:
        return [item for item in self.sheet.items if isinstance(item, Shape)]

    def of(self, colour: str, *, on_ground: bool) -> list[Shape]:
        """Shapes of a colour: of ground and cells, which are cut at the frame, or else of symbols."""
        return [s for s in self.shapes if colour in {s.fill, s.stroke} and (s.clip is not None) is on_ground]


def draw(dataset: Dataset, day: date, numbered: Sequence[Event] = (), **changes: Any) -> Map:
    """The map of a day, on which events with a number are those given."""
    state = replace(DashboardState(date=day), **changes)
    content, sheet = Content(dataset, state, day), Sheet(400, 400, {})
    picture = MapPicture(sheet, content, frame_of(content, PAPER))
    return Map(content, sheet, picture.draw(numbered))


def arcs_in(shown: Map) -> list[Shape]:
    """Shafts of arcs: curves cut at the frame."""
    curves = [s for s in shown.shapes if s.clip and s.path.codes is not None]
    return [s for s in curves if (np.asarray(s.path.codes) == Path.CURVE3).any()]


def not_drawn(dataset: Dataset, sheet: Sheet, frame: Frame) -> set[str]:
    """Followed places in a frame of a sheet on whose spot no symbol of a town lies."""
    symbols = [
        item.path.get_extents()
        for item in sheet.items
        if isinstance(item, Shape) and item.fill == item.stroke == "halo" and not item.clip
    ]
    spots = {place_id: frame.spot(dataset.places[place_id]) for place_id in dataset.holdings}
    return {
        place_id
        for place_id, spot in spots.items()
        if spot and frame.box.holds(*spot) and not any(box.contains(*spot) for box in symbols)
    }

"""Diplomatic acts as arcs from the seat of the acting side to that of the other, as on the page."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path

from geodash.look.ground import PRINT
from geodash.look.signs import ACT_DASHES, TONES
from geodash.model.acts import DIPLOMATIC, act_of
from geodash.pictures.box import Box
from geodash.pictures.sheet import Shape, polygon
from geodash.scene.events import seat_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodash.model.acts import Act
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.pictures.content import Content
    from geodash.pictures.projection import Frame
    from geodash.pictures.sheet import Sheet

UP_TO_ZOOM = 5
BEND = 0.18
"""Of the distance."""
HEAD, END_GAP = 7.0, 7.0
"""Pixels of the head, and those left free before the place reached."""
FAINT, STRONG, HALO = 1.2, 2.4, 2.6
"""Pixels of an arc, of one of the selected event, and how much wider the halo of that is."""


@dataclass(frozen=True)
class Arc:
    """Acts of one kind from one place to another; ``strong`` are those of the selected event or pair."""

    start: str
    end: str
    act: Act
    count: int
    strong: bool

    @property
    def tone(self) -> str:
        """Name of its tone in the look."""
        return self.act.tone.name.lower()


def arcs_of(content: Content, zoom: float) -> list[Arc]:
    """Arcs that a map shows: far out all, and at any zoom those of the selected event and pair."""
    if "arcs" not in content.layers:
        return []
    found: dict[tuple[str, str, Act, bool], int] = {}
    for event in content.events:
        strong = event.id == content.state.event or bool(content.state.pair)
        if strong or zoom <= UP_TO_ZOOM:
            for start, end in ways_of(content.dataset, event):
                key = (start, end, act_of(event), strong)
                found[key] = found.get(key, 0) + 1
    arcs = [Arc(start, end, act, count, strong) for (start, end, act, strong), count in found.items()]
    return sorted(arcs, key=lambda arc: (arc.strong, arc.start, arc.end, arc.act))


def ways_of(dataset: Dataset, event: Event) -> Iterator[tuple[str, str]]:
    """Places from each acting party's seat to each recipient's."""
    if event.category not in DIPLOMATIC:
        return
    for start in seats_of(dataset, event.actors_from):
        for end in seats_of(dataset, event.actors_to):
            if start != end:
                yield start, end


def seats_of(dataset: Dataset, actors: Iterable[str]) -> list[str]:
    """Places of the seats of parties, each once."""
    return [*dict.fromkeys(seat for actor in actors if (seat := seat_of(dataset, actor)))]


def cities_needed(content: Content) -> Counter[str]:
    """Places that a map of the world must name: where events were and their parties sit, by how often."""
    found = Counter(event.place_id for event in content.events if event.place_id)
    for event in content.events:
        found.update(seats_of(content.dataset, (*event.actors_from, *event.actors_to)))
    return found


def draw_arcs(sheet: Sheet, content: Content, frame: Frame) -> frozenset[tuple[str, bool]]:
    """Draw them; return tone, and whether it is a deed, of what is drawn."""
    places, drawn = content.dataset.places, set()
    for arc in arcs_of(content, frame.zoom):
        start, end = frame.spot(places[arc.start]), frame.spot(places[arc.end])
        if start and end and _draw(sheet, frame, arc, (start, end)):
            drawn.add((arc.tone, arc.act.deed))
    return frozenset(drawn)


def _draw(sheet: Sheet, frame: Frame, arc: Arc, ends: tuple[tuple[float, float], ...]) -> bool:
    """One arc that bends upwards, with its head; nothing where the two places are one spot."""
    (x0, y0), (x1, y1) = ends
    across, down, gap = x1 - x0, y1 - y0, END_GAP * PRINT
    if math.hypot(across, down) <= 2 * gap:
        return False
    side = BEND if across < 0 else -BEND
    bend = x0 + across / 2 - side * down, y0 + down / 2 + side * across
    slope = math.atan2(y1 - bend[1], x1 - bend[0])
    tip = x1 - gap * math.cos(slope), y1 - gap * math.sin(slope)
    path = Path([(x0, y0), bend, tip], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    if not box_of(path).overlaps(frame.box):
        return False
    colour = TONES[arc.tone]
    width = ((STRONG if arc.strong else FAINT) + min(2.0, math.log2(arc.count) * 0.6)) * PRINT
    if arc.strong:
        sheet.add(Shape(path, stroke="halo", width=width + HALO * PRINT, clip=frame.box))
    dash = tuple(length * PRINT for length in ACT_DASHES["deeds" if arc.act.deed else "words"])
    alpha = 1.0 if arc.strong else 0.85
    sheet.add(
        Shape(path, stroke=colour, width=width, dash=dash, alpha=alpha, clip=frame.box),
        Shape(_head(*tip, slope, HEAD * PRINT + width), fill=colour, alpha=alpha, clip=frame.box),
    )
    return True


def _head(x: float, y: float, slope: float, size: float) -> Path:
    point = x + 2 * math.cos(slope), y + 2 * math.sin(slope)
    sides = [(x + size * math.cos(slope + turn), y + size * math.sin(slope + turn)) for turn in (2.7, -2.7)]
    return polygon([point, *sides])


def box_of(path: Path) -> Box:
    """What a path covers."""
    x0, y0, x1, y1 = path.get_extents().extents
    return Box(float(x0), float(y0), float(x1), float(y1))

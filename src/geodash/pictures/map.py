"""The map in its frame: ground, towns, numbered events, names, and what stands in its corners."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import shapely

from geodash.look.ground import PRINT
from geodash.look.towns import CELLS, RADII
from geodash.model.conflict import LayerRole
from geodash.pictures.arcs import cities_needed, draw_arcs
from geodash.pictures.basemap import draw_ground
from geodash.pictures.box import Box, around
from geodash.pictures.drawn import Drawn
from geodash.pictures.furniture import place_furniture
from geodash.pictures.ground import cut_to, ground_of, outline
from geodash.pictures.labels import (
    COUNTRY_NAME,
    LAKE_NAME,
    NAMES,
    OTHER_NAME,
    Room,
    area_spots,
    name_aside,
    name_beside,
    name_inside,
)
from geodash.pictures.projection import Frame, fit, fit_view, moved_to
from geodash.pictures.sheet import Mark, Shape, segment
from geodash.pictures.symbols import (
    EVENT_RADIUS,
    Town,
    draw_dot,
    draw_number,
    draw_ring,
    draw_town,
    draw_unnumbered,
    ring_points,
    tone_of,
    town_of,
)
from geodash.pictures.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.path import Path
    from shapely.geometry.base import BaseGeometry

    from geodash.model.records import Event, Place
    from geodash.model.snapshot import PlaceControl
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet
    from geodash.pictures.text import Style

MOST_RINGS = 40
CITIES = (0, 1)
MOST_NEEDED = 6
"""Cities of a far map that are named with a line where there is no room beside them."""
LEVELS = 8
"""Steps of strength that cells distinguish, so that most of one class can be joined."""
EDGE = 5.0
"""Points around the region of a conflict: the largest symbol at its edge is whole."""
CORNER = 1.25
"""How far the corners of a symbol reach, in radii."""
FAR_SCALE = 4_000.0
"""Metres per point from which only provincial capitals and cities are marked and named."""


def frame_of(content: Content, box: Box) -> Frame:
    """The view of the state, or the region; around the selected place where it lies outside."""
    if content.state.view is not None:
        return fit_view(box, content.state.view)
    frame = fit(box, content.dataset.conflict.region, EDGE)
    spot = frame.spot(content.dataset.places.get(content.state.place))
    return frame if spot is None or box.grown(-12).holds(*spot) else moved_to(frame, *spot)


def anchor_of(content: Content, frame: Frame, event: Event) -> tuple[float, float] | None:
    """Where an event happened, if the map shows events and the frame shows the place."""
    spot = frame.spot(content.dataset.places.get(event.place_id or ""))
    shown = "events" in content.layers and spot and frame.box.grown(-8).holds(*spot)
    return spot if shown else None


def events_outside(content: Content, frame: Frame) -> list[Event]:
    """Events that a map shows only in the strip below it."""
    if "events" not in content.layers:
        return []
    return [event for event in content.events if anchor_of(content, frame, event) is None]


class MapPicture:
    """Draws one map."""

    def __init__(self, sheet: Sheet, content: Content, frame: Frame) -> None:
        self.sheet, self.content, self.frame = sheet, content, frame
        self.room = Room(frame.box.grown(-1.5))
        self.layers = content.layers
        self._spots: dict[str, Mark] = {}
        self._named: set[str] = set()
        self._needed = cities_needed(content) if self._is_far and "events" in self.layers else Counter[str]()
        self._first = {place_id for place_id, _ in self._needed.most_common(MOST_NEEDED)}
        self._dots = False

    @property
    def _is_far(self) -> bool:
        return self.frame.scale > FAR_SCALE

    def draw(self, numbered: Sequence[Event], *, locator: bool = True, scale: bool = True) -> Drawn:
        """Draw everything; ``numbered`` are the events listed beside the map, first number first."""
        self.sheet.begin("map")
        self.sheet.rect(self.frame.box, fill="water")
        strokes = draw_ground(self.sheet, self.content, self.frame, over=False)
        cells = self._cells() if {"control", "influence"} <= self.layers else frozenset[str]()
        strokes |= draw_ground(self.sheet, self.content, self.frame, over=True)
        arcs = draw_arcs(self.sheet, self.content, self.frame)
        shown = [event for event in numbered if anchor_of(self.content, self.frame, event)]
        marked = self._mark_places()
        here = {event.place_id for event in shown}
        chosen = here | {self.content.state.place}
        kept = [self._reach(place) for place in marked if place.id in chosen]
        others = [self._reach(place) for place in marked if place.id not in chosen]
        furniture = place_furniture(
            self.sheet, self.content, self.frame, others, kept, locator=locator, scale=scale
        )
        self.room.taken += furniture
        near = [p for p in marked if not any(box.overlaps(self._reach(p)) for box in furniture)]
        self.room.marks += [self._spots[place.id] for place in near]
        towns = self._towns(near)
        names = sorted(
            near, key=lambda place: (place.kind.rank, place.id not in self.content.dataset.holdings, place.id)
        )
        cities = [place for place in names if place.kind.rank in CITIES]
        self._names(sorted(cities, key=lambda place: -self._needed[place.id]))
        first = self._further(numbered)
        self._numbers(numbered)
        self._areas(LayerRole.LAKES, LAKE_NAME, 5)
        rest = [place for place in names if place not in cities]
        first_named: list[set[str | None]] = [
            {self.content.state.place},
            {c.place_id for c in self.content.moves},
            here,
        ]
        self._names(sorted(rest, key=lambda place: [place.id not in ids for ids in first_named]))
        self._areas(LayerRole.COUNTRIES, COUNTRY_NAME, 22)
        self.sheet.rect(self.frame.box, stroke="boundary", width=0.8)
        tones = frozenset(tone_of(event) for event in shown)
        hidden, unnamed, beyond = self._left_out(near)
        shape = (self.frame, towns, strokes, cells, tones, first, self._dots)
        return Drawn(*shape, hidden=hidden, unnamed=unnamed, beyond=beyond, arcs=arcs)

    def _town(self, control: PlaceControl) -> Town:
        drawn = self.content.state.holders
        return town_of(self.content.look, control, implied="implied" in self.layers, drawn=drawn)

    def _cells(self) -> frozenset[str]:
        """Tint the land nearest to each held town; cells of one tint are joined, so that no seams show.

        The classes of which some land is in the frame are returned.
        """
        tints: dict[Town, list[BaseGeometry]] = {}
        ground = ground_of(self.content.dataset)
        for control in self.content.snapshot.control:
            town = self._town(control)
            if control.place_id in ground.cells and town.kind.held and not town.implied:
                tint = Town(town.kind, strength=round(town.strength * LEVELS) / LEVELS)
                tints.setdefault(tint, []).append(cut_to(ground.cells[control.place_id], self.frame))
        found = [(tint, outline(shapely.union_all(cells), self.frame)) for tint, cells in tints.items()]
        for tint, path in found:
            if path is not None:
                self._cell(tint, path)
        return frozenset(tint.kind.id for tint, path in found if path is not None)

    def _cell(self, tint: Town, path: Path) -> None:
        colour, alpha = tint.kind.id, CELLS["light"] * tint.strength
        width, faint, clip = CELLS["outline_width"] * PRINT, CELLS["outline"] * tint.strength, self.frame.box
        if tint.kind.mixed:
            self.sheet.add(Shape(path, fill=colour, alpha=alpha * 2, clip=clip, hatch=True))
        self.sheet.add(
            Shape(path, fill=colour, alpha=alpha, clip=clip),
            Shape(path, stroke=colour, width=width, alpha=faint, clip=clip),
        )

    def _mark_places(self) -> list[Place]:
        """Take room for each place in the frame that is marked; return them."""
        far = self._is_far
        for place in self.content.dataset.places.values():
            tracked = place.id in self.content.dataset.holdings and "control" in self.layers
            rank, spot = place.kind.rank, self.frame.spot(place)
            radius = (RADII[rank] * PRINT * (0.7 if far else 1)) if tracked else 2.0
            inside = self.frame.box.grown(-CORNER * radius - 0.5)
            needed = not far or tracked or place.id in self._needed
            if spot and inside.holds(*spot) and needed and (rank in CITIES or (tracked and not far)):
                self._spots[place.id] = Mark(*spot, radius, "town")
                self.room.take(around(*spot, radius))
        return [self.content.dataset.places[place_id] for place_id in self._spots]

    def _left_out(self, near: Sequence[Place]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Followed places hidden by an edge, furniture or a far scale; without a name; beyond the frame."""
        if "control" not in self.layers:
            return frozenset(), frozenset(), frozenset()
        places = self.content.dataset.places
        spots = {place_id: self.frame.spot(places[place_id]) for place_id in self.content.dataset.holdings}
        inside = {place_id for place_id, spot in spots.items() if spot and self.frame.box.holds(*spot)}
        drawn = {place.id for place in near} & spots.keys()
        unnamed = drawn - self._named if "labels" in self.layers else set()
        return frozenset(inside - drawn), frozenset(unnamed), frozenset(spots.keys() - inside)

    def _reach(self, place: Place) -> Box:
        """What the symbol of a place covers with its corners and halo."""
        x, y, radius, _ = self._spots[place.id]
        return around(x, y, CORNER * radius + 2)

    def _towns(self, near: Sequence[Place]) -> frozenset[Town]:
        control = self.content.snapshot.by_place if "control" in self.layers else {}
        towns = set()
        for place in sorted(near, key=lambda place: place.kind.rank, reverse=True):
            x, y, radius, _ = self._spots[place.id]
            self.sheet.marks.append(self._spots[place.id])
            if place.id in control:
                town = self._town(control[place.id])
                draw_town(self.sheet, x, y, radius, town)
                towns.add(town)
            else:
                draw_dot(self.sheet, x, y)
                self._dots = True
            if place.id == self.content.state.place:
                draw_ring(self.sheet, x, y, radius)
        return frozenset(towns)

    def _names(self, places: Sequence[Place]) -> None:
        if "labels" not in self.layers:
            return
        for place in places:
            followed = place.id in self.content.dataset.holdings
            style = NAMES[place.kind.rank] if followed or place.kind.rank == 0 else OTHER_NAME
            text = clean(place.label(self.content.state.lang))
            what = (self.sheet, self.room, self._spots[place.id], text, style)
            is_town = followed and place.kind.rank in CITIES and not self._is_far
            is_needed = is_town or place.id in self._first
            if name_beside(*what) or (is_needed and name_aside(*what)):
                self._named.add(place.id)

    def _areas(self, role: LayerRole, style: Style, least: float) -> None:
        if "labels" not in self.layers:
            return
        ground = ground_of(self.content.dataset)
        layers = self.content.dataset.conflict.layers_of(role)
        for english, french, spots in (
            area for layer in layers for area in area_spots(ground, layer, self.frame, least)
        ):
            name = french if self.content.state.lang == "fr" else english
            text = name.upper() if role is LayerRole.COUNTRIES else name
            name_inside(self.sheet, self.room, spots, clean(text), style)

    def _further(self, numbered: Sequence[Event]) -> bool:
        """Mark events that the list leaves out with a small disc beside their place."""
        seen: set[tuple[float, float]] = set()
        drawn = False
        for event in self.content.events:
            anchor = anchor_of(self.content, self.frame, event)
            if anchor is None or event in numbered or anchor in seen:
                continue
            seen.add(anchor)
            radius = self._radius(event, 0.0)
            for x, y in ring_points(*anchor, radius + 3.4, 8, -math.pi / 4):
                if self.room.is_free(around(x, y, 2.9)):
                    draw_unnumbered(self.sheet, x, y)
                    self.sheet.marks.append(Mark(x, y, 2.9, "event"))
                    self.room.take(around(x, y, 2.9))
                    drawn = True
                    break
        return drawn

    def _numbers(self, numbered: Sequence[Event]) -> None:
        """Draw the numbers of the events in the frame: first all lines, then all discs over them."""
        placed = []
        for number, event in enumerate(numbered, 1):
            if anchor := anchor_of(self.content, self.frame, event):
                placed += [(number, event, spot) for spot in self._spot_beside(event, *anchor)]
        for number, event, (x, y) in placed:
            if event.id == self.content.state.event:
                draw_ring(self.sheet, x, y, EVENT_RADIUS)
            draw_number(self.sheet, x, y, number, tone_of(event), "number")
            self.sheet.marks.append(Mark(x, y, EVENT_RADIUS, "event"))

    def _radius(self, event: Event, otherwise: float) -> float:
        """Of the symbol at an event's place, where there is one."""
        mark = self._spots.get(event.place_id or "")
        return mark.radius if mark else otherwise

    def _spot_beside(self, event: Event, x: float, y: float) -> list[tuple[float, float]]:
        """The free spot nearest to an event's place, with a line to it where it is not beside it."""
        radius = self._radius(event, 1.5)
        reach = radius + EVENT_RADIUS + 1.5
        size = EVENT_RADIUS + 1.2
        for ring in range(MOST_RINGS):
            for spot in ring_points(x, y, reach + ring * 5, 12 + 4 * ring, -math.pi / 3):
                if self.room.is_free(around(*spot, size)):
                    if ring:
                        self._leader(x, y, *spot, radius)
                    self.room.take(around(*spot, size))
                    return [spot]
        return []

    def _leader(self, x: float, y: float, to_x: float, to_y: float, radius: float) -> None:
        length = math.hypot(to_x - x, to_y - y)
        across, down = (to_x - x) / length, (to_y - y) / length
        start, end = radius + 0.5, length - EVENT_RADIUS
        line = segment(x + across * start, y + down * start, x + across * end, y + down * end)
        self.sheet.add(Shape(line, stroke="halo", width=2.2), Shape(line, stroke="ink", width=0.7))
        for step in range(int(start) + 2, int(end), 3):
            self.room.take(around(x + across * step, y + down * step, 1.2))

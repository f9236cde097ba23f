"""Symbols of towns and events: the outlines, colours and edges of the map on screen, in points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geodash.model.acts import Tone
from geodash.model.vocabulary import FADED_DAYS, FRESH_DAYS, Confidence, HolderGroup
from geodash.pictures.box import around
from geodash.pictures.sheet import Shape, disc, polygon, rectangle, segment
from geodash.pictures.text import Style

if TYPE_CHECKING:
    from datetime import date

    from geodash.model.snapshot import PlaceControl
    from geodash.pictures.sheet import Sheet

FAINTEST = 0.45
RADII = (4.6, 4.4, 3.9, 3.5, 3.0, 2.8)
"""Radius of a town's symbol by rank."""

_EDGES = {Confidence.LOW: (0.8, (1.5, 1.2)), Confidence.MEDIUM: (0.6, ()), Confidence.HIGH: (1.25, ())}
_TONES = {Tone.PRESSURE: "pressure", Tone.NONE: "ink", Tone.COOPERATION: "cooperation"}
EVENT_RADIUS = 5.9
LAST_DIGIT = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a town is drawn: who holds it, how sure that is, how old the evidence is (1 fresh, 0.45 old)."""

    group: HolderGroup
    confidence: Confidence | None = Confidence.MEDIUM
    strength: float = 1.0


def look_of(control: PlaceControl, on: date) -> Look:
    """How a town is drawn on a day."""
    if control.last_confirmed is None or control.group is HolderGroup.UNKNOWN:
        return Look(control.group)
    age = (on - control.last_confirmed).days
    share = min(1.0, max(0.0, (age - FRESH_DAYS) / (FADED_DAYS - FRESH_DAYS)))
    return Look(control.group, control.confidence, 1 - (1 - FAINTEST) * share)


def town_outline(group: HolderGroup, x: float, y: float, r: float) -> Path:
    """Outline of a class of holder, about as heavy to the eye as the others of the same radius."""
    if group is HolderGroup.GOVERNMENT:
        return rectangle(around(x, y, 0.88 * r))
    if group is HolderGroup.EAST_AFRICAN:
        return polygon([(x, y - 1.2 * r), (x + 1.12 * r, y + 0.85 * r), (x - 1.12 * r, y + 0.85 * r)])
    if group is HolderGroup.OTHER:
        return polygon([(x, y - 1.25 * r), (x + 1.25 * r, y), (x, y + 1.25 * r), (x - 1.25 * r, y)])
    if group is HolderGroup.NO_DATA:
        arm = 0.7 * r
        return Path.make_compound_path(
            segment(x - arm, y - arm, x + arm, y + arm), segment(x + arm, y - arm, x - arm, y + arm)
        )
    return disc(x, y, 0.9 * r if group is HolderGroup.UNKNOWN else r)


def draw_town(sheet: Sheet, x: float, y: float, r: float, look: Look) -> None:
    """Draw a town: colour and shape say who, the edge how sure, the strength how old the evidence is."""
    path = town_outline(look.group, x, y, r)
    sheet.add(Shape(path, stroke="halo", width=2.6))
    if look.group is HolderGroup.NO_DATA:
        sheet.add(Shape(path, stroke="no_data", width=1.2))
        return
    if look.group is HolderGroup.UNKNOWN:
        sheet.add(Shape(path, fill="halo", stroke="unknown", width=1.0 if r < RADII[3] else 1.2))
        return
    colour = look.group.value
    sheet.add(Shape(path, fill="halo"))
    if look.group is HolderGroup.CONTESTED:
        sheet.add(Shape(_half(x, y, r), fill=colour, alpha=look.strength))
        sheet.add(Shape(path, stroke=colour, width=1.9, alpha=look.strength))
    else:
        sheet.add(Shape(path, fill=colour, alpha=look.strength))
    width, dash = _EDGES[look.confidence or Confidence.MEDIUM]
    sheet.add(
        Shape(path, stroke="ink", width=width * (0.8 if r <= RADII[4] else 1), dash=dash, alpha=look.strength)
    )


def _half(x: float, y: float, r: float) -> Path:
    wedge = Path.wedge(45, 225)
    return Affine2D().scale(r).translate(x, y).transform_path(wedge)


def draw_number(sheet: Sheet, x: float, y: float, number: int, tone: Tone, role: str) -> None:
    """Draw the disc of a numbered event; the edge says pressure or co-operation."""
    sheet.add(Shape(disc(x, y, EVENT_RADIUS + 0.9), fill="halo"))
    sheet.add(Shape(disc(x, y, EVENT_RADIUS), fill="paper", stroke=_TONES[tone], width=1.5 if tone else 0.9))
    style = Style(7.2 if number <= LAST_DIGIT else 6.4, "ink", bold=True)
    sheet.centred(x, y + 0.36 * style.size, str(number), style, role)


def draw_unnumbered(sheet: Sheet, x: float, y: float) -> None:
    """Draw an event that the list has no room for."""
    sheet.add(Shape(disc(x, y, 2.5), fill="paper", stroke="ink", width=0.8))
    sheet.add(Shape(disc(x, y, 0.95), fill="ink"))


def draw_ring(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """Draw the ring of a selection."""
    sheet.add(Shape(disc(x, y, radius + 2), stroke="halo", width=3.4))
    sheet.add(Shape(disc(x, y, radius + 2), stroke="accent", width=1.8))


def draw_dot(sheet: Sheet, x: float, y: float) -> None:
    """Draw a place whose control is not followed."""
    sheet.add(Shape(disc(x, y, 1.7), fill="label_muted", stroke="halo", width=1.0))


def tone_colour(tone: Tone) -> str:
    """Name of the colour of a tone."""
    return _TONES[tone]


def ring_points(x: float, y: float, radius: float, count: int, start: float) -> list[tuple[float, float]]:
    """Points spaced evenly on a circle, the first at an angle, then to both sides of it in turn."""
    turns = [(step + 1) // 2 * (1 if step % 2 else -1) for step in range(count)]
    angles = [start + turn * math.tau / count for turn in turns]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]

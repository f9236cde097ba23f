"""Symbols of towns and events, as the look has them, in points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geodash.look.ground import PRINT
from geodash.look.shapes import SHAPES
from geodash.look.signs import TONES
from geodash.look.towns import (
    EDGES,
    IMPLIED_CORE,
    LEFT_OUT,
    STROKES,
    THIN_BELOW,
    THINNER,
    ClassLook,
    strength_at,
)
from geodash.model.acts import act_of
from geodash.model.vocabulary import UNKNOWN, Basis, Confidence
from geodash.pictures.sheet import Shape, disc, polygon
from geodash.pictures.text import Style

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geodash.look.whole import MapLook
    from geodash.model.records import Event
    from geodash.model.snapshot import PlaceControl
    from geodash.pictures.sheet import Sheet

EVENT_RADIUS = 5.9
LAST_DIGIT = 9
RINGS = (0.8, -1.2)
"""How far the two rings of co-operation stand from one ring."""


@dataclass(frozen=True, slots=True)
class Town:
    """How a town is drawn: its class, how sure that is, how far the evidence is away (1 near, less for far).

    An implied one is an outline; one that is ``left`` out is a small ring, whatever its class.
    """

    kind: ClassLook
    confidence: Confidence = Confidence.MEDIUM
    strength: float = 1.0
    implied: bool = False
    left: bool = False


def town_of(look: MapLook, control: PlaceControl, *, implied: bool, drawn: Collection[str] = ()) -> Town:
    """How a town is drawn on a day; where ``implied`` holders are not shown, theirs are unknown.

    Where only some classes are ``drawn``, places of the others are left out.
    """
    shown = implied or control.basis is not Basis.IMPLIED
    if drawn and (control.group if shown else UNKNOWN) not in drawn:
        return Town(look.classes[UNKNOWN], left=True)
    kind = look.classes[control.group]
    if not kind.held or control.confidence is None:
        return Town(kind)
    if control.basis is Basis.IMPLIED:
        strength = strength_at(control.age)
        return Town(kind, strength=strength, implied=True) if implied else Town(look.classes[UNKNOWN])
    return Town(kind, control.confidence, strength_at(control.age))


@lru_cache(maxsize=2_000)
def shape_at(name: str, x: float, y: float, r: float) -> Path:
    """Outline of a shape of the look around a point."""
    form = SHAPES[name]
    if "circle" in form:
        return disc(x, y, form["circle"] * r)
    place = Affine2D().scale(r).translate(x, y)
    lines = [polygon(form["polygon"])] if "polygon" in form else [Path(line) for line in form["lines"]]
    return place.transform_path(Path.make_compound_path(*lines))


def printed(pixels: Iterable[float]) -> tuple[float, ...]:
    """Points on paper of pixels on screen."""
    return tuple(length * PRINT for length in pixels)


def draw_town(sheet: Sheet, x: float, y: float, r: float, town: Town) -> None:
    """Draw a town: colour and shape say who, the edge how sure, the strength how far the evidence is away."""
    if town.left:
        draw_left(sheet, x, y, r)
        return
    kind, path = town.kind, shape_at(town.kind.shape, x, y, r)
    thin = THINNER if r < THIN_BELOW * PRINT else 1.0
    halo, ring, line, outline = printed(STROKES[name] for name in ("halo", "mixed", "open", "implied"))
    sheet.add(Shape(path, fill="halo", stroke="halo", width=halo))
    if kind.open:
        sheet.add(Shape(path, stroke=kind.id, width=line * thin))
        return
    if town.implied:
        core = shape_at(kind.shape, x, y, r * IMPLIED_CORE)
        sheet.add(Shape(path, stroke=kind.id, width=outline * thin, alpha=town.strength))
        sheet.add(Shape(core, fill=kind.id, alpha=town.strength))
        return
    sheet.add(Shape(_half(x, y, r) if kind.mixed else path, fill=kind.id, alpha=town.strength))
    if kind.mixed:
        sheet.add(Shape(path, stroke=kind.id, width=ring, alpha=town.strength))
    edge = EDGES[town.confidence]
    width, *dash = printed((edge.width * thin, *edge.dash))
    sheet.add(Shape(path, stroke="ink", width=width, dash=tuple(dash), alpha=town.strength))


def draw_left(sheet: Sheet, x: float, y: float, r: float) -> None:
    """Draw a town whose holder is left out: that it is followed, and nothing of who holds it."""
    halo, ring = printed((STROKES["halo"], LEFT_OUT["line"]))
    path = disc(x, y, r * LEFT_OUT["size"])
    sheet.add(
        Shape(path, fill="halo", stroke="halo", width=halo), Shape(path, stroke="label_muted", width=ring)
    )


@lru_cache(maxsize=500)
def _half(x: float, y: float, r: float) -> Path:
    wedge = Path.wedge(45, 225)
    return Affine2D().scale(r).translate(x, y).transform_path(wedge)


def draw_number(sheet: Sheet, x: float, y: float, number: int, tone: str, role: str) -> None:
    """Draw the disc of a numbered event; the edge says pressure or co-operation."""
    sheet.add(Shape(disc(x, y, EVENT_RADIUS + 1.5), fill="halo"))
    draw_disc(sheet, x, y, EVENT_RADIUS, tone)
    style = Style(7.2 if number <= LAST_DIGIT else 6.4, "ink", bold=True)
    sheet.centred(x, y + 0.36 * style.size, str(number), style, role)


def draw_disc(sheet: Sheet, x: float, y: float, radius: float, tone: str) -> None:
    """Draw the disc of an event without its number."""
    if tone == "cooperation":  # two rings, so that it is told from pressure without its colour
        for apart in RINGS:
            sheet.add(Shape(disc(x, y, radius + apart), fill="paper", stroke=TONES[tone], width=0.9))
        return
    width = 0.9 if tone == "none" else 1.5
    sheet.add(Shape(disc(x, y, radius), fill="paper", stroke=TONES[tone], width=width))


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


def tone_of(event: Event) -> str:
    """Name of an event's tone in the look."""
    return act_of(event).tone.name.lower()


def ring_points(x: float, y: float, radius: float, count: int, start: float) -> list[tuple[float, float]]:
    """Points spaced evenly on a circle, the first at an angle, then to both sides of it in turn."""
    turns = [(step + 1) // 2 * (1 if step % 2 else -1) for step in range(count)]
    angles = [start + turn * math.tau / count for turn in turns]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]

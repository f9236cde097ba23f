"""What is wrong with a sheet, by geometry alone: nothing is painted, and every size and day is quick."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from geodash.pictures.box import Box, around
from geodash.pictures.symbols import EVENT_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.pictures.sheet import Line, Sheet

FURNITURE = ("scale", "locator", "warning", "legend", "outside", "events")
BOXED = ("legend", "events", "outside", "scale", "warning", "figures")
"""Roles of texts that stand in a box of that name, where the sheet says so."""


def problems(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each fault as its kind and what it is about."""
    yield from _over_text(sheet)
    yield from _over_furniture(sheet)
    yield from _nearer_to_another(sheet)
    yield from _out_of_the_box(sheet)


def centre_of(line: Line) -> tuple[float, float]:
    """Middle of the disc that a number stands in."""
    return (line.box.left + line.box.right) / 2, line.y - 0.36 * line.style.size


def _covers(line: Line) -> Box:
    return around(*centre_of(line), EVENT_RADIUS) if line.role == "number" else line.box


def _over_text(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Texts over texts, and discs of numbers over names."""
    boxes = [(line, line.box) for line in sheet.lines]
    for (one, first), (other, second) in combinations(boxes, 2):
        if first.overlaps(second):
            yield "text over text", f"{one.text!r} covers {other.text!r}"
    on_map = [(line, _covers(line)) for line in sheet.lines if line.role in {"place", "area", "number"}]
    for (one, first), (other, second) in combinations(on_map, 2):
        if "number" in {one.role, other.role} and first.overlaps(second):
            yield "disc over text", f"{one.text!r} covers {other.text!r}"


def _over_furniture(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Names and symbols of the map over what stands on it or beside it."""
    maps = [box for name, box in sheet.boxes.items() if name.startswith("map")]
    things = [(line.text, _covers(line)) for line in sheet.lines if line.role in {"place", "area", "number"}]
    things += [(mark.role, around(mark.x, mark.y, mark.radius)) for mark in sheet.marks]
    for text, box in things:
        if not any(where.contains(box) for where in maps):
            yield "out of the map", text
        for name in (name for name in FURNITURE if name in sheet.boxes):
            if box.overlaps(sheet.boxes[name]):
                yield "over furniture", f"{text!r} covers the {name}"


def _nearer_to_another(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Names that stand no nearer to their own symbol than to that of another town."""
    towns = [mark for mark in sheet.marks if mark.role == "town"]
    for line in sheet.lines:
        own = line.beside
        if own and not all(mark == own or own.is_nearer(line.box, mark) for mark in towns):
            yield "nearer to another", line.text


def _out_of_the_box(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Texts that leave the page or the box they belong to."""
    page = Box(0, 0, sheet.width, sheet.height)
    for line in sheet.lines:
        if not page.contains(line.box):
            yield "off the page", line.text
        home = sheet.boxes.get(line.role) if line.role in BOXED else None
        if home and not home.grown(1.5).contains(line.box):
            yield "out of its box", f"{line.text!r} leaves the {line.role}"

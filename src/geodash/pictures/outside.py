"""The strip under a map: numbers of the events that happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodash.pictures.keyfigures import META
from geodash.pictures.symbols import EVENT_RADIUS, draw_number, tone_of
from geodash.pictures.text import Style, clean, cut, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.records import Event
    from geodash.pictures.box import Box
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet

ROLE = "outside"
BESIDE = 2 * EVENT_RADIUS + 3
GAP = 10.0
LONGEST_NAMES = (144.0, 129.0, 114.0, 99.0, 84.0)
"""How wide names may be where they do not all fit: as wide as leaves no number without its place."""


class Elsewhere(NamedTuple):
    """Events at one place that the map does not show: their numbers, and how many have none."""

    name: str
    numbers: list[int]
    rest: int

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.numbers) + self.rest

    def further(self, content: Content) -> str:
        """How many have no number, or nothing."""
        text = content.tr.number(self.rest) if self.rest else ""
        return f"+{text}" if text and self.numbers else text

    def width(self, content: Content) -> float:
        """How wide its part of the strip is."""
        words = text_width(self.name, META) + text_width(self.further(content), META)
        return words + len(self.numbers) * BESIDE + 5 + GAP


def elsewhere(
    content: Content, numbered: Sequence[Event], outside: Sequence[Event], longest: float
) -> list[Elsewhere]:
    """Events outside the map by place, those with the first numbers first, then the most numerous.

    Names wider than ``longest`` are cut where an event has a number, which does not stand without its place.
    """
    numbers = {event.id: number for number, event in enumerate(numbered, 1)}
    groups: dict[str, list[Event]] = {}
    for event in outside:
        groups.setdefault(event.place_id or "", []).append(event)
    found = []
    for place_id, events in groups.items():
        place = content.dataset.places.get(place_id)
        label = (
            place.label(content.state.lang).partition(" (")[0] if place else content.tr("briefing.no_place")
        )
        here = [numbers[event.id] for event in events if event.id in numbers]
        name = cut(clean(label), META, longest) if here else clean(label)
        found.append(Elsewhere(name, here, len(events) - len(here)))
    return sorted(found, key=lambda part: (part.numbers[0] if part.numbers else 1000, -part.total, part.name))


def outside_strip(
    sheet: Sheet, content: Content, box: Box, numbered: Sequence[Event], outside: Sequence[Event]
) -> None:
    """Write which events happened elsewhere, as many places as fit."""
    sheet.begin(ROLE)
    sheet.rect(box, fill="panel")
    title = Style(META.size, "text", bold=True)
    base = (box.top + box.bottom) / 2 + 0.36 * META.size
    x = sheet.line(box.left + 6, base, content.tr("briefing.outside"), title, ROLE).box.right + GAP
    room = box.right - 6 - x
    for longest in (box.width, *LONGEST_NAMES):
        named, others = _fitting(content, elsewhere(content, numbered, outside, longest), room)
        if not others.numbers:
            break
    for part in [*named, others]:
        if part.total:
            x = _draw_part(sheet, content, part, numbered, x, base) + GAP


def _fitting(content: Content, parts: Sequence[Elsewhere], width: float) -> tuple[list[Elsewhere], Elsewhere]:
    """As many places as fit beside each other, and the others as one."""
    for at, part in enumerate(parts):
        others = _joined(content, parts[at + 1 :])
        reserve = others.width(content) if others.total else 0.0
        if part.width(content) - GAP > width - reserve:
            return [*parts[:at]], _narrowed(content, _joined(content, parts[at:]), width)
        width -= part.width(content)
    return [*parts], _joined(content, [])


def _joined(content: Content, parts: Sequence[Elsewhere]) -> Elsewhere:
    """Places for which there is no room, as one."""
    numbers = [number for part in parts for number in part.numbers]
    return Elsewhere(content.tr("briefing.elsewhere"), numbers, sum(part.rest for part in parts))


def _narrowed(content: Content, part: Elsewhere, width: float) -> Elsewhere:
    """As many numbers as fit; the others are counted with those that have none."""
    while part.numbers and part.width(content) - GAP > width:
        part = Elsewhere(part.name, part.numbers[:-1], part.rest + 1)
    return part


def _draw_part(
    sheet: Sheet, content: Content, part: Elsewhere, numbered: Sequence[Event], x: float, base: float
) -> float:
    x = sheet.line(x, base, part.name, META, ROLE).box.right + 4
    for number in part.numbers:
        tone = tone_of(numbered[number - 1])
        draw_number(sheet, x + EVENT_RADIUS + 0.5, base - 0.36 * META.size, number, tone, ROLE)
        x += BESIDE
    if part.rest:
        return sheet.line(x + 1, base, part.further(content), META, ROLE).box.right
    return x

"""The legend: what is on the map and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from geodash.model.acts import Tone
from geodash.model.vocabulary import Confidence, HolderGroup
from geodash.pictures.box import Box
from geodash.pictures.keyfigures import heading, heading_height
from geodash.pictures.sheet import Shape, disc, segment
from geodash.pictures.symbols import (
    EVENT_RADIUS,
    FAINTEST,
    Look,
    draw_dot,
    draw_town,
    draw_unnumbered,
    tone_colour,
)
from geodash.pictures.text import Style, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geodash.pictures.content import Content
    from geodash.pictures.map import Drawn
    from geodash.pictures.sheet import Sheet

TEXT = Style(7.6, "text")
SWATCH = 20.0
COLUMN = 104.0
WIDE_COLUMN = 136.0
GAP = 10.0
ROW_GAP = 2.6
FRESH = 0.999

_LINES: tuple[tuple[str, str, float, tuple[float, ...], str], ...] = (
    ("border_drc_rwanda", "border", 1.7, (), "━"),
    ("boundaries", "boundary", 0.9, (), "─"),
    ("undetermined", "boundary", 0.9, (3, 2.2), "┄"),
    ("provinces", "province", 0.9, (1.8, 2.4), "┄"),
    ("roads", "road", 1.1, (4.5, 3), "┄"),
)
SIGNS = {
    HolderGroup.M23: "●",
    HolderGroup.GOVERNMENT: "■",
    HolderGroup.EAST_AFRICAN: "▲",
    HolderGroup.OTHER: "◆",
    HolderGroup.CONTESTED: "◐",
    HolderGroup.UNKNOWN: "○",
    HolderGroup.NO_DATA: "×",
}
"""The nearest sign of a text font to each symbol, for a legend made of text alone."""


@dataclass(frozen=True)
class Entry:
    """A line of the legend: how its sample is drawn around a point, what it means, and its sign in text."""

    draw: Callable[[Sheet, float, float], None]
    text: str
    sign: str
    colour: str


def holders_in(looks: Iterable[Look], counted: Iterable[HolderGroup] = ()) -> list[HolderGroup]:
    """Classes of holder on maps or in figures, in the order of the vocabulary."""
    found = {look.group for look in looks} | set(counted)
    return [group for group in HolderGroup if group in found]


def legend_entries(
    content: Content, maps: Sequence[Drawn], counted: Iterable[HolderGroup] = ()
) -> list[Entry]:
    """What the maps show; ``counted`` are classes that only figures beside the maps show."""
    tr = content.tr
    looks = {look for drawn in maps for look in drawn.looks}
    layers = {layer for drawn in maps for layer in drawn.layers}
    held = [look for look in looks if look.group not in {HolderGroup.UNKNOWN, HolderGroup.NO_DATA}]
    entries = [_town_entry(Look(group), tr(f"vocab.group.{group}")) for group in holders_in(looks, counted)]
    sample = (
        HolderGroup.M23 if any(look.group is HolderGroup.M23 for look in held) else HolderGroup.GOVERNMENT
    )
    if any(look.strength < FRESH for look in held):
        entries.append(_town_entry(Look(sample, strength=FAINTEST), tr("map.legend.old")))
    if any(look.confidence is Confidence.LOW for look in held):
        entries.append(_town_entry(Look(sample, Confidence.LOW), tr("map.legend.low")))
    if any(look.confidence is Confidence.HIGH for look in held):
        entries.append(_town_entry(Look(sample, Confidence.HIGH), tr("briefing.legend_high")))
    if held and {"control", "influence"} <= content.state.layers:
        entries.append(Entry(partial(_area, sample.value), tr("map.legend.influence"), "▒", sample.value))
    entries += _event_entries(content, maps)
    if any(drawn.dots for drawn in maps):
        entries.append(Entry(draw_dot, tr("briefing.legend_dot"), "•", "label_muted"))
    for name, colour, width, dash, sign in _LINES:
        if name in layers:
            draw = partial(_line, colour, width, dash)
            entries.append(Entry(draw, tr(f"briefing.legend_{name}"), sign, colour))
    return entries


def _town_entry(look: Look, text: str) -> Entry:
    return Entry(partial(_town, look), text, SIGNS[look.group], look.group.value)


def _event_entries(content: Content, maps: Sequence[Drawn]) -> list[Entry]:
    tones = {tone for drawn in maps for tone in drawn.tones}
    names = {
        Tone.NONE: "briefing.legend_event",
        Tone.PRESSURE: "briefing.legend_pressure",
        Tone.COOPERATION: "briefing.legend_cooperation",
    }
    entries = [
        Entry(partial(_event, tone), content.tr(key), "①", tone_colour(tone))
        for tone, key in names.items()
        if int(tone) in tones
    ]
    if any(drawn.unnumbered for drawn in maps):
        entries.append(Entry(draw_unnumbered, content.tr("briefing.legend_further"), "⊙", "ink"))
    return entries


def legend_height(entries: Sequence[Entry], width: float) -> float:
    """How high a legend of that width is."""
    columns = _columns(entries, width)
    return max((sum(height for _, _, height in column) for column in columns), default=0) + heading_height()


def draw_legend(sheet: Sheet, content: Content, box: Box, entries: Sequence[Entry]) -> None:
    """Write the legend from the top of a box, column by column."""
    top = heading(sheet, box, content.tr("map.legend"), "legend")
    columns = _columns(entries, box.width)
    for column, cell in zip(columns, box.columns(max(1, len(columns)), GAP), strict=False):
        y = top
        for entry, lines, height in column:
            entry.draw(sheet, cell.left + SWATCH / 2, y + 0.5 * TEXT.size)
            where = Box(cell.left + SWATCH + 5, y, cell.right, box.bottom)
            sheet.paragraph(where, lines, TEXT, "legend")
            y += height


def _columns(entries: Sequence[Entry], width: float) -> list[list[tuple[Entry, list[str], float]]]:
    """The entries broken into lines, in columns of about the same height."""
    count = max(1, int((width + GAP) // (WIDE_COLUMN + GAP)), min(2, int((width + GAP) // (COLUMN + GAP))))
    cell = (width - GAP * (count - 1)) / count - SWATCH - 5
    rows = []
    for entry in entries:
        lines = wrap(entry.text, TEXT, cell, 2)
        rows.append((entry, lines, max(len(lines) * TEXT.step, 11.0) + ROW_GAP))
    limit = sum(height for *_, height in rows) / count
    while True:
        columns = _filled(rows, limit)
        if len(columns) <= count:
            return columns
        limit += 2


def _filled(
    rows: Sequence[tuple[Entry, list[str], float]], limit: float
) -> list[list[tuple[Entry, list[str], float]]]:
    columns: list[list[tuple[Entry, list[str], float]]] = []
    used = limit + 1
    for row in rows:
        if used + row[2] > limit + 0.01:
            columns.append([])
            used = 0.0
        columns[-1].append(row)
        used += row[2]
    return columns


def _town(look: Look, sheet: Sheet, x: float, y: float) -> None:
    draw_town(sheet, x, y, 4.4, look)


def _area(colour: str, sheet: Sheet, x: float, y: float) -> None:
    box = Box(x - 9, y - 4.5, x + 9, y + 4.5)
    sheet.rect(box, fill="land")
    sheet.rect(box, fill=colour, alpha=0.2)
    sheet.rect(box, stroke=colour, width=1.2, alpha=0.3)


def _line(colour: str, width: float, dash: tuple[float, ...], sheet: Sheet, x: float, y: float) -> None:
    sheet.add(Shape(segment(x - 10, y, x + 10, y), stroke=colour, width=width, dash=dash))


def _event(tone: Tone, sheet: Sheet, x: float, y: float) -> None:
    ring = disc(x, y, EVENT_RADIUS - 0.8)
    sheet.add(Shape(ring, fill="paper", stroke=tone_colour(tone), width=1.5 if tone else 0.9))

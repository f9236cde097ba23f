"""The legend: the rows of the look that the map shows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from geodash.look.ground import PRINT, width_at
from geodash.look.shapes import SIGNS
from geodash.look.signs import ACT_DASHES, TONES
from geodash.look.towns import CELLS, FAINTEST
from geodash.pictures.basemap import ink_of
from geodash.pictures.box import Box
from geodash.pictures.keyfigures import heading, heading_height
from geodash.pictures.sheet import Shape, polygon, rectangle, segment
from geodash.pictures.symbols import (
    EVENT_RADIUS,
    Town,
    draw_disc,
    draw_dot,
    draw_left,
    draw_town,
    draw_unnumbered,
    shape_at,
)
from geodash.pictures.text import Style, clean, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geodash.look.ground import Stroke
    from geodash.look.legend import LegendRow
    from geodash.look.towns import ClassLook
    from geodash.pictures.content import Content
    from geodash.pictures.drawn import Drawn
    from geodash.pictures.sheet import Sheet

TEXT = Style(7.6, "text")
SWATCH = 20.0
COLUMN = 104.0
WIDE_COLUMN = 136.0
GAP = 10.0
ROW_GAP = 2.6
HEAVY = 1.4
"""Points from which a line is heavy, for a legend made of text alone."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Something that a map shows: how it is drawn around a point, and its sign and colour in a text."""

    draw: Callable[[Sheet, float, float], None]
    sign: str
    colour: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend."""

    sample: Sample
    text: str


Samples = dict[tuple[str, str], Sample]
"""By kind and subject of the row that explains it."""


def legend_entries(
    content: Content,
    maps: Sequence[Drawn],
    counted: Iterable[str] = (),
    *,
    ground: bool = True,
    explained: Iterable[str] = (),
) -> list[Entry]:
    """What the maps show; ``counted`` are classes that only figures beside the maps show.

    Without ``ground`` the lines and areas of the map are left out, but for those that a reader switches.
    Classes that figures have ``explained`` with symbol and name are left out too.
    """
    samples = _of_towns(content, maps, counted) | _of_events(maps)
    for name in explained:
        samples.pop(("class", name), None)
    switched = content.dataset.conflict.switched_layers
    samples |= {row: each for row, each in _of_layers(content, maps).items() if ground or row[1] in switched}
    rows = (row for row in content.look.legend if (row.kind, row.ref) in samples)
    numbered = any(drawn.tones for drawn in maps)
    entries = [Entry(samples[row.kind, row.ref], _text(content, row, numbered=numbered)) for row in rows]
    if text := left_out(content, maps):
        entries.append(Entry(Sample(_draw_nothing, "–", "label_muted"), text))
    return entries


def left_out(content: Content, maps: Sequence[Drawn]) -> str:
    """What the maps do not show of the followed places, though figures count them, or nothing."""
    texts = {
        "briefing.legend_hidden": [drawn.hidden for drawn in maps],
        "briefing.legend_unnamed": [drawn.unnamed for drawn in maps],
        "briefing.legend_beyond": [drawn.beyond for drawn in maps],
    }
    counts = {key: len(frozenset[str]().union(*sets)) for key, sets in texts.items()}
    parts = [content.tr(key, count=count) for key, count in counts.items() if count]
    return content.tr("briefing.legend_left_out", list=", ".join(parts)) if parts else ""


def _text(content: Content, row: LegendRow, *, numbered: bool) -> str:
    if row.kind == "further" and not numbered:
        return content.tr("briefing.legend_event_alone")
    if row.text:
        return content.tr(row.text)
    if row.kind == "class":
        return content.class_name(row.ref)
    layers = {layer.resource: layer for layer in content.dataset.conflict.layers}
    return clean(layers[row.ref].text("name", content.state.lang))


def _of_towns(content: Content, maps: Sequence[Drawn], counted: Iterable[str]) -> Samples:
    """Classes, and what edge, strength and shaded land mean, each on the first class that is so shown."""
    towns = {town for drawn in maps for town in drawn.towns}
    shown = {town.kind.id for town in towns if not town.left} | set(counted)
    kinds = content.look.classes.values()
    found = {("class", kind.id): _town(Town(kind)) for kind in kinds if kind.id in shown}
    if implied := [kind for kind in kinds if any(town.implied and town.kind is kind for town in towns)]:
        found["implied", ""] = replace(_town(Town(implied[0], implied=True)), sign="◎")
    if any(town.left for town in towns):
        found["left", ""] = Sample(partial(draw_left, r=4.4), "∘", "label_muted")
    held = [town for town in towns if town.kind.held]
    for level in {town.confidence for town in held if not town.implied}:
        sure = (town.kind for town in held if town.confidence is level and not town.implied)
        found["edge", level] = _town(Town(_first(kinds, sure), level))
    if faded := {town.kind for town in held if town.strength < 1}:
        found["fade", ""] = _town(Town(_first(kinds, faded), strength=FAINTEST))
    if shaded := frozenset[str]().union(*(drawn.cells for drawn in maps)):
        kind = next(kind.id for kind in kinds if kind.id in shaded)
        found["cell", ""] = Sample(partial(_draw_cell, kind), "▒", kind)
    return found


def _first(kinds: Iterable[ClassLook], shown: Iterable[ClassLook]) -> ClassLook:
    """The first class of the look that is among some: a sample shows what the map shows."""
    there = [*shown]
    return next(kind for kind in kinds if kind in there)


def _of_events(maps: Sequence[Drawn]) -> Samples:
    """Events by what they do to a relation, those without a number, and places that are not followed."""
    tones = {tone for drawn in maps for tone in drawn.tones}
    found = {("event", tone): Sample(partial(_draw_event, tone), "①", TONES[tone]) for tone in tones}
    arcs = {arc for drawn in maps for arc in drawn.arcs}
    found |= {
        ("arc", tone): Sample(partial(_draw_arc, TONES[tone], ()), "→", TONES[tone]) for tone, _ in arcs
    }
    if any(not is_deed for _, is_deed in arcs):
        found["arc", "words"] = Sample(partial(_draw_arc, "ink", ACT_DASHES["words"]), "⇢", "ink")
    if any(drawn.unnumbered for drawn in maps):
        found["further", ""] = Sample(draw_unnumbered, "⊙", "ink")
    if any(drawn.dots for drawn in maps):
        found["dot", ""] = Sample(draw_dot, "•", "label_muted")
    return found


def _of_layers(content: Content, maps: Sequence[Drawn]) -> Samples:
    """Layers with all that is drawn of them; lines of a status of their own by themselves."""
    shown = {stroke for drawn in maps for stroke in drawn.strokes}
    strokes: dict[tuple[str, str], list[Stroke]] = {}
    for stroke in content.look.ground:
        if stroke in shown:
            kind = "undetermined" if stroke.where else "layer"
            strokes.setdefault((kind, stroke.layer), []).append(stroke)
    return {row: _layer(drawn, maps[0].frame.zoom) for row, drawn in strokes.items()}


def _town(town: Town) -> Sample:
    return Sample(partial(_draw_town, town), town.kind.sign, town.kind.id)


def _layer(strokes: Sequence[Stroke], zoom: float) -> Sample:
    last = strokes[-1]
    heavy = ink_of(last, zoom)["width"] >= HEAVY
    line = "┄" if last.dash else "━" if heavy else "─"
    sign = SIGNS[last.shape] if last.shape else "▒" if _is_area(strokes) else line
    return Sample(partial(_draw_layer, strokes, zoom), sign, last.fill or last.stroke)


def _is_area(strokes: Sequence[Stroke]) -> bool:
    return any(stroke.fill and not stroke.shape for stroke in strokes)


def legend_height(entries: Sequence[Entry], width: float) -> float:
    """How high a legend of that width is."""
    columns = _columns(entries, width)
    return max((sum(height for _, _, height in column) for column in columns), default=0) + heading_height()


def draw_legend(sheet: Sheet, content: Content, box: Box, entries: Sequence[Entry]) -> None:
    """Write the legend from the top of a box, column by column."""
    sheet.begin("legend")
    top = heading(sheet, box, content.tr("map.legend"), "legend")
    columns = _columns(entries, box.width)
    for column, cell in zip(columns, box.columns(max(1, len(columns)), GAP), strict=False):
        y = top
        for entry, lines, height in column:
            entry.sample.draw(sheet, cell.left + SWATCH / 2, y + 0.5 * TEXT.size)
            where = Box(cell.left + SWATCH + 5, y, cell.right, box.bottom)
            sheet.paragraph(where, lines, TEXT, "legend")
            y += height


def _columns(entries: Sequence[Entry], width: float) -> list[list[tuple[Entry, list[str], float]]]:
    """The entries broken into lines, in columns of about the same height."""
    count = max(1, int((width + GAP) // (WIDE_COLUMN + GAP)), min(2, int((width + GAP) // (COLUMN + GAP))))
    cell = (width - GAP * (count - 1)) / count - SWATCH - 5
    rows = []
    for entry in entries:
        lines = wrap(entry.text, TEXT, cell, 3)
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


def _draw_nothing(sheet: Sheet, x: float, y: float) -> None:
    sheet.rect(Box(x - 3, y - 0.4, x + 3, y + 0.4), fill="label_muted")


def _draw_town(town: Town, sheet: Sheet, x: float, y: float) -> None:
    draw_town(sheet, x, y, 4.4, town)


def _draw_event(tone: str, sheet: Sheet, x: float, y: float) -> None:
    draw_disc(sheet, x, y, EVENT_RADIUS - 0.8, tone)


def _draw_arc(colour: str, dash: tuple[float, ...], sheet: Sheet, x: float, y: float) -> None:
    shaft = segment(x - 10, y, x + 5, y)
    sheet.add(Shape(shaft, stroke=colour, width=1.2, dash=tuple(each * PRINT for each in dash)))
    sheet.add(Shape(polygon([(x + 10, y), (x + 4, y - 3), (x + 4, y + 3)]), fill=colour))


def _draw_cell(colour: str, sheet: Sheet, x: float, y: float) -> None:
    box = Box(x - 9, y - 4.5, x + 9, y + 4.5)
    sheet.rect(box, fill="land")
    sheet.rect(box, fill=colour, alpha=CELLS["light"])
    sheet.rect(box, stroke=colour, width=CELLS["outline_width"] * PRINT, alpha=CELLS["outline"])


def _draw_layer(strokes: Sequence[Stroke], zoom: float, sheet: Sheet, x: float, y: float) -> None:
    """A point, a piece of area or a piece of line, with the strokes of its layer one over the other."""
    piece = (
        rectangle(Box(x - 9, y - 4.5, x + 9, y + 4.5)) if _is_area(strokes) else segment(x - 10, y, x + 10, y)
    )
    for stroke in strokes:
        radius = width_at(stroke.width, zoom) * PRINT
        path = shape_at(stroke.shape, x, y, radius) if stroke.shape else piece
        sheet.add(Shape(path, **ink_of(stroke, zoom)))

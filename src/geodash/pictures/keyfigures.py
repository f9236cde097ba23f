"""Key figures of the day: places per holder, what changed, and the selected place in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.pictures.box import Box
from geodash.pictures.symbols import Town, draw_town
from geodash.pictures.text import ASCENT, Style, clean, text_width, wrap
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.pictures.content import Content, Count
    from geodash.pictures.sheet import Sheet

HEADING = Style(8.4, "muted", bold=True)
FIGURE = Style(17.0, "text", bold=True)
CHANGE = Style(9.0, "muted", bold=True)
LABEL = Style(7.8, "text")
META = Style(7.8, "muted")
MINUS = "−"
CELL = 74.0
NARROW = 280.0
SHORT_FIGURE = Style(11.5, "text", bold=True)


def heading(sheet: Sheet, box: Box, text: str, role: str) -> float:
    """Write a heading over a thin rule at the top of a box; return where it ends."""
    style = HEADING
    while text_width(text, style) > box.width and style.size > 6.4:  # noqa: PLR2004 - the smallest print
        style = style.sized(style.size - 0.4)
    bottom = box.top + HEADING.step
    sheet.line(box.left, box.top + ASCENT * HEADING.size, wrap(text, style, box.width, 1)[0], style, role)
    sheet.rect(Box(box.left, bottom + 0.6, box.right, bottom + 1.2), fill="line")
    return box.top + heading_height()


def heading_height() -> float:
    """How high a heading is."""
    return HEADING.step + 5


def draw_figures(sheet: Sheet, content: Content, box: Box, *, changes: bool) -> float:
    """Places per holder on the day, and the change since the window opened; return where they end.

    Nothing is written where control is not known or no place is followed.
    """
    if not (content.has_data and content.counts):
        return box.top
    sheet.begin("figures")
    top = heading(sheet, box, figures_title(content), "figures")
    if box.width < NARROW:
        top = _short_figures(sheet, content, Box(box.left, top, box.right, box.bottom))
    else:
        top = _wide_figures(sheet, content, Box(box.left, top, box.right, box.bottom))
    if content.state.place in content.snapshot.by_place:
        top = _statement(sheet, content, Box(box.left, top, box.right, box.bottom)) + 2
    if changes and content.since:
        top = _changes(sheet, content, Box(box.left, top, box.right, box.bottom))
    return top + 4


def explained_by_figures(content: Content) -> frozenset[str]:
    """Classes to which the figures give symbol and name, as a legend would."""
    return frozenset(count.group for count in content.counts) if content.has_data else frozenset()


def _short_figures(sheet: Sheet, content: Content, box: Box) -> float:
    """One line per class."""
    top = box.top
    for count in content.counts:
        base = top + ASCENT * SHORT_FIGURE.size
        draw_town(
            sheet,
            box.left + 5.5,
            base - 0.36 * SHORT_FIGURE.size,
            4.4,
            Town(content.look.classes[count.group]),
        )
        sheet.right(box.left + 36, base, content.tr.number(count.reported), SHORT_FIGURE, "figures")
        if change := change_text(content, count):
            sheet.line(box.left + 40, base, change, CHANGE, "figures")
        name = content.class_name(count.group)
        text = f"{name}, {implied_text(content, count)}" if count.implied else name
        sheet.line(box.left + 66, base, wrap(text, LABEL, box.width - 66, 1)[0], LABEL, "figures")
        top += SHORT_FIGURE.step
    return top


def _wide_figures(sheet: Sheet, content: Content, box: Box) -> float:
    top = box.top
    per_row = max(1, min(len(content.counts), int(box.width // CELL)))
    for start in range(0, len(content.counts), per_row):
        row = content.counts[start : start + per_row]
        columns = Box(box.left, top, box.right, box.bottom).columns(per_row, 8)
        top = max(_figure(sheet, content, count, cell) for count, cell in zip(row, columns, strict=False)) + 3
    return top


def figures_title(content: Content) -> str:
    """What the figures count."""
    if content.since is None:
        return content.tr("panel.towns")
    return content.tr("panel.towns_since", date=content.tr.date(content.since))


def change_text(content: Content, count: Count) -> str:
    """A change with its sign, or nothing where there is none."""
    if not count.change:
        return ""
    return ("+" if count.change > 0 else MINUS) + content.tr.number(abs(count.change))


def implied_text(content: Content, count: Count) -> str:
    """How many places a class holds by implication, beside those reported; nothing where there are none."""
    return content.tr("panel.implied", count=count.implied) if count.implied else ""


def _figure(sheet: Sheet, content: Content, count: Count, box: Box) -> float:
    draw_town(sheet, box.left + 5.5, box.top + 10.5, 5.0, Town(content.look.classes[count.group]))
    number = content.tr.number(count.reported)
    base = box.top + 16.5
    written = sheet.line(box.left + 15, base, number, FIGURE, "figures")
    if change := change_text(content, count):
        sheet.line(written.box.right + 3, base, change, CHANGE, "figures")
    name = content.class_name(count.group)
    top = sheet.paragraph(Box(box.left, box.top + 21, box.right, box.bottom), name, LABEL, "figures", most=2)
    if text := implied_text(content, count):
        top = sheet.paragraph(Box(box.left, top, box.right, box.bottom), text, META, "figures", most=2)
    return top


def changed_places(content: Content) -> Mapping[str, Sequence[str]]:
    """Names of the places whose class of holder is another than when the window opened, by the new class."""
    found: dict[str, list[str]] = {}
    for change in content.moves:
        name = content.dataset.places[change.place_id].label(content.state.lang)
        found.setdefault(change.after.group, []).append(clean(name))
    return {group: sorted(found[group]) for group in content.look.classes if group in found}


def _changes(sheet: Sheet, content: Content, box: Box) -> float:
    """One line per new holder: which places."""
    top = box.top
    for group, names in changed_places(content).items():
        draw_town(sheet, box.left + 5.5, top + 4.2, 3.6, Town(content.look.classes[group]))
        text = _as_many(content, names, box.width - 15)
        top = sheet.paragraph(Box(box.left + 15, top, box.right, box.bottom), [text], META, "changes") + 2
    return top


def _as_many(content: Content, names: Sequence[str], width: float) -> str:
    """The names that fit on a line, then how many more there are."""
    for count in range(len(names), 0, -1):
        parts = [", ".join(names[:count])]
        if count < len(names):
            parts.append(content.tr("briefing.more_places", count=len(names) - count))
        text = content.tr("briefing.now", list=" ".join(parts))
        if text_width(text, META) <= width:
            return text
    return wrap(names[0], META, width, 1)[0]


def _statement(sheet: Sheet, content: Content, box: Box) -> float:
    """Who held the selected place, since when, how sure."""
    control = content.snapshot.by_place[content.state.place]
    name = clean(content.dataset.places[control.place_id].label(content.state.lang))
    text = clean(control_statement(content.dataset, control, content.date, content.tr))
    return sheet.paragraph(
        box, content.tr("briefing.place", place=name, text=text), LABEL, "statement", most=3
    )

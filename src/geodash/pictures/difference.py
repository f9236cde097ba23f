"""What differs between two days, as a column of text: as much as fits, then how much more there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.changes import changes_between
from geodash.model.comparison import compare
from geodash.pictures.box import Box
from geodash.pictures.keyfigures import heading
from geodash.pictures.sources import of_moves
from geodash.pictures.text import Style, clean, wrap
from geodash.wording.comparison import comparison_card
from geodash.wording.summary import pair_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet
    from geodash.wording.detail import Card

    Lines = Sequence[str]

SUMMARY = Style(7.8, "text", bold=True)
ENTRY = Style(7.4, "text")
GAP = 3.0
PLACES_SHARE = 0.6
"""Of the height, for places, where places and relations together are more than fit."""


def difference_of(content: Content, first: dt.date, last: dt.date) -> Card:
    """What differs between two days, in words."""
    found = compare(content.dataset, first, last, content.state.days)
    return comparison_card(content.dataset, found, content.tr)


def differing(content: Content, card: Card, first: dt.date) -> Iterator[tuple[str, Sequence[str]]]:
    """What the card names of the day and an earlier one, and what each rests on: places, then relations."""
    named = {row["id"] for row in card["places"]}
    changes = changes_between(content.dataset, first, content.date)
    yield from of_moves(content, (change for change in changes if change.place_id in named))
    for row in card["relations"]:
        if event := content.dataset.event_by_id.get(row["event"] or ""):
            one, two = row["pair"]
            yield clean(pair_name(content.dataset, (one, two), content.tr)), event.source_ids


def draw_difference(sheet: Sheet, content: Content, card: Card, box: Box) -> None:
    """Heading and summary, then places by what became of them, then relations with their acts."""
    top = heading(sheet, box, clean(card["heading"]), "difference")
    summary = Box(box.left, top, box.right, box.bottom)
    top = sheet.paragraph(summary, card["summary"], SUMMARY, "difference") + 2 * GAP
    room = box.bottom - top
    relations = [wrap(clean(row["text"]), ENTRY, box.width) for row in card["relations"]]
    spare = max((1 - PLACES_SHARE) * room, room - _height(_places(content, card, box.width, room)))
    places = _places(content, card, box.width, room - min(spare, _height(relations)))
    rest = _first(content, relations, room - _height(places))
    for lines in (*places, *rest):
        top = sheet.paragraph(Box(box.left, top, box.right, box.bottom), lines, ENTRY, "difference") + GAP


def _height(entries: Sequence[Lines]) -> float:
    return sum(len(lines) * ENTRY.step + GAP for lines in entries)


def _places(content: Content, card: Card, width: float, room: float) -> list[Lines]:
    """One entry for each pair of holders, with its places; where they are too many, how many more."""
    moves = _moves(content, card)
    left = sum(len(names) for _, names in moves)
    entries: list[Lines] = []
    for number, (pattern, names) in enumerate(moves):
        space = room - _height(entries) - GAP
        whole = wrap(pattern.replace("{}", ", ".join(names)), ENTRY, width)
        spare = ENTRY.step + GAP if number + 1 < len(moves) else 0
        if len(whole) * ENTRY.step + spare > space:
            return [*entries, _as_many(content, pattern, names, left, width, int(space // ENTRY.step))]
        entries.append(whole)
        left -= len(names)
    return entries


def _moves(content: Content, card: Card) -> list[tuple[str, list[str]]]:
    """Who held and who holds, as a pattern for the places, and the names of the places."""
    tr, found = content.tr, dict[tuple[str, str, str], list[str]]()
    for row in card["places"]:
        name = clean(content.dataset.places[row["id"]].label(content.state.lang))
        sides = zip((row["before"], row["after"]), row["implied"], strict=True)
        found.setdefault((row["kind"], *(_side(content, *side) for side in sides)), []).append(name)
    return [
        (tr(f"compare.places_{kind}", before=before, after=after, places="{}"), names)
        for (kind, before, after), names in found.items()
    ]


def _side(content: Content, group: str, implied: bool) -> str:  # noqa: FBT001 - what a row says of a side
    name = content.class_name(group)
    return content.tr("compare.implied", holder=name) if implied else name


def _as_many(
    content: Content, pattern: str, names: Sequence[str], left: int, width: float, most: int
) -> Lines:
    """The names that fit in so many lines, and how many of those left do not; at least that number."""
    for count in range(len(names), 0, -1):
        more = content.tr("compare.more", count=left - count)
        lines = wrap(pattern.replace("{}", ", ".join(names[:count]) + " " + more), ENTRY, width)
        if len(lines) <= most:
            return lines
    return [content.tr("compare.more", count=left)]


def _first(content: Content, entries: Sequence[Lines], room: float) -> list[Lines]:
    """The entries that fit, and how many more there are."""
    count = len(entries)
    while count and _height(entries[:count]) + (ENTRY.step + GAP if count < len(entries) else 0) > room:
        count -= 1
    more = [[content.tr("compare.more", count=len(entries) - count)]] if count < len(entries) else []
    return [*entries[:count], *more]

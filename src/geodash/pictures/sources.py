"""What a picture rests on: the sources of its numbered events, and of places that changed hands."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from geodash.pictures.sheet import Piece
from geodash.pictures.text import clean, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geodash.model.changes import ControlChange
    from geodash.model.records import Event, Source
    from geodash.pictures.content import Content
    from geodash.pictures.text import Style


class Cited(NamedTuple):
    """A source, and what rests on it: numbers of events, names of places."""

    source: Source
    keys: list[str]


def cited(content: Content, resting: Iterable[tuple[str, Sequence[str]]]) -> list[Cited]:
    """Sources, each once, of what rests on them: its name, and the ids of its sources.

    The first source of each thing comes before the second of any: where some are cut, everything keeps one.
    """
    found: dict[str, Cited] = {}
    rank: dict[str, int] = {}
    for key, source_ids in resting:
        for position, source_id in enumerate(source_ids):
            keys = found.setdefault(source_id, Cited(content.dataset.sources[source_id], [])).keys
            rank[source_id] = min(position, rank.get(source_id, position))
            if key not in keys:
                keys.append(key)
    return sorted(found.values(), key=lambda each: rank[each.source.id])


def cited_here(content: Content, events: Sequence[Event]) -> list[Cited]:
    """The sources of numbered events, and of the places that changed hands in the window."""
    numbered = ((str(number), event.source_ids) for number, event in enumerate(events, 1))
    return cited(content, [*numbered, *of_moves(content, content.moves)])


def of_moves(content: Content, moves: Iterable[ControlChange]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each place that changed hands, and what its latest record rests on."""
    for change in moves:
        name = clean(content.dataset.places[change.place_id].label(content.state.lang))
        after = change.after
        yield name, after.records[0].source_ids if after.records else after.sources


def each_cited(content: Content, found: Iterable[Cited]) -> list[str]:
    """Publisher and day of each source with what rests on it, those of one publisher and day as one."""
    named: dict[tuple[str, str], dict[str, None]] = {}
    for source, keys in found:
        day = content.tr.published(source.published)
        named.setdefault((source.publisher, day), {}).update(dict.fromkeys(keys))
    return [
        clean(content.tr("briefing.source", publisher=name, date=day, keys=", ".join(keys)))
        for (name, day), keys in named.items()
    ]


class _Entry(NamedTuple):
    """A source in the order of its day: how many come before it where some are cut, and what it says."""

    rank: int
    source: Source
    text: str


def cited_by_day(
    content: Content, found: Sequence[Cited], style: Style, width: float, most: int
) -> list[Piece]:
    """Sources under their days, newest first, each leading to its page, as many as so many lines hold.

    The last resort is to say how many more there are.
    """
    newest = sorted(
        (
            _Entry(rank, source, f"{clean(source.publisher)} [{', '.join(keys)}]")
            for rank, (source, keys) in enumerate(found)
        ),
        key=lambda each: each.source.published,
        reverse=True,
    )
    days = [
        (_heading(content, published), list(entries))
        for published, entries in groupby(newest, key=lambda each: each.source.published)
    ]

    def first(count: int) -> list[Piece]:
        rest = len(found) - count
        further = [Piece(content.tr("briefing.further_sources", count=rest))] if rest else []
        kept = [(day, [each for each in entries if each.rank < count]) for day, entries in days]
        return [*_by_day(content, [each for each in kept if each[1]], ends=not rest), *further]

    def is_too_much(count: int) -> bool:
        return len(wrap(" ".join(piece.text for piece in first(count)), style, width)) > most

    if not is_too_much(len(found)):
        return first(len(found))
    most_shown = bisect_left(range(len(found)), 1, key=is_too_much) - 1
    return first(most_shown) if most_shown >= 0 else []


def _heading(content: Content, published: str) -> str:
    return content.tr("briefing.sources_of_day", date=content.tr.published(published))


def _by_day(content: Content, days: Sequence[tuple[str, list[_Entry]]], *, ends: bool) -> Iterator[Piece]:
    """Each day, and behind it the sources of the day; a full stop where the list ends."""
    next_day = content.tr("wording.separator").rstrip(" ")
    for heading, entries in days:
        yield Piece(heading)
        for entry in entries:
            last = entry is days[-1][1][-1]
            end = "," if entry is not entries[-1] else "." if ends and last else next_day
            yield Piece(entry.text + end, entry.source.url)

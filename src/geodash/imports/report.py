"""What an import says at its end: what became of the rows, in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.imports.pipeline import Imported

_MATCHED = {
    "named": "at places of the base package, by name",
    "nearby": "at places of the base package, by a point within their doubt (said in each)",
    "own": "at places of their own",
    "words": "placed in words: no point is known closely enough",
}


def summary_of(result: Imported) -> Iterator[str]:
    """Lines of the summary."""
    counts = result.counts
    total = sum(counts.values())
    yield f"{total:,} rows: {counts['taken']:,} taken, {counts['not taken']:,} not taken, {_others(counts)}"
    if result.days is not None:
        yield f"period: {result.days[0]} to {result.days[1]}"
    for how, words in _MATCHED.items():
        if result.built.matched.get(how):
            yield f"{result.built.matched[how]:,} events {words}"
    built = result.built
    new = (f"{len(getattr(built, name)):,} {name}" for name in ("places", "actors", "sources"))
    yield f"new in the overlay: {', '.join(new)}"
    if len(result.proposals):
        yield f"{len(result.proposals):,} proposals of control (not control: judge each)"
    if built.shortened:
        yield f"{built.shortened:,} texts were too long and end with an ellipsis"
    for text, count in sorted(result.notes.items()):
        yield f"{count:,} rows: {text}"
    yield f"credit: {result.about.attribution_en}"
    if result.about.restricted:
        yield "restricted: look at it and count it, but do not pass its rows on"


def _others(counts: dict[str, int]) -> str:
    outside = f"{counts['outside']:,} outside what was asked for"
    return f"{outside}, {counts['empty']:,} counts of nothing" if counts["empty"] else outside

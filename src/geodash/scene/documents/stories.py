"""The document of guided stories: their steps, and for the founding story the news text behind it.

Titles of stories, the points of the news text and what the sources say against it are texts of the page; here
is which records they rest on.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from geodash.model.selection import to_day
from geodash.scene.documents.sourcelink import source_link
from geodash.scene.documents.text import in_languages

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Source, StoryStep

FOUNDING = "rwanda-belgium-break"
"""The story of the news text of 17 March 2025."""

TOLD_IN: dict[int, tuple[int, ...]] = {
    1: (8, 9),
    2: (8,),
    3: (8,),
    4: (8,),
    5: (4,),
    6: (1, 3),
    7: (7,),
    8: (7,),
    9: (2,),
    10: (4,),
    11: (9,),
    12: (9,),
    13: (4,),
    14: (4,),
    15: (5,),
    16: (5,),
    17: (5,),
    18: (6,),
    19: (10,),
    20: (10,),
    21: (10,),
    22: (10,),
}
"""Steps of the founding story that tell a point of the news text, by its number."""

CORRECTIONS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "2": ((2,), ("rwa-bel-sever-relations-20250317",)),
    "4": ((4,), ("rwa-accuses-bel-20250317",)),
    "6": ((6,), ("goma-captured-20250127", "bukavu-captured-20250216")),
    "8": ((8,), ("goe-report-20240710", "goe-midterm-report-20250108")),
    "9": ((9,), ("belgium-quintin-urges-eu-20250130", "belgium-prevot-urges-eu-20250215")),
    "13": ((13,), ("rwa-suspends-coop-belgium-20250218",)),
    "17": ((17,), ("rwa-reacts-uk-measures-20250225",)),
    "19": ((19, 20), ("eu-sanctions-9-1-20250317",)),
    "21": ((21,), ("eu-diplomat-rwanda-bashing-20250317",)),
    "22": ((22,), ("eu-rwanda-minerals-mou-signed-20240219", "eu-mou-under-review-20250224")),
    "order": ((), ("rwa-bel-sever-relations-20250317",)),
}
"""Where the news text was loose: its points, and events that carry what the sources show, by text."""


def stories_document(dataset: Dataset) -> dict[str, Any]:
    """Stories in the order of the conflict, and the sources of their steps."""
    steps = {
        story_id: list(found) for story_id, found in groupby(dataset.stories, lambda step: step.story_id)
    }
    stories = [_story(dataset, story_id, steps[story_id]) for story_id in dataset.conflict.stories]
    used = {source_id for story in stories for step in story["steps"] for source_id in step["sources"]}
    return {
        "stories": stories,
        "sources": {source_id: _source(dataset.sources[source_id]) for source_id in sorted(used)},
    }


def _story(dataset: Dataset, story_id: str, steps: list[StoryStep]) -> dict[str, Any]:
    days = [to_day(step.date) for step in steps]
    founding = story_id == FOUNDING
    return {
        "id": story_id,
        "from": min(days),
        "to": max(days),
        "steps": [_step(dataset, step) for step in steps],
        "claims": _claims(dataset, {step.step for step in steps}) if founding else [],
        "corrections": _corrections(dataset) if founding else [],
    }


def _step(dataset: Dataset, step: StoryStep) -> dict[str, Any]:
    place = dataset.places[step.place_id]
    known = place.lat is not None and place.lon is not None
    return {
        "step": step.step,
        "title": in_languages(step, "title"),
        "text": in_languages(step, "text"),
        "date": to_day(step.date),
        "place": step.place_id,
        "view": [place.lat, place.lon, step.zoom] if known else None,
        "event": step.event_id,
        "sources": list(dataset.event_by_id[step.event_id].source_ids),
    }


def _claims(dataset: Dataset, steps: set[int]) -> list[dict[str, Any]]:
    """Points of the news text: number, the steps that tell it, the events that carry it in time order."""
    events: dict[int, list[str]] = {}
    for event in dataset.events:
        for claim in event.seed_claims:
            events.setdefault(claim, []).append(event.id)
    return [
        {"claim": claim, "steps": [step for step in TOLD_IN.get(claim, ()) if step in steps], "events": found}
        for claim, found in sorted(events.items())
    ]


def _corrections(dataset: Dataset) -> list[dict[str, Any]]:
    """Corrections whose events are in the data."""
    known = dataset.event_by_id
    return [
        {"key": key, "claims": list(claims), "events": found}
        for key, (claims, events) in CORRECTIONS.items()
        if (found := [event for event in events if event in known])
    ]


def _source(source: Source) -> dict[str, Any]:
    return source_link(source) | {"kind": source.kind, "note": in_languages(source, "note")}

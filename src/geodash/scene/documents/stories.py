"""The document of guided stories: their steps, and the text that a story began with, claim by claim."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from geodash.model.interval import to_day
from geodash.scene.documents.sourcelink import source_link
from geodash.scene.documents.text import in_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Source, StoryStep


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
    claims = _claims(dataset, {step.id: step.step for step in steps})
    return {
        "id": story_id,
        "from": min(days),
        "to": max(days),
        "steps": [_step(dataset, step) for step in steps],
        "claims": claims,
        "corrections": _corrections(dataset) if claims else [],
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


def _claims(dataset: Dataset, steps: Mapping[str, int]) -> list[dict[str, Any]]:
    """Claims that a step of the story tells, by number: words, verdict, those steps, the events."""
    return [
        {
            "claim": claim.n,
            "text": in_languages(claim, "claim"),
            "verdict": claim.verdict,
            "steps": told,
            "events": list(claim.event_ids),
        }
        for claim in dataset.claims
        if (told := sorted(steps[step_id] for step_id in claim.step_ids if step_id in steps))
    ]


def _corrections(dataset: Dataset) -> list[dict[str, Any]]:
    """What the sources show, by the first claim that it bears on; what bears on none comes last."""
    number = {claim.id: claim.n for claim in dataset.claims}
    found = [
        {
            "key": each.id,
            "claims": sorted(number[claim_id] for claim_id in each.claim_ids),
            "text": in_languages(each, "text"),
            "events": list(each.event_ids),
        }
        for each in dataset.corrections
    ]
    return sorted(found, key=lambda each: (not each["claims"], each["claims"]))


def _source(source: Source) -> dict[str, Any]:
    return source_link(source) | {"kind": source.kind, "note": in_languages(source, "note")}

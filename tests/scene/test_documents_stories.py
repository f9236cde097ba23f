"""What the browser gets of stories, and what the search box finds by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import LANGUAGES, texts_of
from geodash.model.interval import to_day
from geodash.model.selection import EventFilter, filter_mask
from geodash.scene.documents import DOCUMENTS
from geodash.scene.documents.search import search_document
from geodash.scene.documents.stories import stories_document

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

Story = dict[str, Any]


@pytest.fixture(scope="module")
def book(dataset: Dataset) -> dict[str, Any]:
    return stories_document(dataset)


@pytest.fixture(scope="module")
def founding(book: dict[str, Any]) -> Story:
    story: Story = book["stories"][0]
    assert story["claims"]
    return story


def test_both_are_documents_of_the_scene() -> None:
    assert DOCUMENTS["stories"] is stories_document
    assert DOCUMENTS["search"] is search_document


def test_every_step_is_there_in_order_with_its_sources(dataset: Dataset, book: dict[str, Any]) -> None:
    steps = [(story["id"], step) for story in book["stories"] for step in story["steps"]]
    assert len(steps) == len(dataset.stories)
    by_name = {(step.story_id, step.step): step for step in dataset.stories}
    for story_id, told in steps:
        step = by_name[story_id, told["step"]]
        place = dataset.places[step.place_id]
        assert told["date"] == to_day(step.date)
        assert told["title"] == {"en": step.title_en, "fr": step.title_fr}
        assert told["text"] == {"en": step.text_en, "fr": step.text_fr}
        assert told["view"] == [place.lat, place.lon, step.zoom]
        assert told["event"] == step.event_id
        assert tuple(told["sources"]) == dataset.event_by_id[step.event_id].source_ids
        assert set(told["sources"]) <= book["sources"].keys()
    for story in book["stories"]:
        assert [step["step"] for step in story["steps"]] == list(range(1, len(story["steps"]) + 1))
        assert (story["from"], story["to"]) == (story["steps"][0]["date"], story["steps"][-1]["date"])


def test_the_founding_story_comes_first_and_the_others_by_time(book: dict[str, Any]) -> None:
    others = book["stories"][1:]
    assert [story["from"] for story in others] == sorted(story["from"] for story in others)
    assert not any(story["claims"] or story["corrections"] for story in others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_story_has_a_title_and_a_lead(dataset: Dataset, book: dict[str, Any], lang: Language) -> None:
    for story in book["stories"]:
        for part in ("title", "lead"):
            assert f"stories.{part}.{story['id']}" in texts_of(lang, dataset.conflict)


def test_claims_have_their_words_events_and_steps(dataset: Dataset, founding: Story) -> None:
    assert [told["claim"] for told in founding["claims"]] == [claim.n for claim in dataset.claims]
    for told, claim in zip(founding["claims"], dataset.claims, strict=True):
        assert told["text"] == {"en": claim.claim_en, "fr": claim.claim_fr}
        assert tuple(told["events"]) == claim.event_ids
        assert [f"{founding['id']}-{step}" for step in told["steps"]] == list(claim.step_ids)


def test_corrections_follow_their_claims_and_end_with_the_text_as_a_whole(
    dataset: Dataset, founding: Story
) -> None:
    shown = founding["corrections"]
    texts = {each.id: {"en": each.text_en, "fr": each.text_fr} for each in dataset.corrections}
    assert {each["key"]: each["text"] for each in shown} == texts
    numbers = [each["claims"] for each in shown]
    on_claims = [found for found in numbers if found]
    assert on_claims == sorted(on_claims)
    assert numbers == on_claims + [[]] * (len(numbers) - len(on_claims))


def test_a_text_belongs_to_the_story_that_tells_it(tiny_dataset: Dataset) -> None:
    (story,) = stories_document(tiny_dataset)["stories"]
    assert [(told["claim"], told["steps"]) for told in story["claims"]] == [
        (1, [2]),
        (2, [2]),
        (13, [1]),
        (14, [1]),
    ]
    untold = replace(tiny_dataset, claims=())
    (story,) = stories_document(untold)["stories"]
    assert (story["claims"], story["corrections"]) == ([], [])


def test_everything_with_a_name_can_be_found(dataset: Dataset) -> None:
    found = search_document(dataset)
    assert set(found["places"]["id"]) == dataset.places.keys()
    assert set(found["sources"]["id"]) == dataset.sources.keys()
    names = dict(zip(found["places"]["id"], found["places"]["names"], strict=True))
    assert "Gisenyi" in names["rubavu"]
    assert {"Bruxelles", "Brussels"} <= set(names["brussels"])
    for name in ("places", "actors", "sources"):
        assert len({len(column) for column in found[name].values()}) == 1
    published = found["sources"]["published"]
    assert published == sorted(published, reverse=True)


def test_a_party_that_is_found_has_the_events_that_its_filter_keeps(dataset: Dataset) -> None:
    actors = search_document(dataset)["actors"]
    columns = dataset.event_columns
    for actor, count in zip(actors["id"], actors["events"], strict=True):
        assert filter_mask(columns, EventFilter(actors=frozenset({actor}))).sum() == count > 0

"""What the browser gets of stories, and what the search box finds by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.package.test_claims import CLAIMS

from geodash.i18n import LANGUAGES, catalogue, texts_of
from geodash.model.selection import EventFilter, filter_mask, to_day
from geodash.package.checks.events import SEED_CLAIMS
from geodash.scene.documents import DOCUMENTS
from geodash.scene.documents.search import search_document
from geodash.scene.documents.stories import CORRECTIONS, FOUNDING, TOLD_IN, stories_document

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
    assert story["id"] == FOUNDING
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


def test_the_points_of_the_news_text_name_their_events_and_steps(dataset: Dataset, founding: Story) -> None:
    assert [point["claim"] for point in founding["claims"]] == list(range(1, SEED_CLAIMS + 1))
    for point in founding["claims"]:
        carried = [event.id for event in dataset.events if point["claim"] in event.seed_claims]
        assert point["events"] == carried
        assert point["steps"] == [*TOLD_IN[point["claim"]]]
    told = {number: {step for claim, step, *_ in CLAIMS if claim == number} for number in TOLD_IN}
    assert {number: set(steps) for number, steps in TOLD_IN.items()} == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_point_and_correction_has_its_words(founding: Story, lang: str) -> None:
    texts = catalogue(lang)
    assert {f"stories.claim.{point['claim']}" for point in founding["claims"]} <= texts.keys()
    assert {f"stories.correction.{each['key']}" for each in founding["corrections"]} <= texts.keys()


def test_a_correction_leads_to_events_that_carry_its_points(dataset: Dataset, founding: Story) -> None:
    assert [each["key"] for each in founding["corrections"]] == list(CORRECTIONS)
    for each in founding["corrections"]:
        for event in each["events"]:
            carried = dataset.event_by_id[event].seed_claims
            assert not each["claims"] or set(each["claims"]) & set(carried), each["key"]


def test_a_package_without_the_founding_story_has_no_news_text(tiny_dataset: Dataset) -> None:
    (story,) = stories_document(tiny_dataset)["stories"]
    assert (story["claims"], story["corrections"]) == ([], [])


def test_everything_with_a_name_can_be_found(dataset: Dataset) -> None:
    found = search_document(dataset)
    assert set(found["places"]["id"]) == dataset.places.keys()
    assert set(found["sources"]["id"]) == dataset.sources.keys()
    names = dict(zip(found["places"]["id"], found["places"]["names"], strict=True))
    assert "Gisenyi" in names["rubavu"]
    assert {"Bruxelles", "Brussels"} <= set(names["brussels"])
    for table in found.values():
        assert len({len(column) for column in table.values()}) == 1
    published = found["sources"]["published"]
    assert published == sorted(published, reverse=True)


def test_a_party_that_is_found_has_the_events_that_its_filter_keeps(dataset: Dataset) -> None:
    actors = search_document(dataset)["actors"]
    columns = dataset.event_columns
    for actor, count in zip(actors["id"], actors["events"], strict=True):
        assert filter_mask(columns, EventFilter(actors=frozenset({actor}))).sum() == count > 0

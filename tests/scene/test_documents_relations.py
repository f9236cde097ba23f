"""The document of relations says what the records say, and names the events that Python's filter keeps."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.look.palette import PALETTE
from geodash.model.acts import DIPLOMATIC
from geodash.model.selection import EventFilter, filter_mask
from geodash.model.vocabulary import RelationStatus
from geodash.scene.documents.relations import relations_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodash.model.dataset import Dataset

GROUNDS = ("paper", "panel")
LEAST_CONTRAST = 3.0


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> dict[str, Any]:
    """The document as a browser reads it."""
    read: dict[str, Any] = json.loads(json.dumps(relations_document(dataset)))
    return read


def day(number: int | None) -> date | None:
    return None if number is None else date(1970, 1, 1) + timedelta(days=number)


def belongs(dataset: Dataset, side: Iterable[str], actor: str) -> bool:
    """Whether an actor, or a member of it, is on a side: one step at a time up the chain of parents."""
    for member in side:
        current: str | None = member
        while current is not None:
            if current == actor:
                return True
            current = dataset.actors[current].parent
    return False


def test_states_are_those_of_the_chains(dataset: Dataset, document: dict[str, Any]) -> None:
    chains = {",".join(sorted(pair)): chain for pair, chain in dataset.relation_chains.items()}
    assert [entry["pair"] for entry in document["pairs"]] == list(chains)
    for entry in document["pairs"]:
        states = [(state["status"], day(state["from"]), day(state["to"])) for state in entry["states"]]
        chain = chains[entry["pair"]]
        assert states == [(state.status, state.interval.start, state.interval.end) for state in chain]
        written = [record for state in entry["states"] for record in state["records"]]
        recorded = [record for state in chain for record in state.records]
        assert [(r["id"], day(r["day"]), r["event"]) for r in written] == [
            (r.id, r.valid_from, r.event_id) for r in recorded
        ]


def test_records_carry_words_sources_and_the_exactness_of_their_act(
    dataset: Dataset, document: dict[str, Any]
) -> None:
    written = {
        record["id"]: record
        for entry in document["pairs"]
        for state in entry["states"]
        for record in state["records"]
    }
    assert written.keys() == {record.id for record in dataset.relations}
    for record in dataset.relations:
        act = dataset.event_by_id[record.event_id]
        entry = written[record.id]
        assert entry["summary"] == {"en": record.summary_en, "fr": record.summary_fr}
        assert entry["title"] == {"en": act.title_en, "fr": act.title_fr}
        assert entry["sources"] == len(act.source_ids) > 0
        assert entry["precision"] == act.date_precision
    assert written["rel-rwanda-belgium-20250515"]["precision"] == "month"


def test_rows_are_the_events_in_which_both_take_part_on_either_side(
    dataset: Dataset, document: dict[str, Any]
) -> None:
    columns = dataset.event_columns
    for entry in document["pairs"]:
        one, two = entry["actors"]
        by_hand = [
            row
            for row, event in enumerate(dataset.events)
            if all(belongs(dataset, (*event.actors_from, *event.actors_to), actor) for actor in (one, two))
        ]
        assert entry["rows"] == by_hand
        kept = filter_mask(columns, EventFilter(pair=frozenset((one, two))))
        assert entry["rows"] == [row for row, flag in enumerate(kept) if flag]


def test_acts_have_a_direction(dataset: Dataset, document: dict[str, Any]) -> None:
    for entry in document["pairs"]:
        one, two = entry["actors"]
        for name, acting, other in (("forth", one, two), ("back", two, one)):
            assert entry[name] == [
                row
                for row, event in enumerate(dataset.events)
                if event.category in DIPLOMATIC
                and belongs(dataset, event.actors_from, acting)
                and belongs(dataset, event.actors_to, other)
            ]
        assert {*entry["forth"], *entry["back"]} <= {*entry["rows"]}


def test_members_act_for_their_side(dataset: Dataset, document: dict[str, Any]) -> None:
    rows = {event.id: row for row, event in enumerate(dataset.events)}
    by_pair = {entry["pair"]: entry for entry in document["pairs"]}
    listed = rows["eu-sanctions-rmb-kamanzi-20250317"]  # on one side Francis Kamanzi, whose parent is Rwanda
    assert "rwanda" not in dataset.events[listed].actors_to
    assert listed in by_pair["eu,rwanda"]["back"]
    assert listed not in by_pair["eu,rwanda"]["forth"]


def test_a_party_that_all_pairs_share_comes_first(tiny_dataset: Dataset) -> None:
    one, two = tiny_dataset.relations
    second = two.model_copy(update={"actor_a": "fardc", "actor_b": "rwanda"})
    document = relations_document(replace(tiny_dataset, relations=(one, second)))
    assert document["common"] == "rwanda"
    assert [entry["actors"] for entry in document["pairs"]] == [["rwanda", "fardc"], ["rwanda", "belgium"]]
    apart = two.model_copy(update={"actor_a": "fardc", "actor_b": "m23"})
    document = relations_document(replace(tiny_dataset, relations=(one, apart)))
    assert document["common"] is None
    assert ["fardc", "m23"] in [entry["actors"] for entry in document["pairs"]]


def test_a_small_package_has_a_document_too(tiny_dataset: Dataset) -> None:
    document = relations_document(tiny_dataset)
    assert document["common"] == "rwanda"
    assert [entry["pair"] for entry in document["pairs"]] == ["belgium,rwanda"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", RelationStatus)
def test_each_status_has_a_colour_that_stands_out(theme: str, status: RelationStatus) -> None:
    palette = PALETTE[theme]
    for ground in GROUNDS:
        dark, light = sorted((luminance(palette[f"relation_{status}"]), luminance(palette[ground])))
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_less_is_left_the_more_a_status_stands_out(theme: str) -> None:
    order = ("strained", "downgraded", "aid_suspended", "sanctions", "severed")
    steps = [luminance(PALETTE[theme][f"relation_{status}"]) for status in order]
    assert steps == sorted(steps, reverse=theme == "light")

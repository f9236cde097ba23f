"""The card of a party: who it is, whose it is, and which events it acts in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import Translator
from geodash.wording.party import MOST_SOURCES, party_card

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event


def card_of(dataset: Dataset, party: str, lang: Any = "en") -> dict[str, Any]:
    return party_card(dataset, dataset.actors[party], Translator(lang, dataset.conflict))


def test_it_says_who_a_party_is_and_what_must_be_said_beside_it(dataset: Dataset) -> None:
    card = card_of(dataset, "m23")
    assert (card["title"], card["kind_text"]) == ("March 23 Movement", "Armed group")
    assert "Rwanda denies this" in card["attribution"]
    assert [each["id"] for each in card["member_of"]] == ["afc-m23"]
    assert "sultani-makenga" in {each["id"] for each in card["members"]}
    assert (card["seat"], card["side"]) == (None, "m23")
    assert card_of(dataset, "belgium", "fr")["seat"] == {"id": "brussels", "label": "Bruxelles"}


def test_a_side_is_named_only_where_it_says_more_than_the_party(dataset: Dataset) -> None:
    assert card_of(dataset, "belgium")["side"] is None
    assert card_of(dataset, "apcls")["side"] is None
    assert card_of(dataset, "wazalendo")["side"] == "government"


@pytest.mark.parametrize("party", ["m23", "drc", "belgium", "un", "apple"])
def test_each_event_counts_once_with_those_of_members(dataset: Dataset, party: str) -> None:
    def is_one_of(parties: tuple[str, ...]) -> bool:
        return any(party in dataset.lineage(each) for each in parties)

    def acts(event: Event) -> bool:
        return is_one_of(event.actors_from)

    def takes_part(event: Event) -> bool:
        return acts(event) or is_one_of(event.actors_to)

    def whole(event: Event) -> Event | None:
        return dataset.event_by_id.get(event.part_of or "")

    by, toward = [], []
    for row, event in enumerate(dataset.events):
        above = whole(event)
        if acts(event) and not (above and acts(above)):
            by.append(row)
        elif not acts(event) and is_one_of(event.actors_to) and not (above and takes_part(above)):
            toward.append(row)
    card = card_of(dataset, party)
    assert (card["by"], card["toward"]) == (by, toward)
    assert len(card["sources"]) == MOST_SOURCES or len(by + toward) < MOST_SOURCES


def test_holders_are_the_party_and_its_members_that_ever_held_a_place(dataset: Dataset) -> None:
    assert card_of(dataset, "afc-m23")["holders"] == ["m23", "twirwaneho"]
    assert "fardc" in card_of(dataset, "drc")["holders"]
    assert card_of(dataset, "belgium")["holders"] == []

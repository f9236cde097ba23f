"""The document of trends: each place has a territory, abroad is one row, and what is not known says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import LANGUAGES
from geodash.scene.documents.trends import trends_document

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

UNKNOWN = {"en": "Territory not known", "fr": "Territoire inconnu"}
OUTSIDE = {"en": "Outside DR Congo", "fr": "Hors RD Congo"}


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> dict[str, Any]:
    return trends_document(dataset)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_is_in_its_territory_abroad_or_not_known(
    dataset: Dataset, document: dict[str, Any], lang: Language
) -> None:
    for place, row in zip(dataset.places.values(), document["territory"], strict=True):
        unit = document["territories"][row]
        at_home = place.country == dataset.conflict.home
        assert unit["known"] == (at_home and place.admin2 != "")
        if unit["known"]:
            assert unit["name"][lang] == place.admin2
        else:
            assert unit["name"][lang] == (UNKNOWN if at_home else OUTSIDE)[lang]


def test_events_without_a_place_have_a_row_of_their_own(document: dict[str, Any]) -> None:
    assert document["territories"][0] == {
        "known": 0,
        "name": UNKNOWN,
        "within": {"en": "", "fr": ""},
    }


def test_a_territory_has_one_row(document: dict[str, Any]) -> None:
    named = [(unit["name"]["en"], unit["within"]["en"]) for unit in document["territories"]]
    assert len(set(named)) == len(named)

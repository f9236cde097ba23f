"""The document of places names every place, and lists each once in every order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import GEODATA
from tests.overlaid import OPEN, add_proposals, write_overlay

from geodash.i18n import LANGUAGES, Translator
from geodash.model.events import NOT_FOUND
from geodash.model.selection import fold
from geodash.model.vocabulary import OTHER
from geodash.package import load_dataset
from geodash.scene.documents.places import places_document
from geodash.wording.detail import second_source_text
from geodash.wording.holder import class_name
from geodash.wording.territory import country_name, province_name, situation, territory_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

KIVUS = {"en": ["North Kivu", "South Kivu"], "fr": ["Nord-Kivu", "Sud-Kivu"]}


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> dict[str, Any]:
    return places_document(dataset)


def test_every_place_is_found_by_each_of_its_names(dataset: Dataset, document: dict[str, Any]) -> None:
    assert len(document["territory"]) == len(dataset.places)
    for place, names in zip(dataset.places.values(), document["names"], strict=True):
        written = (place.name, place.name_en, place.name_fr, *place.aliases)
        assert set(names) == {fold(name) for name in written}, place.id
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("order", ["territory", "name"])
def test_every_order_lists_each_place_once_and_followed_places_first(
    dataset: Dataset, document: dict[str, Any], order: str, lang: Language
) -> None:
    rows = document["order"][order][lang]
    assert sorted(rows) == list(range(len(dataset.places)))
    ids = list(dataset.places)
    assert {ids[row] for row in rows[: len(dataset.holdings)]} == set(dataset.holdings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_places_of_a_territory_stand_together(
    dataset: Dataset, document: dict[str, Any], lang: Language
) -> None:
    places, tr = list(dataset.places.values()), Translator(lang)
    rows = document["order"]["territory"][lang]
    for row in rows:
        entry = document["territories"][document["territory"][row]]
        assert (entry["name"][lang], entry["within"][lang]) == territory_of(dataset.conflict, places[row], tr)
    followed, others = rows[: len(dataset.holdings)], rows[len(dataset.holdings) :]
    for part in (followed, others):
        runs = [territory for territory, _ in groupby(document["territory"][row] for row in part)]
        assert len(runs) == len(set(runs))
    names = (province_name(dataset.conflict, places[row].admin1, tr) for row in followed)
    provinces = [name for name, _ in groupby(names)]
    assert provinces[:2] == KIVUS[lang]
    assert len(provinces) == len(set(provinces))
    abroad = [places[row].country != "COD" for row in others]
    assert abroad == sorted(abroad)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_stand_in_the_alphabet_of_the_language(
    dataset: Dataset, document: dict[str, Any], lang: Language
) -> None:
    places = list(dataset.places.values())
    names = [fold(places[row].label(lang)) for row in document["order"]["name"][lang]]
    followed = len(dataset.holdings)
    assert names[:followed] == sorted(names[:followed])
    assert names[followed:] == sorted(names[followed:])
    assert ("londres" if lang == "fr" else "london") in names[followed:]


def test_every_controller_has_a_short_name(dataset: Dataset, document: dict[str, Any]) -> None:
    assert document["holders"].keys() == {record.controller for record in dataset.control}
    for controller, names in document["holders"].items():
        assert names.keys() == set(LANGUAGES)
        group = class_name(dataset.conflict, dataset.class_of(controller), Translator("en"))
        holders = dataset.conflict.class_by_id.get(dataset.class_of(controller))
        named = holders is not None and (holders.id == OTHER or holders.own_names)
        assert (names["en"] == group) != named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_country_has_a_name_in_both_languages(dataset: Dataset, lang: Language) -> None:
    conflict, tr = dataset.conflict, Translator(lang)
    for place in dataset.places.values():
        assert country_name(conflict, place.country, tr) != place.country
        assert situation(dataset.conflict, place, tr).endswith(country_name(conflict, place.country, tr))


def test_where_a_place_lies_is_said_in_the_language(dataset: Dataset) -> None:
    places = dataset.places
    english, french = Translator("en"), Translator("fr")
    assert situation(dataset.conflict, places["rutshuru-centre"], english) == "Rutshuru, North Kivu, DR Congo"
    assert situation(dataset.conflict, places["rutshuru-centre"], french) == "Rutshuru, Nord-Kivu, RD Congo"
    assert situation(dataset.conflict, places["rubavu"], english) == "Rubavu, Western Province, Rwanda"
    assert territory_of(dataset.conflict, places["rubavu"], french) == ("Rwanda", "")
    assert territory_of(dataset.conflict, places["kinshasa"], english) == ("Kinshasa", "")


@pytest.mark.parametrize(
    ("metres", "english", "french"),
    [
        (5_120, "5.1 km away.", "à 5,1 km."),
        (51, "0.1 km away.", "à 0,1 km."),
        (49, "less than 0.1 km away.", "à moins de 0,1 km."),
        (0, "less than 0.1 km away.", "à moins de 0,1 km."),
    ],
)
def test_a_card_says_how_far_a_second_source_is(
    tiny_dataset: Dataset, metres: int, english: str, french: str
) -> None:
    place = tiny_dataset.places["goma"].model_copy(
        update={"second_source": "OCHA", "second_distance_m": metres}
    )
    assert second_source_text(place, Translator("en")).endswith(english)
    assert second_source_text(place, Translator("fr")).endswith(french)


def test_without_a_second_source_nothing_is_said(tiny_dataset: Dataset) -> None:
    place = tiny_dataset.places["goma"]
    for source, metres in (("", 100), ("OCHA", None)):
        changes = {"second_source": source, "second_distance_m": metres}
        assert second_source_text(place.model_copy(update=changes), Translator("en")) == ""


def test_a_country_is_named_in_both_languages_and_an_unknown_code_kept(tiny_package: TinyPackage) -> None:
    for code, name in {
        "ISL": {"en": "Iceland", "fr": "Islande"},
        "XXX": {"en": "XXX", "fr": "XXX"},
    }.items():
        tiny_package.set_cell("places.csv", 4, "country", code)
        dataset = load_dataset(tiny_package.folder)
        assert name in [entry["name"] for entry in places_document(dataset)["territories"]]


def test_proposals_are_there_where_a_data_set_has_any(document: dict[str, Any], tmp_path: Path) -> None:
    own = {"place_id": f"{OPEN}-crossroads", "event_id": ""}
    folder = add_proposals(write_overlay(tmp_path / OPEN), {}, own, {"event_id": f"{OPEN}-2009-05-05"})
    beside = load_dataset(GEODATA, [folder])
    [told] = places_document(beside)["proposals"]
    assert "proposals" not in document
    assert (told["id"], told["title"]["fr"]) == (OPEN, f"Journal de {OPEN}")
    first, early = told["rows"]  # one of a place that is not followed is not shown
    assert [*beside.places][first["place"]] == "goma"
    assert beside.events[first["event"]].id == f"{OPEN}-2025-01-26"
    assert (first["group"], first["holder"]["en"], first["precision"]) == ("m23", "M23 / AFC", "day")
    assert (early["event"], early["summary"]["en"]) == (NOT_FOUND, "The log says that M23 took Goma.")

"""Sentences built from records: right, attributed, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.model.snapshot import PlaceControl, snapshot_at
from geodash.model.vocabulary import FRESH_DAYS, Basis, DatePrecision
from geodash.wording.detail import event_card, place_card
from geodash.wording.holder import attribution_of
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ENGLISH, FRENCH = Translator("en"), Translator("fr")


def statement(dataset: Dataset, place_id: str, on: date, tr: Translator) -> str:
    return control_statement(dataset, snapshot_at(dataset, on).by_place[place_id], on, tr)


STATEMENTS = [
    (
        ("goma", date(2025, 1, 27)),
        "Held by M23 since 27 January 2025.",
        "Tenu par le M23 depuis le 27 janvier 2025.",
    ),
    (
        ("goma", date(2025, 1, 26)),
        "Held by the government side at least since 25 January 2025.",
        "Tenu par le camp gouvernemental au moins depuis le 25 janvier 2025.",
    ),
    (
        ("goma", date(2025, 3, 2)),
        "Unknown since March 2025: no dated evidence was found.",
        "Inconnu depuis mars 2025\u00a0: aucun élément daté n’a été trouvé.",
    ),
    (
        ("bukavu", date(2025, 2, 15)),
        "Contested since 14 February 2025.",
        "Contesté depuis le 14 février 2025.",
    ),
    (
        ("bukavu", date(2025, 2, 1)),
        "Held by the government side, implied: recorded as contested on 14 February 2025.",
        "Tenu par le camp gouvernemental, par déduction\u00a0: signalé comme contesté le 14 février 2025.",
    ),
    (
        ("bukavu", date(2024, 2, 1)),
        "Unknown: no record of this place up to this day.",
        "Inconnu\u00a0: aucune fiche sur ce lieu jusqu’à ce jour.",
    ),
    (
        ("bukavu", date(2027, 2, 1)),
        "No data: control is known until 16 March 2026.",
        "Pas de données\u00a0: le contrôle est connu jusqu’au 16 mars 2026.",
    ),
]


@pytest.mark.parametrize(("where", "english", "french"), STATEMENTS)
def test_a_statement_says_who_and_since_when(
    tiny_dataset: Dataset, where: tuple[str, date], english: str, french: str
) -> None:
    known = replace(tiny_dataset, control_known_until=date(2026, 3, 16))
    assert statement(known, *where, ENGLISH) == english
    assert statement(known, *where, FRENCH) == french


def test_a_status_report_is_said_to_confirm(tiny_dataset: Dataset) -> None:
    chain = [record for record in tiny_dataset.control if record.place_id == "goma"]
    report = chain[1].model_copy(
        update={
            "valid_from": date(2025, 2, 10),
            "is_status_report": True,
            "date_precision": DatePrecision.APPROX,
        }
    )
    data = replace(tiny_dataset, control=(*chain[:2], report, *chain[2:]))
    assert statement(data, "goma", date(2025, 2, 9), ENGLISH) == "Held by M23 since 27 January 2025."
    assert statement(data, "goma", date(2025, 2, 10), ENGLISH) == (
        "Held by M23 since 27 January 2025, last confirmed about 10 February 2025."
    )


@pytest.mark.parametrize(("days", "is_old"), [(FRESH_DAYS, False), (FRESH_DAYS + 1, True)])
def test_evidence_is_old_when_it_is_no_longer_fresh(
    tiny_dataset: Dataset, days: int, *, is_old: bool
) -> None:
    record = next(r for r in tiny_dataset.control if r.controller == "m23")
    on = record.valid_from + timedelta(days=days)
    control = PlaceControl(record.place_id, "m23", "m23", Basis.REPORTED, (record,), record, days)
    text = control_statement(tiny_dataset, control, on, ENGLISH)
    assert ("Old evidence" in text) == is_old
    assert (f"{days} days" in text) == is_old


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_m23_is_never_named_without_attribution(dataset: Dataset, tr: Translator) -> None:
    text = attribution_of(dataset, "m23", tr)
    assert "Rwanda" in text
    assert "ONU" in text or "UN" in text


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_every_event_has_a_card(dataset: Dataset, tr: Translator) -> None:
    for event in dataset.events:
        card = event_card(dataset, event, tr)
        assert card["title"]
        assert len(card["sources"]) == len(event.source_ids)
        assert bool(card["disputed"]) == bool(event.disputed_note_en)


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_exactly_the_events_of_m23_its_alliance_and_their_members_carry_the_attribution(
    dataset: Dataset, tr: Translator
) -> None:
    said = {event.id: event_card(dataset, event, tr)["attribution"] for event in dataset.events}
    wanted = {
        event.id
        for event in dataset.events
        for party in (*event.actors_from, *event.actors_to)
        if {"m23", "afc-m23"} & set(dataset.lineage(party))
    }
    assert {event_id for event_id, text in said.items() if text} == wanted
    assert {said[event_id] for event_id in wanted} == {
        dataset.conflict.class_by_id["m23"].text("attribution", tr.lang)
    }
    assert {
        "uvira-captured-20251210",  # by the alliance
        "goma-captured-20250127",  # by the movement
        "us-sanctions-kanyuka-20250220",  # against a member of the alliance
        "eu-sanctions-m23-leaders-20250317",  # against members of the movement
        "makanika-killed-202502",  # a member of a group that is a member
    } <= wanted
    assert "rwa-bel-sever-relations-20250317" not in wanted


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_every_place_has_a_card(dataset: Dataset, tr: Translator) -> None:
    for place in dataset.places.values():
        card = place_card(dataset, place, date(2025, 3, 17), tr)
        assert card["title"]
        assert [part["from"] for part in card["strip"]] == sorted(part["from"] for part in card["strip"])

"""Sentences built from records: right, attributed, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.i18n import LANGUAGES, Translator
from geodash.model.selection import EventFilter, filter_mask
from geodash.model.snapshot import PlaceControl, snapshot_at
from geodash.model.vocabulary import FRESH_DAYS, RelationStatus
from geodash.wording.detail import event_card, place_card
from geodash.wording.holder import attribution_of
from geodash.wording.statement import control_statement
from geodash.wording.summary import NEAR_DAYS, control_summary, day_news, day_summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.snapshot import Snapshot

NO_EVENTS = EventFilter(text="no such words")
ENGLISH, FRENCH = Translator("en"), Translator("fr")


def statement(dataset: Dataset, place_id: str, on: date, tr: Translator) -> str:
    return control_statement(dataset, snapshot_at(dataset, on).by_place[place_id], on, tr)


def test_a_held_town(dataset: Dataset) -> None:
    on = date(2025, 3, 17)
    assert statement(dataset, "goma", on, ENGLISH).startswith("Held by M23 since about 30 January 2025")
    french = statement(dataset, "goma", on, FRENCH)
    assert french.startswith("Tenu par le M23 depuis le 30 janvier 2025 environ")


def test_after_the_last_known_day_there_is_no_holder(dataset: Dataset) -> None:
    text = statement(dataset, "goma", date(2026, 4, 1), ENGLISH)
    assert text == "No data: control is known until 16 March 2026."


def test_before_the_first_record_it_is_unknown(dataset: Dataset) -> None:
    assert statement(dataset, "uvira", date(2012, 1, 1), ENGLISH).startswith("Unknown")


def test_old_evidence_says_so(dataset: Dataset) -> None:
    rows = [row for row in snapshot_at(dataset, date(2026, 3, 16)).control if row.last_confirmed]
    old = [r for r in rows if r.last_confirmed and (date(2026, 3, 16) - r.last_confirmed).days > 90]
    assert old
    for row in old:
        if row.controller != "unknown":
            assert "Old evidence" in control_statement(dataset, row, date(2026, 3, 16), ENGLISH)


@pytest.mark.parametrize(("days", "is_old"), [(FRESH_DAYS, False), (FRESH_DAYS + 1, True)])
def test_evidence_is_old_when_it_is_no_longer_fresh(
    tiny_dataset: Dataset, days: int, *, is_old: bool
) -> None:
    record = next(r for r in tiny_dataset.control if r.controller == "m23")
    on = record.valid_from + timedelta(days=days)
    control = PlaceControl(record.place_id, "m23", "m23", (record,))
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


def test_the_summary_counts_what_the_map_shows(dataset: Dataset) -> None:
    on = date(2025, 3, 17)
    snapshot = snapshot_at(dataset, on)
    text = day_summary(dataset, snapshot, 21, 30, ENGLISH)
    held = sum(row.controller == "m23" for row in snapshot.control)
    assert text.startswith(f"M23 held {held} of 75 places followed")
    assert text.endswith("21 events in the last 30 days.")
    french = day_summary(dataset, snapshot, 1, None, FRENCH)
    assert french.endswith("1 événement jusqu’à ce jour.")


def day_text(
    dataset: Dataset, snapshot: Snapshot, days: int | None, mask: NDArray[np.bool_] | None, tr: Translator
) -> str:
    """What the page says of a day, to eyes and screen readers."""
    summary, news = day_summary(dataset, snapshot, 0, days, tr), day_news(dataset, snapshot, days, mask, tr)
    return f"{summary} {news}".rstrip()


class TestDayText:
    @pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
    def test_the_founding_day(self, dataset: Dataset, tr: Translator) -> None:
        snapshot = snapshot_at(dataset, date(2025, 3, 17))
        text = day_text(dataset, snapshot, 30, None, tr)
        assert text.startswith(control_summary(dataset, snapshot, tr))
        sentences = {
            "en": "Latest change of control: Nyabiondo, held by the government side since "
            "about 13 March 2025. Relations since 17 March 2025: Rwanda–Belgium severed; "
            "Rwanda–EU under sanctions.",
            "fr": "Dernier changement de contrôle\u00a0: Nyabiondo, lieu tenu par le camp gouvernemental "
            "depuis le 13 mars 2025 environ. Relations depuis le 17 mars 2025\u00a0: "
            "Rwanda–Belgique rompues\u00a0; Rwanda–UE sous sanctions.",
        }
        assert text.endswith(sentences[tr.lang])

    def test_places_that_changed_on_the_same_day_are_counted(self, dataset: Dataset) -> None:
        text = day_text(dataset, snapshot_at(dataset, date(2012, 11, 20)), 30, None, ENGLISH)
        assert text.endswith("Goma, held by M23 since 20 November 2012 (1 more place changed on that day).")

    def test_without_a_new_relation_the_latest_acts_are_named(self, dataset: Dataset) -> None:
        snapshot = snapshot_at(dataset, date(2026, 3, 16))
        text = day_text(dataset, snapshot, 30, None, ENGLISH)
        assert text.endswith(
            "Latest on the diplomatic side: US limits visas for senior Rwandan officials (6 March 2026); "
            "US sanctions the Rwandan army (2 March 2026)."
        )
        nothing = filter_mask(dataset.event_columns, NO_EVENTS)
        assert "diplomatic" not in day_text(dataset, snapshot, 30, nothing, ENGLISH)

    @pytest.mark.parametrize(
        ("days", "since", "is_news"),
        [
            (None, NEAR_DAYS - 1, True),
            (None, NEAR_DAYS, False),
            (400, NEAR_DAYS - 1, True),
            (400, NEAR_DAYS, False),
            (5, 4, True),
            (5, 5, False),
        ],
    )
    def test_a_relation_that_changed_long_ago_is_no_news(
        self, dataset: Dataset, days: int | None, since: int, *, is_news: bool
    ) -> None:
        record = next(r for r in dataset.relations if r.status is not RelationStatus.NORMAL)
        alone = replace(dataset, relations=(record,))
        snapshot = snapshot_at(alone, record.valid_from + timedelta(days=since))
        said = f"Relations since {ENGLISH.date(record.valid_from)}"
        assert (said in day_news(alone, snapshot, days, None, ENGLISH)) == is_news

    def test_nothing_is_said_of_holders_after_the_last_known_day(self, dataset: Dataset) -> None:
        text = day_text(dataset, snapshot_at(dataset, date(2026, 5, 1)), 60, None, ENGLISH)
        assert text.startswith("Control is known until 16 March 2026")
        assert "Latest change" not in text

    @pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
    @settings(max_examples=100, deadline=None)
    @given(on=st.dates(date(2011, 12, 1), date(2026, 7, 1)), days=st.none() | st.integers(1, 400))
    def test_any_day_has_one_to_three_plain_sentences(
        self, dataset: Dataset, tr: Translator, on: date, days: int | None
    ) -> None:
        text = day_text(dataset, snapshot_at(dataset, on), days, None, tr)
        assert text.endswith(".")
        assert "{" not in text
        assert "  " not in text
        assert len(text) < 600

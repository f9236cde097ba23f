"""One day in two or three sentences, of records made for the purpose and of every day that is shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.i18n import LANGUAGES, Translator
from geodash.model.events import Events
from geodash.model.overlay import RECORD
from geodash.model.selection import EventFilter, filter_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import FADED_DAYS, DatePrecision, EventCategory, RelationStatus
from geodash.wording.summary import MOST_ACTS, NEAR_DAYS, control_summary, day_news, day_summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset

ENGLISH, FRENCH = Translator("en"), Translator("fr")
START = date(2024, 1, 1)
Held = tuple[str, int, str]
"""A place, days since START, and who holds it from then on."""


def held(dataset: Dataset, *rows: Held, **changes: Any) -> Dataset:
    """The dataset with these records of control and no others."""
    model = dataset.control[0]
    records = [
        model.model_copy(
            update={
                "id": f"{place}-{day}",
                "place_id": place,
                "valid_from": START + timedelta(days=day),
                "controller": controller,
                "taken_from": None,
                "is_status_report": False,
            }
            | changes
        )
        for place, day, controller in rows
    ]
    return replace(
        dataset,
        control=tuple(sorted(records, key=lambda r: (r.place_id, r.valid_from))),
        control_known_until=START + timedelta(days=5_000),
    )


def summary(dataset: Dataset, day: int, tr: Translator = ENGLISH) -> str:
    return control_summary(dataset, snapshot_at(dataset, START + timedelta(days=day)), tr)


def news(dataset: Dataset, on: date, days: int | None = None, mask: NDArray[np.bool_] | None = None) -> str:
    return day_news(dataset, snapshot_at(dataset, on), days, mask, ENGLISH)


class TestHolders:
    def test_classes_come_first_class_first_and_what_holds_nothing_is_left_out(
        self, tiny_dataset: Dataset
    ) -> None:
        rows = ("goma", 0, "m23"), ("bukavu", 0, "fardc"), ("kigali", 0, "rwanda")
        data = held(tiny_dataset, *rows)
        assert summary(data, 1) == (
            "M23 held 1 of 3 places followed; the government side 1; another holder 1."
        )
        assert summary(held(tiny_dataset, *rows[:1]), 1) == "M23 held 1 of 1 place followed."
        assert summary(data, 1, FRENCH) == (
            "Sur 3 lieux suivis, 1 était tenu par le M23\u00a0; 1 par le camp gouvernemental\u00a0; "
            "1 par un autre détenteur."
        )

    def test_states_come_after_the_holders(self, tiny_dataset: Dataset) -> None:
        data = held(tiny_dataset, ("goma", 0, "contested"), ("bukavu", 0, "unknown"), ("kigali", 9, "m23"))
        assert summary(data, 1) == "M23 held 0 of 3 places followed; 1 was contested; 2 unknown."

    def test_what_is_carried_on_is_counted(self, tiny_dataset: Dataset) -> None:
        data = held(tiny_dataset, ("goma", 0, "m23"), ("bukavu", 1, "unknown"), ("kigali", 2, "fardc"))
        text = "M23 held 1 of 3 places followed; the government side 1; 1 unknown"
        assert summary(data, FADED_DAYS) == f"{text}."
        assert summary(data, FADED_DAYS + 1) == f"{text}; for 1 the nearest report is over a year away."
        assert summary(data, FADED_DAYS + 3) == f"{text}; for 2 the nearest report is over a year away."

    def test_what_is_implied_is_counted_apart(self, tiny_dataset: Dataset) -> None:
        bukavu, goma, kigali = held(
            tiny_dataset, ("goma", 0, "fardc"), ("bukavu", 9, "m23"), ("kigali", 9, "fardc")
        ).control
        taken = [r.model_copy(update={"taken_from": "fardc"}) for r in (bukavu, kigali)]
        data = replace(tiny_dataset, control=(goma, *taken))
        assert summary(data, 1) == (
            "M23 held 0 of 3 places followed; the government side 1, and 2 more by implication."
        )
        assert summary(replace(data, control=tuple(taken)), 1) == (
            "M23 held 0 of 2 places followed; the government side 2 by implication."
        )

    def test_after_the_last_known_day_nothing_is_said_of_holders(self, tiny_dataset: Dataset) -> None:
        data = replace(tiny_dataset, control_known_until=date(2026, 3, 16))
        text = "Control is known until 16 March 2026: no holder is shown after that day."
        on = date(2026, 3, 17)
        assert control_summary(data, snapshot_at(data, on), ENGLISH) == text
        assert "Latest change" not in news(data, on)


@pytest.mark.parametrize(
    ("tr", "count", "days", "end"),
    [
        (ENGLISH, 21, 30, "21 events in the 30 days to 20 February 2025."),
        (ENGLISH, 1, 1, "1 event on 20 February 2025."),
        (ENGLISH, 2, None, "2 events up to 20 February 2025."),
        (FRENCH, 1, None, "1 événement jusqu’au 20 février 2025."),
        (ENGLISH, 5, date(2025, 2, 1), "5 events from 1 February 2025 to 20 February 2025."),
        (FRENCH, 1, date(2025, 2, 1), "1 événement du 1er février 2025 au 20 février 2025."),
    ],
)
def test_a_summary_ends_with_the_events_of_the_window(
    tiny_dataset: Dataset, tr: Translator, count: int, days: int | date | None, end: str
) -> None:
    snapshot = snapshot_at(tiny_dataset, date(2025, 2, 20))
    text = day_summary(tiny_dataset, snapshot, {RECORD: count}, days, tr)
    assert text == f"{control_summary(tiny_dataset, snapshot, tr)} {end}"


@pytest.mark.parametrize(
    ("tr", "count", "days", "end"),
    [
        (ENGLISH, 4, 365, "4 events in the 365 days to 20 February 2025 pass the filters."),
        (ENGLISH, 1, None, "1 event up to 20 February 2025 passes the filters."),
        (FRENCH, 2, 30, "2 événements sur 30 jours au 20 février 2025 passent les filtres."),
        (FRENCH, 0, None, "0 événement jusqu’au 20 février 2025 passe les filtres."),
    ],
)
def test_a_summary_says_that_only_some_events_are_counted(
    tiny_dataset: Dataset, tr: Translator, count: int, days: int | None, end: str
) -> None:
    snapshot = snapshot_at(tiny_dataset, date(2025, 2, 20))
    assert day_summary(tiny_dataset, snapshot, {RECORD: count}, days, tr, filtered=True).endswith(f" {end}")


class TestLatestChange:
    @staticmethod
    def said(data: Dataset, day: int) -> str:
        data = replace(data, events=Events.of(()), relations=())
        return news(data, START + timedelta(days=day))

    def test_the_latest_day_counts_and_the_larger_place_is_named(self, tiny_dataset: Dataset) -> None:
        data = held(
            tiny_dataset, ("goma", 0, "m23"), ("goma", 9, "fardc"), ("bukavu", 9, "m23"), ("kigali", 9, "m23")
        )
        assert self.said(data, 8) == "Latest change of control: Goma, held by M23 since 1 January 2024."
        assert self.said(data, 9) == (
            "Latest change of control: Kigali, held by M23 since 10 January 2024 "
            "(2 more places changed on that day)."
        )

    def test_the_end_of_a_trail_is_no_change(self, tiny_dataset: Dataset) -> None:
        data = held(tiny_dataset, ("goma", 0, "contested"), ("bukavu", 3, "m23"), ("bukavu", 5, "unknown"))
        assert self.said(data, 9) == "Latest change of control: Goma, contested since 1 January 2024."
        assert self.said(held(tiny_dataset, ("goma", 0, "unknown")), 9) == ""

    def test_a_first_sighting_is_no_change(self, tiny_dataset: Dataset) -> None:
        assert self.said(held(tiny_dataset, ("goma", 0, "m23"), is_status_report=True), 9) == ""

    def test_what_comes_out_of_the_unknown_is_no_change_unless_it_was_taken(
        self, tiny_dataset: Dataset
    ) -> None:
        out = held(tiny_dataset, ("goma", 0, "m23"), previous="unknown")
        assert self.said(out, 9) == ""
        taken = held(tiny_dataset, ("goma", 0, "m23"), previous="unknown", taken_from="fardc")
        assert self.said(taken, 9) == "Latest change of control: Goma, held by M23 since 1 January 2024."

    def test_the_day_is_said_as_exactly_as_it_is_known(self, tiny_dataset: Dataset) -> None:
        data = held(tiny_dataset, ("goma", 0, "m23"), date_precision=DatePrecision.MONTH)
        assert self.said(data, 9) == "Latest change of control: Goma, held by M23 since January 2024."


class TestRelations:
    @staticmethod
    def related(dataset: Dataset, *rows: tuple[str, str, int, RelationStatus]) -> Dataset:
        model = dataset.relations[0]
        relations = [
            model.model_copy(
                update={
                    "actor_a": a,
                    "actor_b": b,
                    "valid_from": START + timedelta(days=day),
                    "status": status,
                }
            )
            for a, b, day, status in rows
        ]
        act = dataset.event_by_id[model.event_id]  # long after the days of these tests
        return replace(dataset, relations=tuple(relations), control=(), events=Events.of((act,)))

    @pytest.mark.parametrize(
        ("days", "since", "is_news"),
        [
            (None, NEAR_DAYS - 1, True),
            (None, NEAR_DAYS, False),
            (400, NEAR_DAYS - 1, True),
            (400, NEAR_DAYS, False),
            (5, 4, True),
            (5, 5, False),
            (5, 0, True),
            (5, -1, False),
        ],
    )
    def test_a_change_is_news_for_the_window_but_no_longer_than_a_month(
        self, tiny_dataset: Dataset, days: int | None, since: int, *, is_news: bool
    ) -> None:
        data = self.related(tiny_dataset, ("rwanda", "belgium", 0, RelationStatus.SEVERED))
        text = news(data, START + timedelta(days=since), days)
        assert text == ("Relations since 1 January 2024: Rwanda–Belgium severed." if is_news else "")

    def test_a_record_that_begins_normal_is_no_change_but_a_return_to_it_is(
        self, tiny_dataset: Dataset
    ) -> None:
        normal, severed = RelationStatus.NORMAL, RelationStatus.SEVERED
        begins = self.related(tiny_dataset, ("rwanda", "belgium", 0, normal))
        assert news(begins, START) == ""
        back = self.related(tiny_dataset, ("rwanda", "belgium", 0, severed), ("rwanda", "belgium", 3, normal))
        assert (
            news(back, START + timedelta(days=3)) == "Relations since 4 January 2024: Rwanda–Belgium normal."
        )

    def test_only_the_latest_day_is_told_and_no_more_than_two_pairs(self, tiny_dataset: Dataset) -> None:
        severed, strained = RelationStatus.SEVERED, RelationStatus.STRAINED
        data = self.related(
            tiny_dataset,
            ("belgium", "m23", 0, severed),
            ("belgium", "fardc", 3, severed),
            ("fardc", "m23", 3, strained),
            ("rwanda", "belgium", 3, severed),
        )
        assert MOST_ACTS == 2
        assert news(data, START + timedelta(days=5)) == (
            "Relations since 4 January 2024: Belgium–FARDC severed; FARDC–M23 strained."
        )


class TestActs:
    @staticmethod
    def acts(dataset: Dataset, *rows: tuple[int, str, dict[str, Any]]) -> Dataset:
        model = dataset.event_by_id["break-20250317"]
        events = [
            model.model_copy(
                update={"id": title, "title_en": title, "date": START + timedelta(days=day)} | change
            )
            for day, title, change in rows
        ]
        return replace(dataset, events=Events.of(events), relations=(), control=())

    def test_the_latest_are_named_newest_and_best_supported_first(self, tiny_dataset: Dataset) -> None:
        two = {"source_ids": ("daily-2025-01-27", "agency-2025-02-16")}
        data = self.acts(
            tiny_dataset, (0, "old", {}), (3, "a", {}), (3, "b", {}), (3, "c", two), (9, "later", {})
        )
        on = START + timedelta(days=5)
        said = "Latest acts and statements: c (4 January 2024); a (4 January 2024)."
        assert news(data, on) == said
        assert news(data, START + timedelta(days=10)) == (
            "Latest acts and statements: later (10 January 2024); c (4 January 2024)."
        )
        assert news(data, START) == "Latest acts and statements: old (1 January 2024)."

    def test_only_acts_between_parties_in_the_window_that_pass_the_filters(
        self, tiny_dataset: Dataset
    ) -> None:
        kept = {EventCategory.DIPLOMACY, EventCategory.SANCTIONS, EventCategory.AID}
        kept |= {EventCategory.PEACE_PROCESS}
        for category in EventCategory:
            data = self.acts(tiny_dataset, (0, "act", {"category": category}))
            assert ("act (" in news(data, START)) == (category in kept)
            assert news(data, START + timedelta(days=5), 5) == ""
        mask = filter_mask(data.event_columns, EventFilter(text="no such words"))
        data = self.acts(tiny_dataset, (0, "act", {}))
        assert news(data, START, None, mask) == ""

    def test_a_part_is_not_told_beside_its_whole(self, tiny_dataset: Dataset) -> None:
        data = self.acts(tiny_dataset, (0, "whole", {}), (1, "part", {"part_of": "whole"}))
        assert news(data, START + timedelta(days=1)) == "Latest acts and statements: whole (1 January 2024)."
        assert "part (" in news(data, START + timedelta(days=1), 1)

    def test_a_relation_that_has_just_changed_says_more_than_acts(self, tiny_dataset: Dataset) -> None:
        text = news(tiny_dataset, date(2025, 2, 20))
        assert text == (
            "Latest change of control: Bukavu, held by M23 since 16 February 2025. "
            "Relations since 18 February 2025: Rwanda–Belgium aid suspended."
        )


@pytest.mark.parametrize("tr", [ENGLISH, FRENCH], ids=LANGUAGES)
@given(on=st.dates(date(2011, 12, 1), date(2026, 12, 1)), days=st.none() | st.integers(1, 400))
def test_any_day_has_one_to_three_plain_sentences(
    dataset: Dataset, tr: Translator, on: date, days: int | None
) -> None:
    snapshot = snapshot_at(dataset, on)
    told = day_summary(dataset, snapshot, {RECORD: 3}, days, tr), day_news(dataset, snapshot, days, None, tr)
    text = " ".join(part for part in told if part)
    assert text.endswith(".")
    assert "{" not in text
    assert "  " not in text
    assert len(text) < 700

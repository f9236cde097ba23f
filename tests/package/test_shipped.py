"""The shipped facts: nothing lost, no doubt removed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.coverage import coverage_by_year
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.package import default_origin
from geodash.package.source import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord, Event

TOTALS = {
    "places": 129,
    "actors": 150,
    "sources": 1173,
    "control": 450,
    "events": 384,
    "relations": 39,
    "stories": 49,
    "claims": 22,
    "corrections": 11,
    "changes": 1802,
}
FINER_PLACES = {  # the town that reports name is too coarse for these
    "goma-airport-closed-202501": "goma-airport",
    "sandf-killed-goma-airport-20250127": "goma-airport",
    "munzenze-prison-20250127": "munzenze-prison",
    "rubaya-mine-collapse-20260128": "rubaya-mines",
    "rubaya-offensive-20260220": "rubaya-mines",
    "kavumu-airport-captured-20250214": "kavumu-airport",
}
CORRECTED = [  # place, day, holder
    ("bambo", date(2025, 5, 14), "fardc"),
    ("bambo", date(2025, 5, 15), "m23"),
    ("bambo", date(2025, 5, 16), "fardc"),
    ("kishishe", date(2025, 5, 1), "fardc"),
    ("katana", date(2025, 3, 25), "contested"),
    ("katana", date(2025, 8, 11), "fardc"),
    ("katana", date(2025, 11, 22), "m23"),
    ("minembwe", date(2025, 2, 20), "fardc"),
    ("minembwe", date(2025, 2, 21), "twirwaneho"),
    ("ngungu", date(2025, 1, 7), "fardc"),
    ("luvungi", date(2025, 12, 5), "fardc"),
    ("luvungi", date(2025, 12, 6), "m23"),
    ("goma-airport", date(2013, 1, 1), "monusco"),
    ("goma", date(2012, 12, 1), "pnc"),
]
SEATS = {
    "drc": "kinshasa",
    "rwanda": "kigali",
    "belgium": "brussels",
    "usa": "washington-dc",
    "eu": "brussels",
    "un": "new-york-un",
    "un-hrc": "geneva",
    "au": "addis-ababa",
}


def control_of(dataset: Dataset, controller: str) -> list[ControlRecord]:
    return [record for record in dataset.control if record.controller == controller]


@pytest.mark.parametrize(("table", "count"), TOTALS.items())
def test_totals(dataset: Dataset, table: str, count: int) -> None:
    assert len(getattr(dataset, table)) == count


def test_known_days(dataset: Dataset) -> None:
    assert dataset.first_day == date(2012, 1, 1)
    assert dataset.control_known_until == date(2026, 3, 16)
    assert dataset.events_known_until == date(2026, 8, 31)
    assert dataset.events_thin_from == date(2026, 5, 28)
    late = [r for r in dataset.control if r.valid_from > dataset.control_known_until]
    assert len(late) == 17
    assert {record.confidence for record in late} == {Confidence.LOW}
    assert max(record.valid_from for record in late) == date(2026, 8, 7)
    assert dataset.events[0].date == date(2012, 4, 4)
    assert max(event.last_day for event in dataset.events) == date(2026, 8, 27)


def test_control_keeps_its_doubts(dataset: Dataset) -> None:
    assert len(dataset.holdings) == 78
    assert len(control_of(dataset, "unknown")) == 24
    assert len(control_of(dataset, "contested")) == 20
    assert sum(record.is_status_report for record in dataset.control) == 207
    weak = [r for r in dataset.control if r.confidence is Confidence.LOW and r.controller != "unknown"]
    assert len(weak) == 42
    assert sum(bool(record.disputed_note_en) for record in dataset.control) == 310
    assert Counter(record.date_precision.value for record in dataset.control) == {
        "day": 289,
        "approx": 150,
        "month": 11,
    }
    assert sum(record.taken_from is not None for record in dataset.control) == 87


@pytest.mark.parametrize(("place", "day", "controller"), CORRECTED)
def test_what_earlier_versions_had_otherwise(
    dataset: Dataset, place: str, day: date, controller: str
) -> None:
    assert snapshot_at(dataset, day).by_place[place].controller == controller


def test_events_keep_their_doubts(dataset: Dataset) -> None:
    assert Counter(event.confidence.value for event in dataset.events) == {
        "high": 287,
        "medium": 51,
        "low": 46,
    }
    assert dataset.event_by_id["eu-diplomat-rwanda-bashing-20250317"].confidence is Confidence.LOW
    assert sum(bool(event.disputed_note_en) for event in dataset.events) == 297
    assert sum(bool(event.part_of) for event in dataset.events) == 26
    assert sum(event.fatalities_low is not None for event in dataset.events) == 55
    assert {event.category for event in dataset.events} == set(EventCategory)


def test_places(dataset: Dataset) -> None:
    without_point = [place.id for place in dataset.places.values() if place.lat is None]
    assert without_point == ["lac-vert"]
    assert Counter(place.country for place in dataset.places.values()).most_common(1) == [("COD", 93)]
    assert {event_id: dataset.event_by_id[event_id].place_id for event_id in FINER_PLACES} == FINER_PLACES
    gasabo = dataset.event_by_id["eu-sanctions-gasabo-20250317"]
    assert (gasabo.place_id, gasabo.target_place_id) == ("brussels", "gasabo-gold-refinery")


def test_events_without_a_place_say_in_words_where(dataset: Dataset) -> None:
    without_place = [event for event in dataset.events if event.place_id is None]
    assert len(without_place) == 23
    assert all(event.place_note_en for event in without_place)


def test_seats(dataset: Dataset) -> None:
    assert {actor: dataset.actors[actor].seat_place_id for actor in SEATS} == SEATS
    states = [a for a in dataset.actors.values() if a.kind == "state" and a.parent is None]
    assert [actor.id for actor in states if not actor.seat_place_id] == ["italy"]


def test_every_source_is_used(dataset: Dataset) -> None:
    records: list[ControlRecord | Event] = [*dataset.control, *dataset.events]
    assert {source for record in records for source in record.source_ids} == set(dataset.sources)


def test_orders(dataset: Dataset) -> None:
    assert list(dataset.events) == sorted(dataset.events, key=lambda e: (e.date, e.id))
    assert list(dataset.control) == sorted(dataset.control, key=lambda r: (r.place_id, r.valid_from))
    steps = [step.step for step in dataset.stories if step.story_id == "rwanda-belgium-break"]
    assert steps == list(range(1, 11))


def test_the_cities_of_the_founding_text(dataset: Dataset) -> None:
    control = snapshot_at(dataset, date(2025, 3, 17)).by_place
    assert (control["goma"].controller, control["bukavu"].controller) == ("m23", "m23")


def test_every_resource_has_a_credit(dataset: Dataset) -> None:
    assert dataset.credits.keys() == TOTALS.keys() | dataset.borders.keys()
    for credit in dataset.credits.values():
        assert credit.licence
        assert credit.attribution("en")
        assert credit.attribution("fr")
    assert "GeoNames" in dataset.credits["places"].attribution_en


def test_border_frames(dataset: Dataset) -> None:
    countries = dataset.borders["countries"]
    assert countries.frame.crs.to_epsg() == 4326
    assert len(countries.frame) == len(countries.geometries)
    assert countries.frame is countries.frame


def test_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GEODASH_DATA", raising=False)
    assert default_origin().files().read("events.csv")
    monkeypatch.setenv("GEODASH_DATA", str(tmp_path))
    assert default_origin() == Folder(tmp_path)


def test_signature_follows_the_files(tiny_package: TinyPackage) -> None:
    folder = Folder(tiny_package.folder)
    before = folder.state()
    assert folder.state() == before
    tiny_package.set_cell("events.csv", 2, "title_en", "Other")
    after = folder.state()
    (tiny_package.folder / "events.csv").unlink()
    assert len({before, after, folder.state()}) == 3
    assert Folder(tiny_package.folder / "nowhere").state()


LEAST_ANSWERED = {
    2012: 30,
    2013: 35,
    2016: 45,
    2018: 55,
    2020: 60,
    2022: 72,
    2023: 80,
    2024: 95,
    2025: 95,
    2026: 97,
}
"""Per cent of place-days with a holder, reported or implied."""


def test_most_days_have_an_answer(dataset: Dataset) -> None:
    found = {year.year: year for year in coverage_by_year(dataset)}
    for year, least in LEAST_ANSWERED.items():
        assert 100 * found[year].answered >= least, year
        assert found[year].carried <= found[year].reported

"""Data sets beside the record: told apart wherever they show, and never counted with it unasked."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.files import PREFIX
from geodash.i18n import LANGUAGES, Translator
from geodash.imports.opened import IN_USE, take_away_left
from geodash.imports.packing import packed
from geodash.interchange.export import WRITERS
from geodash.interchange.shown import shown_rows
from geodash.link.state import DashboardState, format_query, parse_query, settle
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.selection import EventFilter, count_by_set, filter_mask, mask_of, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import EventCategory
from geodash.package import load_dataset
from geodash.products.order import Order, left_out, make_file
from geodash.products.site.whole import site_files
from geodash.scene.documents import DOCUMENTS
from geodash.scene.whole import build_scene
from geodash.wording.detail import event_card
from geodash.wording.summary import day_news, day_summary
from tests.conftest import GEODATA
from tests.overlaid import OPEN, RESTRICTED, write_overlay

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

DAY = date(2025, 1, 27)
ALL = frozenset({RECORD, OPEN, RESTRICTED})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("beside")
    return [write_overlay(root / OPEN), write_overlay(root / RESTRICTED, RESTRICTED, restricted=True)]


@pytest.fixture(scope="module")
def beside(folders: list[Path]) -> Dataset:
    return load_dataset(GEODATA, folders)


def event_ids(data: Dataset, document: object) -> object:
    """A document with the ids of events in place of their rows."""
    if isinstance(document, dict):
        rows = {"rows", "forth", "back"}
        return {
            key: [data.events[row].id for row in value] if key in rows else event_ids(data, value)
            for key, value in document.items()
        }
    return [event_ids(data, each) for each in document] if isinstance(document, list) else document


def test_the_record_stays_what_it_is(dataset: Dataset, beside: Dataset) -> None:
    assert beside.own.events == dataset.events
    assert beside.control == dataset.control
    assert snapshot_at(beside, DAY) == snapshot_at(dataset, DAY)
    assert [e for e in beside.events if beside.events.data_set_of(e.id) is None] == [*dataset.events]
    for name in ("control", "help", "stories"):
        assert DOCUMENTS[name](beside) == DOCUMENTS[name](dataset)
    assert DOCUMENTS["search"](beside) == DOCUMENTS["search"](dataset)
    assert event_ids(beside, DOCUMENTS["relations"](beside)) == event_ids(
        dataset, DOCUMENTS["relations"](dataset)
    )
    told, own = DOCUMENTS["sources"](beside), DOCUMENTS["sources"](dataset)
    assert told["years"] == own["years"]
    assert told["sources"]["id"] == own["sources"]["id"]
    cited = [[beside.events[row].id for row in rows] for rows in told["sources"]["events"]]
    assert cited == [[dataset.events[row].id for row in rows] for rows in own["sources"]["events"]]


def test_events_before_the_clock_are_counted_and_left_out(beside: Dataset) -> None:
    told = beside.data_sets[OPEN]
    assert (told.events, told.early) == (4, 1)
    assert beside.last_day == told.last_day > beside.events_known_until


def test_nothing_is_added_unless_it_is_chosen(dataset: Dataset, beside: Dataset) -> None:
    mask = mask_of(beside.event_columns, EventFilter())
    assert mask is not None
    assert mask.sum() == len(dataset.events)
    assert mask_of(dataset.event_columns, EventFilter()) is None
    state, notices = settle(DashboardState(date=DAY), beside)
    assert not notices
    assert "set" not in format_query(state)
    assert {row["data_set"] for row in shown_rows(beside, state, DAY).events} == {RECORD}


@given(
    on=st.dates(date(2012, 1, 1), date(2026, 10, 2)),
    days=st.none() | st.integers(1, 400),
    sets=st.sets(st.sampled_from(sorted(ALL)), min_size=1).map(frozenset),
    categories=st.sets(st.sampled_from(list(EventCategory)), max_size=3).map(frozenset),
)
def test_counts_of_each_data_set_are_those_of_a_plain_loop(
    beside: Dataset,
    on: date,
    days: int | None,
    sets: frozenset[str],
    categories: frozenset[EventCategory],
) -> None:
    columns, wanted = beside.event_columns, EventFilter(categories, sets=sets)
    flags = window_mask(columns, on, days) & filter_mask(columns, wanted)
    shown = [
        event
        for event in beside.events
        if event.date <= on
        and (days is None or event.last_day > on - timedelta(days=days))
        and (not categories or event.category in categories)
        and (beside.events.data_set_of(event.id) or RECORD) in sets
    ]
    ids = {event.id for event in shown}
    plain = Counter(
        (beside.events.data_set_of(event.id) or RECORD) for event in shown if event.part_of not in ids
    )
    assert count_by_set(columns, flags, sets) == {name: plain[name] for name in sets}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_counts_them_apart(beside: Dataset, lang: Language) -> None:
    tr, snapshot = Translator(lang), snapshot_at(beside, DAY)
    text = day_summary(beside, snapshot, {RECORD: 18, OPEN: 1}, 30, tr)
    assert "18" in text
    assert tr("wording.summary_set", name=beside.data_sets[OPEN].title(lang), count=1) in text
    alone = day_summary(beside, snapshot, {OPEN: 2}, 30, tr)
    assert tr("wording.summary_events", count=0, days=tr("wording.days", count=30)) not in alone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_card_says_whose_it_is(beside: Dataset, dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    card = event_card(beside, beside.event_by_id[f"{OPEN}-2025-01-27"], tr)
    assert card["data_set"] == beside.data_sets[OPEN].title(lang)
    for text in ("CC-BY-4.0", beside.data_sets[OPEN].credit.attribution(lang), tr.date(date(2026, 11, 1))):
        assert text in card["data_set_note"]
    assert card["sources"][0]["title"] == "The log"
    assert not card["sources"][0]["id"]  # it has no entry in the panel of sources
    assert card["attribution"]  # M23 takes part, whoever counts it
    own = dataset.events[0]
    assert event_card(beside, own, tr) == event_card(dataset, own, tr)


def test_data_files_name_the_data_set_and_credit_it(beside: Dataset) -> None:
    state = DashboardState(date=DAY, set=frozenset({RECORD, OPEN}))
    for fmt in WRITERS:
        assert make_file(beside, state, Order("data", fmt)).content
    found = shown_rows(beside, state, DAY)
    counts = Counter(row["data_set"] for row in found.events)
    assert counts[OPEN] == 2
    assert counts[RECORD] == len(found.events) - 2
    assert "Incidents: logbook" in found.about["attribution"]
    assert found.about["licence"].endswith("Log of logbook: CC-BY-4.0.")
    assert "CC-BY-4.0" in found.about["licence_ids"].split(", ")
    assert found.about["citation"].endswith("A mission, its log")
    assert parse_qs(found.about["link"][1:])["set"] == [f"{OPEN},{RECORD}"]
    assert "Log of logbook" in found.about["filter"]


def test_rows_that_may_not_be_passed_on_are_in_no_file(beside: Dataset) -> None:
    tr, state = Translator("en"), DashboardState(date=DAY, set=ALL)
    archive = zipfile.ZipFile(io.BytesIO(make_file(beside, state, Order("data", "csv")).content))
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert OPEN.encode() in whole
    assert f"{RESTRICTED}-2025".encode() not in whole
    assert b"Log of guarded" not in whole
    assert "Log of guarded" in left_out(beside, state, "data", tr)
    assert "Log of logbook" not in left_out(beside, state, "data", tr)
    assert left_out(beside, DashboardState(date=DAY), "picture", tr) == ""
    alone = shown_rows(beside, replace(state, set=frozenset({RESTRICTED})), DAY)
    assert alone.events == ()  # and not the record's, which were not chosen
    assert "data sets: none" in alone.about["filter"].lower()
    assert RESTRICTED not in alone.about["attribution"]
    for fmt in WRITERS:
        assert make_file(beside, replace(state, set=frozenset({RESTRICTED})), Order("data", fmt)).content


@pytest.mark.parametrize(("kind", "fmt"), [("picture", "svg"), ("page", "html")])
def test_what_is_looked_at_shows_the_record_alone(
    dataset: Dataset, beside: Dataset, kind: str, fmt: str
) -> None:
    state = DashboardState(date=DAY, set=ALL)
    order = Order(kind, fmt, today=DAY)
    assert (
        make_file(beside, state, order).content
        == make_file(dataset, replace(state, set=frozenset({RECORD})), order).content
    )
    assert "Log of logbook, Log of guarded" in left_out(beside, state, kind, Translator("en"))


def test_the_static_site_holds_the_record_alone(dataset: Dataset, beside: Dataset) -> None:
    assert site_files(beside) == site_files(dataset)


def test_a_link_without_its_data_set_opens_and_says_so(dataset: Dataset) -> None:
    asked, _ = parse_query({"set": f"record,{OPEN}", "date": "2025-01-27"})
    state, notices = settle(asked, dataset)
    assert state.set == {RECORD}
    assert [(n.key, n.values["name"], n.values["value"]) for n in notices] == [
        ("notice.unknown_id", "set", OPEN)
    ]
    assert settle(parse_query({"set": ""})[0], dataset)[0].set == {RECORD}
    only, _ = settle(replace(asked, set=frozenset({OPEN})), dataset)
    assert only.set == {RECORD}


def test_news_of_the_day_are_the_records(beside: Dataset, dataset: Dataset) -> None:
    day, tr = date(2026, 10, 2), Translator("en")
    mask = mask_of(beside.event_columns, EventFilter(sets=ALL))
    told = day_news(beside, snapshot_at(beside, day), None, mask, tr)
    assert "crossroads" not in told
    assert told == day_news(dataset, snapshot_at(dataset, day), None, None, tr)


def test_its_places_have_no_dot_and_no_name(beside: Dataset, dataset: Dataset) -> None:
    rows = {place_id: row for row, place_id in enumerate(beside.places)}
    scene = build_scene(beside, rows)
    assert [scene["places"]["id"][row] for row in np.flatnonzero(scene["places"]["added"])] == [
        f"{OPEN}-crossroads",
        f"{RESTRICTED}-crossroads",
    ]
    assert scene["domain"][1] == to_day(date(2026, 10, 2))
    plain = build_scene(dataset, {place_id: row for row, place_id in enumerate(dataset.places)})
    assert "added" not in plain["places"]


def test_broken_overlays_are_named_with_their_folder(tmp_path: Path) -> None:
    one, two = write_overlay(tmp_path / "one"), write_overlay(tmp_path / "two")
    with pytest.raises(DatasetError) as twice:
        load_dataset(GEODATA, [one, two])
    assert [(p.file, p.value) for p in twice.value.problems] == [("two/datapackage.json", OPEN)]
    (two / "events.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(DatasetError) as broken:
        load_dataset(GEODATA, [one, two])
    assert {p.file for p in broken.value.problems} == {"two/events.csv"}


def test_run_opens_them_beside_the_package(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setenv("GEODASH_DATA", str(GEODATA))
    monkeypatch.setattr(os, "execv", lambda *_: started.append(os.environ["GEODASH_DATA"]))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    result = CliRunner().invoke(main, ["run", "--with", str(folders[0]), "--with", str(folders[1])])
    assert result.exit_code == 0, result.output
    assert started == [os.pathsep.join(map(str, (GEODATA, *folders)))]
    assert load_dataset().data_sets.keys() == {OPEN, RESTRICTED}


def test_run_opens_a_saved_one_and_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_overlay(tmp_path / OPEN)
    saved, other = tmp_path / "saved.zip", tmp_path / "table.csv"
    saved.write_bytes(packed({path.name: path.read_bytes() for path in folder.iterdir()}))
    other.write_text("date,place\n", encoding="utf-8")
    started: list[str] = []
    monkeypatch.setenv("GEODASH_DATA", str(GEODATA))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda *_: started.append(os.environ["GEODASH_DATA"]))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    result = CliRunner().invoke(main, ["run", "--with", str(saved)])
    assert result.exit_code == 0, result.output
    assert load_dataset().data_sets.keys() == {OPEN}
    (unpacked,) = tmp_path.glob(f"{PREFIX}*")
    os.utime(unpacked / IN_USE, (0, 0))
    take_away_left(tmp_path, unpacked.stat().st_uid)
    assert unpacked.is_dir()  # this process has the lock
    refused = CliRunner().invoke(main, ["run", "--with", str(other)])
    assert refused.exit_code == 1
    assert "table.csv: it is no saved overlay" in refused.output
    assert len(started) == 1


def test_export_says_what_a_file_does_not_hold(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODASH_DATA", os.pathsep.join(map(str, (GEODATA, *folders))))
    link = f"date=2025-01-27&set=record,{OPEN},{RESTRICTED}"
    command = ["export", "--link", link, "--format", "csv", "-o", str(tmp_path / "out.zip")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "Not in this file: Log of guarded." in result.stderr

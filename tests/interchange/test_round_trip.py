"""An export, read again, is the same: for any state, and for any text that a record may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interchange.reading import read_export, restored, xml_restored
from tests.interchange.strategies import HOSTILE, exports

from geodash.interchange.export import WRITERS, export_data
from geodash.interchange.fields import ABOUT, TABLES
from geodash.interchange.neutral import neutralised, xml_escaped
from geodash.interchange.shown import shown_rows
from geodash.link.state import DashboardState, parse_query, settle
from geodash.model.events import Events
from geodash.model.selection import filter_mask, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from geodash.interchange.export import DataFormat
    from geodash.interchange.fields import Exported
    from geodash.model.dataset import Dataset

FORMATS: list[DataFormat] = list(WRITERS)
ACCESSED = date(2026, 11, 23)
LIMITS = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

states = st.builds(
    DashboardState,
    date=st.none() | st.dates(date(2011, 1, 1), date(2027, 1, 1)),
    days=st.none() | st.integers(1, 90),
    cat=st.frozensets(st.sampled_from(EventCategory), max_size=3),
    actor=st.frozensets(st.sampled_from(["m23", "rwanda", "belgium", "no-such-actor"]), max_size=2),
    conf=st.sampled_from(Confidence),
    q=st.sampled_from(["", "", "goma", "=1+1", "'; <b>", "no such word"]),
    lang=st.sampled_from(["en", "fr"]),
)


@LIMITS
@given(state=states)
@pytest.mark.parametrize("fmt", FORMATS)
def test_what_is_shown_comes_back(dataset: Dataset, fmt: DataFormat, state: DashboardState) -> None:
    content = export_data(dataset, state, fmt, accessed=ACCESSED)
    assert read_export(content, fmt) == shown_rows(dataset, state, ACCESSED)


@settings(LIMITS, max_examples=40)
@given(export=exports)
@pytest.mark.parametrize("fmt", FORMATS)
def test_any_value_comes_back(fmt: DataFormat, export: Exported) -> None:
    assert read_export(WRITERS[fmt](export), fmt) == export


@LIMITS
@given(state=states)
def test_the_rows_are_those_of_the_page(dataset: Dataset, state: DashboardState) -> None:
    settled, _ = settle(state, dataset)
    assert settled.date
    columns = dataset.event_columns
    flags = window_mask(columns, settled.date, settled.days) & filter_mask(columns, settled.event_filter)
    rows = shown_rows(dataset, state, ACCESSED)
    wanted = [event.id for event, flag in zip(dataset.events, flags, strict=True) if flag]
    assert [row["event_id"] for row in rows.events] == wanted
    assert [(row["place_id"], row["controller"]) for row in rows.control] == [
        (control.place_id, control.controller) for control in snapshot_at(dataset, settled.date).control
    ]
    for table, columns_of_table in TABLES.items():
        for row in rows.tables[table]:
            assert list(row) == [column.name for column in columns_of_table]


@LIMITS
@given(state=states)
def test_the_link_inside_leads_back(dataset: Dataset, state: DashboardState) -> None:
    about = shown_rows(dataset, state, ACCESSED).about
    query = dict(parse_qsl(about["link"].removeprefix("?"), keep_blank_values=True))
    settled, _ = settle(state, dataset)
    assert parse_query(query) == (replace(settled, v=dataset.version), [])


@pytest.mark.parametrize("fmt", FORMATS)
def test_hostile_records_come_back(dataset: Dataset, fmt: DataFormat) -> None:
    fields = (
        "title_en",
        "title_fr",
        "summary_en",
        "summary_fr",
        "disputed_note_en",
        "place_note_fr",
        "action",
    )
    events = tuple(
        event.model_copy(update=dict.fromkeys(fields, text))
        for event, text in zip(dataset.events, HOSTILE * 20, strict=False)
    )
    hostile = replace(dataset, events=Events.of(events))
    state = DashboardState(date=dataset.last_day, days=None)
    read = read_export(export_data(hostile, state, fmt, accessed=ACCESSED), fmt)
    assert [row["title_en"] for row in read.events] == [event.title_en for event in events]
    assert read == shown_rows(hostile, state, ACCESSED)


@pytest.mark.parametrize("fmt", FORMATS)
def test_no_event_is_an_export_too(dataset: Dataset, fmt: DataFormat) -> None:
    state = DashboardState(date=date(2025, 3, 17), q="no such word")
    read = read_export(export_data(dataset, state, fmt, accessed=ACCESSED), fmt)
    assert read.events == ()
    assert len(read.control) == len(dataset.holdings)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_each_export_says_what_it_is(dataset: Dataset, fmt: DataFormat, lang: str) -> None:
    state = DashboardState(date=date(2025, 3, 17), lang="fr" if lang == "fr" else "en")
    about = read_export(export_data(dataset, state, fmt, accessed=ACCESSED), fmt).about
    assert tuple(about) == ABOUT
    assert all(about.values())
    assert about["accessed"] == "2026-11-23"
    assert about["data_version"] == dataset.version
    assert "2026" in about["citation"]
    assert "CC-BY-4.0" in about["licence"]
    assert "ODbL-1.0" in about["licence"]
    assert dataset.credits["places"].attribution(state.lang) in about["attribution"]


@given(st.text(alphabet="=+-@'\"; \t\r\nx＝", max_size=8) | st.text())
def test_neutral_text_can_be_restored(text: str) -> None:
    neutral = neutralised(text)
    assert restored(neutral) == text
    assert not neutral.lstrip(' "').startswith(("=", "+", "-", "@"))
    assert not neutral.startswith(("\t", "\r", "\n"))


@given(st.text(alphabet="_x041AF\x01\r", max_size=16) | st.text())
def test_escaped_text_can_be_restored(text: str) -> None:
    assert xml_restored(xml_escaped(text)) == text

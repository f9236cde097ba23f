"""Generated data packages are valid, repeatable and clustered; the table of measurements judges right."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.synthetic import dense_window, write_package
from benchmarks.table import (
    Budget,
    Row,
    Sample,
    as_document,
    as_markdown,
    as_text,
    failures,
    number,
)

from geodash.model.interval import to_day
from geodash.model.selection import window_mask
from geodash.package import load_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

EVENTS = 2_000
MADE = "syn-"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_package(tmp_path_factory.mktemp("package"), EVENTS)


@pytest.fixture(scope="module")
def generated(folder: Path) -> Dataset:
    """The package, which has no problem if this returns."""
    return load_dataset(folder)


def test_the_shipped_events_are_among_as_many_as_asked_for(generated: Dataset, dataset: Dataset) -> None:
    assert len(generated.events) == EVENTS
    assert set(dataset.event_by_id) <= set(generated.event_by_id)
    assert dataset.control == generated.control


def test_a_seed_gives_the_same_files_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    again, other = write_package(tmp_path / "a", EVENTS), write_package(tmp_path / "b", EVENTS, seed=2)
    for name in ("events.csv", "places.csv", "datapackage.json"):
        first = (folder / name).read_bytes()
        assert first == (again / name).read_bytes()
        assert first != (other / name).read_bytes()


def test_no_more_than_the_shipped_events_is_the_shipped_package(tmp_path: Path, dataset: Dataset) -> None:
    assert load_dataset(write_package(tmp_path, 10)).events == dataset.events


def test_events_cluster_in_space(generated: Dataset) -> None:
    counts = Counter(event.place_id for event in generated.events)
    busiest = sum(count for _, count in counts.most_common(len(counts) // 10))
    assert len(counts) > 80
    assert busiest > 0.4 * EVENTS


def test_events_come_in_bursts_more_in_later_years_and_fewer_on_sundays(generated: Dataset) -> None:
    days = np.array([to_day(event.date) for event in generated.events])
    weekly = np.bincount((days - days.min()) // 7)
    assert weekly.var() > 3 * weekly.mean()  # a steady flow would have them equal
    years = Counter(event.date.year for event in generated.events)
    assert years[2025] > 3 * years[2019] > 0
    weekdays = Counter(event.date.weekday() for event in generated.events)
    assert weekdays[6] < 0.9 * weekdays[0]


def test_some_events_last_and_some_are_parts(generated: Dataset) -> None:
    made = [event for event in generated.events if event.id.startswith(MADE)]
    assert any(event.date_end for event in made)
    parts = [event for event in made if event.part_of]
    assert parts
    assert not any(generated.event_by_id[event.part_of].part_of for event in parts if event.part_of)
    assert all(event.last_day <= generated.events_known_until for event in made)


def test_texts_are_in_both_languages_and_complete(generated: Dataset) -> None:
    made = [event for event in generated.events if event.id.startswith(MADE)]
    assert len({event.title_en for event in made}) > 500
    for event in made:
        texts = (event.title_en, event.title_fr, event.summary_en, event.summary_fr)
        assert all(texts)
        assert not any("{" in text or "nan" in text.split() for text in texts)


def test_the_dense_window_holds_what_it_says_on_every_day_of_its_run(
    folder: Path, generated: Dataset
) -> None:
    window = dense_window(folder, least=400, run=60)
    columns = generated.event_columns
    held = [
        int(window_mask(columns, window.first + timedelta(days=step), window.days).sum())
        for step in range(61)
    ]
    assert min(held) == window.least >= 400
    assert window.first + timedelta(days=60) <= generated.control_known_until


def test_a_window_that_does_not_exist_is_the_densest_there_is(folder: Path) -> None:
    assert 0 < dense_window(folder, least=10 * EVENTS).least < EVENTS


def test_the_middle_and_the_95_percent_of_a_sample() -> None:
    sample = Sample.of(range(1, 101), "ms")
    assert (sample.median, sample.p95) == (50.5, 95)
    assert str(sample) == "50.5 ms [95]"
    assert str(Sample.of([3], "")) == "3"
    assert Sample.of([7, 9], "ms").p95 == 9
    with pytest.raises(ValueError, match="nothing"):
        Sample.of([], "ms")


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.01234, "0.0123"), (12.34, "12.3"), (1234.5, "1,234"), (99.96, "100")]
)
def test_numbers_have_three_digits(value: float, text: str) -> None:
    assert number(value) == text


MS_10 = Sample.of([10], "ms")


@pytest.mark.parametrize(
    ("row", "verdict", "ratio"),
    [
        (Row("at the limit", MS_10, Budget(10)), "pass", None),
        (Row("over the limit", MS_10, Budget(9.9)), "FAIL", None),
        (Row("no budget", MS_10), "", None),
        (Row("none sent", Sample.of([0], ""), Budget(0)), "pass", None),
        (Row("slower, but little", MS_10, Budget(2, of_ratio=True), Sample.of([5], "ms")), "pass", 2),
        (Row("too slow", MS_10, Budget(2, of_ratio=True), Sample.of([4], "ms")), "FAIL", 2.5),
        (
            Row(
                "faster",
                MS_10,
                Budget(20, of_ratio=True, at_least=True),
                Sample.of([200], "ms"),
                is_speedup=True,
            ),
            "pass",
            20,
        ),
        (
            Row(
                "not fast",
                MS_10,
                Budget(20, of_ratio=True, at_least=True),
                Sample.of([190], "ms"),
                is_speedup=True,
            ),
            "FAIL",
            19,
        ),
        (Row("nothing to compare with", MS_10, Budget(2, of_ratio=True)), "FAIL", None),
        (Row("left out", trouble="no npm"), "", None),
        (Row("broken", trouble="timeout", is_failure=True), "FAIL", None),
    ],
)
def test_a_row_is_judged_by_its_median_or_its_ratio(row: Row, verdict: str, ratio: float | None) -> None:
    assert (row.verdict, row.ratio) == (verdict, ratio)
    assert failures([row]) == ([row.what] if verdict == "FAIL" else [])


def test_the_table_says_everything_in_every_form() -> None:
    rows = [
        Row(
            "a | b",
            Sample.of([1, 2, 3], "ms"),
            Budget(2, of_ratio=True),
            Sample.of([1], "ms"),
            "reference page",
        ),
        Row("c", trouble="no npm"),
    ]
    text = as_text(rows).splitlines()
    assert text[2].split("  ")[0] == "a | b"
    for part in ("2 ms [3]", "1 ms reference page", "2x", "≤ 2x", "pass"):
        assert part in text[2]
    assert "left out: no npm" in text[3]
    markdown = as_markdown(rows).splitlines()
    assert [line.count("|") for line in markdown] == [7] * 4
    document = as_document(rows, {"date": "2026-01-01"})
    assert document["rows"][0]["measured"]["values"] == (1, 2, 3)
    assert [entry["verdict"] for entry in document["rows"]] == ["pass", ""]


def test_columns_of_the_table_are_aligned() -> None:
    lines = as_text([Row("short", MS_10, Budget(1)), Row("a longer name", MS_10, Budget(1000))]).splitlines()
    starts = {line.index("10 ms") for line in lines[2:]}
    assert len(starts) == 1
    assert all(len(line) <= len(lines[1]) for line in lines)

"""Hundreds of thousands of events are held in few objects and little memory, also while they load."""

from __future__ import annotations

import gc
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.synthesis.overlay import write_overlay
from tests.conftest import GEODATA

from geodash.model.selection import EventFilter, filter_mask
from geodash.package import load_dataset
from geodash.scene.whole import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

MANY = 200_000
SETS = frozenset({"record", "many"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_overlay(tmp_path_factory.mktemp("many"), MANY)


@pytest.fixture(scope="module")
def many(folder: Path) -> Dataset:
    return load_dataset(GEODATA, [folder])


def test_no_event_is_an_object(folder: Path) -> None:
    """Python's own objects and numpy's arrays: what is held afterwards, and the most meanwhile."""
    load_dataset(GEODATA)  # what every package takes
    gc.collect()
    before = len(gc.get_objects())
    tracemalloc.start()
    try:
        found = load_dataset(GEODATA, [folder])
        gc.collect()
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.events) > MANY
    assert len(gc.get_objects()) - before < MANY / 10
    assert held < 100 * MANY, "an object for each event takes more"
    assert most < 250 * MANY


def test_arrow_holds_texts_packed(folder: Path) -> None:
    before = pa.total_allocated_bytes()
    found = load_dataset(GEODATA, [folder])
    sheet = found.events.sheets[-1]
    plain = sum(len(text.encode()) for field in sheet.texts.fields for text in found.events.texts(field))
    taken = pa.total_allocated_bytes() - before
    assert taken < plain, "ids, codes and all, they take less than the texts alone would"


def test_distinct_values_are_numbered_in_few_bits(many: Dataset) -> None:
    columns = many.events.sheets[-1].columns
    assert columns["category"].indices.type == pa.int8()
    assert columns["date"].indices.type == pa.int16()


def test_what_browsers_fetch_is_made_of_the_rows_that_it_holds(many: Dataset) -> None:
    scene = Scene(many)
    tracemalloc.start()
    try:
        block = scene.document("events-3.bin")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * len(block)


def test_filters_and_words_keep_what_the_records_say(many: Dataset) -> None:
    wanted = EventFilter(actors=frozenset({"m23"}), text="message 77", sets=SETS)
    rows = np.flatnonzero(filter_mask(many.event_columns, wanted))
    found = {many.events[row].id for row in rows.tolist()}
    titles = many.events.texts("title_en")
    ids = many.events.texts("id")
    with_words = [row for row, title in enumerate(titles) if "77" in title.split(" ")[-1]]
    assert found
    assert found == {
        ids[row]
        for row in with_words
        if {"m23"} & {*many.events[row].actors_from, *many.events[row].actors_to}
    }

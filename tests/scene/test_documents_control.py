"""The document of control records goes with the holdings of the scene, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geodash.i18n import LANGUAGES
from geodash.model.comparison import LEAST_FOR_PERCENT
from geodash.model.interval import to_day
from geodash.scene.documents.control import control_document
from geodash.scene.whole import build_scene

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

MOST_BYTES = 1_400
"""Of one record."""


def test_it_goes_with_the_holdings_of_the_scene(dataset: Dataset) -> None:
    document = control_document(dataset)
    holdings = build_scene(dataset, {place: row for row, place in enumerate(dataset.places)})["holdings"]
    by_id = {record.id: record for record in dataset.control}
    places = list(dataset.places)
    rows = list(zip(holdings["place"], holdings["records"], document["records"], strict=True))
    assert any(days for _, days, _ in rows)
    for place, days, records in rows:
        found = [by_id[record["id"]] for record in records]
        assert [to_day(record.valid_from) for record in found] == days
        assert {record.place_id for record in found} <= {places[place]}


def test_it_holds_every_record_and_the_sources_they_cite(dataset: Dataset) -> None:
    document = control_document(dataset)
    records = [record for chain in document["records"] for record in chain]
    assert sorted(record["id"] for record in records) == sorted(record.id for record in dataset.control)
    assert {source for record in records for source in record["sources"]} == document["sources"].keys()
    assert all(
        document["sources"][source]["url"] == dataset.sources[source].url for source in document["sources"]
    )
    assert document["leastForPercent"] == LEAST_FOR_PERCENT


def test_every_text_comes_in_every_language(tiny_dataset: Dataset) -> None:
    document = control_document(tiny_dataset)
    for chain in document["records"]:
        for record in chain:
            assert set(record["summary"]) == set(record["disputed"]) == set(LANGUAGES)
            assert all(record["summary"].values())
    for source in document["sources"].values():
        assert set(source["published"]) == set(LANGUAGES)


def test_it_is_plain_and_small(dataset: Dataset) -> None:
    text = json.dumps(control_document(dataset), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < MOST_BYTES * len(dataset.control)

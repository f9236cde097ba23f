"""What a reader who has never been here is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.another import ELFASHER, traces

from geodash.i18n import LANGUAGES, Translator
from geodash.model.vocabulary import UNKNOWN
from geodash.package import load_dataset
from geodash.scene.documents.help import help_document, reports_after

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language


def section(dataset: Dataset, name: str) -> list[dict[str, Any]]:
    [found] = [each for each in help_document(dataset)["sections"] if each["id"] == name]
    blocks: list[dict[str, Any]] = found["blocks"]
    return blocks


def paragraphs(dataset: Dataset, name: str, lang: Language) -> list[str]:
    return [block["text"][lang] for block in section(dataset, name) if "text" in block]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_end_of_the_record_has_the_figures_of_the_data(dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    late = [
        record
        for record in dataset.control
        if record.valid_from > dataset.control_known_until and record.controller != UNKNOWN
    ]
    control, after, events = paragraphs(dataset, "record", lang)
    assert tr.date(dataset.control_known_until) in control
    assert str(len(late)) in after
    assert str(len({record.place_id for record in late})) in after
    assert tr.date(max(record.valid_from for record in late)) in after
    assert dataset.events_thin_from is not None
    assert tr.date(dataset.events_known_until) in events
    assert tr.date(dataset.events_thin_from) in events


def test_it_says_so_where_nothing_follows_and_nothing_is_thin(dataset: Dataset) -> None:
    short = replace(dataset, control_known_until=dataset.events_known_until, events_thin_from=None)
    assert reports_after(short) == []
    _, after, events = paragraphs(short, "record", "en")
    assert after == "No later report of control is recorded."
    assert events == "Events are known until 31 August 2026."


def test_it_says_how_to_add_a_record_and_how_to_report_an_error(dataset: Dataset) -> None:
    for lang in LANGUAGES:
        add, report = paragraphs(dataset, "add", lang)
        assert "CONTRIBUTING.md" in add
        assert "Add a change of control" in add
        assert report == Translator(lang)("method.report.how")


def test_no_address_of_another_host_is_in_it(dataset: Dataset) -> None:
    assert "://" not in str(help_document(dataset))


def test_of_another_conflict_it_speaks_of_that_one_alone() -> None:
    assert traces({"help": str(help_document(load_dataset(ELFASHER)))}) == {}

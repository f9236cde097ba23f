"""What a reader who has never been here is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.another import ELFASHER, traces

from geodash.i18n import LANGUAGES, Translator
from geodash.model.conflict import STATES
from geodash.model.vocabulary import UNKNOWN, Confidence
from geodash.package import load_dataset
from geodash.scene.documents.help import help_document, reports_after
from geodash.scene.documents.method import method_sections

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


def terms(dataset: Dataset, name: str) -> list[dict[str, Any]]:
    [found] = [block["terms"] for block in section(dataset, name) if "terms" in block]
    listed: list[dict[str, Any]] = found
    return listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_a_side_is_comes_from_the_data_with_what_must_be_said_of_it(
    dataset: Dataset, lang: Language
) -> None:
    said = {each["sign"]["group"]: each["text"][lang] for each in terms(dataset, "shows")}
    held = {dataset.class_of(each.controller) for chain in dataset.holdings.values() for each in chain}
    assert said.keys() == held - set(STATES)
    for group, text in said.items():
        described = dataset.conflict.class_by_id[group]
        assert described.text("note", lang) in text
        assert described.text("attribution", lang) in text
    assert said["m23"].endswith(dataset.conflict.class_by_id["m23"].text("attribution", lang))


def test_each_kind_of_answer_has_its_own_sign(dataset: Dataset) -> None:
    signs = [each["sign"] for each in terms(dataset, "signs")]
    first = dataset.conflict.first_class
    assert signs == [
        {"kind": "town", "group": first},
        {"kind": "town", "group": first, "faded": True},
        {"kind": "town", "group": first, "basis": "implied"},
        *({"kind": "town", "group": state} for state in STATES),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_mark_of_a_list_is_explained_in_words(dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    listed = terms(dataset, "lists")
    assert [each["sign"].get("rank") for each in listed] == [2, 1, 0, None, None, None]
    said = {each["term"][lang]: each["text"][lang] for each in listed}
    for level in Confidence:
        assert said[tr(f"vocab.confidence.{level}")] == tr(f"vocab.confidence_means.{level}")
    for word in (tr("panel.disputed"), tr("panel.part"), tr("help.lists.followed_word")):
        assert len(said[word]) > 40
    followed = {record.place_id for record in dataset.control}
    assert f"{len(followed)}" in paragraphs(dataset, "shows", lang)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_method_says_is_not_written_twice(dataset: Dataset, lang: Language) -> None:
    method = json.dumps(method_sections(dataset), ensure_ascii=False)
    own = {each["term"][lang]: each["text"][lang] for each in terms(dataset, "signs")[1:]}
    assert all(text in method for text in own.values())
    [influence] = [each for each in method_sections(dataset) if each["id"] == "influence"]
    [_, area] = terms(dataset, "around")
    assert area["text"][lang] == " ".join(block["text"][lang] for block in influence["blocks"])

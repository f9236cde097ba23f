"""Every source with every record that rests on it, and figures on method that are counted, not typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.model.interval import to_day
from geodash.scene.documents.coverage import coverage_counts, outlet
from geodash.scene.documents.sources import sources_document

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
FIRST_DAY = date(1970, 1, 1)


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(sources_document(dataset)))
    return made


def texts_of(document: dict[str, Any]) -> list[dict[str, str]]:
    """Every text of the sections on method, in all languages."""
    blocks = [block for section in document["method"] for block in section["blocks"]]
    terms = [entry for block in blocks for entry in block.get("terms", ())]
    titles = [section["title"] for section in document["method"]]
    return [
        *titles,
        *(block["text"] for block in blocks if "text" in block),
        *(entry[key] for entry in terms for key in ("term", "text")),
    ]


def test_every_source_is_there_as_recorded(dataset: Dataset, document: dict[str, Any]) -> None:
    sources = document["sources"]
    assert len({len(column) for column in sources.values()}) == 1
    for row, source in enumerate(dataset.sources.values()):
        for field in ("id", "title", "publisher", "url", "language", "kind"):
            assert sources[field][row] == getattr(source, field)
        number = sources["note"][row]
        note = document["notes"][number] if number >= 0 else {"en": "", "fr": ""}
        assert note == {"en": source.note_en, "fr": source.note_fr}
        assert source.language in document["languages"]
        assert source.kind in document["kinds"]


def test_a_date_of_publication_is_as_exact_as_it_is_known(dataset: Dataset, document: dict[str, Any]) -> None:
    written = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    sources = document["sources"]
    for row, source in enumerate(dataset.sources.values()):
        day, precision = sources["day"][row], sources["precision"][row]
        if day is None:
            assert source.published == precision == ""
        else:
            assert (FIRST_DAY + timedelta(days=day)).strftime(written[precision]) == source.published


@pytest.mark.parametrize("fixture", ["dataset", "tiny_dataset"])
def test_every_record_that_rests_on_a_source_is_named(fixture: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(fixture)
    document = sources_document(data)
    sources, control, relations = (document[name] for name in ("sources", "control", "relations"))
    for row, source in enumerate(data.sources):
        events = sorted(event.id for event in data.events if source in event.source_ids)
        held = sorted(
            (record.place_id, to_day(record.valid_from))
            for record in data.control
            if source in record.source_ids
        )
        related = sorted(
            (",".join(record.pair), to_day(record.valid_from))
            for record in data.relations
            if source in data.event_by_id[record.event_id].source_ids
        )
        assert sorted(data.events[at].id for at in sources["events"][row]) == events
        assert sorted((control["place"][at], control["day"][at]) for at in sources["control"][row]) == held
        found = sorted((relations["pair"][at], relations["day"][at]) for at in sources["relations"][row])
        assert found == related
        for name, days in (("control", control["day"]), ("relations", relations["day"])):
            shown = [days[at] for at in sources[name][row]]
            assert shown == sorted(shown)


def test_no_record_is_left_out(dataset: Dataset, document: dict[str, Any]) -> None:
    sources = document["sources"]
    for name, count in (
        ("events", len(dataset.events)),
        ("control", len(dataset.control)),
        ("relations", len(dataset.relations)),
    ):
        assert {at for rows in sources[name] for at in rows} == set(range(count))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_control_record_says_where_and_who(dataset: Dataset, document: dict[str, Any], lang: Any) -> None:
    control = document["control"]
    for place_id, label in zip(control["place"], control["label"][lang], strict=True):
        assert label.startswith(dataset.places[place_id].label(lang))
    keys = zip(control["place"], control["day"], strict=True)
    labels = dict(zip(keys, control["label"][lang], strict=True))
    held = next(r for r in dataset.control if r.controller == "m23" and r.place_id == "goma")
    assert (
        labels["goma", to_day(held.valid_from)]
        == {
            "en": "Goma: held by M23",
            "fr": "Goma\u00a0: tenu par le M23",
        }[lang]
    )


def test_the_years_count_every_record(dataset: Dataset, document: dict[str, Any]) -> None:
    years = document["years"]
    assert years["year"] == list(range(dataset.first_day.year, dataset.last_day.year + 1))
    events = Counter(event.date.year for event in dataset.events)
    control = Counter(record.valid_from.year for record in dataset.control)
    assert dict(zip(years["year"], years["events"], strict=True)) == {y: events[y] for y in years["year"]}
    assert dict(zip(years["year"], years["control"], strict=True)) == {y: control[y] for y in years["year"]}
    assert sum(years["events"]) == len(dataset.events)
    assert sum(years["control"]) == len(dataset.control)


def test_the_figures_are_those_of_the_method(dataset: Dataset) -> None:
    words = " ".join(METHOD.read_text(encoding="utf-8").split())
    n = coverage_counts(dataset)
    for sentence in (
        f"Of {n['control_named']} control records that name a holder or a contest, {n['control_two']} have",
        f"Of {n['events']} events, {n['events_two']} and",
        f"each of the {n['places']} followed places",
        f"For control, {n['approx']} of {n['control_all']} dates are approximate and {n['month']} name only",
        f"*Disputes*: {n['disputed_control']} control records and {n['disputed_events']} events",
        f"*Weak control records.* {n['low']} have low confidence",
        f"{n['stale']} of the {n['standing']} places with a holder or a contest",
        f"{n['undated']} sources have no known date, {n['inferred']} an inferred one",
    ):
        assert sentence in words
    assert n["high"] + n["medium"] + n["low"] == n["control_named"]


def test_an_edition_is_no_other_publisher() -> None:
    assert outlet("allAfrica (The New Times)") == outlet("allAfrica") == "allAfrica"
    assert outlet("24sur24.cd") == "24sur24.cd"


@pytest.mark.parametrize("fixture", ["dataset", "tiny_dataset"])
def test_the_method_is_written_out_in_every_language(fixture: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(fixture)
    document = sources_document(data)
    for text in texts_of(document):
        assert text.keys() == set(LANGUAGES)
        for words in text.values():
            assert words.strip()
            assert not re.search(r"[{}<]|method\.", words), words
    kinds = [set(block) for section in document["method"] for block in section["blocks"]]
    assert all(kind in ({"text"}, {"terms"}, {"part"}) for kind in kinds)


def test_every_credit_and_licence_is_listed(dataset: Dataset, document: dict[str, Any]) -> None:
    [section] = [each for each in document["method"] if each["id"] == "licences"]
    for lang in LANGUAGES:
        said = json.dumps([block for block in section["blocks"] if "terms" in block], ensure_ascii=False)
        for name, credit in dataset.credits.items():
            assert credit.attribution(lang) in said
            tr = Translator(lang, dataset.conflict)
            area = "method" if tr.has(f"method.layer.{name}") else "vocab"
            assert tr(f"{area}.layer.{name}").lower() in said.lower()
        for licence in ("CC BY 4.0", "ODbL 1.0", "LGPL 3.0"):
            assert licence in said


def test_the_standing_positions_are_beside_the_claim(document: dict[str, Any]) -> None:
    [section] = [each for each in document["method"] if each["id"] == "attribution"]
    said = json.dumps(section["blocks"])
    assert "UN experts say that M23 is directed and reinforced by Rwanda; Rwanda denies this." in said

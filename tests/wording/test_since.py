"""What a reader of a pinned link is told of what changed since."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, Translator, catalogue
from geodash.link.state import DashboardState, Notice, settle
from geodash.model.records import LANGUAGES as TEXTS
from geodash.model.records import Change, ControlRecord, Event, Place, Relation, Source, StoryStep
from geodash.model.revision import FieldChange, revision_between
from geodash.model.since import changes_in_view, dataset_before
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis, ChangeKind
from geodash.wording.fields import LONGEST, around_difference, field_changes
from geodash.wording.since import MOST_LINES, Since, changed_since, view_of
from geodash.wording.statement import dated

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ENGLISH = Translator("en")
DAY = date(2025, 3, 17)


def since(dataset: Dataset, lang: Language = "en", **asked: object) -> Since:
    state, notices = settle(DashboardState(**asked), dataset)  # type: ignore[arg-type]
    return changed_since(dataset, state, "1.0.0", notices, Translator(lang, dataset.conflict))


def listing(dataset: Dataset, *changes: Change) -> Dataset:
    return replace(dataset, changes=changes)


def change(table: str, record_id: str, kind: str, *cell: str) -> Change:
    field, old, new = cell or ("", "", "")
    return Change(
        version="1.1.0",
        table=table,
        record_id=record_id,
        change=ChangeKind(kind),
        field=field,
        old=old,
        new=new,
    )


def test_the_data_as_they_were_are_restored(dataset: Dataset) -> None:
    revision = revision_between(dataset.changes, dataset.releases, "1.0.0", "1.1.0")
    before = dataset_before(dataset, "1.0.0", revision.changes)
    assert (len(before.control), len(before.events), len(before.relations)) == (190, 228, 24)
    held = snapshot_at(before, date(2025, 2, 22)).by_place["minembwe"]
    assert held.controller == "unknown"


def test_places_with_another_holder_come_first(dataset: Dataset) -> None:
    found = since(dataset, date=DAY)
    assert re.search(
        r" [0-9]+ records in its view have changed since: [0-9]+ added, [0-9]+ changed", found.heading
    )
    holders = (
        r"On 17 March 2025, [0-9]+ places have another holder than in version 1\.0\.0: Bambo \(M23 → FARDC\)"
    )
    assert re.match(holders, found.lines[0])
    assert found.lines[0].index("Kishishe (M23 → FARDC (implied))") < found.lines[0].index(
        "Beni (unknown → FARDC)"
    )
    assert found.lines[1].startswith("Changed: Bambo, M23, 26 October 2023 (disputed) — dispute: “")
    assert len(found.lines) == 1 + MOST_LINES
    assert re.fullmatch("and [0-9]+ more. Every change of the data: geodash diff 1.0.0 1.1.2", found.rest)


def test_the_place_of_the_link_comes_first(dataset: Dataset) -> None:
    lines = since(dataset, date=date(2025, 2, 22), place="minembwe").lines
    assert "1.0.0: Minembwe (unknown → Twirwaneho); Bambo (M23 → FARDC); " in lines[0]
    assert lines[1].startswith("Changed: Minembwe, Twirwaneho, 21 February 2025 (disputed) — confidence: ")
    assert "first day: 26 February 2025 → 21 February 2025" in lines[1]
    assert lines[2].startswith("Changed: Minembwe, contested, about 1 February 2026 (disputed) — dispute: ")
    assert lines[3].startswith("Added: Minembwe, FARDC confirmed, 25 March 2020")


def test_in_french(dataset: Dataset) -> None:
    found = since(dataset, "fr", date=date(2012, 12, 10), place="goma-airport")
    assert "ont changé depuis\u00a0:" in found.heading
    assert any("Modification\u00a0: Aéroport international de Goma" in line for line in found.lines)
    assert any(
        line.startswith("Retrait\u00a0: Aéroport international de Goma, inconnu") for line in found.lines
    )


def test_nothing_changed_is_one_line(dataset: Dataset) -> None:
    event = dataset.event_by_id["goma-captured-20250127"]
    data = listing(dataset, change("events", event.id, "changed", "fatalities_low", "1", "2"))
    found = since(data, date=event.date - timedelta(days=400), days=30)
    assert found.heading.endswith("Nothing in its view has changed since.")
    assert (found.lines, found.rest) == ((), "")


def test_a_holder_that_is_only_implied_rests_on_a_record_in_view(dataset: Dataset) -> None:
    [row] = [r for r in snapshot_at(dataset, dataset.first_day).control if r.place_id == "bukavu"]
    assert row.basis is Basis.IMPLIED
    found = since(dataset, date=dataset.first_day)
    assert "Bukavu (unknown → FARDC (implied))" in found.lines[0]
    assert any("Bukavu" in line for line in found.lines[1:])


def test_single_reports_after_systematic_coverage_are_in_view(dataset: Dataset) -> None:
    found = since(dataset, date=date(2026, 8, 15))
    assert "places have another holder than in version 1.0.0" in found.lines[0]
    assert "Beni (no data on this day → FARDC)" in found.lines[0]


def test_events_count_inside_the_window_and_the_filters(dataset: Dataset) -> None:
    event = dataset.event_by_id["goma-captured-20250127"]
    data = listing(
        dataset, change("events", event.id, "changed", "fatalities_low", "1", str(event.fatalities_low))
    )
    shown = since(data, date=date(2025, 1, 30))
    (line,) = shown.lines
    assert line.startswith(
        f"Changed: {event.title_en} (27 January 2025) (disputed) — deaths reported, lowest: 1 → "
    )
    assert since(data, date=date(2025, 1, 20)).lines == ()
    assert since(data, date=date(2025, 4, 30)).lines == ()
    assert since(data, date=date(2025, 1, 30), q="kigali embassy").lines == ()
    assert since(data, event=event.id, q="kigali embassy").lines == shown.lines
    assert since(data, date=date(2025, 1, 20), days=None).lines == ()


def test_an_event_that_was_in_the_window_counts_too(dataset: Dataset) -> None:
    data = listing(
        dataset, change("events", "goma-captured-20250127", "changed", "date", "2025-01-20", "2025-01-27")
    )
    assert since(data, date=date(2025, 1, 20), days=1).lines


def test_a_link_to_what_was_removed_says_so(dataset: Dataset) -> None:
    gone = dict(dataset.events[0]) | {"id": "rumour", "title_en": "A rumour", "disputed_note_en": ""}
    cells = {k: ";".join(v) if isinstance(v, tuple) else str(v) for k, v in gone.items() if v and k != "id"}
    data = listing(
        dataset, *(change("events", "rumour", "removed", name, cell, "") for name, cell in cells.items())
    )
    found = since(data, event="rumour", date=DAY)
    assert found.lines == (f"Removed: A rumour ({dated(dataset.events[0], ENGLISH)})",)


def test_a_removed_record_of_which_nothing_is_known_is_named_by_its_id(dataset: Dataset) -> None:
    data = listing(dataset, change("events", "rumour", "removed", "title_en", "<b>Rumour", ""))
    assert since(data, event="rumour", date=DAY).lines == ("Removed: rumour",)


def test_sources_steps_and_relations_that_a_link_names(dataset: Dataset) -> None:
    source = next(iter(dataset.sources.values()))
    step, relation = dataset.stories[0], dataset.relations[0]
    data = listing(
        dataset,
        change("sources", source.id, "added"),
        change("relations", relation.id, "added"),
        change("stories", step.id, "added"),
    )
    assert since(data, source=source.id, date=DAY).lines == (f"Added: {source.title}",)
    told = since(data, story=f"{step.story_id}.{step.step}").lines
    assert f"Added: {step.title_en}" in told
    pair = tuple(sorted(relation.pair))
    assert len(since(data, pair=pair, date=relation.valid_from).lines) == 1
    assert len(since(data, tab="relations", date=relation.valid_from).lines) == 1
    assert since(data, date=relation.valid_from).lines == ()


def test_a_second_day_counts_where_it_is_compared(dataset: Dataset) -> None:
    asked = DashboardState(date=DAY, compare=date(2025, 1, 1))
    assert view_of(dataset, asked, []).days == (DAY,)
    assert view_of(dataset, replace(asked, tab="compare"), []).days == (DAY, date(2025, 1, 1))
    unknown = Notice("notice.unknown_id", {"name": "actor", "value": "x"})
    assert view_of(dataset, asked, [unknown]).named == frozenset()


def test_a_list_that_lies_breaks_nothing(dataset: Dataset) -> None:
    """What is checked is what records have now; what they had is taken as it is said."""
    record, event, relation = dataset.control[0], dataset.events[0], dataset.relations[0]
    data = listing(
        dataset,
        change("control", record.id, "changed", "controller", "nobody", record.controller),
        change("control", dataset.control[1].id, "changed", "valid_from", "soon", "2025-01-01"),
        change("events", event.id, "changed", "place_id", "nowhere", str(event.place_id)),
        change("events", dataset.events[1].id, "changed", "actors_from", "nobody", "m23"),
        change("relations", relation.id, "changed", "valid_from", str(dataset.relations[1].valid_from), "x"),
    )
    view = view_of(data, DashboardState(date=DAY, days=None, tab="relations"), [])
    assert changes_in_view(data, "1.0.0", view).records
    assert since(data, date=DAY, days=None, tab="relations", place=record.place_id).lines


@pytest.mark.parametrize(
    ("model", "cell", "words"),
    [
        (ControlRecord, ("controller", "unknown", "fardc"), "holder: unknown → FARDC"),
        (ControlRecord, ("controller", "contested", "nobody"), "holder: contested → nobody"),
        (ControlRecord, ("valid_from", "2025-02-26", "soon"), "first day: 26 February 2025 → soon"),
        (ControlRecord, ("confidence", "low", "sure"), "confidence: Low confidence → sure"),
        (ControlRecord, ("is_status_report", "false", "true"), "seen again: no → yes"),
        (ControlRecord, ("taken_from", "", "m23"), "taken from: not stated → M23"),
        (ControlRecord, ("place_id", "goma", "nowhere"), "place: Goma → nowhere"),
        (ControlRecord, ("column_of_old", "a", "b"), "column_of_old: a → b"),
        (ControlRecord, ("summary_en", "Taken.", ""), "what is reported: “Taken.” → not stated"),
        (ControlRecord, ("summary_fr", "Prise.", "Pris."), "only the text in the other language"),
        (Event, ("category", "battle", "legal"), "category: Battle or capture → Legal"),
        (Event, ("actors_from", "m23;fardc", "fardc;belgium"), "who acted: now also Belgium, no longer M23"),
        (Event, ("actors_from", "m23;fardc", "fardc;m23"), "who acted: the same in another order"),
        (Event, ("fatalities_low", "", "0"), "deaths reported, lowest: not stated → 0"),
        (Relation, ("status", "normal", "severed"), "state: normal → severed"),
        (Place, ("kind", "town", "camp"), "kind: Town → Camp"),
        (Source, ("kind", "wire", "digest"), "kind: News agency → Digest without links"),
    ],
)
def test_fields_in_words(dataset: Dataset, model: type, cell: tuple[str, str, str], words: str) -> None:
    tr = Translator("en", dataset.conflict)
    assert field_changes(dataset, model, [FieldChange(*cell)], tr) == [words]


def test_long_texts_are_cut_where_they_differ() -> None:
    start = "word " * 60
    old, new = around_difference(f"{start}ends here.", f"{start}ends there.")
    assert old.endswith("ends here.")
    assert new.endswith("ends there.")
    assert max(map(len, (old, new))) <= LONGEST + 2
    assert around_difference("", "x" * 500) == ("", "x" * LONGEST + "…")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_what_a_view_shows_has_a_name(lang: str) -> None:
    models = (ControlRecord, Event, Relation, Place, Source, StoryStep)
    fields = {field for model in models for field in model.model_fields} - {"id"}
    names = {
        field.removesuffix(f"_{text}") for field in fields for text in TEXTS if field.endswith(f"_{text}")
    }
    names |= {field for field in fields if not field.endswith(tuple(f"_{text}" for text in TEXTS))}
    assert {f"changes.field.{name}" for name in names} <= catalogue(lang).keys()


def removed(dataset: Dataset, table: str, record_id: str, new_id: str, **other: str) -> list[Change]:
    """What a release lists that removes a copy of a record, with some cells of its own."""
    records = {"places": dataset.places, "control": {r.id: r for r in dataset.control}}[table]
    cells = dict(records[record_id]) | other
    texts = {
        name: ";".join(v) if isinstance(v, tuple) else str(v).lower() if isinstance(v, bool) else str(v)
        for name, v in cells.items()
        if v not in {None, ""} and v != ()
    }
    return [change(table, new_id, "removed", name, text, "") for name, text in texts.items() if name != "id"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_that_has_gone_since_is_named(dataset: Dataset, lang: Language) -> None:
    changes = [
        *removed(
            dataset, "places", "goma", "old-town", name="Old Town", name_en="Old Town", name_fr="Vieille"
        ),
        *removed(dataset, "control", "ctl-goma-20250127", "ctl-old-town-20250127", place_id="old-town"),
    ]
    found = since(listing(dataset, *changes), lang, date=DAY)
    assert ("Old Town" if lang == "en" else "Vieille") in found.lines[0]


def test_a_record_of_then_that_names_what_no_version_has_is_left_out(dataset: Dataset) -> None:
    lost = removed(dataset, "control", "ctl-goma-20250127", "ctl-lost", place_id="nowhere")
    parent = change("actors", "m23", "changed", "parent", "nobody", "afc-m23")
    found = since(listing(dataset, parent, *lost), date=DAY)
    assert not any("nowhere" in line for line in found.lines)

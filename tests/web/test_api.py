"""The interface for programs answers what the page and the files say, or says what it could not meet."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest

from geodash.i18n import Translator
from geodash.interchange.fields import to_json
from geodash.interchange.rows import event_rows
from geodash.interchange.snapshots import snapshot_json
from geodash.interchange.tables import ANSWERS
from geodash.link.state import DashboardState
from geodash.model.changes import changes_between
from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.web.openapi import EXAMPLES, FORMATS
from geodash.wording.holder import event_attribution
from tests.web.client import Answer, get

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

ATOM = "{http://www.w3.org/2005/Atom}"


def ask(table: str, **query: str) -> Answer:
    return get(f"/api/v1/{table}", query)


def rows_of(table: str, **query: str) -> list[dict[str, Any]]:
    answer = ask(table, **query)
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = json.loads(answer.text)["rows"]
    return found


def test_the_description_names_every_table_and_its_examples_hold() -> None:
    document = json.loads(get("/api/v1/openapi.json").text)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://maps.example/api/v1"}]
    assert {path.strip("/") for path in document["paths"]} == set(ANSWERS) == set(EXAMPLES)
    for path, operations in document["paths"].items():
        operation = operations["get"]
        example = {each["name"]: each["example"] for each in operation["parameters"] if "example" in each}
        assert example == EXAMPLES[path.strip("/")]
        answer = get(f"/api/v1{path}", example)
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
        fmt = example.get("format", "json")
        assert answer.headers["content-type"].split(";")[0] in operation["responses"]["200"]["content"]
        assert answer.headers["content-type"] == FORMATS[fmt]
        row = document["components"]["schemas"][path.strip("/")]
        for found in rows_of(path.strip("/"), **{k: v for k, v in example.items() if k != "format"}):
            assert list(found) == row["required"]
            assert all(is_of(found[name], field) for name, field in row["properties"].items()), found


def is_of(value: object, field: dict[str, Any]) -> bool:
    kinds = {"string": str, "integer": int, "number": int | float, "boolean": bool, "array": list}
    named = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return any(value is None if kind == "null" else isinstance(value, kinds[kind]) for kind in named)


def test_events_are_those_that_the_page_shows(dataset: Dataset) -> None:
    chance, columns = random.Random(8), dataset.event_columns
    span = (dataset.last_day - dataset.first_day).days
    for _ in range(40):
        on = dataset.first_day + timedelta(chance.randrange(span))
        days = chance.choice([1, 30, 365, None])
        wanted = EventFilter(
            frozenset(chance.sample(list(EventCategory), chance.choice([0, 1, 3]))),
            least_confidence=chance.choice(list(Confidence)),
            text=chance.choice(["", "goma"]),
        )
        query = {"date": f"{on}", "days": str(days or "all"), "conf": wanted.least_confidence.value}
        query |= {"cat": ",".join(wanted.categories)} if wanted.categories else {}
        query |= {"q": wanted.text} if wanted.text else {}
        flags = window_mask(columns, on, days) & filter_mask(columns, wanted)
        expected = event_rows(dataset, select_events(dataset, flags), Translator("en", dataset.conflict))
        found = rows_of("events", **query)
        assert found == [{name: to_json(value) for name, value in row.items()} for row in expected]


def test_a_snapshot_says_what_the_command_line_says(dataset: Dataset) -> None:
    for day in ("2012-11-20", "2025-02-13", "2026-08-15"):
        rows = rows_of("snapshot", date=day)
        on = dataset.first_day.fromisoformat(day)
        expected = json.loads(snapshot_json(dataset, on, "en"))["control"]
        for name in ("place_id", "controller", "basis", "since", "carried"):
            assert [row[name] for row in rows] == [each[name] for each in expected]


def test_changes_are_those_between_the_days(dataset: Dataset) -> None:
    rows = rows_of("changes", date="2025-01-01", compare="2025-03-17")  # in either order
    day = dataset.first_day.fromisoformat
    expected = changes_between(dataset, day("2025-01-01"), day("2025-03-17"))
    assert [(row["place_id"], row["change"]) for row in rows] == [(c.place_id, c.kind) for c in expected]
    assert {row["date_before"] for row in rows} == {"2025-01-01"}
    window = rows_of("changes", date="2025-03-17", days="30")
    assert {(row["date_before"], row["date_after"]) for row in window} == {("2025-02-15", "2025-03-17")}


def test_no_place_is_lost_by_the_end_of_the_record(dataset: Dataset) -> None:
    """After the last day of systematic control only single reports tell of anything."""
    rows = rows_of("changes", date=f"{dataset.last_day}", compare=f"{dataset.control_known_until}")
    assert {row["basis_after"] for row in rows} == {"reported"}
    assert len(rows) < len(rows_of("snapshot", date=f"{dataset.last_day}")) / 4
    first = rows_of("changes", date=f"{dataset.control_known_until}", days="all")
    assert "no_data" not in {row[name] for row in first for name in ("basis_before", "basis_after")}


def test_pages_hold_every_row_once() -> None:
    whole = rows_of("events", date="2025-03-17", days="365")
    query, found = {"date": "2025-03-17", "days": "365", "limit": "7"}, []
    while True:
        answer = ask("events", **query)
        document = json.loads(answer.text)
        found += document["rows"]
        assert answer.headers["x-total-count"] == str(len(whole)) == str(document["about"]["count"])
        if document["about"]["next"] is None:
            assert "link" not in answer.headers
            break
        assert answer.headers["link"] == f'<{document["about"]["next"]}>; rel="next"'
        query = dict(parse_qsl(urlsplit(document["about"]["next"]).query))
    assert found == whole


def test_tables_come_for_a_spreadsheet_and_for_a_map() -> None:
    rows = rows_of("snapshot", date="2025-01-27")
    table = list(csv.DictReader(io.StringIO(ask("snapshot", date="2025-01-27", format="csv").text)))
    assert [row["place_id"] for row in table] == [row["place_id"] for row in rows]
    features = json.loads(ask("snapshot", date="2025-01-27", format="geojson").text)["features"]
    assert [each["properties"]["place_id"] for each in features] == [row["place_id"] for row in rows]
    assert features[0]["geometry"]["coordinates"] == [rows[0]["lon"], rows[0]["lat"]]


@pytest.mark.parametrize(
    ("table", "query", "status", "said"),
    [
        ("towns", {}, 404, "snapshot"),
        ("events", {"format": "xml"}, 400, "json, geojson, csv"),
        ("sources", {"format": "geojson"}, 400, "json or csv"),
        ("events", {"limit": "0"}, 400, "limit"),
        ("events", {"limit": "99999999999999999999"}, 400, "limit"),
        ("events", {"offset": "-1"}, 400, "offset"),
        ("events", {"offset": "٣"}, 400, "offset"),
        ("snapshot", {"date": "2025-13-27"}, 400, "2025-13-27"),
        ("snapshot", {"date": "2025-13-27", "lang": "fr"}, 400, "est illisible"),
        ("events", {"actor": "nobody-known"}, 400, "nobody-known"),
        ("events", {"start": "2025-03-01", "end": "2025-03-31"}, 400, "end, start"),
        ("snapshot", {"day": "2025-01-27"}, 400, "openapi.json"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_as_such(
    table: str, query: dict[str, str], status: int, said: str
) -> None:
    answer = ask(table, **query)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in json.loads(answer.text)["detail"]


def test_what_a_copied_link_has_besides_is_taken() -> None:
    copied = {"AMP;date": "2025-01-27", "tab": "trends", "view": "-1,29,8", "embed": "true"}
    assert rows_of("snapshot", **copied) == rows_of("snapshot", date="2025-01-27")


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
def test_a_program_that_knows_the_address_alone_is_told_the_rest(path: str) -> None:
    assert get(path).content == get("/api/v1/openapi.json").content


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"other",W/{} , "more"', "*"])
def test_what_has_not_changed_is_not_sent_again(known: str) -> None:
    first = ask("places")
    again = get("/api/v1/places", {}, if_none_match=known.format(first.headers["etag"]))
    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("known", ["", '"other"', 'W/"other", ""', ",,", '"*"', "W/"])
def test_what_the_asker_does_not_have_is_sent(known: str) -> None:
    assert get("/api/v1/places", {"limit": "1"}, if_none_match=known).status == 200


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/openapi.json", "/feed.atom", "/picture.png"])
def test_a_page_of_another_site_may_send_headers_of_its_own(path: str) -> None:
    asking = {"access_control_request_method": "GET", "access_control_request_headers": "if-none-match"}
    answer = get(path, None, method="OPTIONS", origin="https://elsewhere.example", **asking)
    assert (answer.status, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "*"
    assert get("/metrics", None, method="OPTIONS", **asking).status == 405


def test_filters_are_told_of_the_rows_that_they_narrow() -> None:
    told = {name: json.loads(ask(name, cat="battle", days="7").text)["about"]["filter"] for name in ANSWERS}
    assert [name for name, text in told.items() if text] == ["events"]


def test_rows_go_with_whom_to_cite() -> None:
    about = json.loads(ask("events", date="2025-01-27", lang="fr").text)["about"]
    assert about["data_version"] in about["citation"]
    assert about["language"] == "fr"
    assert "date=2025-01-27" in about["link"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_feed_tells_the_latest_changes_with_who_says_so(dataset: Dataset, lang: Language) -> None:
    answer = get("/feed.atom", {"lang": lang})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)  # noqa: S314  our own
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 50
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    note = {"en": "Rwanda denies", "fr": "le Rwanda le nie"}[lang]
    held, happened, colon = 0, 0, {"en": ": ", "fr": "\xa0: "}[lang]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        asked = dict(parse_qsl(urlsplit(link.attrib["href"]).query))
        if event := dataset.event_by_id.get(asked.get("event", "")):
            happened += 1
            assert len({dataset.sources[source].publisher for source in event.source_ids}) >= 3
            assert event_attribution(dataset, event, Translator(lang, dataset.conflict)) in (
                entry.findtext(f"{ATOM}summary") or ""
            )
            continue
        chain = dataset.holdings[asked["place"]]
        on = dataset.first_day.fromisoformat(asked["date"])
        [holding] = [each for each in chain if on in each.interval]
        record = holding.records[0]
        assert "unknown" not in {record.controller, record.taken_from or record.previous}
        said = entry.findtext(f"{ATOM}summary") or ""
        assert record.text("disputed_note", lang) in said
        place = dataset.places[asked["place"]].label(lang)
        assert (entry.findtext(f"{ATOM}title") or "").startswith(f"{place}{colon}")
        assert all(dataset.sources[source].url in said for source in holding.records[0].source_ids)
        if dataset.class_of(holding.controller) == dataset.conflict.class_ids[0]:
            held += 1
            assert note in said
    assert held > 3
    assert happened > 3


def test_every_table_has_its_columns(dataset: Dataset) -> None:
    state = DashboardState(date=dataset.control_known_until, days=None)
    for name, table in ANSWERS.items():
        rows = table.rows(dataset, state, Translator("fr", dataset.conflict))
        assert rows, name
        assert all(list(row) == [column.name for column in table.columns] for row in rows), name

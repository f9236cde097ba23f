"""Tables of the command line are those of the page's interface, of the day, window and filters asked for."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from geodash.cli import main
from geodash.model.changes import changes_between

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

DAY = "2025-03-17"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def rows_of(*arguments: str) -> list[dict[str, Any]]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return rows


@pytest.mark.parametrize("name", ["events", "changes", "relations", "sources"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_holds_the_same_rows(name: str, lang: str) -> None:
    asked = [name, "--date", DAY, "--since", "2025-01-20", "--lang", lang]
    rows = rows_of(*asked)
    assert rows
    table = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    text, markdown = run(*asked).stdout, run(*asked, "--format", "md").stdout
    assert markdown.count("\n- ") == len(rows)
    for row in rows:
        said = row.get(f"title_{lang}") or row.get("place") or row.get("name_a") or row["title"]
        assert said in text
    if name != "sources":
        assert all(f"<{row['source_urls'][0]}>" in markdown for row in rows if row["source_urls"])


def test_events_are_of_the_window_and_the_filters() -> None:
    rows = rows_of("events", "--date", DAY, "--since", "2025-02-01", "--cat", "battle,sanctions")
    assert {row["category"] for row in rows} == {"battle", "sanctions"}
    assert all(
        (row["date_end"] or row["event_date"]) >= "2025-02-01" and row["event_date"] <= DAY for row in rows
    )
    assert rows == rows_of("events", "--link", f"?date={DAY}&days=45&cat=battle,sanctions")
    assert rows != rows_of("events", "--date", DAY, "--days", "30", "--cat", "battle,sanctions")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("sources", "--since", "2026-08-20", "--q", "oman"), "Words: oman; since 20 August 2026"),
        (("relations", "--date", DAY, "--actor", "belgium"), "Parties: Belgium"),
        (("relations", "--link", f"date={DAY}&actor=belgium&cat=battle&days=7"), ""),
        (("changes", "--date", DAY, "--since", "2025-01-01", "--place", "goma"), "Places: Goma"),
        (("changes", "--date", DAY, "--days", "30"), ""),
    ],
)
def test_what_was_left_out_is_said_and_no_filter_of_events_where_there_are_none(
    asked: tuple[str, ...], said: str
) -> None:
    assert json.loads(run(*asked, "--format", "json").stdout)["about"]["filter"] == said
    assert said in run(*asked).stdout.splitlines()[:3] or not said


@pytest.mark.parametrize(("lang", "said"), [("en", "None is recorded."), ("fr", "Rien n’est enregistré.")])
@pytest.mark.parametrize("name", ["events", "changes", "relations", "sources"])
def test_a_table_without_rows_says_so(name: str, lang: str, said: str) -> None:
    asked = [name, "--date", "2012-01-01", "--lang", lang]
    assert run(*asked).stdout.splitlines()[-1] == said
    assert f"\n\n{said}\n" in run(*asked, "--format", "md").stdout


def test_an_option_goes_before_the_link() -> None:
    link = "https://host.example/?date=2025-01-27&days=7&conf=high&lang=fr"
    assert rows_of("events", "--link", link, "--date", DAY) == rows_of(
        "events", "--date", DAY, "--days", "7", "--conf", "high", "--lang", "fr"
    )


def test_changes_are_from_day_to_day(dataset: Dataset) -> None:
    rows = rows_of("changes", "--date", DAY, "--since", "2025-01-01")
    expected = changes_between(dataset, date(2025, 1, 1), date.fromisoformat(DAY))
    assert [row["place_id"] for row in rows] == [change.place_id for change in expected]
    text = run("changes", "--date", DAY, "--since", "2025-01-01").stdout
    assert all(row["attribution"] in text for row in rows if row["attribution"])  # never a holder without it
    assert all(row["disputed_note"] in text for row in rows if row["disputed_note"])


def test_relations_and_sources_since_a_day() -> None:
    rows = rows_of("relations", "--date", DAY, "--since", "2025-03-01")
    assert rows
    assert all("2025-03-01" <= row["since"] <= DAY for row in rows)
    actor = rows[0]["actor_a"]
    of_one = rows_of("relations", "--date", DAY, "--actor", actor)
    assert all(actor in {row["actor_a"], row["actor_b"]} for row in of_one)
    published = {
        row["published"] for row in rows_of("sources", "--since", "2025-02-10", "--date", "2025-03-05")
    }
    assert all("2025-02" <= day <= "2025-03-05" for day in published)
    assert len(rows_of("sources")) > len(published)


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        (("events", "--where", "doha"), ["2025-05-15  Belgian and Rwandan", "Only the month is known)"]),
        (("events", "--where", "sake", "--days", "all"), ["2025-01-23/2025-01-25  ", "within a few days)"]),
        (("relations", "--actor", "sweden"), ["2025-04-03  ", "Rwanda – Sweden", "within a few days."]),
    ],
)
def test_a_day_that_is_not_exact_is_said_so(asked: tuple[str, ...], lines: list[str]) -> None:
    text = run(*asked, "--date", "2025-05-20").stdout
    assert any(all(part in line for part in lines) for line in text.splitlines())


def test_a_relation_rests_on_the_act_that_made_it_so(dataset: Dataset) -> None:
    """Reports that confirm a state later say nothing of the day that it began."""
    for row in rows_of("relations", "--date", f"{dataset.events_known_until}"):
        act = dataset.event_by_id[row["event_id"]]
        assert abs((date.fromisoformat(row["since"]) - act.date).days) <= 1


def test_rows_can_be_narrowed() -> None:
    asked = ["relations", "--date", DAY]
    pair = rows_of(*asked, "--pair", "rwanda,belgium")
    assert [{row["actor_a"], row["actor_b"]} for row in pair] == [{"rwanda", "belgium"}]
    assert pair[0] in rows_of(*asked, "--actor", "belgium,m23")
    assert len(rows_of(*asked, "--link", "pair=belgium,rwanda")) > 1  # as in the panel: it narrows events
    moved = rows_of("changes", "--date", DAY, "--since", "2025-01-01", "--place", "goma")
    assert [row["place_id"] for row in moved] == ["goma"]
    pages = rows_of("sources", "--q", "reuters Goma")
    assert pages
    assert all("reuters" in f"{row['publisher']} {row['title']}".lower() for row in pages)


def test_latest_is_the_last_day_with_known_control(dataset: Dataset) -> None:
    latest = run("snapshot", "latest", "--format", "csv")
    assert latest.stdout == run("snapshot", dataset.control_known_until.isoformat(), "--format", "csv").stdout
    assert latest.stderr == ""


def test_a_day_beyond_the_record_is_said_and_strictly_refused(dataset: Dataset) -> None:
    done = run("snapshot", "2031-01-01", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["date"]) == (0, dataset.last_day.isoformat())
    assert done.stderr == f"2031-01-01 lies outside the days covered; {dataset.last_day} is shown.\n"
    strict = run("snapshot", "2031-01-01", "--strict")
    assert (strict.exit_code, strict.stdout) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["events", "--cat", "war"], "battle"),
        (["events", "--actor", "nobody"], "nobody"),
        (["events", "--date", "soon"], "latest"),
        (["events", "--since", "2025-03-18", "--date", DAY], "later"),
        (["events", "--since", DAY, "--days", "7"], "not both"),
        (["events", "--link", "hello"], "hello"),
        (["sources", "--cat", "battle"], "--cat"),
        (["relations", "--actor", "nobody"], "nobody"),
        (["changes", "--format", "yaml"], "yaml"),
        (["events", "--link", "\x1b[2Jhello"], "\\x1b"),
    ],
)
def test_wrong_usage(arguments: list[str], why: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr.splitlines()[-1]


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["sources"], ["export", "--quiet", "--format", "geojson", "-o", "-"]])
def test_a_full_disk_behind_the_standard_output_is_said_in_a_line(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "geodash", *arguments]
    with FULL.open("wb") as disk:
        done = subprocess.run(command, stdout=disk, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["Error"]


def test_a_reader_that_has_gone_is_no_mistake() -> None:
    command = [sys.executable, "-m", "geodash", "sources", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""

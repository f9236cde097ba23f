"""Pages of a record in PostgreSQL: those of a folder, told of commits, calm while the database is away."""

from __future__ import annotations

import time
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from click.testing import CliRunner

from geodash.cli import main
from tests.browser.conftest import Server, serve, serving
from tests.browser.contexts import OUTPUT
from tests.browser.opened import READY
from tests.clusters import PASSWORD, Cluster, cluster
from tests.conftest import GEODATA
from tests.database.conftest import geodash_db
from tests.processes import crowding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

DAY, EVENT = "2025-01-27", "goma-captured-20250127"
AWAY, BROKEN = "database does not answer", "does not pass the checks"
PAGES = 10
PROMISED_S = 5
NOT_THERE = "(words) => !document.querySelector('.gd-notices')?.textContent.includes(words)"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster() as found:
        yield found


@pytest.fixture(scope="module")
def record(postgres: Cluster) -> str:
    """Address of a database with the shipped record, for its owner."""
    address = postgres.new_database()
    for command in (["init"], ["load", str(GEODATA)], ["users", "add", "desk", "--password"]):
        result = geodash_db(address, *command, words=f"{PASSWORD}\n{PASSWORD}\n")
        assert result.exit_code == 0, result.output
    return address


@pytest.fixture(scope="module")
def desk(postgres: Cluster, record: str) -> str:
    """The same for a dashboard, whose role reads."""
    return postgres.address(record.rpartition("/")[2], "desk")


@pytest.fixture(scope="module")
def server(desk: str) -> Iterator[Server]:
    with serving(desk) as found:
        yield found


def edit(record: str, statement: str, *values: object) -> None:
    with closing(psycopg.connect(record)) as connection, connection:
        connection.execute(statement.encode(), values)


def mark(opened: Dashboard) -> None:
    opened.page.evaluate("() => { window.stillHere = true; }")


def is_marked(opened: Dashboard) -> bool:
    return bool(opened.page.evaluate("() => window.stillHere === true"))


def fetched(address: str, path: str) -> bytes:
    with urllib.request.urlopen(f"{address}/{path}", timeout=300) as answer:
        found: bytes = answer.read()
    return found


def exported(data: str, folder: Path) -> bytes:
    output = folder / "view.geojson"
    run = CliRunner().invoke(
        main,
        ["export", "--date", DAY, "--format", "geojson", "-o", str(output)],
        env={"GEODASH_DATA": data},
    )
    assert run.exit_code == 0, run.output
    return output.read_bytes()


def test_day_list_card_and_export_are_those_of_the_folder(
    dashboard: Open, address: str, server: Server, desk: str, tmp_path: Path
) -> None:
    seen = []
    for where in (address, server.address):
        opened = dashboard(where).open(date=DAY, event=EVENT)
        state = opened.state()
        card = opened.page.locator(".gd-card")
        card.get_by_text("Sources").first.wait_for()
        listed = opened.page.locator("[data-event-id]")
        listed.first.wait_for()
        ids = listed.evaluate_all("(rows) => rows.map((row) => row.dataset.eventId)")
        assert state["control"]["goma"] == "contested"
        assert EVENT in ids
        files = [fetched(where, f"{name}?date={DAY}") for name in ("picture.svg", "api/v1/events")]
        seen.append((state["control"], state["events"], ids, card.inner_text(), files))
        assert opened.errors == []
    assert seen[0] == seen[1]
    assert exported(str(GEODATA), tmp_path) == exported(desk, tmp_path)


def test_a_commit_reaches_an_open_page_which_stays_as_it_was(
    dashboard: Open, server: Server, record: str
) -> None:
    opened = dashboard(server.address).open(date=DAY, event=EVENT, cat="battle")
    opened.slider.press("ArrowRight")
    opened.wait_until_settled()
    before = opened.state()
    mark(opened)
    edit(record, "UPDATE geodash.events SET title_en = 'A new headline' WHERE id = %s", EVENT)
    committed = time.monotonic()
    opened.page.locator(".gd-card").get_by_text("A new headline").wait_for()
    assert time.monotonic() - committed < PROMISED_S * crowding()
    opened.page.wait_for_function(READY)
    opened.wait_until_settled()
    after = opened.state()
    assert {key: after[key] for key in ("date", "control", "events")} == {
        key: before[key] for key in ("date", "control", "events")
    }
    opened.wait_for_query("cat", "battle")
    opened.wait_for_query("date", before["date"])
    assert is_marked(opened)
    assert opened.errors == []


def test_viewers_are_told_that_a_state_is_broken_and_not_what(
    dashboard: Open, server: Server, record: str
) -> None:
    opened = dashboard(server.address).open(date=DAY)
    good = "SELECT source_ids FROM geodash.events WHERE id = %s"
    with closing(psycopg.connect(record)) as connection, connection:
        (was,) = connection.execute(good, (EVENT,)).fetchone() or ([],)
        connection.execute("UPDATE geodash.events SET source_ids = '{no-page}' WHERE id = %s", (EVENT,))
    said = opened.page.locator(".gd-notices")
    said.get_by_text(BROKEN).wait_for()
    assert "no-page" not in opened.page.content()
    assert EVENT not in said.inner_text()
    with closing(psycopg.connect(record)) as connection, connection:
        connection.execute("UPDATE geodash.events SET source_ids = %s WHERE id = %s", (was, EVENT))
    opened.page.wait_for_function(NOT_THERE, arg=BROKEN)
    assert opened.state()["ready"]


def test_a_database_that_stops_and_starts_under_open_pages_takes_nothing_from_them(
    dashboard: Open, server: Server, postgres: Cluster
) -> None:
    pages = [dashboard(server.address).open(date=DAY) for _ in range(PAGES)]
    for opened in pages:
        mark(opened)
    postgres.stop()
    try:
        for opened in pages:
            opened.page.locator(".gd-notices").get_by_text(AWAY).wait_for()
        for opened in pages:
            opened.slider.press("ArrowLeft")
            opened.wait_for_state("s.date === v", "2025-01-26")
            opened.wait_until_settled()
    finally:
        postgres.start()
    for opened in pages:
        opened.page.wait_for_function(NOT_THERE, arg=AWAY)
        opened.wait_for_query("date", "2025-01-26")
        assert opened.state()["ready"]
        assert is_marked(opened)
        assert opened.errors == []


def test_a_dashboard_that_starts_before_its_database_says_what_to_do_and_comes_by_itself(
    dashboard: Open, desk: str, postgres: Cluster
) -> None:
    postgres.stop()
    try:
        with serve(desk) as late:
            opened = dashboard(late)
            opened.page.goto(f"{late}/?date={DAY}")
            opened.page.get_by_role("heading", name="does not answer").wait_for()
            assert "geodash db check" in opened.page.content()
            assert PASSWORD not in opened.page.content()
            postgres.start()
            opened.wait_until_ready()
            assert opened.state()["date"] == DAY
    finally:
        if geodash_db(desk, "check").exit_code:
            postgres.start()


def test_no_log_and_no_answer_of_the_server_holds_the_password(server: Server, desk: str) -> None:
    assert PASSWORD in desk
    for path in ("", "readyz", "healthz", "metrics", "api/v1/openapi.json"):
        assert PASSWORD.encode() not in fetched(server.address, path)
    assert PASSWORD not in (OUTPUT / f"server-{server.port}.log").read_text()
    processes = [each.read_bytes() for each in Path("/proc").glob("[0-9]*/cmdline") if each.exists()]
    assert not any(PASSWORD.encode() in each for each in processes)

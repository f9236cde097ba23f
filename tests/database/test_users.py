"""Who may what: dashboards read, editors write, nobody rewrites the history, no password is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import errors
from tests.clusters import OWNER, PASSWORD
from tests.conftest import ROOT
from tests.database.conftest import geodash_db

from geodash.cli import main
from geodash.database.reading import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection
    from tests.clusters import Cluster

SECRET = "n0t-t0-be-t0ld"  # noqa: S105  of roles in a cluster that lives as long as its tests


@pytest.fixture
def reader(postgres: Cluster, record: str) -> str:
    return with_user(postgres, record, "desk", "read")


@pytest.fixture
def editor(postgres: Cluster, record: str) -> str:
    return with_user(postgres, record, "anne", "edit")


def with_user(postgres: Cluster, record: str, name: str, right: str) -> str:
    added = geodash_db(
        record, "users", "add", name, "--may", right, "--password", words=f"{SECRET}\n{SECRET}\n"
    )
    assert added.exit_code == 0, added.output
    assert f"{name}: {right}" in geodash_db(record, "users").stdout.splitlines()
    return postgres.address(record.rpartition("/")[2], name, SECRET)


def tables() -> list[str]:
    return [f"{schema}.{name}" for schema in ("geodash", "geodash_history") for name in KEYS] + [
        "geodash.alembic_version",
        "geodash_history.edits",
    ]


def refuses(connection: Connection[Any], statement: str) -> None:
    with pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
        connection.execute(statement.encode())
    connection.rollback()


def test_the_role_of_dashboards_cannot_write(reader: str) -> None:
    with psycopg.connect(reader) as connection:
        refuses(connection, "UPDATE geodash.places SET name = 'x'")
        connection.execute("SET default_transaction_read_only = off")
        connection.commit()
        for table in tables():
            refuses(connection, f"DELETE FROM {table}")
            refuses(connection, f"INSERT INTO {table} DEFAULT VALUES")
            refuses(connection, f"TRUNCATE {table}")
        refuses(connection, "SELECT geodash_history.edit()")
        refuses(connection, "CREATE TABLE geodash.mine (x int)")
        refuses(connection, "SELECT who, why FROM geodash_history.edits")
        assert connection.execute("SELECT count(id) FROM geodash_history.edits").fetchone() == (1,)


def test_an_editor_writes_the_record_and_not_its_history(editor: str) -> None:
    with psycopg.connect(editor) as connection:
        connection.execute("SET geodash.reason = 'A letter of the mayor'")
        connection.execute("UPDATE geodash.places SET note_en = 'Seen', note_fr = 'Vu' WHERE id = 'goma'")
        connection.commit()
        found = connection.execute("SELECT who, why FROM geodash_history.edits ORDER BY id").fetchall()
        assert found[-1] == ("anne", "A letter of the mayor")
        for table in tables():
            if table.startswith("geodash_history") or "alembic" in table:
                refuses(connection, f"DELETE FROM {table}")


def test_rights_are_taken_away_and_edits_stay(record: str, editor: str) -> None:
    with psycopg.connect(editor) as connection:
        connection.execute("UPDATE geodash.places SET note_en = 'Seen', note_fr = 'Vu' WHERE id = 'goma'")
    assert geodash_db(record, "users", "remove", "anne").exit_code == 0
    assert "anne" not in geodash_db(record, "users").stdout
    with psycopg.connect(editor) as connection:
        refuses(connection, "SELECT FROM geodash.places")
    with psycopg.connect(record) as connection:
        who = connection.execute("SELECT who FROM geodash_history.edits ORDER BY id").fetchall()
    assert who[-1] == ("anne",)


def test_a_name_is_a_name_whatever_it_holds(record: str) -> None:
    name = 'x"; DROP TABLE geodash.places; --'
    assert geodash_db(record, "users", "add", name).exit_code == 0
    assert f"{name}: read" in geodash_db(record, "users").stdout
    assert geodash_db(record, "users", "remove", name).exit_code == 0
    assert geodash_db(record, "check").exit_code == 0


def test_no_password_reaches_the_servers_log(postgres: Cluster, reader: str) -> None:
    assert reader
    log = postgres.log.read_text()
    assert "ALTER ROLE" in log
    assert SECRET not in log
    assert PASSWORD not in log


@pytest.mark.parametrize("command", [["check"], ["init"], ["users"], ["dump", "out"]])
@pytest.mark.parametrize(
    ("broken", "remedy"),
    [
        (lambda address: re.sub(r":\d+/", ":1/", address), "does not answer"),
        (lambda address: address.replace(OWNER, "nobody"), "lets nobody in"),
        (lambda address: f"{address}-not-there", "no such database"),
        (lambda address: f"{address}?sslmode={PASSWORD}", "cannot be read"),
        (lambda address: address.replace(PASSWORD, f"{PASSWORD}%zz"), "cannot be read"),
    ],
)
def test_trouble_says_what_to_do_and_tells_no_password(
    record: str, command: list[str], broken: Any, remedy: str, caplog: pytest.LogCaptureFixture
) -> None:
    result = geodash_db(broken(record), *command)
    assert result.exit_code == 1
    assert remedy in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert PASSWORD not in result.output + caplog.text


def test_a_database_without_a_record_says_how_to_begin(empty: str) -> None:
    result = geodash_db(empty, "check")
    assert result.exit_code == 1
    assert "geodash db init" in result.stderr


def test_a_password_on_the_command_line_is_refused(record: str) -> None:
    result = CliRunner().invoke(main, ["db", "check", "--database", record])
    assert result.exit_code == 2
    assert "~/.pgpass" in result.stderr
    assert PASSWORD not in result.output


@pytest.mark.parametrize("way", ["PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE"])
def test_a_password_may_come_from_where_libpq_looks(
    record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    bare = record.replace(f":{PASSWORD}@", "@")
    kept = tmp_path / "kept"
    kept.write_text(f"*:*:*:*:{PASSWORD}\n" if way == "PGPASSFILE" else f"[ours]\npassword={PASSWORD}\n")
    kept.chmod(0o600)
    monkeypatch.setenv(way, PASSWORD if way == "PGPASSWORD" else str(kept))
    address = f"{bare}?service=ours" if way == "PGSERVICEFILE" else bare
    result = CliRunner().invoke(main, ["db", "check", "--database", address])
    assert result.exit_code == 0, result.output
    assert "no problems" in result.stdout


def test_without_a_database_no_library_of_databases_is_loaded() -> None:
    script = (
        "import sys, geodash.ui.resources as page; page.load_resources();"
        " print([n for n in ('psycopg', 'sqlalchemy', 'alembic') if n in sys.modules])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "GEODASH_DATA"}
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    assert run.stdout.strip() == "[]"


def test_without_the_extra_a_database_says_what_to_install(record: str) -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None;"
        " from geodash.cli import main; main(['events', '--days', '1'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "GEODASH_DATA": record},
    )
    assert run.returncode == 1
    assert "geodash[postgres]" in run.stderr
    assert "Traceback" not in run.stderr

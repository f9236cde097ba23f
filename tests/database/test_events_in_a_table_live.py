"""What is written to the table of a data set is seen, whatever way, and reaches who watches."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest
from tests.conftest import GEODATA
from tests.processes import wait_until

from geodash.database.looking import TableLook
from geodash.package.loader import SETTING
from geodash.ui.resources import load_resources

if TYPE_CHECKING:
    from pathlib import Path

PROMISED_S = 5
ONE = "(SELECT min(id) FROM incidents.log)"
WRITTEN = [
    f"UPDATE incidents.log SET title_en = title_en || '!' WHERE id = {ONE}",
    f"INSERT INTO incidents.log SELECT * FROM incidents.log WHERE id = {ONE}",
    f"DELETE FROM incidents.log WHERE id = {ONE}",
    "TRUNCATE incidents.log",
]
VIEWS = """
CREATE VIEW public.shown AS SELECT * FROM incidents.log;
CREATE VIEW public.shown_again AS SELECT * FROM public.shown WHERE id <> '';
CREATE TABLE public.divided (LIKE incidents.log) PARTITION BY LIST (category);
CREATE TABLE public.part PARTITION OF public.divided DEFAULT;
CREATE TABLE public.other (n integer);
"""


def execute(address: str, statement: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(statement)


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("table", ["incidents.log", "public.shown", "shown_again"])
def test_whatever_is_written_is_seen_as_soon_as_promised(address: str, table: str) -> None:
    execute(address, VIEWS)
    look = TableLook(address, table)
    heard = threading.Event()
    look.watch(heard.set)
    for statement in WRITTEN:
        before = look.written()
        assert before
        heard.clear()
        execute(address, statement)
        assert heard.wait(PROMISED_S), statement
        assert look.written() != before


@pytest.mark.usefixtures("beside")
def test_a_part_of_a_divided_table_counts_and_other_tables_do_not(address: str) -> None:
    execute(address, VIEWS)
    divided, other = TableLook(address, "public.divided"), TableLook(address, "incidents.log")
    before = divided.written(), other.written()
    execute(address, "INSERT INTO public.other VALUES (1)")
    execute(address, "INSERT INTO public.divided SELECT * FROM incidents.log")
    wait_until(lambda: divided.written() != before[0])
    assert other.written() == before[1]


def test_a_role_that_may_only_read_sees_it(beside: Path, address: str) -> None:
    assert beside
    with psycopg.connect(address) as connection:
        hashed = connection.pgconn.encrypt_password(os.environb[b"PGPASSWORD"], b"watcher", b"scram-sha-256")
        connection.execute(b"CREATE ROLE watcher LOGIN PASSWORD '%s'" % hashed)  # the log has no password
        connection.execute("GRANT USAGE ON SCHEMA incidents TO watcher")
        connection.execute("GRANT SELECT ON incidents.log TO watcher")
    look = TableLook(address.replace("//owner@", "//watcher@"), "incidents.log")
    before = look.written()
    assert before
    execute(address, WRITTEN[0])
    wait_until(lambda: look.written() != before)


def test_a_table_that_cannot_be_looked_at_is_as_it_was_seen_last() -> None:
    look = TableLook("postgresql://nobody@127.0.0.1:1/none", "incidents.log")
    assert look.written() == ""


def test_a_page_shows_what_was_written(beside: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, f"{GEODATA}:{beside}")
    before = load_resources()
    execute(
        address, "UPDATE incidents.log SET title_en = 'Written since' WHERE title_en LIKE '%crossroads 2'"
    )
    wait_until(lambda: load_resources().where != before.where)
    assert "Written since" not in {event.title_en for event in before.dataset.events}
    assert "Written since" in {event.title_en for event in load_resources().dataset.events}

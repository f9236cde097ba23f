"""A data set whose events lie in a table: what is written there reaches a page that nobody touches."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.browser.conftest import serve
from tests.clusters import cluster
from tests.conftest import GEODATA
from tests.database.incidents import fill, make_table, name_table
from tests.overlaid import OPEN, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

PROMISED_S = 5


def test_what_is_written_to_the_table_reaches_an_open_page(
    dashboard: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster() as postgres:
        owner = postgres.new_database()
        make_table(owner)
        folder = write_overlay(tmp_path / OPEN)
        fill(owner, folder)
        name, password = owner.removeprefix("postgresql://").split("@")[0].split(":")
        monkeypatch.setenv("PGPASSWORD", password)
        name_table(folder, owner.replace(f"{name}:{password}@", f"{name}@"))
        with serve(f"{GEODATA}:{folder}") as address:
            opened = dashboard(server=address).open(days="all", set=OPEN)
            opened.page.evaluate("() => { window.stillHere = true; }")
            row = opened.page.locator(".gd-headline", has_text="Shots at the crossroads 2")
            row.wait_for()
            with psycopg.connect(owner) as connection:
                connection.execute(
                    "UPDATE incidents.log SET title_en = 'Heard by all' WHERE title_en LIKE '%crossroads 2'"
                )
            committed = time.monotonic()
            opened.page.locator(".gd-headline", has_text="Heard by all").wait_for()
            took = time.monotonic() - committed
            assert opened.page.evaluate("() => window.stillHere"), "the page was not loaded anew"
            assert opened.errors == []
    assert took < 2 * PROMISED_S, "twice, where other tests keep the machine busy"

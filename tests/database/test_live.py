"""What a process knows of a record: every commit at once, for any number of readers, and that it is away."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest
from tests.clusters import cluster
from tests.database.conftest import geodash_db
from tests.processes import wait_until

from geodash.database.live import LiveRecord
from geodash.database.refusal import DatabaseTroubleError
from geodash.package import load_dataset
from geodash.package.source import InMemory

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

READERS, COMMITS, PROMISED_S = 50, 10, 5
NOTE = "UPDATE geodash.places SET note_en = %s, note_fr = 'x' WHERE id = 'goma'"
TITLE = "UPDATE geodash.events SET title_en = %s WHERE id = (SELECT min(id) FROM geodash.events)"


def test_fifty_readers_and_a_writer_have_no_error_and_are_never_older_than_promised(record: str) -> None:
    live = LiveRecord(record)
    written: list[str] = []
    done = threading.Event()

    def write() -> None:
        with psycopg.connect(record) as connection:
            for number in range(COMMITS):
                before = live.revision()
                connection.execute(TITLE, (f"Headline {number}",))
                connection.commit()
                written.append(f"Headline {number}")
                committed = time.monotonic()
                wait_until(lambda before=before: live.revision() != before)  # type: ignore[misc]
                assert time.monotonic() - committed < PROMISED_S
        done.set()

    def read(_: int) -> str:
        seen = live.revision()
        known = len(written)
        events = live.kept().files["events.csv"].decode()
        assert all(title not in events for title in written[: max(known - 1, 0)])  # only the newest is there
        return seen

    with ThreadPoolExecutor(READERS + 1) as pool:
        writer = pool.submit(write)
        seen = [*pool.map(read, range(READERS))]
        while not done.is_set() and not writer.done():
            seen += pool.map(read, range(READERS))
        writer.result()
    assert len(seen) >= READERS
    assert f"Headline {COMMITS - 1}" in live.kept().files["events.csv"].decode()


def test_what_is_read_is_of_one_moment(record: str) -> None:
    """A reader in the midst of its tables does not see half of what is committed meanwhile."""
    live = LiveRecord(record)
    stop = threading.Event()

    def rename() -> None:
        with psycopg.connect(record) as connection:
            for number in range(10_000):
                if stop.is_set():
                    return
                connection.execute(NOTE, (f"{number}!",))
                connection.execute(TITLE, (f"{number}!",))
                connection.commit()

    thread = threading.Thread(target=rename)
    thread.start()
    try:
        for _ in range(5):
            files = live.kept().files
            dataset = load_dataset(InMemory("", files))
            first = min(dataset.events, key=lambda event: event.id)
            assert not first.title_en.endswith("!") or dataset.places["goma"].note_en == first.title_en
    finally:
        stop.set()
        thread.join()


def test_a_database_that_goes_and_comes_is_told_of(tiny_package: TinyPackage) -> None:
    with cluster() as server:
        address = server.new_database()
        for command in (["init"], ["load", str(tiny_package.folder)]):
            assert geodash_db(address, *command).exit_code == 0
        live, heard = LiveRecord(address), threading.Event()
        before = live.revision()
        live.watch(heard.set)
        for stop in ("fast", "immediate"):
            heard.clear()
            server.stop(stop)
            assert heard.wait(PROMISED_S)
            with pytest.raises(DatabaseTroubleError, match=r"does not answer|broken off"):
                live.revision()
            with pytest.raises(DatabaseTroubleError):
                live.kept()
            heard.clear()
            server.start()
            assert heard.wait(PROMISED_S)
            assert live.revision() == before
            assert live.kept().files


def test_a_process_keeps_few_connections(record: str) -> None:
    live = LiveRecord(record)
    with ThreadPoolExecutor(READERS) as pool:
        assert all(pool.map(lambda _: live.kept().files, range(READERS)))
    with psycopg.connect(record) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'geodash'"
        ).fetchone()
    assert found
    assert found[0] <= 5  # a pool of four, and the one that listens

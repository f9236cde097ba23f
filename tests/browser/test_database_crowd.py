"""Fifty open pages and one who writes: no page meets an error, and none is older than promised."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack, closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from benchmarks.protocol import Tally
from benchmarks.viewers import Viewer

from tests.apart import run_apart
from tests.browser.conftest import serving
from tests.clusters import cluster
from tests.conftest import GEODATA
from tests.database.conftest import geodash_db
from tests.processes import crowding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Server

pytestmark = pytest.mark.browser

DAY, EVENT = "2025-01-27", "goma-captured-20250127"
PAGES, ASKING, COMMITS, PROMISED_S = 50, 5, 5, 5
TITLE = "UPDATE geodash.events SET title_en = %s WHERE id = %s"


@pytest.fixture(scope="module")
def followed() -> Iterator[tuple[str, Server]]:
    """Address of a database that holds the shipped record, and a server of it."""
    with cluster() as found:
        address = found.new_database()
        for command in (["init"], ["load", str(GEODATA)]):
            assert geodash_db(address, *command).exit_code == 0
        with serving(address) as server:
            yield address, server


def commit(address: str, title: str) -> float:
    with closing(psycopg.connect(address)) as connection, connection:
        connection.execute(TITLE, (title, EVENT))
    return time.monotonic()


class Seen:
    """Which titles a reader has been shown, each with the moment of the first time."""

    def __init__(self) -> None:
        self.titles: dict[str, float] = {}
        self._news = asyncio.Event()

    def add(self, title: str) -> None:
        self.titles.setdefault(title, time.monotonic())
        self._news.set()

    async def wait_for(self, title: str) -> float:
        while title not in self.titles:
            self._news.clear()
            await self._news.wait()
        return self.titles[title]


async def watch(viewer: Viewer, seen: Seen) -> None:
    """A page that nobody touches."""
    while True:
        await viewer.follow()
        seen.add((await viewer.card())["title"])


async def ask(viewer: Viewer, seen: Seen) -> None:
    """A program that asks again and again."""
    while True:
        rows = json.loads(await viewer.fetch(f"api/v1/events?date={DAY}&days=1"))
        seen.add(next(row["title_en"] for row in rows["rows"] if row["event_id"] == EVENT))


async def delays(address: str, server: Server, tally: Tally) -> list[float]:
    """Seconds from each commit until each reader has it."""
    found = []
    async with AsyncExitStack() as pages:
        viewers = [
            await pages.enter_async_context(Viewer(server.address, tally, date=DAY, event=EVENT))
            for _ in range(PAGES)
        ]
        readers = [Seen() for _ in range(PAGES + ASKING)]
        work = [watch(viewer, seen) for viewer, seen in zip(viewers, readers, strict=False)]
        work += [ask(viewers[0], seen) for seen in readers[PAGES:]]
        running = [asyncio.create_task(each) for each in work]
        for number in range(COMMITS):
            committed = await asyncio.to_thread(commit, address, f"Headline {number}")
            waiting = asyncio.gather(*(seen.wait_for(f"Headline {number}") for seen in readers))
            async with asyncio.timeout(10 * PROMISED_S):
                everything: list[asyncio.Future[Any]] = [waiting, *running]
                await asyncio.wait(everything, return_when=asyncio.FIRST_COMPLETED)
            assert [task.exception() for task in running if task.done()] == []
            found += [moment - committed for moment in waiting.result()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return found


def test_fifty_pages_follow_one_who_writes(followed: tuple[str, Server]) -> None:
    address, server = followed
    tally = Tally()
    found: list[float] = []

    async def measure() -> None:
        found.extend(await delays(address, server, tally))

    run_apart(measure())
    assert tally.errors == []
    assert tally.failed_requests == []
    assert len(found) == COMMITS * (PAGES + ASKING)
    assert max(found) < PROMISED_S * crowding(), sorted(found)[-5:]

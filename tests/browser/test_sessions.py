"""Real sessions over the web socket, several at once: no error box, no failed request, the day asked for."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from benchmarks.protocol import Tally
from benchmarks.viewers import Viewer

from tests.apart import run_apart
from tests.browser.conftest import serve
from tests.smalldisk import mounted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event

DATA = 3
"""Place of data files among the kinds of the menu."""
ROOM = "12m"


async def visit(address: str, tally: Tally, events: Sequence[Event], number: int) -> None:
    async with Viewer(address, tally, date="2025-01-27") as viewer:
        for event in events[number::8]:
            await viewer.settle(date=f"{event.date}", event=event.id)
            await viewer.card()
        await viewer.search(("goma", "bukavu")[number % 2])
        await viewer.choose_category(number % 3)
        await viewer.speak("fr")
        if number % 4 == 0:
            await viewer.order(DATA)


async def visits(address: str, tally: Tally, events: Sequence[Event]) -> None:
    await asyncio.gather(*(visit(address, tally, events, number) for number in range(8)))


def test_several_at_once(address: str, dataset: Dataset) -> None:
    tally = Tally()
    run_apart(visits(address, tally, list(dataset.events)[:40]))
    assert (tally.errors, tally.failed_requests) == ([], [])
    assert len(tally.settles) == 40
    assert len(tally.files) == 2


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a server of its own writes its temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def small_disk(temporary: Path) -> Iterator[Path]:
    with mounted(temporary, ROOM):
        yield temporary


def folders_of(temporary: Path) -> list[Path]:
    return list(temporary.glob("geodash-*"))


async def select(viewer: Viewer, event: Event) -> None:
    await viewer.settle(date=f"{event.date}", event=event.id)
    await viewer.card()


def test_temporary_files_are_swept_away(temporary: Path, dataset: Dataset) -> None:
    tally, events = Tally(), list(dataset.events)

    async def work(address: str) -> None:
        async with Viewer(address, tally, date="2025-01-27") as viewer:
            await select(viewer, events[0])
            for number, path in enumerate(folders_of(temporary)):
                shutil.rmtree(path)
                await select(viewer, events[number])
        async with Viewer(address, tally, date="2025-01-27") as newcomer:
            await select(newcomer, events[1])

    with serve() as address:
        run_apart(work(address))
    assert (tally.errors, tally.failed_requests) == ([], [])
    assert folders_of(temporary) == []


def test_the_disk_is_full(small_disk: Path, dataset: Dataset) -> None:
    tally, events = Tally(), list(dataset.events)

    async def work(address: str) -> None:
        async with Viewer(address, tally, date="2025-01-27") as viewer:
            await select(viewer, events[0])
            ballast = small_disk / "ballast"
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
            for event in events[1:6]:
                await select(viewer, event)
            await viewer.order(DATA)
            ballast.unlink()
            await select(viewer, events[6])

    with serve() as address:
        run_apart(work(address))
    assert (tally.errors, tally.failed_requests) == ([], [])
    assert len(tally.settles) == 7


async def nonsense(address: str, tally: Tally) -> None:
    """Send what no JSON reader takes in, and go on."""
    deep = "[" * 100_000 + "]" * 100_000
    async with Viewer(address, tally, date="2025-01-27") as sender, Viewer(address, tally) as other:
        for sent in (deep, f'[{{"event":"settle","value":{deep}}}]', '{"a":' * 50_000):
            said = await sender.tell("timeline", sent)
            assert "This page could not be drawn" in said
            assert "Recursion" not in said
        await other.settle(date="2025-01-26")
        await sender.settle(date="2025-01-25")


def test_what_is_nested_too_deep_is_told_to_its_sender_alone(address: str) -> None:
    tally = Tally()
    run_apart(nonsense(address, tally))
    assert (tally.errors, tally.failed_requests) == ([], [])
    assert len(tally.settles) == 2

"""Files are made beside the server: what a visitor orders ends with the visitor, and with the server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.viewers import Tally, Viewer

from geodash.products.formats import KINDS
from tests.browser.conftest import run_apart, serving

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

ANIMATION, DATA = list(KINDS).index("animation"), list(KINDS).index("data")


def children(pid: int) -> list[int]:
    """Processes that a server has started and that are at work or wait for it."""
    paths = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for path in paths for child in path.read_text(encoding="utf-8").split()]
    return [child for child in found if is_alive(child)]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def wait_until(condition: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < 60


def test_who_leaves_ends_the_work_and_a_server_that_is_killed_ends_all() -> None:
    with serving() as server:

        async def leave() -> None:
            async with Viewer(server.address, Tally(), date="2025-03-17") as viewer:
                await viewer.order(ANIMATION, leave=True)
                wait_until(lambda: len(children(server.pid)) == 1)

        run_apart(leave())
        wait_until(lambda: children(server.pid) == [])

        async def stay() -> None:
            async with Viewer(server.address, Tally(), date="2025-03-17") as viewer:
                await viewer.order(ANIMATION, leave=True)
                wait_until(lambda: len(children(server.pid)) == 1)
                assert (await viewer.fetch("picture.png?date=2025-01-27")).startswith(b"\x89PNG")
                workers = children(server.pid)
                assert len(workers) == 2  # the animation's waits for its turn, or is at work
                server.kill()
                wait_until(lambda: not any(map(is_alive, workers)))

        run_apart(stay())


def test_files_come_through_the_page_and_a_server_that_stops_takes_its_workers_with_it() -> None:
    tally = Tally()
    with serving() as server:

        async def order() -> None:
            async with Viewer(server.address, tally, date="2025-03-17") as viewer:
                await viewer.order(DATA)

        run_apart(order())
        workers = children(server.pid)
        assert len(workers) == 1
        assert (len(tally.files), tally.errors) == (1, [])
    wait_until(lambda: not any(map(is_alive, workers)))

"""Files are made beside the server: what a visitor orders ends with the visitor, and with the server."""

from __future__ import annotations

import pytest
from benchmarks.protocol import Tally
from benchmarks.viewers import Viewer

from geodash.products.formats import KINDS
from tests.apart import run_apart
from tests.browser.conftest import serving
from tests.processes import is_alive, wait_until, workers

pytestmark = pytest.mark.browser

ANIMATION, DATA = list(KINDS).index("animation"), list(KINDS).index("data")


def test_who_leaves_ends_the_work_and_a_server_that_is_killed_ends_all() -> None:
    with serving() as server:

        async def leave() -> None:
            async with Viewer(server.address, Tally(), date="2025-03-17") as viewer:
                await viewer.order(ANIMATION, leave=True)
                wait_until(lambda: len(workers(server.pid)) == 1)

        run_apart(leave())
        wait_until(lambda: workers(server.pid) == [])

        async def stay() -> None:
            async with Viewer(server.address, Tally(), date="2025-03-17") as viewer:
                await viewer.order(ANIMATION, leave=True)
                wait_until(lambda: len(workers(server.pid)) == 1)
                assert (await viewer.fetch("picture.png?date=2025-01-27")).startswith(b"\x89PNG")
                at_work = workers(server.pid)
                assert len(at_work) == 2  # the animation's waits for its turn, or is at work
                server.kill()
                wait_until(lambda: not any(map(is_alive, at_work)))

        run_apart(stay())


def test_files_come_through_the_page_and_a_server_that_stops_takes_its_workers_with_it() -> None:
    tally = Tally()
    with serving() as server:

        async def order() -> None:
            async with Viewer(server.address, tally, date="2025-03-17") as viewer:
                await viewer.order(DATA)

        run_apart(order())
        idle = workers(server.pid)
        assert len(idle) == 1
        assert (len(tally.files), tally.errors) == (1, [])
    wait_until(lambda: not any(map(is_alive, idle)))

"""Files are made by processes of their own within limits, and one that fails or is left leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from tests.processes import is_alive, wait_until, workers
from tests.products.workshops import DATA, DAYS, LONG, PICTURE, SOURCE, STATE, opened, waiting

from geodash.products.errand import TooLongError, WorkerError
from geodash.products.order import Order, make_file
from geodash.products.queue import TooManyFilesError
from geodash.products.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.products.progress import Piece


class GoneError(Exception):
    """The visitor has left."""


def test_one_that_is_killed_at_work_fails_its_order_alone(dataset: Dataset, workshop: Workshop) -> None:
    workshop.make(dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    told: list[Piece] = []

    def kill(begun: Piece) -> None:
        told.append(begun)
        os.kill(pid, signal.SIGKILL)

    with pytest.raises(WorkerError, match="ended with -9"):
        workshop.make(dataset, STATE, LONG, told=kill)
    assert len(told) == 1
    assert workshop.make(dataset, STATE, DATA) == make_file(dataset, STATE, DATA)
    assert pid not in waiting(workshop)


def test_one_that_has_ended_unseen_is_no_loss(tiny_dataset: Dataset, workshop: Workshop) -> None:
    workshop.make(tiny_dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid))
    assert workshop.make(tiny_dataset, STATE, DATA).content
    assert waiting(workshop) != [pid]


@pytest.mark.parametrize("order", [LONG, Order("picture", "png", "a4", dpi=1200)], ids=lambda each: each.kind)
def test_what_takes_too_long_is_given_up(dataset: Dataset, order: Order) -> None:
    with opened(Workshop(1, seconds=0.5)) as workshop:
        with pytest.raises(TooLongError):
            workshop.make(dataset, STATE, order)
        assert waiting(workshop) == []


def test_time_in_which_others_go_first_does_not_count(tiny_dataset: Dataset) -> None:
    """The frames of an animation wait while a shorter file is made, by another worker."""
    with opened(Workshop(1, seconds=60)) as workshop, ThreadPoolExecutor(2) as pool:
        begun, finished = Event(), []

        def make(order: Order) -> None:
            workshop.make(tiny_dataset, STATE, order, told=lambda _: begun.set())
            finished.append(order.kind)

        long = pool.submit(make, replace(LONG, days=DAYS))
        assert begun.wait(60)
        pool.submit(make, PICTURE).result(60)
        long.result(60)
        assert finished == ["picture", "animation"]
        assert len(waiting(workshop)) == 2


def test_what_takes_too_much_memory_is_given_up(dataset: Dataset) -> None:
    """And the next order is made, by a process that has lost nothing."""
    large = Order("picture", "png", "a4", dpi=1200)
    with opened(Workshop(1, megabytes=150)) as workshop:
        with pytest.raises(MemoryError):
            workshop.make(dataset, STATE, large)
        assert waiting(workshop) == []
        assert workshop.make(dataset, STATE, PICTURE) == make_file(dataset, STATE, PICTURE)


@pytest.mark.parametrize("order", [LONG, Order("picture", "png", "a4", dpi=1200)], ids=lambda each: each.kind)
def test_what_nobody_wants_any_more_ends_while_it_is_made(
    dataset: Dataset, workshop: Workshop, order: Order
) -> None:
    workshop.make(dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    asked: list[int] = []

    def still_wanted(before: int) -> None:
        asked.append(before)
        if len(asked) > 3:
            raise GoneError

    with pytest.raises(GoneError):
        workshop.make(dataset, STATE, order, still_wanted)
    assert asked == [0] * 4  # by the clock, not between two pieces: a picture has none
    assert not is_alive(pid)


def test_one_too_many_is_refused(tiny_dataset: Dataset) -> None:
    with opened(Workshop(1, most_waiting=0)) as workshop:

        def another(_: Piece) -> None:
            with pytest.raises(TooManyFilesError):
                workshop.make(tiny_dataset, STATE, DATA)
            raise GoneError

        with pytest.raises(GoneError):
            workshop.make(tiny_dataset, STATE, LONG, told=another)
        assert workshop.make(tiny_dataset, STATE, DATA).content


def test_after_some_files_a_fresh_one_takes_over(tiny_dataset: Dataset) -> None:
    seen = []
    with opened(Workshop(1, files=2)) as workshop:
        for _ in range(4):
            workshop.make(tiny_dataset, STATE, DATA)
            seen.append(waiting(workshop))
    first, second = seen[0], seen[2]
    assert seen == [first, [], second, []]
    assert first != second


def test_one_that_has_nothing_to_do_ends() -> None:
    script = (
        "import geodash.limits as limits; limits.WORKER_IDLE_S = 0.1; "
        "from geodash.products.worker import main; main()"
    )
    process = subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
    with process:
        assert process.wait(60) == 0


def test_they_stand_back_from_the_server(tiny_dataset: Dataset, workshop: Workshop) -> None:
    workshop.make(tiny_dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, os.getpid())


ORDERING = """
import sys, threading
from datetime import date
from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products import workshop
from geodash.products.order import Order
dataset, state = load_dataset(), DashboardState(date=date(2025, 3, 17))
def make(order, told=lambda _: None):
    thread = threading.Thread(target=workshop.have_made, args=(dataset, state, order), kwargs={"told": told})
    thread.start()
    return thread
"""


def test_thirty_pictures_leave_nothing_in_the_server(tiny_package: TinyPackage) -> None:
    """Each is ordered in a thread of its own, as pages do, and libraries keep memory for each that drew."""
    script = (
        ORDERING
        + """
def held():
    with open("/proc/self/status") as status:
        found = dict(line.split(":", 1) for line in status)
    return int(found["VmRSS"].split()[0]) // 1024, int(found["Threads"])
for number in range(36):
    if number == 6:
        before = held()
    make(Order("picture", "png", "square", dpi=50, title=str(number))).join()
after = held()
print(after[0] - before[0], after[1] - before[1], "matplotlib" in sys.modules)
"""
    )
    environment = os.environ | {"GEODASH_DATA": str(tiny_package.folder), "PYTHONPATH": str(SOURCE)}
    run = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    grown, threads, draws = run.stdout.split()
    assert int(grown) <= 5
    assert int(threads) <= 1  # the one that has just ended may still be counted
    assert draws == "False"


def test_a_server_that_is_killed_leaves_none_behind() -> None:
    """At work and waiting, whether or not anybody is there to be told."""
    script = (
        ORDERING
        + """
begun = threading.Event()
make(Order("animation", "gif", days=(date(2012, 1, 1), date(2026, 3, 1))), lambda _: begun.set())
begun.wait(60)
make(Order("data", "geojson")).join()
print("begun", flush=True)
threading.Event().wait()
"""
    )
    server = subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
    with server:
        assert server.stdout is not None
        assert server.stdout.readline() == "begun\n"
        found = workers(server.pid)
        assert len(found) == 2
        server.kill()
    wait_until(lambda: not any(map(is_alive, found)))


def test_a_home_that_cannot_be_written_costs_one_folder_for_all(
    tiny_dataset: Dataset, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none is left, though the processes end without a word."""
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/home")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for _ in range(2):
        workshop.make(tiny_dataset, STATE, PICTURE)
        (pid,) = waiting(workshop)
        os.kill(pid, signal.SIGKILL)
        wait_until(partial(lambda pid: not is_alive(pid), pid))
        assert [path.name[:14] for path in tmp_path.iterdir()] == ["geodash-fonts-"]
    workshop.close()
    assert list(tmp_path.iterdir()) == []

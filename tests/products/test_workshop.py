"""Files are made by processes of their own: the same files, within limits, and a failure leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from tests.overlaid import OPEN, write_overlay

from geodash.link.state import DashboardState
from geodash.model.overlay import RECORD, with_overlays
from geodash.package.overlay import read_overlay
from geodash.products.errand import Errand, TooLongError, WorkerError
from geodash.products.order import Order, make_file
from geodash.products.queue import TooManyFilesError
from geodash.products.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.products.progress import Piece

STATE = DashboardState(date=date(2025, 3, 17))
TODAY = date(2026, 3, 1)
DATA = Order("data", "geojson", today=TODAY)
PICTURE = Order("picture", "png", "square", dpi=50, today=TODAY)
LONG = Order("animation", "gif", days=(date(2012, 1, 1), date(2026, 3, 1)), today=TODAY)
DAYS = (date(2025, 1, 26), date(2025, 1, 30))
SOURCE = Path(__file__).parents[2] / "src"


class GoneError(Exception):
    """The visitor has left."""


@contextmanager
def opened(workshop: Workshop) -> Iterator[Workshop]:
    try:
        yield workshop
    finally:
        workshop.close()


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with opened(Workshop(1)) as found:
        yield found


def waiting(workshop: Workshop) -> list[int]:
    """Processes that wait for an order."""
    return [worker.pid for worker in workshop._idle]  # noqa: SLF001


def wait_until(condition: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < 60


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that goes on to hold how many bytes each write to a worker has."""
    written: list[int] = []
    write = Errand.write

    def counted(worker: Errand, content: bytes) -> int:
        written.append(memoryview(content).nbytes)
        return write(worker, content)

    monkeypatch.setattr(Errand, "write", counted)
    return written


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


ORDERS = [
    Order("picture", "png", today=TODAY, title="戈马 Goma"),
    Order("picture", "svg", "a4", today=TODAY, subtitle="Own"),
    Order("picture", "pdf", "square", today=TODAY),
    Order("slide", "pptx", today=TODAY),
    Order("page", "html", today=TODAY),
    *(Order("data", fmt, today=TODAY) for fmt in ("csv", "xlsx", "geojson", "kml", "geoparquet")),
    *(Order("compare", fmt, days=DAYS, today=TODAY) for fmt in ("png", "svg", "pdf")),
    *(Order("animation", fmt, days=DAYS, today=TODAY) for fmt in ("gif", "webp")),
]


@pytest.fixture(scope="module")
def one_workshop() -> Iterator[Workshop]:
    with opened(Workshop(1)) as found:
        yield found


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.kind}-{order.fmt}")
def test_a_file_is_the_same_whoever_makes_it(dataset: Dataset, one_workshop: Workshop, order: Order) -> None:
    """To the last byte, with its name and with the letters that no font could draw."""
    state = replace(STATE, lang="fr", q="goma")
    made = one_workshop.make(dataset, state, order)
    assert made == make_file(dataset, state, order)
    assert bool(made.undrawn) == bool(order.title)


def test_what_cannot_be_made_is_said_as_before_and_costs_no_worker(
    tiny_dataset: Dataset, workshop: Workshop
) -> None:
    with pytest.raises(ValueError, match="'film' is made as 'gif'"):
        workshop.make(tiny_dataset, STATE, Order("film", "gif"))
    assert waiting(workshop) == []  # none was asked
    workshop.make(tiny_dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    with pytest.raises(ValueError, match="needs an end after its start"):
        workshop.make(tiny_dataset, STATE, replace(LONG, days=DAYS[::-1]))
    assert waiting(workshop) == [pid]


def test_what_fails_in_a_library_is_told_with_its_place(
    tiny_dataset: Dataset, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    """The traceback is for a log that is read; the place alone for one that tells no text of a visitor."""
    broken = replace(PICTURE, size="secret")
    with pytest.raises(WorkerError, match="KeyError: 'secret'") as caught:
        workshop.make(tiny_dataset, STATE, broken)
    assert "pictures/" in caught.value.__notes__[0]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("A worker could not make a file: KeyError at ")
    assert "pictures/" in line
    assert "secret" not in line


def test_a_version_of_the_data_is_handed_over_once(
    tiny_dataset: Dataset, dataset: Dataset, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = counting(monkeypatch)

    def sent(of: Dataset) -> int:
        written.clear()
        workshop.make(of, STATE, DATA)
        return sum(written)

    assert sent(dataset) > 1_000_000
    assert sent(dataset) < 2_000
    assert sent(tiny_dataset) > 10_000  # as when the data have changed on disk
    assert sent(tiny_dataset) < 2_000
    assert sent(dataset) < 2_000  # for pages that are still open
    (pid,) = waiting(workshop)
    workshop.make(replace(tiny_dataset), STATE, DATA)  # a third version: what held the others goes
    assert pid not in waiting(workshop)
    assert not is_alive(pid)


def test_what_one_session_has_added_reaches_its_data_and_is_forgotten(
    dataset: Dataset, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = with_overlays(dataset, [read_overlay(write_overlay(tmp_path / "log"), dataset)])
    state = replace(STATE, set=frozenset({RECORD, OPEN}))
    written = counting(monkeypatch)
    workshop.make(dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    record = sum(written)
    written.clear()
    made = workshop.make(beside, state, DATA, is_for_all=False)
    assert made == make_file(beside, state, DATA)
    assert made.content != make_file(dataset, STATE, DATA).content
    assert sum(written) < record / 2  # the record's events and layers are there already
    assert not is_alive(pid)
    assert waiting(workshop) == []
    assert workshop.make(beside, state, PICTURE, is_for_all=False) == make_file(beside, state, PICTURE)
    assert len(waiting(workshop)) == 1  # a picture shows the record alone


def test_data_sets_that_all_are_shown_stay_with_the_worker(
    dataset: Dataset, tmp_path: Path, workshop: Workshop
) -> None:
    beside = with_overlays(dataset, [read_overlay(write_overlay(tmp_path / "log"), dataset)])
    state = replace(STATE, set=frozenset({RECORD, OPEN}))
    assert workshop.make(beside, state, DATA) == make_file(beside, state, DATA)
    first = waiting(workshop)
    assert workshop.make(beside, state, DATA) == make_file(beside, state, DATA)
    assert waiting(workshop) == first


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
def test_what_nobody_wants_any_more_ends_within_a_second(
    dataset: Dataset, workshop: Workshop, order: Order
) -> None:
    workshop.make(dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    asked: list[float] = []
    gone: list[float] = []

    def still_wanted(_: int) -> None:
        asked.append(time.monotonic())
        if len(asked) > 3:
            gone.append(asked[-1])
            raise GoneError

    begun = time.monotonic()
    with pytest.raises(GoneError):
        workshop.make(dataset, STATE, order, still_wanted)
    ended = time.monotonic()
    moments = [begun, *asked]
    assert max(later - earlier for earlier, later in zip(moments, asked, strict=False)) < 1
    assert ended - gone[0] < 1
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
    assert int(threads) <= 0
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
        workers = children(server.pid)
        assert len(workers) == 2
        server.kill()
    wait_until(lambda: not any(map(is_alive, workers)))


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


def children(pid: int) -> list[int]:
    paths = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in paths for child in path.read_text(encoding="utf-8").split()]

"""One file at a time, a bounded line, and nothing made for nobody."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest

from geodash.link.state import DashboardState
from geodash.products import order
from geodash.products.order import Order, make_file
from geodash.products.queue import Queue, TooManyFilesError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from geodash.model.dataset import Dataset


class GoneError(Exception):
    """The visitor has left."""


def gone(_: int) -> None:
    raise GoneError


def is_longer(queue: Queue, number: int) -> bool:
    return len(queue._line) > number  # noqa: SLF001


def wait_until(condition: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < 20


def test_files_are_made_one_at_a_time_and_in_order() -> None:
    queue, made, busy = Queue(), [], Lock()
    first_is_in, go = Event(), Event()

    def make(number: int) -> None:
        with queue.turn():
            assert busy.acquire(blocking=False)
            made.append(number)
            if number == 0:
                first_is_in.set()
                go.wait(10)
            busy.release()

    with ThreadPoolExecutor(6) as pool:
        waiting = [pool.submit(make, 0)]
        assert first_is_in.wait(10)
        for number in range(1, 6):
            waiting.append(pool.submit(make, number))
            wait_until(partial(is_longer, queue, number))
        go.set()
        for each in waiting:
            each.result(10)
    assert made == [0, 1, 2, 3, 4, 5]


def test_one_too_many_is_refused_at_once_and_the_others_go_on() -> None:
    queue = Queue(most=2)
    told: list[int] = []
    with ThreadPoolExecutor(2) as pool, queue.turn():
        waiting = [pool.submit(lambda: make_with(queue, told)) for _ in range(2)]
        wait_until(partial(is_longer, queue, 2))
        with pytest.raises(TooManyFilesError), queue.turn():
            pass
        wait_until(lambda: {1, 2} <= set(told))
        assert not any(each.done() for each in waiting)
    with queue.turn():
        pass


def make_with(queue: Queue, told: list[int]) -> None:
    with queue.turn(told.append):
        pass


def test_who_leaves_makes_room() -> None:
    queue = Queue(most=1)
    with queue.turn():
        for _ in range(20):
            with pytest.raises(GoneError), queue.turn(gone):
                raise AssertionError("it was not its turn")
    with pytest.raises(GoneError), queue.turn(gone):
        raise AssertionError("it was made for nobody")
    with pytest.raises(ValueError, match="broken"), queue.turn():
        raise ValueError("broken")
    with queue.turn():
        pass


def test_an_animation_stops_between_two_frames(dataset: Dataset) -> None:
    asked: list[int] = []

    def until_the_third(before: int) -> None:
        asked.append(before)
        if len(asked) > 3:
            raise GoneError

    state = DashboardState(date=date(2026, 3, 16))
    days = (date(2024, 1, 1), date(2026, 3, 16))
    with pytest.raises(GoneError):
        make_file(dataset, state, Order("animation", "gif", days=days), until_the_third)
    assert asked == [0, 0, 0, 0]
    assert not order._QUEUE._line  # noqa: SLF001


def test_shorter_files_are_made_between_two_pieces_of_long_work() -> None:
    queue, done = Queue(), []

    def short(number: int) -> None:
        with queue.turn():
            done.append(f"short {number}")

    def other_long() -> None:
        with queue.turn(is_long=True):
            done.append("other long")

    with ThreadPoolExecutor(3) as pool:
        with queue.turn(is_long=True) as between:
            others: list[Future[None]] = []
            asking: list[Callable[[], None]] = [other_long, partial(short, 1), partial(short, 2)]
            for number, ask in enumerate(asking, start=1):
                others.append(pool.submit(ask))
                wait_until(partial(is_longer, queue, number))
            done.append("piece 1")
            between(0)
            done.append("piece 2")
            between(0)
            done.append("piece 3")
        for each in others:
            each.result(10)
    assert done == ["piece 1", "short 1", "short 2", "piece 2", "piece 3", "other long"]


def test_everybody_gets_a_turn_and_only_one_works() -> None:
    queue, busy, worked = Queue(most=16), Lock(), []

    def work(number: int) -> None:
        with queue.turn(is_long=number % 2 == 0) as between:
            for _ in range(20):
                assert busy.acquire(blocking=False)
                worked.append(number)
                busy.release()
                between(0)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    assert sorted(worked) == sorted(list(range(16)) * 20)


def test_data_is_made_between_the_frames_of_an_animation(dataset: Dataset) -> None:
    state = DashboardState(date=date(2025, 3, 17))
    finished: list[str] = []
    begun = Event()

    def make(asked: Order) -> None:
        make_file(dataset, state, asked, lambda _: begun.set())
        finished.append(asked.kind)

    days = (date(2025, 1, 20), date(2025, 2, 1))
    with ThreadPoolExecutor(2) as pool:
        animation = pool.submit(make, Order("animation", "gif", days=days))
        assert begun.wait(20)
        pool.submit(make, Order("data", "geojson")).result(60)
        animation.result(60)
    assert finished == ["data", "animation"]

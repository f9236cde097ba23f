"""What is kept of the things asked for last."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from geodash.shelf import Shelf


def test_the_one_that_was_asked_for_longest_ago_makes_room() -> None:
    shelf: Shelf[str, int] = Shelf(2)
    shelf.put("a", 1)
    shelf.put("b", 2)
    assert shelf.get("a") == 1
    shelf.put("c", 3)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (1, None, 3)
    shelf.put("a", 4)
    assert shelf.get("a") == 4


def test_it_is_bounded_and_whole_while_many_use_it() -> None:
    shelf: Shelf[int, int] = Shelf(10)

    def use(number: int) -> bool:
        shelf.put(number % 30, number % 30)
        found = shelf.get((number + 7) % 30)
        return found in {None, (number + 7) % 30}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(5_000)))
    assert sum(shelf.get(number) is not None for number in range(30)) == 10

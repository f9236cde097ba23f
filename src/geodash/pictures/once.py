"""Things computed once per dataset and kept as long as it."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset

T = TypeVar("T")


def once_per_dataset(build: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """A function that builds for each dataset only once. A dataset has no hash: its identity counts."""
    known: dict[int, tuple[weakref.ref[Dataset], T]] = {}

    @wraps(build)
    def of(dataset: Dataset) -> T:
        key = id(dataset)
        held = known.get(key)
        if held is not None and held[0]() is dataset:
            return held[1]
        built = build(dataset)
        known[key] = weakref.ref(dataset, lambda _: known.pop(key, None)), built
        return built

    return of

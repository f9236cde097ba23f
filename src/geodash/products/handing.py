"""What a server hands to a process that makes its files: written here, and opened by that process alone.

It is a pickle, for which there is no other way to hand on records, columns and geometries as they are. A
pickle can run code where it is opened, so none travels the other way: the server reads JSON and bytes.
"""

from __future__ import annotations

import pickle
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from geodash.model.dataset import BorderLayer, Dataset
from geodash.model.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodash.link.state import DashboardState
    from geodash.products.order import Order

PROTOCOL = 5


class Keep(NamedTuple):
    """Keep a dataset under a number, for the orders to come."""

    number: int
    dataset: Dataset


class Make(NamedTuple):
    """Make a file, with so many megabytes beside what is held already."""

    dataset: Dataset
    state: DashboardState
    order: Order
    megabytes: int


class GoOn(NamedTuple):
    """Begin the next piece of work."""


class Writable(Protocol):
    """Where a message is written to."""

    def write(self, content: Any, /) -> object:  # noqa: ANN401  bytes, or what gives them
        """Write all of some bytes."""


def write_message(
    to: Writable, message: Keep | Make | GoOn, held: Mapping[object, tuple[object, ...]]
) -> None:
    """Write a message in which each part that the reader holds already is but its name."""
    _Writer(to, held).dump(message)


def parts_of(number: int, dataset: Dataset) -> Iterator[tuple[tuple[object, ...], object]]:
    """Names and values of the parts of a dataset that others share with it, itself among them."""
    yield (number,), dataset
    for place, sheet in enumerate(dataset.events.sheets):
        yield (number, "sheet", place), sheet
    for name, layer in dataset.borders.items():
        yield (number, "layer", name), layer


class _Writer(pickle.Pickler):
    """Writes records without what follows from them, which other threads may be adding to."""

    def __init__(self, to: Writable, held: Mapping[object, tuple[object, ...]]) -> None:
        super().__init__(to, PROTOCOL)
        self._held = held
        self._derived: dict[type, frozenset[str]] = {}

    def persistent_id(self, value: object) -> object:
        return self._held.get(value) if isinstance(value, Dataset | Sheet | BorderLayer) else None

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401  as pickle wants it
        if isinstance(value, MappingProxyType):
            return _unwritable, (dict(value),)
        kind = type(value)
        if kind not in self._derived:
            self._derived[kind] = _derived(kind)
        if not self._derived[kind] or isinstance(value, type):
            return NotImplemented
        reduced: tuple[Any, ...] = value.__reduce_ex__(PROTOCOL)  # type: ignore[assignment]
        make, given, state = reduced[:3]
        return make, given, _without(state, self._derived[kind])


def _unwritable(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """The view that its own type, which has no address, cannot be written as."""
    return MappingProxyType(values)


def _without(state: Mapping[str, Any], derived: frozenset[str]) -> dict[str, Any]:
    """The state of a record, or of one of pydantic's, which holds the record's own in a member."""
    kept = {name: value for name, value in dict(state).items() if name not in derived}
    if "__dict__" in kept:
        kept["__dict__"] = _without(kept["__dict__"], derived)
    return kept


def _derived(kind: type) -> frozenset[str]:
    """Names of what a class computes once and keeps."""
    own = (vars(each).items() for each in kind.__mro__)
    return frozenset(name for members in own for name, each in members if isinstance(each, cached_property))

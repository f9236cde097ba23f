"""Documents written short: what several of them say is written once, and names of fields once for each shape.

``core/packing.js`` reads them. Of a value ``null``, truth and text stand for themselves, and a whole number
for the value at that place of the table. A list begins with what it is: the number of a shape, behind which
come the values of its fields; or LIST, NUMBERS, NUMBER.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST, NUMBERS, NUMBER = -1, -2, -3
"""What a list is that is no shape: of values, of numbers, or a number on its own."""
_REFERENCE = 5
"""Characters that the number of a value takes."""
_WORTH = 8
"""Characters that must be saved for a value to stand in the table."""


def packed(documents: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The table of what documents share, and each of them packed by it."""
    packer = _Packer(documents)
    found = {name: packer.value(document) for name, document in documents.items()}
    return {"shapes": [list(shape) for shape in packer.shapes], "values": packer.values}, found


class _Packer:
    """Counts what stands in documents, and replaces it."""

    def __init__(self, documents: Mapping[str, object]) -> None:
        self.shapes: dict[tuple[str, ...], int] = {}
        self.values: list[Any] = []
        self._numbers: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        for document in documents.values():
            self._count(document)

    def _count(self, value: object) -> None:
        """Count a value, and what is in it when it is met for the first time."""
        if not isinstance(value, dict | list | tuple | str):
            return
        text = _text(value)
        self._counts[text] += 1
        if self._counts[text] > 1 or isinstance(value, str):
            return
        for part in value.values() if isinstance(value, dict) else value:
            self._count(part)

    def value(self, value: object) -> Any:  # noqa: ANN401  anything that JSON can hold
        """A value as it is written: its place in the table, if it stands there."""
        if not isinstance(value, dict | list | tuple | str):
            return self._plain(value)
        text = _text(value)
        if (self._counts[text] - 1) * (len(text) - _REFERENCE) <= _WORTH:
            return self._plain(value)
        if text not in self._numbers:
            shared = self._plain(value)
            self._numbers[text] = len(self.values)
            self.values.append(shared)
        return self._numbers[text]

    def _plain(self, value: object) -> Any:  # noqa: ANN401  anything that JSON can hold
        if isinstance(value, dict):
            shape = self.shapes.setdefault(tuple(value), len(self.shapes))
            return [shape, *map(self.value, value.values())]
        if isinstance(value, list | tuple):
            if value and all(_is_number(each) for each in value):
                return [NUMBERS, *value]
            return [LIST, *map(self.value, value)]
        return [NUMBER, value] if _is_number(value) else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

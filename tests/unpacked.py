"""What a page without a server reads of its parts, as ``core/packing.js`` and ``core/lines.js`` do."""

from __future__ import annotations

from typing import Any

LIST, NUMBERS, NUMBER = -1, -2, -3
FIRST, BACKSLASH, SIGNS, SHORT, LONG = 35, 92, 91, 76, 90


def unpacked(table: dict[str, Any], packed: Any) -> Any:
    """A document by the table of what documents share."""
    if isinstance(packed, int) and not isinstance(packed, bool):
        return unpacked(table, table["values"][packed])
    if not isinstance(packed, list):
        return packed
    kind, *rest = packed
    if kind == NUMBERS:
        return rest
    if kind == NUMBER:
        return rest[0]
    values = [unpacked(table, each) for each in rest]
    return values if kind == LIST else dict(zip(table["shapes"][kind], values, strict=True))


def with_own_lines(base: dict[str, Any]) -> dict[str, Any]:
    """A base map whose lines are whole again."""
    pieces = [points_of(text) for text in base["pieces"]]

    def whole(shape: Any) -> Any:
        if not shape or not isinstance(shape[0], int):
            return [whole(each) for each in shape]
        points: list[tuple[int, int]] = []
        for number in shape:
            piece = pieces[number] if number >= 0 else pieces[~number][::-1]
            points += piece[1:] if points else piece
        before = [(0, 0), *points]
        return [number for (x, y), (u, v) in zip(points, before, strict=False) for number in (x - u, y - v)]

    layers = [
        layer | {"features": [each | {"c": whole(each["c"])} for each in layer["features"]]}
        for layer in base["layers"]
    ]
    return {"layers": layers}


def points_of(text: str) -> list[tuple[int, int]]:
    steps = iter(numbers_of(text))
    x = y = 0
    points = []
    for step_x, step_y in zip(steps, steps, strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def numbers_of(text: str) -> list[int]:
    signs = iter([ord(sign) - FIRST - (ord(sign) > BACKSLASH) for sign in text])
    found = []
    for value in signs:
        if value == LONG:
            total = 0
            for _ in range(4):
                total = total * SIGNS + next(signs)
        else:
            total = value if value < SHORT else SHORT + (value - SHORT) * SIGNS + next(signs)
        found.append(-(total + 1) // 2 if total % 2 else total // 2)
    return found

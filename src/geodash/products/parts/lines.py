"""The base map written short: a border that two countries share, or a layer repeats, is written once.

Lines are cut where they part or end. A piece is a text: whole numbers, one or two signs each, first point
and steps as in ``scene.encode``. A line becomes the numbers of its pieces; ``~n`` is piece n read backwards.
``core/lines.js`` joins them again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[int, int]

FIRST, LEFT_OUT, SIGNS = ord("#"), ord("\\"), 91
"""Signs go from # to ~ without the backslash, which JSON would write twice."""
SHORT, LONG = 76, 90
"""Signs below SHORT are a number on their own; LONG says that four more follow; the others that one does."""
_LONG_SIGNS = 4


def with_shared_lines(base: dict[str, Any]) -> dict[str, Any]:
    """A base map document whose lines are the numbers of pieces, and ``pieces``, which has them as texts."""
    scales = dict.fromkeys(layer["scale"] for layer in base["layers"])
    cuts = {scale: _partings(base, scale) for scale in scales}
    pieces: dict[tuple[int, tuple[Point, ...]], int] = {}
    layers = [
        layer | {"features": [_feature(each, layer["scale"], cuts, pieces) for each in layer["features"]]}
        for layer in base["layers"]
    ]
    return {"layers": layers, "pieces": [_as_text(points) for _, points in pieces]}


def _feature(
    feature: dict[str, Any],
    scale: int,
    cuts: dict[int, set[Point]],
    pieces: dict[tuple[int, tuple[Point, ...]], int],
) -> dict[str, Any]:
    def shared(shape: Any) -> Any:  # noqa: ANN401  a line, or lists of lines
        if not _is_line(shape):
            return [shared(each) for each in shape]
        return [_number(piece, scale, pieces) for piece in _cut(_points(shape), cuts[scale])]

    return feature | {"c": shared(feature["c"])}


def _number(piece: tuple[Point, ...], scale: int, pieces: dict[tuple[int, tuple[Point, ...]], int]) -> int:
    """Number of a piece, below zero where it is kept the other way round."""
    back = piece[::-1]
    if (scale, back) in pieces and (scale, piece) not in pieces:
        return ~pieces[scale, back]
    return pieces.setdefault((scale, piece), len(pieces))


def _partings(base: dict[str, Any], scale: int) -> set[Point]:
    """Points of the lines of a scale at which one ends, or two go different ways."""
    beside: dict[Point, tuple[Point, ...]] = {}
    found: set[Point] = set()
    shapes = (f["c"] for layer in base["layers"] if layer["scale"] == scale for f in layer["features"])
    for line in _lines(shapes):
        points = _points(line)
        found |= {points[0], points[-1]}
        for before, point, after in zip(points, points[1:], points[2:], strict=False):
            neighbours = tuple(sorted((before, after)))
            if beside.setdefault(point, neighbours) != neighbours:
                found.add(point)
    return found


def _lines(shapes: Any) -> Iterator[Sequence[int]]:  # noqa: ANN401  lists of lists of lines
    for shape in shapes:
        if _is_line(shape):
            yield shape
        else:
            yield from _lines(shape)


def _is_line(shape: Sequence[Any]) -> bool:
    return bool(shape) and isinstance(shape[0], int)


def _points(line: Sequence[int]) -> list[Point]:
    x = y = 0
    points = []
    for step_x, step_y in zip(line[::2], line[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def _cut(points: list[Point], cuts: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The pieces of a line from cut to cut; both ends of a piece belong to it."""
    ends = [at for at, point in enumerate(points) if point in cuts]
    if len(ends) == 1:
        yield tuple(points)
    for start, end in pairwise(ends):
        yield tuple(points[start : end + 1])


def _as_text(points: Sequence[Point]) -> str:
    steps = [points[0], *((to[0] - at[0], to[1] - at[1]) for at, to in pairwise(points))]
    return "".join(_signs(number) for step in steps for number in step)


def _signs(number: int) -> str:
    value = -2 * number - 1 if number < 0 else 2 * number
    if value < SHORT:
        return _sign(value)
    first, second = divmod(value - SHORT, SIGNS)
    if SHORT + first < LONG:
        return _sign(SHORT + first) + _sign(second)
    powers = (SIGNS**power for power in reversed(range(_LONG_SIGNS)))
    return _sign(LONG) + "".join(_sign(value // power % SIGNS) for power in powers)


def _sign(value: int) -> str:
    code = FIRST + value
    return chr(code + (code >= LEFT_OUT))

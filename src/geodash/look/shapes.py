"""Outlines of symbols in radii of the symbol, x to the right and y down, about equally heavy to the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]


class Outline(TypedDict, total=False):
    """A circle by its radius, one closed polygon, or open lines."""

    circle: float
    polygon: list[Point]
    lines: list[list[Point]]


SHAPES: Mapping[str, Outline] = {
    "circle": {"circle": 1.0},
    "square": {"polygon": [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)]},
    "triangle": {"polygon": [(0, -1.2), (1.12, 0.85), (-1.12, 0.85)]},
    "triangle_down": {"polygon": [(0, 1.2), (1.12, -0.85), (-1.12, -0.85)]},
    "diamond": {"polygon": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]},
    "hexagon": {
        "polygon": [(0, -1.14), (0.99, -0.57), (0.99, 0.57), (0, 1.14), (-0.99, 0.57), (-0.99, -0.57)]
    },
    "pentagon": {"polygon": [(0, -1.17), (1.11, -0.36), (0.69, 0.95), (-0.69, 0.95), (-1.11, -0.36)]},
    "ring": {"circle": 0.9},
    "cross": {"lines": [[(-0.7, -0.7), (0.7, 0.7)], [(0.7, -0.7), (-0.7, 0.7)]]},
}

SIGNS: Mapping[str, str] = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "triangle_down": "▼",
    "diamond": "◆",
    "hexagon": "⬢",
    "pentagon": "⬟",
    "ring": "○",
    "cross": "×",
}
"""The nearest sign of a text font to each shape, for a legend made of text alone."""

STRIPS: Mapping[str, list[tuple[float, float]]] = {
    "circle": [(0, 12)],
    "square": [(6, 6)],
    "triangle": [(0, 5)],
    "triangle_down": [(7, 5)],
    "diamond": [(4, 4)],
    "hexagon": [(3, 9)],
    "pentagon": [(0, 9)],
    "ring": [(10.5, 1.5)],
    "cross": [],
}
"""Bars (top, height) of twelve units by which a strip of history tells the shapes apart without colour."""

HOLDER_SHAPES = tuple(name for name in SHAPES if name not in {"ring", "cross"})
"""Shapes that a class of holder or a layer of points may choose; the others stand for states."""

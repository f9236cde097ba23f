"""Colours of holders stay apart for colour-blind readers, who also have the shapes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodash.look.whole import look_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset

LEAST_DISTANCE = 12
"""In CIELAB; about 2 can just be seen where colours lie side by side."""
LEAST_CONTRAST = 3
"""WCAG 2.2, 1.4.11: graphics against what is beside them."""
SIGHT = {
    "trichromat": np.eye(3),
    "deuteranope": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "protanope": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "tritanope": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""What remains of linear red, green and blue at full severity (Machado, Oliveira and Fernandes 2009)."""
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = [0.9505, 1.0, 1.089]


def linear(colour: str) -> NDArray[np.float64]:
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = np.array(TO_XYZ) @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def luminance(colour: str) -> float:
    return float(np.array(TO_XYZ[1]) @ linear(colour))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_classes_that_hold_differ_in_colour(dataset: Dataset, theme: str, sight: str) -> None:
    look = look_of(dataset.conflict)
    seen = {
        each.id: lab(np.array(SIGHT[sight]) @ linear(look.palette[theme][each.id]))
        for each in look.classes.values()
        if each.held
    }
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= LEAST_DISTANCE, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_field_in_error_stands_out_from_the_page(dataset: Dataset, theme: str) -> None:
    palette = look_of(dataset.conflict).palette[theme]
    for ground in ("paper", "panel"):
        lighter, darker = sorted((luminance(palette["error"]), luminance(palette[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST

"""Frames of an animation share what stands on all of them: each is what it would be alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import FontProperties, fontManager
from PIL import Image

from geodash.link.state import DashboardState
from geodash.pictures import pixels
from geodash.pictures.content import content_of
from geodash.pictures.paint import SETTINGS, paint_pixels
from geodash.pictures.pixels import Pixels, begun_by
from geodash.pictures.text import Style
from geodash.products.animation import Nearest, lay_out_frames

if TYPE_CHECKING:
    import pytest

    from geodash.model.dataset import Dataset
    from geodash.pictures.sheet import Line


def test_a_frame_is_what_it_would_be_alone(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(date=date(2025, 2, 20)), created=date(2026, 6, 1))
    sheets = lay_out_frames(content, date(2025, 2, 14), date(2025, 2, 20))
    with mpl.rc_context(SETTINGS):
        shared = begun_by(sheets, 90).lines
    assert len(shared) > 20
    assert not any(line.role == "place" for line in shared), "what may be drawn over is drawn anew"
    given = list(sheets)
    for sheet, painted in zip(sheets, paint_pixels(given, 90), strict=True):
        assert sheet not in given, "a sheet that is painted takes no memory any more"
        with mpl.rc_context(SETTINGS):
            alone = Pixels(sheet, 90)
        one, other = (np.asarray(each, int).ravel() for each in (painted, alone.picture()))
        assert np.abs(one - other).max() <= 2, "a letter is mixed into its ground once more, and rounded"
        assert np.count_nonzero(one != other) < len(one) / 10_000


def test_a_line_that_frames_share_is_drawn_once(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of(dataset, DashboardState(date=date(2025, 2, 20)), created=date(2026, 6, 1))
    sheets = lay_out_frames(content, date(2025, 1, 20), date(2025, 2, 20))
    written: list[Line] = []
    stamp_of = pixels.stamp_of

    def noted(line: Line, *more: object) -> pixels.Stamp:
        written.append(line)
        return stamp_of(line, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pixels, "stamp_of", noted)
    lines = sum(len(sheet.lines) for sheet in sheets)
    assert len(list(paint_pixels(sheets, 90))) > 4
    assert len(written) == len(set(written)) < lines / 3


def test_each_pixel_gets_the_nearest_colour() -> None:
    palette = np.array([(0, 0, 0), (200, 10, 10), (250, 250, 250)], dtype=np.int32)
    chance = np.random.default_rng(3)
    nearest = Nearest(palette)
    for _ in range(2):
        colours = chance.integers(0, 256, (20, 30, 3), dtype=np.uint8)
        reduced = np.asarray(nearest.reduced(Image.fromarray(colours)))
        distance = ((colours[:, :, None, :].astype(int) - palette) ** 2).sum(axis=3)
        assert (reduced == distance.argmin(axis=2)).all()


def test_letters_are_drawn_with_the_font_that_they_are_measured_with() -> None:
    """Named as a file: each size would be looked for among all fonts of the machine."""
    for text in ("Goma", "Équateur", "Goma 戈马"):
        for style in (Style(8), Style(9.4, bold=True), Style(7, italic=True)):
            named, drawn = style.font(text), style.typeface(text)
            assert drawn.get_size_in_points() == style.size
            [first, *_] = (
                FontProperties(family=name, weight=named.get_weight(), style=named.get_style())
                for name in named.get_family()
            )
            assert fontManager.findfont(drawn) == fontManager.findfont(first)
    assert Style(8).typeface("Goma").get_file()

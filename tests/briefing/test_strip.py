"""Dates side by side, and a span as a moving picture."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.briefing.test_figure import MADE, assert_nothing_overlaps

from geodash.briefing.animation import MOST_FRAMES, frame_days, lay_out_frames, render_animation
from geodash.briefing.content import content_of
from geodash.briefing.strip import lay_out_strip, render_strip, without_events
from geodash.i18n import LANGUAGES
from geodash.model.changes import change_days
from geodash.state import DashboardState

if TYPE_CHECKING:
    from typing import Literal

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

DAYS = [date(2013, 11, 10), date(2025, 1, 30), date(2025, 3, 17), date(2026, 3, 16)]
SPAN = (date(2025, 1, 20), date(2025, 1, 31))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_nothing_in_a_strip_covers_anything(dataset: Dataset, lang: Language, count: int) -> None:
    content = content_of(dataset, DashboardState(lang=lang), created=MADE)
    sheet = lay_out_strip(content, DAYS[-count:])
    assert_nothing_overlaps(sheet)
    assert [line.text for line in sheet.lines if line.role == "day"] == [
        content.tr.date(day) for day in DAYS[-count:]
    ]
    assert sum(line.text == content.tr("map.legend") for line in sheet.lines) == 1


def test_a_strip_is_in_order_of_time_and_counts_each_day(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(), created=MADE)
    sheet = lay_out_strip(content, [DAYS[2], DAYS[1], DAYS[2]])
    counts = [line.text for line in sheet.lines if line.role == "counts"]
    assert counts == ["36", "39", "49", "+13", "3", "+3", "1", "+1", "22", "−17"]


@pytest.mark.parametrize("days", [DAYS[:1], [DAYS[0], DAYS[0]], [date(2025, 1, n) for n in range(1, 6)]])
def test_a_strip_needs_two_to_four_days(dataset: Dataset, days: list[date]) -> None:
    with pytest.raises(ValueError, match="2 to 4 different dates"):
        render_strip(dataset, DashboardState(), days, fmt="png")


@pytest.mark.parametrize(("fmt", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_a_strip_comes_in_every_format(
    dataset: Dataset, fmt: Literal["png", "pdf", "svg"], start: bytes
) -> None:
    content = render_strip(dataset, DashboardState(), DAYS[:2], fmt=fmt, dpi=60, created=MADE)
    assert content.startswith(start)


@pytest.mark.parametrize("fmt", ["gif", "webp"])
def test_an_animation_has_a_frame_per_change_and_a_second_per_frame(
    dataset: Dataset, fmt: Literal["gif", "webp"]
) -> None:
    expected = {SPAN[0], SPAN[1], *(day for day in change_days(dataset) if SPAN[0] < day < SPAN[1])}
    content = render_animation(dataset, DashboardState(lang="fr"), *SPAN, fmt=fmt, created=MADE)
    picture = Image.open(io.BytesIO(content))
    assert picture.n_frames == len(expected)  # type: ignore[attr-defined]
    picture.load()
    assert picture.info["duration"] == 1000
    assert picture.info["loop"] == 0


def test_frames_say_their_day_and_nothing_covers_anything(dataset: Dataset) -> None:
    content = without_events(content_of(dataset, DashboardState(), created=MADE))
    sheets = lay_out_frames(content, *SPAN)
    for sheet in sheets:
        assert_nothing_overlaps(sheet)
    days = [next(line.text for line in sheet.lines if line.role == "day") for sheet in sheets]
    assert days[0] == "20 January 2025"
    assert days[-1] == "31 January 2025"
    assert len(set(days)) == len(days)


def test_a_long_span_is_thinned_and_the_last_frame_says_so(dataset: Dataset) -> None:
    first, last = date(2012, 1, 1), date(2026, 3, 16)
    days, left_out = frame_days(dataset, first, last)
    assert len(days) == len(set(days)) == MOST_FRAMES
    assert (days[0], days[-1]) == (first, last)
    assert left_out > 0
    content = without_events(content_of(dataset, DashboardState(), created=MADE))
    sheets = lay_out_frames(content, first, last)
    assert [line.text for line in sheets[-1].lines if line.role == "left out"] == [
        f"{left_out} days of change are not shown."
    ]
    assert_nothing_overlaps(sheets[-1])


def test_an_animation_needs_a_span(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="after its start"):
        render_animation(dataset, DashboardState(), SPAN[1], SPAN[0], fmt="gif")

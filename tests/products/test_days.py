"""Dates side by side, and a span as a moving picture."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image
from tests.products.figures import MADE, assert_nothing_overlaps

from geodash.cli import main
from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.changes import net_moves
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from geodash.pictures.box import Box
from geodash.pictures.content import content_of
from geodash.pictures.difference import difference_of, draw_difference
from geodash.pictures.sheet import Sheet
from geodash.pictures.text import clean
from geodash.products.animation import MOST_FRAMES, frame_days, lay_out_frames, render_animation
from geodash.products.days import lay_out_strip, render_strip, without_events

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from typing import Literal

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.snapshot import Snapshot

DAYS = [date(2013, 11, 10), date(2025, 1, 30), date(2025, 3, 17), date(2026, 3, 16)]
SPAN = (date(2025, 1, 20), date(2025, 1, 31))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_nothing_in_a_strip_covers_anything(dataset: Dataset, lang: Language, count: int) -> None:
    content = content_of(dataset, DashboardState(lang=lang), created=MADE)
    sheet, _ = lay_out_strip(content, DAYS[-count:])
    assert_nothing_overlaps(sheet)
    assert [line.text for line in sheet.lines if line.role == "day"] == [
        content.tr.date(day) for day in DAYS[-count:]
    ]
    assert sum(line.text == content.tr("map.legend") for line in sheet.lines) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 8, 1)], ids=str)
def test_a_strip_with_a_day_that_is_not_known_says_so(dataset: Dataset, lang: Language, day: date) -> None:
    content = content_of(dataset, DashboardState(lang=lang), created=MADE)
    sheet, _ = lay_out_strip(content, [*DAYS[:3], min(day, dataset.last_day)])
    assert_nothing_overlaps(sheet)
    assert all(sheet.boxes["map 3"].contains(line.box) for line in sheet.lines if line.role == "warning")
    text = " ".join(line.text for line in sheet.lines if line.role == "difference")
    assert content.tr.date(dataset.control_known_until) in text
    assert "M23 / AFC" not in text


def test_a_strip_names_what_changed_from_its_first_day_to_its_last(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(), created=MADE)
    sheet, _ = lay_out_strip(content, [DAYS[2], date(2025, 1, 20)])
    text = " ".join(line.text for line in sheet.lines if line.role == "difference")
    card = difference_of(content, date(2025, 1, 20), DAYS[2])
    assert card["heading"] == "Between 20 January 2025 and 17 March 2025"
    assert text.startswith(f"{card['heading']} {card['summary']}")
    label = {group: content.class_name(group) for group in dataset.conflict.class_ids}
    moves = [row for row in card["places"] if row["kind"] == "moved" and not any(row["implied"])]
    assert moves
    for row in moves:
        assert f"{label[row['before']]} → {label[row['after']]}: " in text
    assert f"{label['government']} (implied) → {label['m23']}: " in text
    assert card["relations"][0]["text"] in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("height", [80, 90, 120, 180, 240, 320, 900])
def test_the_list_of_changes_counts_what_does_not_fit(dataset: Dataset, lang: Language, height: int) -> None:
    content = content_of(dataset, DashboardState(lang=lang), created=MADE)
    card = difference_of(content, date(2022, 1, 1), date(2025, 9, 20))
    sheet = Sheet(300, 900, content.colours)
    draw_difference(sheet, content, card, Box(0, 0, 200, height))
    assert max(line.box.bottom for line in sheet.lines) <= height
    text = " ".join(line.text for line in sheet.lines)
    more = [int(count) for count in re.findall(r"(?:and|et) (\d+) (?:more|autre)", text)]
    relations = sum(row["text"].split(":")[0].strip() in text for row in card["relations"])
    if height == 900:
        assert more == []
        assert all(clean(dataset.places[row["id"]].label(lang)) in text for row in card["places"])
        assert relations == len(card["relations"])
    else:
        assert more
        assert relations + sum(more) >= len(card["relations"])


def test_a_link_with_two_days_makes_the_comparison(tmp_path: Path) -> None:
    made = []
    for name, options in (
        ("link", ["--link", "date=2025-03-17&compare=2025-01-20"]),
        ("option", ["--date", "2025-03-17", "--compare", "2025-01-20"]),
    ):
        file = tmp_path / f"{name}.png"
        result = CliRunner().invoke(
            main, ["export", "--format", "png", "--dpi", "60", "-o", str(file), *options]
        )
        assert result.exit_code == 0, result.output
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_a_strip_is_in_order_of_time_and_counts_each_day(dataset: Dataset) -> None:
    content = content_of(dataset, DashboardState(), created=MADE)
    sheet, _ = lay_out_strip(content, [DAYS[2], DAYS[1], DAYS[2]])
    counts = [line.text for line in sheet.lines if line.role == "counts"]
    before, after = (snapshot_at(dataset, day) for day in (DAYS[1], DAYS[2]))
    moves = net_moves(before, after)
    assert any(moves.values())
    # No change stands beside them: places first seen are no moves, so that the sum would not come out.
    assert counts == [*told(before, ()), *told(after, [group for group, won in moves.items() if won])]


def told(snapshot: Snapshot, moved: Collection[str]) -> list[str]:
    """Of each class what is reported, and what is implied."""
    texts = []
    for group, places in snapshot.count_by_group().items():
        implied = snapshot.count(Basis.IMPLIED)[group]
        if places or group in moved:
            texts += [str(places - implied), str(implied) if implied else ""]
    return [text for text in texts if text]


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
    expected = {SPAN[0], SPAN[1], *(day for day in dataset.change_days if SPAN[0] < day < SPAN[1])}
    content = render_animation(dataset, DashboardState(lang="fr"), *SPAN, fmt=fmt, created=MADE)
    picture = Image.open(io.BytesIO(content))
    assert picture.n_frames == len(expected)  # type: ignore[attr-defined]
    shown = []
    for frame in range(len(expected)):
        picture.seek(frame)
        picture.load()
        shown.append(picture.info["duration"])
    assert shown == [1000] * (len(expected) - 1) + [4000], "the last stays for longer"
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
    first, last = dataset.first_day, dataset.control_known_until
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_caveats_stand_whatever_day_is_last(dataset: Dataset, lang: Language) -> None:
    """A last day without known holders takes nothing away of what must be said of the maps beside it."""
    content = content_of(dataset, DashboardState(date=date(2025, 1, 10), lang=lang), created=MADE)
    sheet, _ = lay_out_strip(content, [date(2025, 1, 10), date(2026, 8, 31)])
    said = " ".join(line.text for line in sheet.lines if line.role == "method")
    attribution = dataset.conflict.class_by_id["m23"].text("attribution", lang)
    for needed in (
        attribution,
        content.tr("briefing.method"),
        content.tr("briefing.method_influence", km=15),
    ):
        assert needed in said
    frames = lay_out_frames(without_events(content), date(2025, 1, 20), date(2025, 1, 30))
    for frame in frames:
        assert attribution in " ".join(line.text for line in frame.lines if line.role == "method")

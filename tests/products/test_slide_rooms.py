"""Nothing on a slide outgrows its box or covers anything, on sixty days and in both languages."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pptx.util import Pt

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.vocabulary import EventCategory
from geodash.pictures.map import MapPicture
from geodash.pictures.text import Style, text_width
from geodash.products import slide
from geodash.products.slide import render_slide

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

MADE = date(2026, 6, 1)
LINE = 1.2
FILTERED = frozenset({EventCategory.BATTLE, EventCategory.SANCTIONS, EventCategory.DIPLOMACY})


def days_of(dataset: Dataset, count: int) -> list[date]:
    """Days of change of control, evenly through the record, and days by chance up to the end of events."""
    changes = sorted({record.valid_from for record in dataset.control})
    first, last = changes[0], dataset.events_known_until
    chosen = [changes[place * (len(changes) - 1) // (count // 2 - 1)] for place in range(count // 2)]
    chance = random.Random(11)
    return chosen + [
        first + timedelta(chance.randrange((last - first).days)) for _ in range(count - count // 2)
    ]


def state_of(place: int, day: date, lang: Language) -> DashboardState:
    """The view of a day: windows of several lengths, every third one filtered."""
    cat = FILTERED if place % 3 == 0 else frozenset[EventCategory]()
    return DashboardState(date=day, lang=lang, days=(30, 365, 7, None)[place % 4], cat=cat)


def tight(page: Any, what: object) -> None:
    """Every text fits its box, is large enough for a room, and no box lies over another."""
    boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in page.shapes]
    for name, left, top, right, bottom in boxes:
        assert min(left, top) >= 0, (what, name)
        assert right <= Pt(960), (what, name)
        assert bottom <= Pt(540), (what, name)
    for (one, *a), (other, *b) in combinations(boxes, 2):
        apart = a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]
        assert apart, (what, f"{one} covers {other}")
    for shape in (shape for shape in page.shapes if shape.has_text_frame):
        rows = [row.runs for row in shape.text_frame.paragraphs if row.runs]
        if not rows:
            continue
        assert min(run.font.size for row in rows for run in row) >= Pt(12), (what, shape.name)
        wide, high = shape.width / Pt(1), shape.height / Pt(1)
        needed = sum(ceil(_wide(row) / wide) * max(run.font.size.pt for run in row) * LINE for row in rows)
        assert needed <= high + 2, (what, shape.name, needed, high)


def _wide(row: Any) -> float:
    return sum(text_width(run.text, Style(run.font.size.pt, bold=bool(run.font.bold))) for run in row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_has_room_for_all_that_it_says(
    dataset: Dataset, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second day in each language. Pictures are blank, their maps have no names: only boxes count."""
    monkeypatch.setenv("GEODASH_URL", "https://maps.example/drc")  # the foot is longest with a link
    monkeypatch.setattr(slide, "paint", lambda sheet, *_: blank(sheet.width, sheet.height))
    monkeypatch.setattr(slide, "_saved", lambda deck, _: deck)
    monkeypatch.setattr(MapPicture, "_names", lambda *_: None)
    for place, day in enumerate(days_of(dataset, 60)[LANGUAGES.index(lang) :: len(LANGUAGES)]):
        state = state_of(place, day, lang)
        deck: Any = render_slide(dataset, state, created=MADE)
        for number, page in enumerate(deck.slides):
            tight(page, (day, state.days, number))


def blank(width: float, height: float) -> bytes:
    out = io.BytesIO()
    Image.new("1", (round(width), round(height))).save(out, "png")
    return out.getvalue()

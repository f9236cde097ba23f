"""A product whose map draws some classes of holders alone names them, in every form: numbers count all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.paper import PAGES
from geodash.products.animation import lay_out_frames
from geodash.products.days import lay_out_strip, without_events
from geodash.wording.holder import class_name

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.content import Content
    from geodash.pictures.sheet import Sheet

DAY, EARLIER = date(2025, 1, 30), date(2025, 1, 20)


def told(sheet: Sheet) -> str:
    return " ".join(line.text for line in sheet.lines)


def sheets(content: Content) -> dict[str, list[Sheet]]:
    """Every product that is drawn: pictures of each size with words, days side by side, frames."""
    plain = without_events(content)
    return {
        **{size: [lay_out(content, size)[0]] for size in PAGES if size != "map"},
        "strip": [lay_out_strip(plain, [EARLIER, DAY])[0]],
        "frames": lay_out_frames(plain, EARLIER, DAY),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_names_the_holders_that_it_draws_alone(dataset: Dataset, lang: Language) -> None:
    class_id = dataset.conflict.class_ids[0]
    tr = Translator(lang)
    said = tr("wording.holders_drawn", names=class_name(dataset.conflict, class_id, tr))
    chosen = DashboardState(date=DAY, lang=lang, holders=frozenset({class_id}))
    usual = DashboardState(date=DAY, lang=lang)
    for name, drawn in sheets(content_of(dataset, chosen)).items():
        for sheet in drawn:
            assert said in told(sheet), name
    for name, drawn in sheets(content_of(dataset, usual)).items():
        for sheet in drawn:
            assert said not in told(sheet), name

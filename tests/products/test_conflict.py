"""What a descriptor says of its conflict is what products show: classes, titles, region, names of files."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pptx import Presentation
from tests.conftest import described

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.conflict import Colour, HolderClass
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.paper import PAGES
from geodash.products.animation import lay_out_frames
from geodash.products.days import lay_out_strip, without_events
from geodash.products.order import Order, make_file
from geodash.products.slide import render_slide

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.sheet import Sheet

DAY, EARLIER = date(2025, 3, 17), date(2025, 1, 27)
VILLAGERS = HolderClass(
    id="villagers",
    name_en="Villagers in arms",
    name_fr="Villageois en armes",
    holder_en="villagers",
    holder_fr="des villageois",
    actors=("twirwaneho",),
    colour=Colour(light="#123456", dark="#ABCDEF"),
    shape="hexagon",
    attribution_en="Nobody backs the villagers.",
    attribution_fr="Personne ne soutient les villageois.",
)


@pytest.fixture(scope="module")
def with_class(dataset: Dataset) -> Dataset:
    """The dataset whose holder of Minembwe has a class of its own, and no longer the one of the others."""
    others = [c.model_copy(update={"actors": ()}) if c.id == "other" else c for c in dataset.conflict.classes]
    return described(dataset, classes=(*others, VILLAGERS))


def texts(sheet: Sheet, role: str) -> list[str]:
    return [line.text for line in sheet.lines if line.role == role]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_class_is_counted_drawn_and_attributed(with_class: Dataset, lang: Language) -> None:
    content = content_of(with_class, DashboardState(date=DAY, lang=lang))
    counts = {count.group: count.places for count in content.counts}
    assert counts["villagers"] == 1
    assert "other" not in counts
    assert sum(counts.values()) == len(with_class.holdings)
    assert VILLAGERS.text("attribution", lang) in content.method
    for size in PAGES:
        sheet, _ = lay_out(content, size)
        figures = " ".join(texts(sheet, "figures"))
        assert (VILLAGERS.text("name", lang) in figures) == (size != "map")  # which has none
        assert sheet.colours["villagers"] == "#123456"


def test_a_new_class_is_in_every_legend(with_class: Dataset) -> None:
    state = DashboardState(date=DAY)
    content = content_of(with_class, state)
    strip, _ = lay_out_strip(content, [EARLIER, DAY])
    frames = lay_out_frames(without_events(content), date(2025, 3, 10), DAY)
    assert VILLAGERS.name_en in texts(strip, "legend")
    assert any(line.endswith("→ Villagers in arms: Minembwe") for line in texts(strip, "difference"))
    assert VILLAGERS.name_en in texts(frames[-1], "figures")
    slide = Presentation(io.BytesIO(render_slide(with_class, state))).slides[0]
    shown = {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert "⬢ 1 +1 Villagers in arms" in shown["geodash figures"]


def test_titles_and_names_are_those_of_the_conflict(tiny_dataset: Dataset) -> None:
    tiny = described(tiny_dataset, title_fr="Un titre à soi", file_stem="elsewhere")
    file = make_file(tiny, DashboardState(date=tiny.last_day, lang="fr"), Order("picture", "svg"))
    assert file.name.startswith("geodash_elsewhere_control_16x9_")
    assert "Un titre à soi" in file.content.decode()

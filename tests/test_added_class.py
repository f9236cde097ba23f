"""A class of holders needs an entry in the descriptor and no code: totals count it, and texts name it."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pptx import Presentation

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, View
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import UNKNOWN, Basis
from geodash.package import load_dataset
from geodash.pictures.content import content_of
from geodash.products.order import Order, make_file
from geodash.scene.whole import build_scene
from geodash.wording.summary import day_summary
from tests.extended import with_class

if TYPE_CHECKING:
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

IN_SENTENCE = {"en": "{holder} {count}", "fr": "{count} par {holder}"}

PICTURE = 13
"""Type of a shape that is a picture."""


@pytest.fixture(scope="module")
def added(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The shipped data with a class for the holder that most often stands under `other`."""
    held = Counter(record.controller for record in dataset.control if record.controller in dataset.actors)
    others = {actor for actor in held if dataset.conflict.class_of(dataset.lineage(actor)) == "other"}
    actor = max(others, key=lambda actor: (held[actor], actor))
    return load_dataset(with_class(tmp_path_factory.mktemp("class") / "data", actor))


@pytest.fixture(scope="module")
def days(added: Dataset) -> list[date]:
    return [added.first_day, *added.change_days, added.last_day]


@pytest.fixture(scope="module")
def busy(added: Dataset, days: list[date]) -> date:
    """The day on which the class holds most."""
    return max(days, key=lambda day: snapshot_at(added, day).count_by_group()["added"])


def test_classes_add_up_in_snapshot_and_figures(added: Dataset, days: list[date], busy: date) -> None:
    assert snapshot_at(added, busy).count_by_group()["added"]
    for day in days:
        counts = snapshot_at(added, day).count_by_group()
        assert list(counts) == list(added.conflict.class_ids)
        assert sum(counts.values()) == len(added.holdings)
        figures = content_of(added, DashboardState(date=day)).counts
        assert {row.group: row.places for row in figures if row.places} == some(counts)


def test_the_scene_counts_what_the_snapshot_counts(added: Dataset, days: list[date]) -> None:
    scene = build_scene(added, {place_id: row for row, place_id in enumerate(added.places)})
    groups = [entry["group"] for entry in scene["controllers"]]
    assert set(groups) <= {look["id"] for look in scene["look"]["classes"]}
    for day in (day for day in days if day <= added.control_known_until):
        counted = scene_counts(scene["holdings"], groups, to_day(day), len(added.holdings))
        assert counted == some(snapshot_at(added, day).count_by_group())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentence_legend_and_slide_name_it(added: Dataset, busy: date, lang: Language) -> None:
    holders = added.conflict.class_by_id["added"]
    count = snapshot_at(added, busy).count_by_group()["added"]
    state = DashboardState(date=busy, lang=lang, view=around_a_town(added, busy))
    snapshot = content_of(added, state).snapshot
    said = day_summary(added, snapshot, {RECORD: 0}, None, Translator(lang))
    reported = snapshot.count(Basis.REPORTED)["added"]
    assert IN_SENTENCE[lang].format(holder=holders.text("holder", lang), count=reported) in said
    svg = make_file(added, state, Order("picture", "svg", view=state.view)).content.decode()
    assert holders.text("name", lang) in svg
    assert svg.lower().count(f"fill: {holders.colour.light.lower()}") > count
    slide = slide_texts(added, state)
    assert holders.text("name", lang) in slide["geodash figures"]


def test_figures_of_the_slide_add_up(added: Dataset, days: list[date]) -> None:
    known = [day for day in days if day <= added.control_known_until]
    for day in known[:: len(known) // 6]:
        content = content_of(added, DashboardState(date=day))
        figures = slide_texts(added, content.state)["geodash figures"]
        counts = "\n".join(line for line in figures.splitlines() if re.match(r"[^\w\s] \d", line))
        told = [int(number) for number in re.findall(r"(?:[^\w\s]|and) (\d+) ", counts)]
        assert sum(told) == len(added.holdings), figures


def around_a_town(dataset: Dataset, day: date) -> View:
    """A position of the map with a town of the class: legends leave out what their map does not show."""
    town = next(row.place_id for row in snapshot_at(dataset, day).control if row.group == "added")
    place = dataset.places[town]
    assert place.lat is not None
    assert place.lon is not None
    return View(place.lat, place.lon, 9)


def some(counts: dict[str, int]) -> dict[str, int]:
    """Counts without the classes that hold nothing."""
    return {group: count for group, count in counts.items() if count}


def scene_counts(holdings: dict[str, list[int]], groups: list[str], day: int, places: int) -> dict[str, int]:
    """Towns by class on a day, from the columns of the scene alone."""
    rows = zip(holdings["controller"], holdings["from"], holdings["to"], strict=True)
    found = Counter(groups[holder] for holder, start, end in rows if start <= day and (not end or day < end))
    found[UNKNOWN] += places - found.total()
    return some(found)


def slide_texts(dataset: Dataset, state: DashboardState) -> dict[str, str]:
    content = make_file(dataset, state, Order("slide", "pptx", view=state.view)).content
    slide = Presentation(io.BytesIO(content)).slides[0]
    pictures = {s.name: s.element.nvPicPr.cNvPr.get("descr") for s in slide.shapes if s.shape_type == PICTURE}
    return pictures | {s.name: s.text_frame.text for s in slide.shapes if s.has_text_frame}

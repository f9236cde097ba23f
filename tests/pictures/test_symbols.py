"""Symbols of towns as they stand on the sheet, against the numbers that readers rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodash.look.shapes import SHAPES
from geodash.look.towns import strength_at
from geodash.look.whole import look_of
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis, Confidence
from geodash.pictures.sheet import Shape, Sheet
from geodash.pictures.symbols import EVENT_RADIUS, Town, draw_disc, draw_town, shape_at, town_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

EDGES = {"low": (0.825, (1.5, 1.2)), "medium": (0.6, ()), "high": (1.275, ())}
"""Width and dash in points."""
STRENGTHS = {0: 1.0, 90: 1.0, 91: 0.998, 200: 0.78, 365: 0.45, 4000: 0.45}
"""By age of the evidence in days."""


def shapes_of(town: Town, radius: float = 4.0) -> list[Shape]:
    sheet = Sheet(100, 100, {})
    draw_town(sheet, 50, 40, radius, town)
    return [item for item in sheet.items if isinstance(item, Shape)]


@pytest.mark.parametrize("name", SHAPES)
def test_an_outline_is_that_of_the_look(name: str) -> None:
    form, path = SHAPES[name], shape_at(name, 50, 40, 4)
    if "circle" in form:
        wide = 8 * form["circle"]
        assert path.get_extents().bounds == pytest.approx((50 - wide / 2, 40 - wide / 2, wide, wide))
        return
    lines = [form["polygon"]] if "polygon" in form else form["lines"]
    expected = {(round(50 + 4 * x, 6), round(40 + 4 * y, 6)) for line in lines for x, y in line}
    assert {(round(x, 6), round(y, 6)) for x, y in np.asarray(path.vertices).tolist()} == expected


@pytest.mark.parametrize("confidence", Confidence)
def test_the_edge_says_how_sure_a_holder_is(dataset: Dataset, confidence: Confidence) -> None:
    for kind in look_of(dataset.conflict).classes.values():
        edges = [shape for shape in shapes_of(Town(kind, confidence)) if shape.stroke == "ink"]
        found = [(round(edge.width, 4), tuple(round(part, 4) for part in edge.dash)) for edge in edges]
        assert found == ([EDGES[confidence]] if kind.held else [])


@pytest.mark.parametrize(("age", "strength"), STRENGTHS.items())
def test_a_symbol_fades_with_the_age_of_its_evidence(dataset: Dataset, age: int, strength: float) -> None:
    record = next(each for each in dataset.control if each.controller in dataset.actors)
    on = record.valid_from + timedelta(days=age)
    alone = replace(dataset, control=(record,), control_known_until=on)
    [control] = snapshot_at(alone, on).control
    town = town_of(look_of(dataset.conflict), control, implied=True)
    inked = [shape for shape in shapes_of(town) if {shape.fill, shape.stroke} & {town.kind.id, "ink"}]
    assert [shape.alpha for shape in inked] == pytest.approx([strength] * 2, abs=0.001)


def test_an_implied_holder_is_an_outline_on_paper_with_a_middle_of_its_own(dataset: Dataset) -> None:
    for kind in look_of(dataset.conflict).classes.values():
        if not kind.held:
            continue
        halo, outline, middle = shapes_of(Town(kind, implied=True))
        assert (halo.fill, outline.fill, outline.dash) == ("halo", "", ())
        assert (outline.stroke, middle.fill, middle.stroke) == (kind.id, kind.id, "")
        assert middle.path.get_extents().width < 0.5 * outline.path.get_extents().width
        unknown = shapes_of(Town(look_of(dataset.conflict).classes["unknown"]))
        assert outline.width > unknown[-1].width


def test_where_implied_holders_are_hidden_theirs_are_unknown(dataset: Dataset) -> None:
    look = look_of(dataset.conflict)
    implied = [row for row in snapshot_at(dataset, date(2024, 6, 15)).control if row.basis is Basis.IMPLIED]
    assert implied
    for row in implied:
        assert town_of(look, row, implied=True) == Town(
            look.classes[row.group], strength=strength_at(row.age), implied=True
        )
        assert town_of(look, row, implied=False) == Town(look.classes["unknown"])


def test_states_are_told_from_holders_by_fill(dataset: Dataset) -> None:
    """A contested town is half full, an unknown one empty, one without data a cross."""
    kinds = look_of(dataset.conflict).classes
    contested = shapes_of(Town(kinds["contested"]))
    half, ring = (shape for shape in contested if "contested" in {shape.fill, shape.stroke})
    assert half.path.get_extents().width < ring.path.get_extents().width
    for state in ("unknown", "no_data"):
        halo, line = shapes_of(Town(kinds[state]))
        assert (halo.fill, halo.stroke, line.fill, line.stroke) == ("halo", "halo", "", state)


def test_small_symbols_have_thinner_edges(dataset: Dataset) -> None:
    kind = look_of(dataset.conflict).classes[dataset.conflict.first_class]
    edge, small = (shapes_of(Town(kind), radius)[-1] for radius in (3.0, 2.9))
    assert small.width == pytest.approx(0.7 * edge.width)


def test_pressure_and_cooperation_differ_without_their_colours() -> None:
    rings = {}
    for tone in ("pressure", "cooperation", "none"):
        sheet = Sheet(100, 100, {})
        draw_disc(sheet, 50, 40, EVENT_RADIUS, tone)
        shapes = [item for item in sheet.items if isinstance(item, Shape)]
        rings[tone] = [(round(shape.path.get_extents().width, 1), shape.width) for shape in shapes]
    assert [len(found) for found in rings.values()] == [1, 2, 1]
    assert rings["pressure"] != rings["none"]

"""The legend explains what the map shows, and nothing else: held against the shapes on the sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.pictures.drawing import arcs_in, draw

from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState, View
from geodash.pictures.content import content_of
from geodash.pictures.layout import lay_out
from geodash.pictures.legend import left_out, legend_entries
from geodash.pictures.map import events_outside, frame_of
from geodash.pictures.symbols import tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.pictures.drawing import Map

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.sheet import Shape

DAYS = [
    date(2012, 1, 1),
    date(2012, 11, 29),
    date(2013, 11, 10),
    date(2022, 6, 13),
    date(2023, 4, 1),
    date(2024, 2, 7),
    date(2025, 1, 27),
    date(2025, 2, 16),
    date(2025, 3, 17),
    date(2025, 12, 12),
    date(2026, 3, 16),
    date(2026, 5, 1),
]
OUTLINE = 1.65
"""Points of the line around an implied symbol; of a contested one it is 1.9."""
LAYERS = {
    "border": ("border_drc_rwanda", "border", False),
    "boundary": ("boundaries", "boundary", False),
    "province": ("provinces", "province", True),
    "road": ("roads", "road", True),
}
"""Resource, colour and dash of what the shipped package has in its legend."""


def is_disc(shape: Shape, radius: float) -> bool:
    return abs(shape.path.get_extents().width - 2 * radius) < 0.01 and shape.fill == "paper"


def texts_for(shown: Map) -> Iterator[str]:
    """What must be explained, by the shapes on the map."""
    content, conflict = shown.content, shown.content.dataset.conflict
    symbols = [shape for shape in shown.shapes if shape.clip is None]
    yield from (content.class_name(name) for name in conflict.class_ids if shown.of(name, on_ground=False))
    edges = [shape for shape in symbols if shape.stroke == "ink" and not shape.fill]
    held = [look.id for look in content.look.classes.values() if look.held]
    outlines = [shape for shape in symbols if shape.stroke in held and abs(shape.width - OUTLINE) < 0.2]
    arcs = arcs_in(shown)
    seen = {
        "map.legend.implied": bool(outlines),
        "map.legend.old": any(shape.alpha < 1 for shape in (*edges, *outlines)),
        "map.legend.low": any(shape.dash for shape in edges),
        "briefing.legend_high": any(abs(shape.width - 1.275) < 0.01 for shape in edges),
        "map.legend.influence": any(shown.of(name, on_ground=True) for name in conflict.class_ids),
        "briefing.legend_event": any(shape.stroke == "ink" and is_disc(shape, 5.9) for shape in symbols),
        "briefing.legend_pressure": bool(shown.of("pressure", on_ground=False)),
        "briefing.legend_cooperation": bool(shown.of("cooperation", on_ground=False)),
        "briefing.legend_further": any(is_disc(shape, 2.5) for shape in symbols),
        **{
            f"briefing.legend_arc{end}": any(arc.stroke == colour for arc in arcs)
            for end, colour in (("", "ink"), ("_pressure", "pressure"), ("_cooperation", "cooperation"))
        },
        "briefing.legend_arc_words": any(arc.dash for arc in arcs),
        "briefing.legend_dot": bool(shown.of("label_muted", on_ground=False)),
    }
    yield from (content.tr(key) for key, is_seen in seen.items() if is_seen)
    names = {layer.resource: layer.text("name", content.state.lang) for layer in conflict.layers}
    for resource, colour, dashed in LAYERS.values():
        lines = [shape for shape in shown.of(colour, on_ground=True) if shape.stroke == colour]
        if any(bool(line.dash) is dashed for line in lines):
            yield names[resource]
    if any(line.dash for line in shown.of("boundary", on_ground=True)):
        yield content.tr("briefing.legend_undetermined")
    if missing := left_out(content, [shown.drawn]):
        yield missing


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_legend_is_what_is_drawn(dataset: Dataset, day: date, lang: Language) -> None:
    events = [event for event in dataset.events if event.date <= day][-6:]
    for changes in (
        {},
        {"view": View(3, 27, 5)},
        {"layers": dataset.conflict.usual_layers ^ {"roads", "influence"}},
    ):
        shown = draw(dataset, day, events, lang=lang, **changes)
        found = [entry.text for entry in legend_entries(shown.content, [shown.drawn])]
        assert len(set(found)) == len(found)
        assert set(found) == set(texts_for(shown))
        order = [shown.content.class_name(name) for name in dataset.conflict.class_ids]
        assert [text for text in found if text in order] == [text for text in order if text in found]


def test_edges_and_fading_are_shown_on_a_class_that_the_map_has(dataset: Dataset) -> None:
    """In 2013 the first class of the conflict holds nothing."""
    shown = draw(dataset, date(2013, 11, 10))
    entries = {entry.text: entry.sample for entry in legend_entries(shown.content, [shown.drawn])}
    tr = shown.content.tr
    keys = ("map.legend.old", "map.legend.low", "briefing.legend_high", "map.legend.influence")
    colours = {entries[tr(key)].colour for key in keys if tr(key) in entries}
    assert colours == {"government"}


def test_the_text_legend_has_the_sign_of_each_class(dataset: Dataset) -> None:
    shown = draw(dataset, date(2025, 1, 27))
    entries = legend_entries(shown.content, [shown.drawn], dataset.conflict.class_ids)
    signs = [entry.sample.sign for entry in entries[: len(dataset.conflict.class_ids)]]
    assert signs == ["●", "■", "▲", "⬢", "◆", "◐", "○", "×"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_samples_have_a_colour_that_the_map_shows_so(dataset: Dataset, day: date) -> None:
    """Faded, shaded and edged samples are of a class that is faded, shaded or edged on this very map."""
    shown = draw(dataset, day)
    held = [town for town in shown.drawn.towns if town.kind.held]
    colours = {
        "briefing.legend_high": {t.kind.id for t in held if t.confidence.value == "high" and not t.implied},
        "map.legend.old": {t.kind.id for t in held if t.strength < 1},
        "map.legend.influence": set(shown.drawn.cells),
    }
    entries = {entry.text: entry.sample.colour for entry in legend_entries(shown.content, [shown.drawn])}
    for key, kinds in colours.items():
        text = shown.content.tr(key)
        assert (text in entries) == bool(kinds), key
        assert not kinds or entries[text] in kinds, key


def test_events_outside_the_map_are_explained_too(dataset: Dataset) -> None:
    """Their discs stand in the list and in the strip below the map."""
    state = DashboardState(date=date(2025, 1, 27))
    content = content_of(dataset, state)
    sheet, events = lay_out(content, "16:9")
    assert tone_of(events[2]) == "pressure"
    assert events[2] in events_outside(content, frame_of(content, sheet.boxes["map"]))
    legend = [line.text for line in sheet.lines if line.role == "legend"]
    assert content.tr("briefing.legend_pressure") in legend


def test_holders_left_out_are_rings_that_the_legend_explains(dataset: Dataset) -> None:
    day = date(2025, 3, 17)
    shown, whole = draw(dataset, day, holders=frozenset({"m23"})), draw(dataset, day)
    assert {town.kind.id for town in shown.drawn.towns if not town.left} == {"m23"}
    assert any(town.left for town in shown.drawn.towns)
    assert shown.drawn.cells == {"m23"}
    texts = [entry.text for entry in legend_entries(shown.content, [shown.drawn])]
    assert shown.content.tr("map.legend.left") in texts
    assert "Government side" not in texts
    assert shown.content.counts == whole.content.counts
    assert shown.content.filters == "The map draws only these holders: M23 / AFC; numbers count all."
    assert "only these holders" not in whole.content.filters


def test_where_no_event_has_a_number_they_are_events_and_no_more(dataset: Dataset) -> None:
    """A memo lists none: that one is not listed says nothing there."""
    content = content_of(dataset, DashboardState(date=date(2025, 3, 17)))
    legend = {
        size: [line.text for line in lay_out(content, size)[0].lines if line.role == "legend"]
        for size in ("memo", "16:9")
    }
    alone, further = content.tr("briefing.legend_event_alone"), content.tr("briefing.legend_further")
    assert (alone in legend["memo"], further in legend["memo"]) == (True, False)
    assert (alone in legend["16:9"], further in legend["16:9"]) == (False, True)

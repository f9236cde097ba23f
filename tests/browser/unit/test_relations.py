"""Pairs, their acts and their arcs: the browser says and counts what Python does."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.model.acts import DIPLOMATIC, Tone, act_of
from geodash.model.interval import to_day
from geodash.model.selection import select_events, window_mask
from geodash.scene.documents.relations import relations_document
from geodash.scene.events import seat_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.relations import Pair
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

DAYS = [date(2012, 6, 1), date(2024, 1, 11), date(2025, 2, 19), date(2025, 3, 17), date(2026, 5, 27)]
HOME_ZOOM = 8


def test_nothing_is_said_before_the_first_record_and_after_the_last_day(
    program: Program, dataset: Dataset
) -> None:
    found = program.answer(
        "tabs/relation-state",
        """async () => {
          const { pairs } = await scene.document("relations");
          const last = scene.knownUntil.events;
          return pairs.map((pair) => [pair.states[0].from - 1, last, last + 1]
            .map((day) => standingAt(scene, pair, day).status));
        }""",
    )
    assert len(found) == len(dataset.relation_chains)
    for before, last, after in found:
        assert before == "no_record"
        assert last not in {"no_record", "no_data"}
        assert after == "no_data"


def counted(dataset: Dataset, rows: list[int], on: date, days: int | None) -> list[int]:
    """Acts of pressure, of co-operation, and others; a part does not count beside its whole."""
    shown = window_mask(dataset.event_columns, on, days)
    inside = {row for row in rows if shown[row]}
    number = {event.id: row for row, event in enumerate(dataset.events)}
    tones = [
        act_of(dataset.events[row]).tone
        for row in inside
        if number.get(dataset.events[row].part_of or "") not in inside
    ]
    return [tones.count(tone) for tone in (Tone.PRESSURE, Tone.COOPERATION, Tone.NONE)]


def test_acts_are_counted_as_python_counts(program: Program, dataset: Dataset) -> None:
    windows = [(on, days) for on in DAYS for days in (1, 30, 365, None)]
    found = program.answers(
        "tabs/relation-state",
        """async (day, days) => {
          const { pairs } = await scene.document("relations");
          return pairs.flatMap((pair) => [pair.forth, pair.back].map((rows) => {
            const { pressure, cooperation, other } = createCounter(scene, rows)(day, days);
            return [pressure.count, cooperation.count, other.count];
          }));
        }""",
        [[to_day(on), days] for on, days in windows],
    )
    pairs = relations_document(dataset)["pairs"]
    sides = [pair[name] for pair in pairs for name in ("forth", "back")]
    assert found == [[counted(dataset, rows, on, days) for rows in sides] for on, days in windows]
    assert sum(map(sum, found[-1])) > 0


def arcs_drawn(program: Program, pair: str | None, zoom: float, on: date, days: int) -> dict[str, Any]:
    """What the map draws of the events that pass the filter of the pair."""
    found: dict[str, Any] = program.answer(
        "map/arcs",
        """async (pair, zoom, day, days) => {
          const { pairs } = await scene.document("relations");
          const kept = pairs.find((each) => each.pair === pair)?.rows;
          const rows = [...eventsIn(scene, day, days, null)].filter((row) => !kept || kept.includes(row));
          const shown = arcsShown(scene, zoom, { rows, selected: -1, pair, day, days });
          const read = ({ from, to, tone, deed, count, bend = 0 }) => ({
            arc: [scene.places.id[from], scene.places.id[to], tone, deed], count, bend });
          return { faint: shown.faint.map(read), strong: shown.strong.map(read) };
        }""",
        pair,
        zoom,
        to_day(on),
        days,
    )
    return found


def seats_of(dataset: Dataset, side: tuple[str, ...], actor: str) -> set[str]:
    """Seats of the members of an actor on a side of an event."""
    members = (member for member in side if actor in dataset.lineage(member))
    return {seat for member in members if (seat := seat_of(dataset, member))}


@pytest.mark.parametrize("pair", [("rwanda", "belgium"), ("rwanda", "drc"), ("rwanda", "eu")])
def test_arcs_of_a_pair_are_drawn_at_home_zoom(program: Program, dataset: Dataset, pair: Pair) -> None:
    on, days = date(2025, 3, 18), 120
    assert arcs_drawn(program, None, HOME_ZOOM, on, days) == {"faint": [], "strong": []}
    drawn = arcs_drawn(program, ",".join(sorted(pair)), HOME_ZOOM, on, days)
    assert drawn["faint"] == []
    expected = Counter(
        (start, end, int(act_of(event).tone), int(act_of(event).deed))
        for event in select_events(dataset, window_mask(dataset.event_columns, on, days))
        if event.category in DIPLOMATIC
        for one, two in (pair, pair[::-1])
        for start in seats_of(dataset, event.actors_from, one)
        for end in seats_of(dataset, event.actors_to, two)
        if start != end
    )
    assert {tuple(each["arc"]): each["count"] for each in drawn["strong"]} == expected
    assert len({each["bend"] for each in drawn["strong"]}) == len(drawn["strong"]) > 1


def test_the_window_of_the_clock_bounds_the_arcs(program: Program) -> None:
    before = arcs_drawn(program, "belgium,rwanda", HOME_ZOOM, date(2025, 1, 1) - timedelta(days=1), 30)
    assert before == {"faint": [], "strong": []}

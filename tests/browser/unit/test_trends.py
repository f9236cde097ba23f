"""Events by month and by territory: sums over columns are those of a plain loop over records."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geodash.model.interval import to_day
from geodash.scene.settled import encode_mask

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

FIRST, LAST = date(2019, 11, 12), date(2021, 2, 9)
GROUPS, TERRITORIES, PLACES = 4, 5, 9
MONTHS = """(events, domain, span, text, territories, size) => {
  const found = { events: { ...events, here: { from: 0, to: events.start.length } } };
  const mask = decodeMask(text);
  const starts = monthStarts(domain, span);
  const split = { size: 4, of: (row) => events.category[row] };
  const { events: count, deaths, silent } = sumsByMonth(found, mask, starts, split);
  const stretch = { from: starts[0], to: starts.at(-1) };
  const places = sumsByTerritory(found, mask, stretch, territories, size);
  return {
    starts,
    months: [count, deaths, silent].map((each) => Array.from(each)),
    places: [places.events, places.deaths, places.last].map((each) => Array.from(each)),
  };
}"""


def month_of(day: int) -> tuple[int, int]:
    on = date(1970, 1, 1) + timedelta(day)
    return on.year, on.month


def invented(chance: random.Random, count: int) -> list[dict[str, int]]:
    """Some records by first day, within the domain, a few of them parts of others."""
    days = (LAST - FIRST).days + 1
    starts = sorted(to_day(FIRST) + chance.randrange(days) for _ in range(count))
    records = [
        {
            "start": start,
            "low": chance.choice([-1, 0, 0, 1, 7, 300]),
            "place": chance.randrange(-1, PLACES),
            "category": chance.randrange(GROUPS),
            "part": -1,
        }
        for start in starts
    ]
    for row in range(1, count):
        whole = chance.randrange(row)
        if chance.random() < 0.3 and records[whole]["part"] < 0:
            records[row]["part"] = whole
    return records


def test_sums_are_those_of_a_plain_loop_over_records(program: Program) -> None:
    chance = random.Random(11)
    domain = [to_day(FIRST), to_day(LAST)]
    cases: list[list[Any]] = []
    expected: list[tuple[list[dict[str, int]], list[bool], list[int]]] = []
    for _ in range(200):
        records = invented(chance, count := chance.randrange(60))
        flags = [chance.random() < 0.7 for _ in range(count)]
        kept = None if chance.random() < 0.3 else flags
        start = chance.uniform(domain[0], domain[1] - 3)
        span = {"from": start, "to": chance.uniform(start + 1, domain[1] + 1)}
        territories = [chance.randrange(TERRITORIES) for _ in range(PLACES)]
        columns = {
            name: [each[name] for each in records] for name in ("start", "low", "place", "category", "part")
        }
        mask = encode_mask(None if kept is None else np.array(kept, np.bool_))
        cases.append([columns, domain, span, mask, territories, TERRITORIES])
        expected.append((records, [True] * count if kept is None else kept, territories))
    for case, (records, kept, territories), found in zip(
        cases, expected, program.answers("core/trends", MONTHS, cases), strict=True
    ):
        starts = found["starts"]
        first, last = month_of(int(case[2]["from"])), month_of(int(np.ceil(case[2]["to"])) - 1)
        months = [month_of(day) for day in starts[:-1]]
        assert (months[0], months[-1]) == (first, last)
        counted = [
            each
            for row, each in enumerate(records)
            if kept[row]
            and (each["part"] < 0 or not kept[each["part"]])
            and month_of(each["start"]) in months
        ]
        at = Counter((months.index(month_of(each["start"])), each["category"]) for each in counted)
        events, deaths, silent = found["months"]
        assert events == [at[month, group] for month in range(len(months)) for group in range(GROUPS)]
        assert sum(events) == len(counted)
        assert sum(deaths) == sum(max(0, each["low"]) for each in counted)
        assert sum(silent) == sum(each["low"] < 0 for each in counted)
        where = [0 if each["place"] < 0 else territories[each["place"]] for each in counted]
        assert found["places"][0] == [where.count(unit) for unit in range(TERRITORIES)]
        assert sum(found["places"][1]) == sum(deaths)
        assert found["places"][2] == [
            max((each["start"] for each, unit in zip(counted, where, strict=True) if unit == one), default=0)
            for one in range(TERRITORIES)
        ]


@pytest.mark.parametrize(
    ("domain", "span", "starts"),
    [
        (("2024-01-01", "2024-04-30"), ("2024-02-10", "2024-02-11"), ["2024-02-01", "2024-03-01"]),
        (
            ("2024-01-15", "2024-02-20"),
            ("2024-01-15", "2024-02-21"),
            ["2024-01-15", "2024-02-01", "2024-02-21"],
        ),
        (("2023-12-01", "2024-01-31"), ("2023-12-05", "2024-01-01"), ["2023-12-01", "2024-01-01"]),
    ],
)
def test_months_are_whole_but_for_the_ends_of_the_record(
    program: Program, domain: tuple[str, str], span: tuple[str, str], starts: list[str]
) -> None:
    days = [to_day(date.fromisoformat(day)) for day in domain]
    first, end = (to_day(date.fromisoformat(day)) for day in span)
    found = program.answer(
        "core/trends", "(domain, span) => monthStarts(domain, span)", days, {"from": first, "to": end}
    )
    assert found == [to_day(date.fromisoformat(day)) for day in starts]


def test_every_split_of_the_record_has_the_same_sum(program: Program) -> None:
    sums = program.answer(
        "tabs/trend-series",
        """() => {
          const [first, last] = scene.domain;
          const starts = $core_trends.monthStarts(scene.domain, { from: first, to: last + 1 });
          const splits = createSplits(scene, "en");
          return ["category", "party", "set"].map((name) => {
            const split = splits(name);
            const { events } = $core_trends.sumsByMonth(scene, null, starts, split);
            const series = seriesOf(events, split, "other");
            return [total(Array.from(events)), total(series, (each) => total(each.values))];
          });
        }""",
    )
    assert len({sum_ for pair in sums for sum_ in pair}) == 1
    assert sums[0][0] > 0


def test_sides_stand_under_what_they_belong_to(program: Program) -> None:
    found = program.answer(
        "core/trends",
        """() => {
          const id = ["state", "army", "unit", "group", "third"];
          const actors = { id, parent: [null, "state", "army", null, null] };
          const actorIndex = new Map(actors.id.map((id, row) => [id, row]));
          const parties = [[], [1, 2], [3], [2, 3], [0, 3], [0, 3, 4], [4, 3, 1]];
          const events = { parties, from: parties.map((_, row) => row) };
          const { sides, of } = actingSides({ events, actors, actorIndex });
          return parties.map((_, row) => sides[of(row)]);
        }""",
    )
    assert found == [[], [0], [3], [0, 3], [0, 3], None, None]


def test_four_hundred_thousand_events_are_counted_at_once(program: Program) -> None:
    took = program.answer(
        "core/trends",
        """() => {
          const count = 400000;
          const start = Int32Array.from({ length: count }, (_, row) => 15000 + Math.floor(row / 80));
          const fill = (of) => Int32Array.from({ length: count }, (_, row) => of(row));
          const part = fill((row) => (row % 9 ? -1 : Math.max(0, row - 1)));
          const here = { from: 0, to: count };
          const events = { start, part, here, low: fill((row) => row % 5), place: fill((row) => row % 300) };
          const mask = new Uint8Array(count / 8).fill(0b10110111);
          const span = { from: 15000, to: 20000 };
          const starts = monthStarts([15000, 19999], span);
          const territories = Array.from({ length: 300 }, (_, row) => row % 90);
          const times = Array.from({ length: 7 }, () => {
            const begun = performance.now();
            sumsByMonth({ events }, mask, starts, { size: 11, of: (row) => row % 11 });
            sumsByTerritory({ events }, mask, span, territories, 90);
            return performance.now() - begun;
          });
          return Math.min(...times);
        }""",
    )
    assert took < 30

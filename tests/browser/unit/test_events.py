"""Events of a window, their parts and their filter: the browser counts as Python does."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geodash.model.events import Events
from geodash.model.interval import to_day
from geodash.model.overlay import RECORD
from geodash.model.postings import Postings
from geodash.model.selection import EventColumns, Searched, count_events, window_mask
from geodash.scene.settled import encode_mask

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

FIRST = date(2020, 1, 1)
SHOWN = """(events, day, days, text) => {
  const found = { events };
  const mask = decodeMask(text);
  const rows = Array.from(eventsIn(found, day, days, mask));
  return {
    started: startedBy(found, day),
    rows,
    one: events.start.flatMap((_, row) => (isShown(found, row, day, days, mask) ? [row] : [])),
    counted: rows.filter((row) => isCounted(found, row, day, days, mask)).length,
  };
}"""


def invented(chance: random.Random, count: int) -> EventColumns:
    """Some events by first day, a few of them parts of others."""
    start = sorted(to_day(FIRST) + chance.randrange(60) for _ in range(count))
    lasting = [chance.choice([0, 0, 0, 1, 9, 30]) for _ in range(count)]
    whole = [-1] * count
    for row in range(1, count):
        other = chance.randrange(row)
        if chance.random() < 0.4 and whole[other] < 0:
            whole[row] = other
    nothing = Postings.of([frozenset[str]() for _ in range(count)])
    zeros = np.zeros(count, np.int8)
    return EventColumns(
        start=np.array(start, np.int32),
        end=np.array(start, np.int32) + np.array(lasting, np.int32),
        category=zeros,
        confidence=zeros,
        whole=np.array(whole, np.int32),
        deaths=np.zeros(count, np.int32),
        origin=np.zeros(count, np.int16),
        origins=(RECORD,),
        acting=nothing,
        acted_upon=nothing,
        places=nothing,
        searched=Searched(Events.of([]), {}, {}),
    )


def as_browser(columns: EventColumns) -> dict[str, Any]:
    spans = columns.end - columns.start
    return {
        "start": columns.start.tolist(),
        "end": columns.end.tolist(),
        "part": columns.whole.tolist(),
        "span": int(spans.max(initial=0)),
        "here": {"from": 0, "to": len(columns.start)},
    }


def test_window_parts_and_filter_are_those_of_python(program: Program) -> None:
    chance = random.Random(3)
    cases: list[list[Any]] = []
    expected: list[dict[str, Any]] = []
    for _ in range(300):
        columns = invented(chance, count := chance.randrange(30))
        on, days = FIRST + timedelta(chance.randrange(-2, 70)), chance.choice([1, 2, 7, 30, 365, None])
        flags = np.array([chance.random() < 0.7 for _ in range(count)], np.bool_)
        kept = None if chance.random() < 0.3 else flags
        window = window_mask(columns, on, days)
        shown = window if kept is None else window & kept
        cases.append([as_browser(columns), to_day(on), days, encode_mask(kept)])
        rows = np.flatnonzero(shown).tolist()
        expected.append(
            {
                "started": int((columns.start <= to_day(on)).sum()),
                "rows": rows,
                "one": rows,
                "counted": count_events(columns, shown),
            }
        )
    found = program.answers("core/eventtable", SHOWN, cases)
    assert found == expected
    assert any(case["counted"] < len(case["rows"]) for case in expected)


def test_a_mask_is_read_bit_by_bit(program: Program) -> None:
    chance = random.Random(4)
    flags = [[chance.random() < 0.5 for _ in range(size)] for size in range(1, 60)]
    read = program.answers(
        "core/eventtable",
        "(text, size) => Array.from({ length: size }, (_, row) => passes(decodeMask(text), row))",
        [[encode_mask(np.array(each)), len(each)] for each in flags],
    )
    assert read == flags
    assert program.answer("core/eventtable", "(row) => passes(decodeMask(''), row)", 7) is True


@pytest.mark.parametrize(
    ("kept", "origin", "narrows"),
    [
        ([1, 1, 1], None, False),
        ([1, 0, 1], None, True),
        ([0, 0, 0], None, True),
        ([1, 1, 0], [0, 0, 1], False),  # the record alone, all of it
        ([0, 0, 1], [0, 0, 1], False),
        ([1, 0, 1], [0, 0, 1], True),
        ([1, 1, 1], [0, 1, 1], False),
    ],
)
def test_a_mask_narrows_where_it_leaves_out_events_of_what_it_shows(
    program: Program,
    kept: list[int],
    origin: list[int] | None,
    narrows: bool,  # noqa: FBT001
) -> None:
    script = "(text, origin) => narrows({ events: { here: { from: 0, to: 3 }, origin } }, decodeMask(text))"
    mask = encode_mask(np.array(kept, np.bool_))
    assert program.answer("core/eventtable", script, mask, origin) is narrows


def test_no_mask_narrows_nothing(program: Program) -> None:
    assert program.answer("core/eventtable", "() => narrows({ events: { count: 3 } }, null)") is False


def test_the_deadliest_come_first_the_latest_of_equals_before(program: Program) -> None:
    chance = random.Random(7)
    cases: list[list[Any]] = []
    expected: list[list[int]] = []
    for _ in range(100):
        count = chance.randrange(40)
        low = [chance.choice([-1, 0, 1, 3, 2_000_000_000]) for _ in range(count)]
        rows = sorted(chance.sample(range(count), chance.randint(0, count)))
        here = chance.choice([count, count + 1])  # all of them, and more to come
        cases.append([{"count": here, "low": low, "here": {"from": 0, "to": count}}, rows])
        expected.append(sorted(rows, key=lambda row: (low[row], row), reverse=True))
    script = "(events, rows) => Array.from(deadliestFirst({ events }, Int32Array.from(rows)))"
    assert program.answers("core/deathorder", script, cases) == expected


def test_titles_come_in_chunks_when_they_are_asked_for(program: Program) -> None:
    said = program.answer(
        "core/eventtable",
        """async () => {
          const asked = [];
          const load = async (name) => {
            asked.push(name);
            if (name === "b" && asked.filter((other) => other === "b").length === 1) throw new Error("away");
            return { a: ["one", "two"], b: ["three"] }[name];
          };
          const titles = new Titles({ titles: { en: ["a", "b"] }, chunk: 2 }, load);
          const heard = new Promise((resolve) => { titles.whenLoaded(resolve); });
          const early = titles.get("en", 1);
          await heard;
          await titles.need("en", [2]);
          const away = titles.get("en", 2);
          await titles.need("en", [0, 1, 2]);
          return { early, late: titles.get("en", 1), away, again: titles.get("en", 2), asked };
        }""",
    )
    assert said == {"early": "", "late": "two", "away": "", "again": "three", "asked": ["a", "b", "b"]}

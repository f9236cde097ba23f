"""Events come in pieces: what a window needs comes first, and nothing is counted before it is here."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

PIECES = """
const bytes = (values) => new Int32Array(values.flat()).buffer;
const describe = (start, end, piece) => ({
  count: start.length,
  columns: [["start", "i4"], ["end", "i4"]],
  span: Math.max(0, ...start.map((day, row) => end[row] - day)),
  piece,
  pieces: Array.from({ length: Math.ceil(start.length / piece) }, (_, n) => ({ first: start[n * piece], n })),
  parties: [[]], arcSets: [[]], sets: [],
});
const part = (start, end, piece, n) => {
  const [from, to] = [n * piece, (n + 1) * piece];
  const days = start.slice(from, to);
  const columns = bytes([days, end.slice(from, to)]);
  const ids = new TextEncoder().encode(days.map((_, row) => `e${from + row}`).join("\\n"));
  return Uint8Array.of(...new Uint8Array(columns), ...ids).buffer;
};
"""
SHOWN = f"""async (start, end, piece, windows) => {{
  {PIECES}
  const asked = [];
  const pieces = new Pieces(describe(start, end, piece), async ({{ n }}) => {{
    asked.push(n);
    return part(start, end, piece, n);
  }});
  const scene = {{ events: pieces.events }};
  const found = [];
  for (const [day, days] of windows) {{
    const covered = pieces.covers(day, days);
    await pieces.need(day, days);
    found.push([covered, pieces.covers(day, days), Array.from(eventsIn(scene, day, days, null))]);
  }}
  const first = [...asked];
  await pieces.rest();
  await pieces.whole;
  return {{ found, first, asked, ids: pieces.events.id, here: pieces.events.here,
    rows: pieces.events.id.map((id) => pieces.rows.get(id)), none: pieces.rows.has('no such') }};
}}"""


def test_a_window_shows_what_it_would_with_all_events(program: Program) -> None:
    """And asks for no piece twice, and for none that its windows do not lie in or between."""
    chance = random.Random(11)
    cases: list[list[Any]] = []
    for _ in range(150):
        count, piece = chance.randrange(40), chance.choice([1, 3, 8, 50])
        start = sorted(chance.randrange(100) for _ in range(count))
        end = [day + chance.choice([0, 0, 0, 2, 20]) for day in start]
        windows = [[chance.randrange(-5, 110), chance.choice([1, 7, 30, None])] for _ in range(3)]
        cases.append([start, end, piece, windows])
    early = 0
    for (start, end, piece, windows), got in zip(
        cases, program.answers("core/pieces", SHOWN, cases), strict=True
    ):
        for (day, days), (_, covers, rows) in zip(windows, got["found"], strict=True):
            assert covers
            assert rows == [
                row
                for row, first in enumerate(start)
                if first <= day and (days is None or end[row] > day - days)
            ]
        number = -(-len(start) // piece)
        assert sorted(got["asked"]) == list(range(number))
        early += len(got["first"]) < number
        assert got["ids"] == [f"e{row}" for row in range(len(start))]
        assert got["here"] == {"from": 0, "to": len(start)}
        assert got["rows"] == list(range(len(start)))
        assert got["none"] is False
    assert early > 20


def test_two_windows_asked_for_at_once_join(program: Program) -> None:
    """Whichever comes first, what lies between them is there before either is said to be."""
    answer = program.answer(
        "core/pieces",
        f"""async () => {{
          {PIECES}
          const start = Array.from({{ length: 100 }}, (_, row) => row);
          const gates = [];
          const pieces = new Pieces(describe(start, start, 10), ({{ n }}) =>
            new Promise((done) => gates.push([n, () => done(part(start, start, 10, n))])));
          const told = [];
          pieces.whenMore(() => told.push([pieces.events.here.from, pieces.events.here.to]));
          const both = Promise.all([pieces.need(5, 1), pieces.need(95, 1)]);
          const open = async () => {{
            for (const [, done] of gates.splice(0).reverse()) done();
            for (let turn = 0; turn < 20; turn += 1) await null;
          }};
          while (!(pieces.covers(5, 1) && pieces.covers(95, 1))) await open();
          await both;
          return [told, pieces.isWhole];
        }}""",
    )
    told, whole = answer
    assert told[0] in ([90, 100], [0, 10])
    assert told[-1] == [0, 100]
    assert whole


def test_a_piece_that_fails_is_asked_for_again(program: Program) -> None:
    said = program.answer(
        "core/pieces",
        f"""async () => {{
          {PIECES}
          let turn = 0;
          const pieces = new Pieces(describe([1, 2], [1, 2], 1), async ({{ n }}) => {{
            turn += 1;
            if (turn === 1) throw new Error("no line");
            return part([1, 2], [1, 2], 1, n);
          }});
          const first = await pieces.need(1, 1).then(() => "here", (error) => error.message);
          const between = pieces.covers(1, 1);
          await pieces.need(1, 1);
          return [first, between, pieces.covers(1, 1), pieces.isWhole];
        }}""",
    )
    assert said == ["no line", False, True, False]

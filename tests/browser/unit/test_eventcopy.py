"""What is copied of a table of events is no formula to a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.interchange.neutral import neutralised

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

TEXTS = [
    *("", "M23 takes Goma", "=1+1", "-5 soldiers", "E=mc2", "@x", "+1", "'=1", "''-2", ' "=1"', "\u00a0=1"),
    *("a;=1", "a; =1", "a;'=1", "a;b", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "a,=1", "=1;=2", "–"),
]


def test_cells_are_as_harmless_as_those_of_the_data_files(program: Program) -> None:
    copied = program.answers("parts/eventcopy", "cellText", [[text] for text in TEXTS])
    assert copied == [neutralised(text) for text in TEXTS]


def test_a_cell_stays_on_its_line(program: Program) -> None:
    assert program.answer("parts/eventcopy", "cellText", "a\tb\r\nc\n=1") == "a b c =1"


def test_the_table_that_is_copied_beside_the_text_holds_no_formula(program: Program) -> None:
    """A spreadsheet that is offered both takes the table, and works out what stands in its cells."""
    html = program.answer(
        "parts/tablecopy", "rowsHtml", [["=1+1", "a;=1"], ['=HYPERLINK("http://x.example")']]
    )
    shown = "(html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('td')]"
    cells = program.page.evaluate(f"{shown}.map((cell) => cell.textContent)", html)
    assert cells == ["'=1+1", "a;'=1", '\'=HYPERLINK("http://x.example")']


def test_a_copy_of_the_first_rows_says_of_how_many(program: Program) -> None:
    rows_of = "(state, rows, most) => rowsOfEvents(scene, 'en', state, rows, most)"
    day = program.page.evaluate("() => window.scene.knownUntil.control")
    state = {"date": day, "days": None, "since": None, "mask": None, "pair": None}
    first, whole = program.answers("parts/eventcopy", rows_of, [[state, [5, 4, 3], 2], [state, [5, 4, 3], 3]])
    assert (len(first), len(whole)) == (1 + 2 + 2, 1 + 3 + 2)
    assert first[-2][0].endswith("the first 2 of 3 rows")
    assert "the first" not in whole[-2][0]

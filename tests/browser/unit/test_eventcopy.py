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

"""What differs between two days, as the browser finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

STATES = [{"status": "normal", "from": 0, "to": 5}, {"status": "severed", "from": 5, "to": None}]


def test_a_record_that_ends_is_no_change(program: Program) -> None:
    scene, pairs = {"knownUntil": {"events": 10}}, [{"pair": "drc,rwanda", "states": STATES}]
    days = [(1, 4), (1, 10), (6, 10), (1, 11), (10, 11)]
    found = program.answers(
        "tabs/compare-relations", "relationChanges", [[scene, pairs, one, two] for one, two in days]
    )
    assert [len(changes) for changes in found] == [0, 1, 0, 0, 0]

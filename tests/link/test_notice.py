"""A notice names what of a value nobody could see."""

from __future__ import annotations

import pytest

from geodash.limits import MAX_TEXT
from geodash.link.pasted import parse_address


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Goma\n", "Goma[U+000A]"),
        ("a\0b", "a[U+0000]b"),
        ("a\u2028b", "a[U+2028]b"),
        ("\u202eamoG", "[U+202E]amoG"),
        ("\x1b[2J", "[U+001B][2J"),
    ],
)
def test_signs_that_cannot_be_printed_are_named(value: str, shown: str) -> None:
    state, notices = parse_address({"q": [value]})
    assert state.q == ""
    assert [notice.values for notice in notices] == [{"name": "q", "value": shown}]


def test_a_value_of_nothing_else_is_cut_to_a_line() -> None:
    [notice] = parse_address({"q": ["\n" * 4_000]})[1]
    assert len(notice.values["value"]) == MAX_TEXT + 1

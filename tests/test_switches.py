"""What a host switches off or on."""

from __future__ import annotations

import pytest

from geodash.switches import is_set

NAME = "GEODASH_TRIED"


@pytest.mark.parametrize(
    ("text", "off", "on"),
    [("off", True, False), (" No ", True, False), ("0", True, False), ("On", False, True),
     ("true", False, True), ("", False, False), ("offf", False, False)],
)  # fmt: skip
def test_a_word_says_which(monkeypatch: pytest.MonkeyPatch, text: str, *, off: bool, on: bool) -> None:
    monkeypatch.setenv(NAME, text)
    assert (is_set(NAME, "off"), is_set(NAME, "on")) == (off, on)


def test_what_is_not_said_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert (is_set(NAME, "off"), is_set(NAME, "on")) == (False, False)

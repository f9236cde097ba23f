"""The typeface of icons, cut to those that pages name."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from geodash.web import assets, icons
from tests.apart import run_apart
from tests.web.client import get

if TYPE_CHECKING:
    import pytest


def test_every_icon_of_the_whole_that_is_named_is_in_the_cut() -> None:
    names = icons.icon_names()
    assert {"expand_more", "check", "error", "upload"} <= names
    cut = icons.cut(icons.whole_font(), names)
    whole_words, cut_words = (words_of(TTFont(source)) for source in (icons.whole_font(), io.BytesIO(cut)))
    assert names & whole_words == names & cut_words
    assert len(cut_words) < 2 * len(names)
    assert len(cut) < icons.whole_font().stat().st_size / 20


def words_of(font: TTFont) -> set[str]:
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters.get(glyph, "?") for glyph in word)
        for word, _ in icons._ligatures(font)  # noqa: SLF001
    }


def test_the_cut_is_served_once_another_process_has_made_it() -> None:
    address = f"/static/media/{icons.whole_font().name}"
    run_apart(assets.cut_icons())
    try:
        answer = get(address, accept_encoding="br")
        assert len(answer.content) < icons.whole_font().stat().st_size / 20
        assert answer.content[:4] == b"wOF2"
        assert "content-encoding" not in answer.headers
        assert "immutable" not in answer.headers["cache-control"]  # another version of ours names other icons
    finally:
        assets._KEPT.clear()  # noqa: SLF001
    assert get(address).content == icons.whole_font().read_bytes()


def test_without_it_the_whole_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail() -> bytes:
        return b""

    monkeypatch.setattr(icons, "cut_apart", fail)
    run_apart(assets.cut_icons())
    assert get(f"/static/media/{icons.whole_font().name}").content == icons.whole_font().read_bytes()

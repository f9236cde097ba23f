"""Streamlit's typefaces, cut to what pages show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from geodash.web import assets, typefaces
from geodash.web.typefaces import TYPEFACES
from tests.apart import run_apart
from tests.web.client import get

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    yield
    assets._KEPT.clear()  # noqa: SLF001


def test_every_icon_of_the_whole_that_is_named_is_in_the_cut() -> None:
    names = typefaces.icon_names()
    assert {"expand_more", "check", "error", "upload"} <= names
    cut = typefaces.cut(typefaces.ICONS)
    whole_words, cut_words = (
        words_of(TTFont(source)) for source in (typefaces.whole_font(), io.BytesIO(cut))
    )
    assert names & whole_words == names & cut_words
    assert len(cut_words) < 2 * len(names)
    assert len(cut) < typefaces.whole_font().stat().st_size / 20


def words_of(font: TTFont) -> set[str]:
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters.get(glyph, "?") for glyph in word)
        for word, _ in typefaces._ligatures(font)  # noqa: SLF001
    }


@pytest.mark.parametrize("name", TYPEFACES[1:])
def test_the_cut_letters_keep_latin_in_every_weight(name: str) -> None:
    whole, cut = TTFont(typefaces.whole_font(name)), TTFont(io.BytesIO(typefaces.cut(name)))
    before, after = set(whole.getBestCmap()), set(cut.getBestCmap())
    latin = {code for code in before if chr(code) in "éÉœŒçÇñğšŁő“”«»–—…•→−×€\u00a0\u202f"}
    assert len(latin) >= 20
    assert latin | set(range(0x20, 0x180)) & before <= after
    assert ord("Ж") in before - after
    assert [axis.axisTag for axis in cut["fvar"].axes] == ["wght"]
    assert (cut["fvar"].axes[0].minValue, cut["fvar"].axes[0].maxValue) == (200, 900)
    for code in map(ord, "aéŒ8"):
        assert cut["hmtx"][cut.getBestCmap()[code]] == whole["hmtx"][whole.getBestCmap()[code]]
    assert len({cut["hmtx"][cut.getBestCmap()[code]][0] for code in map(ord, "0123456789")}) == 1


def test_the_cuts_are_served_once_another_process_has_made_them() -> None:
    for name in TYPEFACES:
        run_apart(assets.cut_typeface(name))
        whole = typefaces.whole_font(name)
        answer = get(f"/static/media/{whole.name}", accept_encoding="br")
        assert len(answer.content) < whole.stat().st_size / 2, name
        assert answer.content[:4] == b"wOF2"
        assert "content-encoding" not in answer.headers
        assert "immutable" not in answer.headers["cache-control"]  # another version of ours cuts otherwise
    assets._KEPT.clear()  # noqa: SLF001
    assert get(f"/static/media/{whole.name}").content == whole.read_bytes()


def test_without_them_the_whole_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: str) -> bytes:
        return b""

    monkeypatch.setattr(typefaces, "cut_apart", fail)
    for name in TYPEFACES:
        run_apart(assets.cut_typeface(name))
        whole = typefaces.whole_font(name)
        assert get(f"/static/media/{whole.name}").content == whole.read_bytes()

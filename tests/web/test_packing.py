"""How content travels: packed as the asker can read it."""

from __future__ import annotations

import gzip

import brotli
import pytest

from geodash.web.packing import encoding_for, headers_of, pack


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("BR;q=0.1", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("br;q=high, gzip", "gzip"),
        ("deflate", ""),
        ("", ""),
        (";;;,,=", ""),
    ],
)
def test_the_best_encoding_that_the_asker_reads(accepted: str, expected: str) -> None:
    assert encoding_for(accepted) == expected


@pytest.mark.parametrize("once", [True, False])
def test_content_is_what_it_was_once_unpacked(*, once: bool) -> None:
    content = b"who held which town " * 500
    packed = {name: pack(content, name, once=once) for name in ("br", "gzip", "")}
    assert gzip.decompress(packed["gzip"]) == content
    assert brotli.decompress(packed["br"]) == content
    assert packed[""] == content
    assert len(packed["br"]) < len(content) / 20
    assert pack(content, "gzip", once=once) == packed["gzip"]


def test_caches_on_the_way_are_told_that_it_depends_on_the_asker() -> None:
    assert headers_of("br")["Content-Encoding"] == "br"
    assert "Content-Encoding" not in headers_of("")
    assert headers_of("")["Vary"] == headers_of("br")["Vary"] == "Accept-Encoding"

"""How content travels: packed as the asker can read it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_PACKED = 1_000
"""Bytes below which packing saves no packet."""
_QUICK, _THOROUGH = 1, 5
"""Of both formats. Brotli's highest levels are left to quiet moments: they take seventy times as long."""
PREFERRED = ("br", "gzip")


def encoding_for(accepted: str) -> str:
    """The best encoding that a header ``Accept-Encoding`` allows; "" for none."""
    offered = dict(map(_offer, accepted.split(",")))
    return next((each for each in PREFERRED if offered.get(each, offered.get("*", 0)) > 0), "")


def pack(content: bytes, encoding: str, *, once: bool = True) -> bytes:
    """Content in an encoding; thoroughly where it is packed ``once`` for many, else quickly."""
    level = _THOROUGH if once else _QUICK
    match encoding:
        case "br":
            packed: bytes = brotli.compress(content, quality=level)
            return packed
        case "gzip":
            return gzip.compress(content, level, mtime=0)
        case _:
            return content


def headers_of(encoding: str, others: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Headers of content in an encoding, for caches on the way too."""
    named = {"Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"} | dict(others)
    return named | {"Content-Encoding": encoding} if encoding else named


def _offer(text: str) -> tuple[str, float]:
    """One part of the header and its quality; one that cannot be read is not offered."""
    name, _, parameters = text.partition(";")
    quality = parameters.partition("=")[2].strip() or "1"
    try:
        return name.strip().lower(), float(quality)
    except ValueError:
        return name.strip().lower(), 0

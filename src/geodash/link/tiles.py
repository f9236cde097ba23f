"""The address of a tile server that a reader types: no part of a link, and only a browser asks it."""

from __future__ import annotations

import re

from geodash.limits import LONGEST_TILES

TILE_ADDRESS = re.compile(
    r"https://(?:\{s\}\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?P<top>[a-z]{2,}|xn--[a-z0-9-]+)(?::[0-9]{1,5})?/"
    r"[!#-;=?-~]*",
    re.IGNORECASE,
)
"""Over https, from a host by its public name: no password, no number, no host of a local network."""
NOT_PUBLIC = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private"}
)
"""Last parts of names that mean something else in every network."""


def is_tile_address(text: str) -> bool:
    """Whether the browser may be sent to a typed address for pictures of the ground.

    >>> is_tile_address("https://tiles.example/{z}/{x}/{y}.png"), is_tile_address("https://10.0.0.1/{z}/{x}/{y}")
    (True, False)
    """
    found = TILE_ADDRESS.fullmatch(text) if len(text) <= LONGEST_TILES else None
    complete = all(part in text for part in ("{x}", "{y}", "{z}"))
    return found is not None and complete and found["top"].lower() not in NOT_PUBLIC

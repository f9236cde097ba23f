"""What a host switches off or on with variables of the environment."""

from __future__ import annotations

import os

_WORDS = {"on": frozenset({"on", "yes", "true", "1"}), "off": frozenset({"off", "no", "false", "0"})}


def is_set(name: str, word: str) -> bool:
    """Whether a variable says ``on``, or ``off``, in one of the ways in which that is written."""
    return os.environ.get(name, "").strip().lower() in _WORDS[word]

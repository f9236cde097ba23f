"""What a person pastes as a link, read as the parameters that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from geodash.link.state import PARAMS, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = frozenset(param.name for param in PARAMS)
_NO_NAME = re.compile(r"[\s/\\?]")
_FREE_TEXT = "q"
"""The one parameter whose value may end in any sign."""
_AROUND = " \t\r\n\u00a0\u200b\ufeff<>\"'`«»“”‘’"
_BEFORE = _AROUND + "([{*"
_AFTER = _AROUND + ".,;:!?)]}…*"
_BROKEN_OFF = re.compile('[<>"`«»“”][' + re.escape(_AFTER) + "]*$")
"""Signs that no address has as they are, and what follows them at the end."""
_ENCODED_ADDRESS = re.compile(r"(https?|file)%3a", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?|file)://", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?!\w+://)[^\s=&?#]*[./:][^\s=&?#]*(?=[?#])")
_HTML_AMPERSAND = re.compile(r"&(amp|#38|#x26);", re.IGNORECASE)


def read_link(text: str) -> tuple[dict[str, str], list[Notice]]:
    """Parameters that a pasted link names, and a notice that names what in it belongs to others.

    It may be a whole address, its query or its fragment, as an e-mail, a page's source or a terminal gives
    them: in quotes or brackets, with a full stop behind it, escaped.

    >>> read_link("<https://host.example/map/?date=2025-01-27&amp;LANG=fr>.")
    ({'date': '2025-01-27', 'lang': 'fr'}, [])

    Raises
    ------
    ValueError
        If something in it cannot be understood, or nothing in it is a parameter of ours.
    """
    found: dict[str, str] = {}
    foreign: dict[str, None] = {}
    pairs = [(name, value) for name, value in _pairs(_query(text)) if name or value]
    for name, value in _without_last_signs(pairs):
        if _is_link(value):
            raise ValueError(f"{name} holds another link: give that one, {value!r}")
        if name not in _NAMES:
            if _NO_NAME.search(name):
                raise ValueError(f"{name!r} is no parameter of a link")
            foreign[name] = None
        elif found.setdefault(name, value) != value:
            raise ValueError(f"it gives {name} twice, as {found[name]!r} and as {value!r}")
    if not found:
        raise ValueError(f"{text!r} names none of {', '.join(param.name for param in PARAMS)}")
    return found, [Notice("notice.foreign_names", {"value": ", ".join(foreign)})] if foreign else []


def _is_link(value: str) -> bool:
    """Whether a value is itself an address with parameters of ours: mail programs and searches wrap links."""
    inner = value.lstrip(_BEFORE)
    return bool(_ADDRESS.match(inner)) and any(name in _NAMES for name, _ in _pairs(_query(inner)))


def _query(text: str) -> str:
    """What stands behind the ? and the # of an address, or the text itself, as one query."""
    text = text.strip(_AROUND).lstrip(_BEFORE)
    text = _BROKEN_OFF.sub("", re.sub(r"[\t\r\n]+ *", "", text))  # mail breaks long lines; browsers mend them
    if _ENCODED_ADDRESS.match(text):
        text = unquote(text)
    while (mended := _HTML_AMPERSAND.sub("&", text)) != text:
        text = mended
    if _ADDRESS.match(text) or _WITHOUT_SCHEME.match(text):
        text = re.sub("^[^?#]*", "", text)
    query, _, fragment = text.removeprefix("?").partition("#")
    return f"{query}&{fragment.removeprefix('?')}"


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        if (
            "=" in (plain := unquote(name)) and plain != name
        ):  # the signs between names and values escaped too
            yield from _pairs(unquote(part))
        else:
            yield plain.lstrip(_BEFORE + "?").rstrip(_AFTER).lower(), unquote_plus(value)


def _without_last_signs(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without the signs behind the last value that are the sentence's, not the link's."""
    if not pairs:
        return pairs
    *others, (name, value) = pairs
    return [*others, (name, value if name == _FREE_TEXT else value.rstrip(_AFTER))]

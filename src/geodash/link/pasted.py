"""What a person pastes as a link, read as the parameters that it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote, unquote_plus

from geodash.limits import LONGEST_LINK
from geodash.link.codec import AFTER, AROUND
from geodash.link.params import SYNONYMS, in_our_names
from geodash.link.state import PARAMS, Notice, parse_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodash.link.state import DashboardState

_NAMES = frozenset(param.name for param in PARAMS)
_READ = _NAMES | {name for each in SYNONYMS for name in each.names}
_NO_NAME = re.compile(r"[\s/\\?]")
_FREE_TEXT = "q"
"""The one parameter whose value may end in any sign."""
_BEFORE = AROUND + "([{*"
_BROKEN_OFF = frozenset('<>"`«»“”')
"""Signs that no address has as they are: what follows them at the end belongs to them."""
_ENCODED_ADDRESS = re.compile(r"(https?|file)%3a", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?|file)://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\w+://")
_UP_TO_QUERY = re.compile(r"[^\s=&?#]*(?=[?#])")
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
    if len(text) > LONGEST_LINK:
        raise ValueError(f"it is longer than {LONGEST_LINK} characters")
    found: dict[str, str] = {}
    foreign: dict[str, None] = {}
    pairs = [(name, value) for name, value in _pairs(_query(text)) if name or value]
    for name, value in _without_last_signs(pairs):
        if _is_link(value):
            raise ValueError(f"{name} holds another link: give that one, {value!r}")
        if name not in _READ:
            if _NO_NAME.search(name):
                raise ValueError(f"{name!r} is no parameter of a link")
            foreign[name] = None
        elif found.setdefault(name, value) != value:
            raise ValueError(f"it gives {name} twice, as {found[name]!r} and as {value!r}")
    foreign |= dict.fromkeys(name for name, value in found.items() if not in_our_names({name: value}))
    found = in_our_names(found)
    if not found:
        raise ValueError(f"{text!r} names none of {', '.join(param.name for param in PARAMS)}")
    return found, [Notice("notice.foreign_names", {"value": ", ".join(foreign)})] if foreign else []


def read_address(query: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Parameters of ours among those of an address bar, under names that programs have mangled too.

    One that is given twice with different values has them all: where there can be but one, that is no value.

    >>> read_address({"date=2025-01-27": [""], "amp;LANG": ["fr"], "utm_source": ["mail"], "q": ["a", "b"]})
    {'q': 'a,b', 'date': '2025-01-27', 'lang': 'fr'}
    """
    found = {name: ",".join(dict.fromkeys(query[name])) for name in query if name in _READ}
    for given, values in query.items():
        if given in _READ or len(given) > LONGEST_LINK:
            continue
        value = f"={quote_plus(values[-1], errors='replace')}" if values and values[-1] else ""
        for name, text in _pairs(_query(f"&{given}{value}")):
            if name in _READ:
                found.setdefault(name, text)
    return in_our_names(found)


def foreign_names(query: Mapping[str, Sequence[str]]) -> list[str]:
    """Names of an address bar that mean no parameter of ours.

    >>> foreign_names({"date": ["2025-01-27"], "amp;LANG": ["fr"], "utm_source": ["mail"]})
    ['utm_source']
    """
    return [name for name, values in query.items() if not read_address({name: values})]


def parse_address(query: Mapping[str, Sequence[str]]) -> tuple[DashboardState, list[Notice]]:
    """State that an address asks for, and a notice for each value that makes no sense.

    A link to a step of a story alone means the story; the others say which panel they mean.
    """
    named = read_address(query)
    asked, notices = parse_query(named)
    alone = not named.keys() & {"tab", "date", "event"}
    return replace(asked, tab="stories") if asked.story and alone else asked, notices


def _is_link(value: str) -> bool:
    """Whether a value is itself an address with parameters of ours: mail programs and searches wrap links."""
    inner = value.lstrip(_BEFORE)
    return bool(_ADDRESS.match(inner)) and any(name in _NAMES for name, _ in _pairs(_query(inner)))


def _query(text: str) -> str:
    """What stands behind the ? and the # of an address, or the text itself, as one query."""
    text = text.strip(AROUND).lstrip(_BEFORE)
    text = _without_broken_off(re.sub(r"[\t\r\n]+ *", "", text))  # mail breaks long lines; browsers mend them
    if _ENCODED_ADDRESS.match(text):
        text = unquote(text)
    while (mended := _HTML_AMPERSAND.sub("&", text)) != text:
        text = mended
    if _ADDRESS.match(text) or _is_without_scheme(text):
        text = re.sub("^[^?#]*", "", text)
    query, _, fragment = text.removeprefix("?").partition("#")
    return f"{query}&{fragment.removeprefix('?')}"


def _without_broken_off(text: str) -> str:
    """The text up to the first sign at its end that no address has."""
    at = len(text.rstrip(AFTER))
    cut = next((i for i in range(at, len(text)) if text[i] in _BROKEN_OFF), len(text))
    return text[:cut]


def _is_without_scheme(text: str) -> bool:
    """Whether a text begins as a browser's address bar shows an address: host.example/map?..."""
    found = _UP_TO_QUERY.match(text)
    return bool(found and not _OTHER_SCHEME.match(text) and any(sign in found[0] for sign in "./:"))


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        if (
            "=" in (plain := unquote(name)) and plain != name
        ):  # the signs between names and values escaped too
            yield from _pairs(unquote(part))
        else:
            yield plain.lstrip(_BEFORE + "?").rstrip(AFTER).lower(), unquote_plus(value)


def _without_last_signs(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without the signs behind the last value that are the sentence's, not the link's."""
    if not pairs:
        return pairs
    *others, (name, value) = pairs
    return [*others, (name, value if name == _FREE_TEXT else value.rstrip(AFTER))]

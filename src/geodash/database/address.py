"""Addresses of databases, as GEODASH_DATA gives them. None is ever shown as it is: it may hold a password."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

SCHEMES = ("postgresql://", "postgres://")
_FIRST = re.compile(rf"postgres(?:ql)?://[^/?]*(?:[/?][^{re.escape(os.pathsep)}]*)?")
"""An address up to the folders behind it; before its path it may hold what separates these."""


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a database.

    >>> is_address("postgresql://reader@db.example/record"), is_address("geodata")
    (True, False)
    """
    return text.startswith(SCHEMES)


def split_data(text: str) -> list[str]:
    """What GEODASH_DATA names: a folder or an address, and the folders after it, separated as in ``PATH``.

    >>> split_data("postgresql://reader:secret@db.example:5432/record:overlays/ucdp")
    ['postgresql://reader:secret@db.example:5432/record', 'overlays/ucdp']
    >>> split_data("geodata:overlays/ucdp")
    ['geodata', 'overlays/ucdp']
    """
    found = _FIRST.match(text)
    first = found[0] if found else ""
    return [*filter(None, [first, *text.removeprefix(first).split(os.pathsep)])]


def shown(address: str) -> str:
    """An address as it may be written anywhere: where the database is, not who asks or by which password.

    >>> shown("postgresql://reader:secret@db.example:5432/record?password=secret")
    'postgresql://db.example:5432/record'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return SCHEMES[0]
    return f"{SCHEMES[0]}{parts.netloc.rpartition('@')[2]}{parts.path}"


def has_password(address: str) -> bool:
    """Whether an address holds a password, which a list of processes would show.

    >>> has_password("postgresql://me:x@h/d"), has_password("postgresql:///d?password=x")
    (True, True)
    >>> has_password("postgresql://me@h:5432/d?passfile=/etc/geodash/pass")
    False
    """
    user = address.partition("://")[2].partition("/")[0].rpartition("@")[0]
    return ":" in user or bool(re.search(r"[?&](ssl)?password=", address))

"""Where the page is to be found, and who answers for it, as whoever hosts it says."""

from __future__ import annotations

import os


def told_home() -> str:
    """Address of the page as GEODASH_URL gives it, with a slash at its end; nothing where it gives none."""
    return as_home(os.environ.get("GEODASH_URL", ""))


def as_home(told: str) -> str:
    """An address as somebody gives it, with a slash at its end; nothing where it is none.

    >>> as_home(" https://host/maps?date=2025-01-27 ")
    'https://host/maps/'
    """
    return f"{told.strip().split('?')[0].rstrip('/')}/" if told.strip() else ""


def told_contact() -> str:
    """Whom to write to, as GEODASH_CONTACT gives it on one line; nothing where it gives nobody."""
    return " ".join(os.environ.get("GEODASH_CONTACT", "").split())

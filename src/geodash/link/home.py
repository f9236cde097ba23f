"""Where the page is to be found, as whoever hosts it says."""

from __future__ import annotations

import os


def told_home() -> str:
    """Address of the page as GEODASH_URL gives it, with a slash at its end; nothing where it gives none."""
    told = os.environ.get("GEODASH_URL", "").strip()
    return f"{told.split('?')[0].rstrip('/')}/" if told else ""

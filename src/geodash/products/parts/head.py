"""What the head of a page says of it to chats, wikis and search engines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.wording.preview import Preview

OPENING = """\
<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
"""
"""How every page without a server begins, for a ``string.Template`` with its language and security policy."""
WIDTH, HEIGHT = 1200, 675
"""Pixels of the picture of a preview."""
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}


def head_tags(preview: Preview, address: str, picture: str) -> list[str]:
    """Title, description, Open Graph tags and canonical address of a link.

    Without an address no tag names one; without a picture none is shown.
    """
    properties = {
        "og:type": "website",
        "og:site_name": "geodash",
        "og:locale": _LOCALES[preview.lang],
        "og:title": preview.title,
        "og:description": preview.text,
        **({"og:url": address} if address else {}),
        **(_pictured(preview, picture) if picture else {}),
    }
    card = "summary_large_image" if picture else "summary"
    names = {"description": preview.text, "twitter:card": card}
    return [
        f"<title>{escape(preview.title)}</title>",
        *(f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()),
        *(f'<meta name="{name}" content="{escape(text)}">' for name, text in names.items()),
        *([f'<link rel="canonical" href="{escape(address)}">'] if address else []),
    ]


def _pictured(preview: Preview, picture: str) -> dict[str, str]:
    return {
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": preview.title,
    }

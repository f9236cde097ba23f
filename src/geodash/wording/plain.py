"""Text of files as it may be shown: on one line, and without what steers a terminal or formats a document."""

from __future__ import annotations

import json
import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&!#])")


def one_line(text: str) -> str:
    """Text that cannot break the line or steer the terminal, whatever a file name or cell holds."""
    return "".join(c if _shows(c) else repr(c)[1:-1] for c in text)


def markdown_text(text: str) -> str:
    """Text as a cell of a Markdown table shows it: nothing in it is a mark of Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def link_target(address: str) -> str:
    """An address as the target of a link in Markdown."""
    return f"<{one_line(address).replace('<', '%3C').replace('>', '%3E')}>"


def plain_json(document: object) -> str:
    """A document as JSON for people too: indented, and without what could steer a terminal."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    # Outside of strings JSON has no character but line ends that a terminal could obey.
    return "".join(c if c == "\n" or one_line(c) == c else json.dumps(c)[1:-1] for c in text)


def _shows(char: str) -> bool:
    """Whether a character shows as itself; no-break spaces, which French needs, do."""
    return char.isprintable() or unicodedata.category(char) == "Zs"

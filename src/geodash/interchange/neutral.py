"""Text that a spreadsheet or an XML reader would take for something else, made harmless."""

from __future__ import annotations

import re

# A cell that begins so is a formula to a spreadsheet; so is what follows a separator, line break or quote
# where the program splits the file at other places than commas, as a French Excel does.
_SIGNS = r"(?:[^\S\t\r\n]|\")*+[=+\-@\uff1d\uff0b\uff0d\uff20]"
_STARTS = rf"(?=[\t\r\n]|{_SIGNS})"
_PLAIN = re.compile(rf"(^)('*+){_STARTS}|([;\t\r\n])('*+)(?={_SIGNS})")

_CONTROL = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
_XML_UNSAFE = re.compile(rf"[{_CONTROL}]|_(?=x[0-9A-Fa-f]{{4}}[_{_CONTROL}])")


def neutralised(text: str) -> str:
    """Text of a CSV cell that no spreadsheet takes for a formula: an apostrophe stands before the sign.

    >>> neutralised("=1+1"), neutralised("-5 soldiers"), neutralised("E=mc2")
    ("'=1+1", "'-5 soldiers", 'E=mc2')
    """
    return _PLAIN.sub(lambda found: f"{found[1] or found[3] or ''}'{found[2] or found[4] or ''}", text)


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might take a cell for a formula if its text were typed in."""
    return _PLAIN.match(text) is not None


def xml_escaped(text: str) -> str:
    r"""Text without the characters that XML cannot hold, written ``_xHHHH_`` as spreadsheets write them.

    >>> xml_escaped("a\x07b"), xml_escaped("_x0007_")
    ('a_x0007_b', '_x005F_x0007_')
    """
    return _XML_UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)

"""What matplotlib cannot put into a PDF: the document's language, and one alternative text for the page.

Both are added as an incremental update (ISO 32000-1, 7.5.6): new objects and a new cross-reference section
after the bytes of the file, which stay as they are. The page becomes one tagged figure (14.7, 14.9.3).
"""

from __future__ import annotations

import re

CATALOG_EXTRA = (
    b"/Lang %(lang)s /MarkInfo << /Marked true >> /StructTreeRoot %(root)d 0 R "
    b"/ViewerPreferences << /DisplayDocTitle true >>"
)


def with_language_and_alternative(content: bytes, lang: str, alternative: str) -> bytes:
    """A one-page PDF of matplotlib with a language and an alternative text.

    Raises
    ------
    ValueError
        If the file is not built the way matplotlib builds it.
    """
    trailer = content[content.rindex(b"trailer") :]
    size = _number(rb"/Size (\d+)", trailer)
    catalog = _number(rb"/Root (\d+) 0 R", trailer)
    start = _number(rb"startxref\s+(\d+)", trailer)
    page = _number(rb"(\d+) 0 obj\s*<<[^>]*?/Type /Page\b(?!s)", content)
    root, figure, before, after = range(size, size + 4)

    page_body = _body(content, page)
    drawn = _number(rb"/Contents (\d+) 0 R", page_body)
    parts = b"/Contents [ %d 0 R %d 0 R %d 0 R ] /StructParents 0" % (before, drawn, after)
    tree = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [ 0 [ %d 0 R ] ] >> >>" % (
        figure,
        figure,
    )
    marked = b"<< /Type /StructElem /S /Figure /P %d 0 R /Pg %d 0 R /K 0 /Alt %s >>"
    objects = {
        catalog: _body(content, catalog).rstrip()[:-2]
        + CATALOG_EXTRA % {b"lang": _string(lang), b"root": root}
        + b" >>",
        page: page_body.replace(b"/Contents %d 0 R" % drawn, parts),
        root: tree,
        figure: marked % (root, page, _string(alternative)),
        before: _stream(b"/Figure << /MCID 0 >> BDC\n"),
        after: _stream(b"\nEMC"),
    }
    return _appended(content, objects, trailer, start)


def _appended(content: bytes, objects: dict[int, bytes], trailer: bytes, start: int) -> bytes:
    out = bytearray(content if content.endswith(b"\n") else content + b"\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, places[n]) for n in sorted(places))
    entries = b" ".join(re.findall(rb"/(?:Root|Info) \d+ 0 R", trailer))
    out += b"trailer\n<< /Size %d %s /Prev %d >>\n" % (max(places) + 1, entries, start)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def _number(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if found is None:
        raise ValueError(f"No {pattern!r} in the PDF: it is not built the way matplotlib builds it.")
    return int(found[1])


def _body(content: bytes, number: int) -> bytes:
    found = re.search(rb"(?<!\d)%d 0 obj\s*(.*?)\s*endobj" % number, content, re.DOTALL)
    if found is None:
        raise ValueError(f"No object {number} in the PDF.")
    return found[1]


def _string(text: str) -> bytes:
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)

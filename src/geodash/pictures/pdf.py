"""What matplotlib cannot put into a PDF: the document's language, and one alternative text for the page.

The page becomes one tagged figure (ISO 32000-1, 14.7 and 14.9.3).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

_FIRST = NumberObject(0)
_YES = BooleanObject(value=True)


def with_language_and_alternative(content: bytes, lang: str, alternative: str) -> bytes:
    """A one-page PDF with a language and an alternative text. Equal input gives equal bytes.

    Raises
    ------
    pypdf.errors.PyPdfError
        If the content is not a PDF.
    """
    reader = PdfReader(io.BytesIO(content))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    add = writer._add_object  # noqa: SLF001  how the manual of pypdf adds one
    (page,) = writer.pages
    tree = _named(Type=NameObject("/StructTreeRoot"))
    root = add(tree)
    figure = add(
        _named(
            Type=NameObject("/StructElem"),
            S=NameObject("/Figure"),
            P=root,
            Pg=page.indirect_reference,
            K=_FIRST,
            Alt=TextStringObject(alternative),
        )
    )
    parents = _named(Nums=ArrayObject([_FIRST, ArrayObject([figure])]))
    tree.update(_named(K=figure, ParentTree=parents))
    before, after = add(_stream(b"/Figure << /MCID 0 >> BDC\n")), add(_stream(b"\nEMC"))
    drawn = ArrayObject([before, page.raw_get("/Contents"), after])
    page.update(_named(Contents=drawn, StructParents=_FIRST))
    writer.root_object.update(
        _named(
            Lang=TextStringObject(lang),
            MarkInfo=_named(Marked=_YES),
            StructTreeRoot=root,
            ViewerPreferences=_named(DisplayDocTitle=_YES),
        )
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _named(**values: PdfObject | None) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _stream(operators: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(operators)
    return stream

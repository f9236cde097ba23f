"""What a link to a source says, wherever a document names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, Translator

if TYPE_CHECKING:
    from geodash.model.records import Source


def source_link(source: Source) -> dict[str, Any]:
    """Title, publisher, address, language, and the date as precise as it is known, written out."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": {lang: Translator(lang).published(source.published) for lang in LANGUAGES},
        "url": source.url,
        "language": source.language,
    }

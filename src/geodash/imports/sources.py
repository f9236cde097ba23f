"""Sources of imported events: the data set itself, and whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.i18n import translators
from geodash.imports.columns.names import by_value, named_id
from geodash.model.records import Source
from geodash.model.vocabulary import SourceKind

if TYPE_CHECKING:
    import pandas as pd

    from geodash.imports.about import About


def data_source(about: About) -> Source:
    """The data set as a source."""
    return Source(
        id=f"{about.id}-data",
        title=about.full_title,
        publisher=about.publisher,
        published="",
        url=about.url,
        language="en",
        kind=about.source_kind,
    )


def match_sources(publishers: pd.Series, about: About) -> tuple[pd.Series, tuple[Source, ...]]:
    """Ids of the sources of each row, the data set first, and the records of all of them.

    A publisher that the data names was not opened by anybody here, and its record says so.
    """
    data = data_source(about)
    names = sorted({name for cell in publishers.unique() for name in str(cell).split(";") if name})
    ids = {name: named_id(about.id, name) for name in names}
    notes = {lang: tr("imports.source.note", dataset=about.title_en) for lang, tr in translators().items()}
    title = translators()["en"]
    records = [
        Source(
            id=ids[name],
            title=title("imports.source.title", name=name, dataset=about.full_title),
            publisher=name,
            published="",
            url=about.url,
            language="en",
            kind=SourceKind.UNREAD,
            note_en=notes["en"],
            note_fr=notes["fr"],
        )
        for name in names
    ]
    listed = by_value(
        publishers,
        lambda cell: ";".join(dict.fromkeys([data.id, *(ids[name] for name in cell.split(";") if name)])),
    )
    return listed, tuple(sorted([data, *records], key=lambda source: source.id))

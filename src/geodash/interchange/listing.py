"""Rows of a table for people: as lines for a terminal or a message, or as a list in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodash.model.vocabulary import DatePrecision
from geodash.wording.plain import link_target, markdown_text, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geodash.i18n import Translator
    from geodash.interchange.fields import Row
    from geodash.model.dataset import Dataset


class Entry(NamedTuple):
    """One row in words: its day, what it says, what must be said beside it, and where it is from."""

    day: str
    says: str
    beside: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    address: str = ""


def listed_text(entries: Sequence[Entry], heading: Sequence[str], tr: Translator) -> str:
    """A line for each row under the heading, and below it, set in, what must be said beside it."""
    width = max((len(entry.day) for entry in entries), default=0)
    lines = [*heading, *([""] if entries else [])]
    for entry in entries:
        count = len(entry.source_ids)
        sources = (tr("panel.sources", count=count),) if count else ()
        lines.append(" ".join(filter(None, (f"{entry.day:<{width}} ", entry.says, entry.address))))
        lines += [f"{'':<{width}}    {text}" for text in (*entry.beside, *sources)]
    return "".join(f"{one_line(line)}\n" for line in lines)


def listed_markdown(
    entries: Sequence[Entry], heading: Sequence[str], dataset: Dataset, tr: Translator, closing: str
) -> str:
    """A list under the heading, with links to the sources; ``closing`` says whom to cite."""
    first, *others = heading
    lines = [f"# {markdown_text(first)}", *(f"\n{markdown_text(text)}" for text in others), ""]
    for entry in entries:
        says = markdown_text(entry.says)
        linked = f"[{says}]({link_target(entry.address)})" if entry.address else says
        parts = [f"**{entry.day}**" if entry.day else "", linked]
        parts += [markdown_text(text) for text in entry.beside]
        if links := "; ".join(_links(entry, dataset)):
            parts.append(f"*{tr('panel.sources_title')}* {links}")
        lines.append(f"- {' '.join(filter(None, parts))}")
    return "\n".join([*lines, *([""] if entries else []), markdown_text(closing)]) + "\n"


def entries_of(name: str, rows: Sequence[Row], tr: Translator) -> list[Entry]:
    """Rows of a table in words; which ones can be listed is said by ``LISTED``."""
    entry = LISTED[name]
    return [entry(row, tr) for row in rows]


def _event(row: Row, tr: Translator) -> Entry:
    end = f"/{row['date_end']}" if row["date_end"] else ""
    confidence = tr(f"vocab.confidence.{row['confidence']}")
    doubt = _doubt(str(row["date_precision"]), tr)
    about = ", ".join(filter(None, (str(row["place"]), str(row["category_name"]), confidence, doubt)))
    disputed = _disputed(str(row[f"disputed_note_{tr.lang}"]), tr)
    says = f"{row[f'title_{tr.lang}']} ({about})"
    return Entry(f"{row['event_date']}{end}", says, _said(disputed, row["attribution"]), _ids(row))


def _change(row: Row, tr: Translator) -> Entry:
    names = {"place": row["place"], "old": row["holder_before"], "new": row["holder_after"]}
    says = f"{tr('changes.holder_change', **names)}. {row['statement']}"
    disputed = _disputed(str(row["disputed_note"]), tr)
    return Entry("", says, _said(disputed, row["attribution"]), _ids(row))


def _relation(row: Row, tr: Translator) -> Entry:
    doubt = _doubt(str(row["since_precision"]), tr)
    says = f"{row['name_a']} – {row['name_b']} ({row['status_name']})." + (f" {doubt}." if doubt else "")
    return Entry(f"{row['since']}", says, _said(row[f"summary_{tr.lang}"]), _ids(row))


def _source(row: Row, _: Translator) -> Entry:
    says = ", ".join(filter(None, (str(row["publisher"]), str(row["title"]))))
    return Entry(str(row["published"]), says, address=str(row["url"]))


LISTED: Mapping[str, Callable[[Row, Translator], Entry]] = {
    "events": _event,
    "changes": _change,
    "relations": _relation,
    "sources": _source,
}
"""How a row of each table reads."""


def _doubt(precision: str, tr: Translator) -> str:
    return "" if precision == DatePrecision.DAY else tr(f"vocab.precision.{precision}")


def _disputed(note: str, tr: Translator) -> str:
    return tr("compare.disputed", text=note) if note else ""


def _said(*texts: object) -> tuple[str, ...]:
    return tuple(str(text) for text in texts if text)


def _ids(row: Row) -> tuple[str, ...]:
    ids = row["source_ids"]
    return ids if isinstance(ids, tuple) else ()


def _links(entry: Entry, dataset: Dataset) -> Iterator[str]:
    for source_id in entry.source_ids:
        source = dataset.sources[source_id]
        name = ", ".join(filter(None, (source.publisher, source.published)))
        yield f"[{markdown_text(name)}]({link_target(source.url)})"

"""What differs between two versions of the data, as a report for the terminal, a document or a program."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from geodash.model.records import Change
from geodash.model.revision import Columns, by_table
from geodash.model.vocabulary import ChangeKind
from geodash.wording.plain import markdown_text, one_line, plain_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.i18n import Translator
    from geodash.model.revision import FieldChange, RecordChange, Revision


def revision_text(revision: Revision, tr: Translator) -> str:
    """One line per record, and per field of a changed one."""
    lines = [one_line(_heading(revision, tr))]
    for table in _tables(revision):
        lines += ["", one_line(_of_table(revision, table, tr))]
        for change in by_table(revision.changes).get(table, ()):
            start = f"  {tr(f'changes.{change.kind}')}  {change.record_id}"
            lines += [
                one_line(f"{start}  {cell.field}: {_shown(cell.old, tr)} → {_shown(cell.new, tr)}")
                for cell in _cells(change)
            ] or [one_line(start)]
    return "\n".join(lines) + "\n"


def revision_markdown(revision: Revision, tr: Translator) -> str:
    """A section with a table for each table of the data."""
    lines = [f"# {markdown_text(_heading(revision, tr))}"]
    heads = [tr(f"changes.column.{name}") for name in ("record", "change", "field", "old", "new")]
    for table in _tables(revision):
        lines += ["", f"## {markdown_text(table)}", "", markdown_text(_of_table(revision, table, tr))]
        changes = by_table(revision.changes).get(table, ())
        if changes:
            lines += ["", _row(heads), _row(["---"] * len(heads))]
        for change in changes:
            start = [change.record_id, tr(f"changes.{change.kind}")]
            rows = [[*start, cell.field, cell.old, cell.new] for cell in _cells(change)]
            lines += [_row(map(markdown_text, row)) for row in rows or [[*start, "", "", ""]]]
    return "\n".join(lines) + "\n"


def revision_json(revision: Revision, _: Translator) -> str:
    """An object with the two versions, and by table what was added, changed and removed."""
    document = {
        "old": revision.old,
        "new": revision.new,
        "tables": {table: _document(revision, table) for table in _tables(revision)},
    }
    return plain_json(document)


def revision_csv(revision: Revision, _: Translator) -> str:
    """The table of changes, with the lines of earlier releases where they are known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Change.model_fields)
    writer.writerows(dict(line).values() for line in revision.lines)
    return out.getvalue()


DIFF_FORMATS: Mapping[str, Callable[[Revision, Translator], str]] = {
    "text": revision_text,
    "json": revision_json,
    "md": revision_markdown,
    "markdown": revision_markdown,
    "csv": revision_csv,
}


def _tables(revision: Revision) -> list[str]:
    """Tables of which there is something to say, those with changed records first."""
    return [*dict.fromkeys((*by_table(revision.changes), *revision.columns))]


def _heading(revision: Revision, tr: Translator) -> str:
    versions = {"old": revision.old, "new": revision.new}
    if not revision.changes:
        return tr("changes.heading_none", **versions)
    return tr("changes.heading", **versions, counts=counts(revision, tr))


def counts(revision: Revision, tr: Translator, table: str | None = None) -> str:
    """How many records were added, changed and removed."""
    return ", ".join(
        tr(f"changes.count.{kind}", count=number)
        for kind in ChangeKind
        if (number := revision.count(kind, table))
    )


def _of_table(revision: Revision, table: str, tr: Translator) -> str:
    columns = revision.columns.get(table, Columns())
    found = counts(revision, tr, table) or tr("changes.nothing")
    parts = [tr("briefing.place", place=table, text=found)]
    parts += [tr("changes.columns_new", list=", ".join(columns.new))] if columns.new else []
    parts += [tr("changes.columns_gone", list=", ".join(columns.gone))] if columns.gone else []
    return tr("wording.separator").join(parts)


def _cells(change: RecordChange) -> tuple[FieldChange, ...]:
    """The cells to show: an added or removed record is named alone."""
    return change.fields if change.kind is ChangeKind.CHANGED else ()


def _shown(cell: str, tr: Translator) -> str:
    return cell or tr("changes.empty")


def _row(cells: Any) -> str:  # noqa: ANN401  any iterable of text
    return f"| {' | '.join(cells)} |"


def _document(revision: Revision, table: str) -> dict[str, Any]:
    changes = by_table(revision.changes).get(table, ())
    columns = revision.columns.get(table, Columns())
    return {
        "added": [c.record_id for c in changes if c.kind is ChangeKind.ADDED],
        "changed": [
            {"id": c.record_id, "fields": [cell._asdict() for cell in c.fields]}
            for c in changes
            if c.kind is ChangeKind.CHANGED
        ],
        "removed": [
            {"id": c.record_id, "fields": {cell.field: cell.old for cell in c.fields}}
            for c in changes
            if c.kind is ChangeKind.REMOVED
        ],
        "columns_new": list(columns.new),
        "columns_gone": list(columns.gone),
    }

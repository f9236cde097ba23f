"""Which column of a table means what: by HXL tags, by name, by content.

A proposal, for the user to confirm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodash.imports.columns.dates import day_in
from geodash.imports.columns.names import plain
from geodash.imports.fields import NAMES, field_of_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from geodash.imports.raw import RawTable

_LOOKED_AT = 200
"""Rows by which content is judged."""
_MOST = 0.8
"""Share of filled cells that must fit."""
_POINT = re.compile(r"\s*POINT\s*(Z|M|ZM)?\s*\(.*\)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Column by meaning, and what told it."""

    columns: Mapping[str, str]
    how: Mapping[str, str]
    unused: tuple[str, ...]


def recognise(cells: pd.DataFrame, tags: Mapping[str, str], given: Mapping[str, str]) -> Found:
    """What the columns mean; what the user says stands."""
    columns: dict[str, str] = dict(given)
    how = dict.fromkeys(given, "as you say")
    for field, column in _by_tag(cells, tags).items():
        if field not in columns and column not in columns.values():
            columns[field], how[field] = column, f"by its tag {tags[column]}"
    names = {plain(str(column)): str(column) for column in reversed(list(cells.columns))}
    for field, likely in NAMES.items():
        for name in likely:
            known = names.get(name)
            if field in columns or known is None or known in columns.values():
                continue
            if field != "id" or _tells_apart(cells[known]):
                columns[field], how[field] = known, "by its name"
    for field, column in _by_content(cells, columns).items():
        columns[field], how[field] = column, "by what it holds"
    unused = tuple(str(column) for column in cells.columns if column not in columns.values())
    return Found(columns, how, unused)


def _by_tag(cells: pd.DataFrame, tags: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in cells.columns:
        field = field_of_tag(tags.get(column, ""))
        if field and not (field == "id" and not _tells_apart(cells[column])):
            found.setdefault(field, str(column))
    return found


def _by_content(cells: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, str]:
    """Points and days in columns whose name says neither."""
    found: dict[str, str] = {}
    free = [str(column) for column in cells.columns if column not in columns.values()]
    if not {"lat", "lon"} <= columns.keys() and "point" not in columns:
        points = [name for name in free if _share(cells[name], _is_point)]
        found |= dict(zip(["point"], points, strict=False))
    if not {"date", "year"} & columns.keys():
        days = [name for name in free if _share(cells[name], _is_day)]
        found |= dict(zip(["date"], days, strict=False))
    return found


def _is_point(text: str) -> bool:
    return _POINT.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    return not text.isdigit() and day_in(text, "dmy") is not None


def _share(cells: pd.Series, fits: Callable[[str], bool]) -> bool:
    filled = [str(cell) for cell in cells.head(_LOOKED_AT) if cell != ""]
    return bool(filled) and sum(map(fits, filled)) >= _MOST * len(filled)


def _tells_apart(cells: pd.Series) -> bool:
    """Whether a column can be the id of its rows: filled, and never twice the same."""
    return bool((cells != "").all()) and bool(cells.is_unique)


def without_tags(table: RawTable) -> tuple[RawTable, dict[str, str]]:
    """A table without its row of HXL tags, and the tag of each column; the tags are part of the header."""
    if table.cells.empty:
        return table, {}
    first = table.cells.iloc[0].astype(str)
    tagged = [cell for cell in first if cell]
    if not tagged or not all(cell.startswith("#") for cell in tagged):
        return table, {}
    tags = {str(column): str(cell) for column, cell in first.items() if cell}
    rest = table.cells.iloc[1:].reset_index(drop=True)
    return replace(table, cells=rest, lines=table.lines[1:]), tags


def proposal_of(found: Found) -> Sequence[str]:
    """Lines that say which column means what."""
    lines = [f"{field} = {column!r} ({found.how[field]})" for field, column in found.columns.items()]
    unused = ", ".join(found.unused[:40]) + (" ..." if len(found.unused) > 40 else "")  # noqa: PLR2004
    return ["columns:", *(f"  {line}" for line in lines), f"  not used: {unused or 'none'}"]

"""Which events may break a rule, as columns: the rules look at these alone, and say what is wrong.

Nothing is decided here. An event that is not doubtful breaks no rule; one that is may still break none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.model.events import NOT_FOUND
from geodash.model.interval import to_day
from geodash.model.sheet import REFUSED, numbers_of
from geodash.model.vocabulary import Confidence
from geodash.package.checks.events import is_cameo, is_plover
from geodash.package.checks.references import REFERENCES
from geodash.package.sheets import SheetTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from numpy.typing import DTypeLike, NDArray

    from geodash.model.sheet import Sheet
    from geodash.package.checks.tables import Tables

    Flags = NDArray[np.bool_]

NO_DAY = np.iinfo(np.int32).min


def without_the_sure(
    tables: Tables, first: date | None, last: date | None, prefix: str = "", taken: Iterable[str] = ()
) -> Tables:
    """The tables, of whose events rules look at those that may break one.

    ``first`` and ``last`` are the days that events may have, both inclusive. Ids begin with ``prefix``
    and are none of those ``taken``.
    """
    events = tables.events
    if not isinstance(events, SheetTable):
        return tables
    doubt = np.zeros(len(events.sheet), np.bool_)
    for found in _doubts(events.sheet, tables, first, last):
        doubt |= found
    if prefix:
        ids = events.sheet.columns["id"]
        doubt |= ~numbers_of(pc.starts_with(ids, prefix))
        doubt |= numbers_of(pc.is_in(ids, value_set=pa.array([*taken], pa.string())))
    return replace(tables, events=events.narrowed(doubt))


def _doubts(sheet: Sheet, tables: Tables, first: date | None, last: date | None) -> Iterator[Flags]:
    yield from _languages(sheet)
    yield _wholes(sheet)
    yield from _references(sheet, tables)
    yield from _days(sheet, first, last)
    yield from _values(sheet)
    yield _weight(sheet, tables)


def _by_cell(sheet: Sheet, field: str, of: Callable[[Any], Any], dtype: DTypeLike = np.bool_) -> NDArray[Any]:
    """What a function makes of the value of a field, row for row; a refused cell counts as None."""
    values = [None if value is REFUSED else value for value in sheet.values(field)]
    found: NDArray[Any] = np.array([of(value) for value in values], dtype)
    if len(found) and (found == found[0]).all():  # as of most fields, and then no row need be looked at
        return np.full(len(sheet), found[0], found.dtype)
    of_rows: NDArray[Any] = found[sheet.codes(field)]
    return of_rows


def _languages(sheet: Sheet) -> Iterator[Flags]:
    """A text in one language only; titles and summaries are never empty."""
    for english in ("place_note_en", "disputed_note_en"):
        french = english.removesuffix("en") + "fr"
        yield _by_cell(sheet, english, bool) != _by_cell(sheet, french, bool)


def _wholes(sheet: Sheet) -> Flags:
    """A part of itself, or of a part."""
    rows = sheet.rows_of(sheet.columns["part_of"].dictionary)
    whole = _by_cell(sheet, "part_of", lambda event_id: rows.get(event_id, NOT_FOUND), np.int32)
    is_part = _by_cell(sheet, "part_of", bool)
    doubt: Flags = is_part & ((whole == np.arange(len(sheet))) | (whole == NOT_FOUND) | is_part[whole])
    return doubt


def _references(sheet: Sheet, tables: Tables) -> Iterator[Flags]:
    """An id that points nowhere, or that a list names twice; those of wholes are looked up in `_wholes`."""
    for field, target in REFERENCES["events"].items():
        if field != "part_of" and tables.by_name[target].readable:
            yield ~_by_cell(sheet, field, partial(_all_once, known=tables.by_name[target].ids))


def _all_once(value: str | tuple[str, ...] | None, known: frozenset[str]) -> bool:
    ids = (value,) if isinstance(value, str) else value or ()
    return known.issuperset(ids) and len(set(ids)) == len(ids)


def _days(sheet: Sheet, first: date | None, last: date | None) -> Iterator[Flags]:
    """Days outside those that are known, or in the wrong order."""
    start = _by_cell(sheet, "date", lambda day: NO_DAY if day is None else to_day(day), np.int32)
    end = _by_cell(sheet, "date_end", lambda day: NO_DAY if day is None else to_day(day), np.int32)
    yield (end != NO_DAY) & (end < start)
    if first is not None:
        yield (start < to_day(first)) | ((end != NO_DAY) & (end < to_day(first)))
    if last is not None:
        yield np.maximum(start, end) > to_day(last)


def _values(sheet: Sheet) -> Iterator[Flags]:
    """Figures of deaths that do not agree, and codes that no manual has."""
    low, high = (
        _by_cell(sheet, f"fatalities_{side}", lambda figure: -1 if figure is None else figure, np.int64)
        for side in ("low", "high")
    )
    yield ((low < 0) != (high < 0)) | (low > high)
    yield ~_by_cell(sheet, "cameo", lambda code: not code or is_cameo(code))
    yield ~_by_cell(sheet, "plover", lambda code: not code or is_plover(code))


def _weight(sheet: Sheet, tables: Tables) -> Flags:
    """More than low confidence on weak sources alone."""
    weak = {source.id for source in tables.sources.records if source.kind.is_weak}
    is_weak = _by_cell(sheet, "source_ids", lambda ids: weak.issuperset(ids or ()))
    claims = _by_cell(sheet, "confidence", lambda confidence: confidence is not Confidence.LOW)
    found: Flags = claims & is_weak
    return found

"""Tables that programs ask for one by one: each with its columns, and its rows for a settled state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.interchange.about import passed_on
from geodash.interchange.fields import (
    CONTROL,
    EVENTS,
    PLACES,
    POSITION,
    RELATIONS,
    SOURCE_LIST,
    SOURCES,
    Column,
    Kind,
)
from geodash.interchange.further import place_rows, relation_rows, source_rows
from geodash.interchange.rows import control_rows, event_rows, position_of, sources_of
from geodash.link.days import day_of, days_compared
from geodash.model.changes import changes_between
from geodash.model.coverage import coverage_by_year
from geodash.model.selection import filter_mask, select_events, window_mask
from geodash.model.vocabulary import Basis
from geodash.wording.holder import attribution_of, short_holder
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.i18n import Translator
    from geodash.interchange.fields import Row
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

    Rows = Callable[[Dataset, DashboardState, Translator], tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of a table, and what gives its rows for a settled state in the language of a translator.

    Whether window and filters of the state narrow its rows is ``filtered``.
    """

    columns: tuple[Column, ...]
    rows: Rows
    filtered: bool = False


_TEXT, _DATE, _WHOLE = Kind.TEXT, Kind.DATE, Kind.INTEGER

CHANGES = (
    Column("place_id", _TEXT),
    Column("place", _TEXT),
    *POSITION,
    Column("change", _TEXT),
    Column("date_before", _DATE),
    Column("controller_before", _TEXT),
    Column("holder_before", _TEXT),
    Column("basis_before", _TEXT),
    Column("date_after", _DATE),
    Column("controller_after", _TEXT),
    Column("holder_after", _TEXT),
    Column("basis_after", _TEXT),
    Column("statement", _TEXT),
    Column("attribution", _TEXT),
    Column("disputed_note", _TEXT),
    *SOURCES,
)
COVERAGE = (
    Column("year", _WHOLE),
    Column("place_days", _WHOLE),
    Column("reported_days", _WHOLE),
    Column("implied_days", _WHOLE),
    Column("carried_days", _WHOLE),
)


def _snapshot(dataset: Dataset, state: DashboardState, tr: Translator) -> tuple[Row, ...]:
    return control_rows(dataset, day_of(dataset, state), tr)


def _events(dataset: Dataset, state: DashboardState, tr: Translator) -> tuple[Row, ...]:
    """The events of the window that pass the filters; of no data set whose rows may not be passed on."""
    state = passed_on(dataset, state)
    columns = dataset.event_columns
    flags = window_mask(columns, day_of(dataset, state), state.days) & filter_mask(
        columns, state.event_filter
    )
    return event_rows(dataset, select_events(dataset, flags), tr)


def _changes(dataset: Dataset, state: DashboardState, tr: Translator) -> tuple[Row, ...]:
    """Places whose holder differs; where the record has ended, nothing was lost or won by that."""
    earlier, later = days_compared(dataset, state)
    found: list[Row] = []
    for change in changes_between(dataset, earlier, later):
        place, before, after = dataset.places[change.place_id], change.before, change.after
        if Basis.NO_DATA in {before.basis, after.basis}:
            continue
        found.append(
            {
                "place_id": place.id,
                "place": place.label(tr.lang),
                **position_of(place),
                "change": change.kind,
                "date_before": earlier,
                "controller_before": before.controller,
                "holder_before": short_holder(dataset, before.controller, tr),
                "basis_before": before.basis.value,
                "date_after": later,
                "controller_after": after.controller,
                "holder_after": short_holder(dataset, after.controller, tr),
                "basis_after": after.basis.value,
                "statement": control_statement(dataset, after, later, tr),
                "attribution": attribution_of(dataset, after.controller, tr),
                "disputed_note": after.disputed_note(tr.lang),
                **sources_of(dataset, after.sources),
            }
        )
    return tuple(found)


def _relations(dataset: Dataset, state: DashboardState, tr: Translator) -> tuple[Row, ...]:
    return relation_rows(dataset, day_of(dataset, state), tr)


def _places(dataset: Dataset, _: DashboardState, tr: Translator) -> tuple[Row, ...]:
    return place_rows(dataset, tr)


def _sources(dataset: Dataset, _: DashboardState, __: Translator) -> tuple[Row, ...]:
    return source_rows(dataset.own, dataset.own.sources)


def _coverage(dataset: Dataset, _: DashboardState, __: Translator) -> tuple[Row, ...]:
    return tuple(
        {
            "year": year.year,
            "place_days": year.days,
            "reported_days": year.reported,
            "implied_days": year.implied,
            "carried_days": year.carried,
        }
        for year in coverage_by_year(dataset)
    )


ANSWERS: Mapping[str, Table] = {
    "snapshot": Table(CONTROL, _snapshot),
    "changes": Table(CHANGES, _changes),
    "events": Table(EVENTS, _events, filtered=True),
    "relations": Table(RELATIONS, _relations),
    "places": Table(PLACES, _places),
    "sources": Table(SOURCE_LIST, _sources),
    "coverage": Table(COVERAGE, _coverage),
}
"""What can be asked for, by name."""

"""One table as an answer: whom to cite beside its rows, for programs that ask the page or a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.interchange.about import about_export, link_of, passed_on
from geodash.interchange.fields import to_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geodash.i18n import Translator
    from geodash.interchange.fields import Column, Row
    from geodash.interchange.tables import Table
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset


def about_answer(
    table: Table, dataset: Dataset, state: DashboardState, tr: Translator, today: dt.date
) -> dict[str, str]:
    """Whom to cite, and what was asked for, of a settled state; ``today`` is the day of access.

    Nothing is said of filters where they leave no row of the table out.
    """
    about = about_export(dataset, passed_on(dataset, state), tr, today, link=link_of(dataset, state))
    return about if table.filtered else about | {"filter": ""}


def objects_of(columns: Iterable[Column], rows: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as JSON has them: null where nothing is known."""
    named = tuple(columns)
    return [{column.name: to_json(row[column.name]) for column in named} for row in rows]

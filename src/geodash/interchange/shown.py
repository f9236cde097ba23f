"""What a state shows as tables, with all that goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.i18n import Translator
from geodash.interchange.about import about_export, link_of, passed_on
from geodash.interchange.fields import Exported
from geodash.interchange.further import further_rows
from geodash.interchange.rows import control_rows, event_rows
from geodash.link.state import settle
from geodash.model.selection import filter_mask, select_events, window_mask

if TYPE_CHECKING:
    import datetime as dt

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset


def shown_rows(dataset: Dataset, state: DashboardState, accessed: dt.date) -> Exported:
    """Tables of a state, with texts in its language."""
    settled, _ = settle(state, dataset)
    on = settled.date or dataset.control_known_until
    tr = Translator(settled.lang, dataset.conflict)
    link, settled = link_of(dataset, settled), passed_on(dataset, settled)
    columns = dataset.event_columns
    flags = window_mask(columns, on, settled.days) & filter_mask(columns, settled.event_filter)
    control = control_rows(dataset, on, tr)
    events = event_rows(dataset, select_events(dataset, flags), tr)
    return Exported(
        about_export(dataset, settled, tr, accessed, link=link),
        control,
        events,
        further_rows(dataset, on, (*control, *events), tr),
        dataset,
        accessed,
    )

"""The data sets beside the record: which are shown, and what each of them is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from geodash.model.overlay import RECORD
from geodash.ui import session
from geodash.wording.plain import markdown_text

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.model.overlay import DataSet

RECORD_ALONE = frozenset({RECORD})


def data_sets(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the choice of data sets; nothing where none was added to the record."""
    if not dataset.data_sets:
        return
    names = {RECORD: tr("page.record")} | {
        name: markdown_text(each.title(tr.lang)) for name, each in dataset.data_sets.items()
    }
    key = session.show_in_widget("w_set", [name for name in names if name in state.set])
    st.pills(
        tr("page.data_sets"),
        list(names),
        key=key,
        selection_mode="multi",
        format_func=names.__getitem__,
        on_change=session.changer("set", lambda chosen: frozenset(chosen) or RECORD_ALONE),
        args=(key,),
    )
    for each in dataset.data_sets.values():
        st.html(f'<p class="gd-data-set" dir="auto">{escape(_description(each, tr))}</p>')


def _description(each: DataSet, tr: Translator) -> str:
    """Name, size, days, credit and terms of a data set."""
    parts = [
        tr(
            "page.data_set",
            name=each.title(tr.lang),
            count=each.events,
            first=tr.date(each.first_day),
            last=tr.date(each.last_day),
        ),
        tr(
            "panel.data_set_note",
            credit=each.credit.attribution(tr.lang).rstrip("."),
            licence=each.credit.licence,
            version=each.version,
            retrieved=tr.date(each.retrieved),
        ),
    ]
    if each.early:
        parts.append(tr("page.data_set_early", count=each.early))
    if each.restricted:
        parts.append(tr("page.data_set_restricted"))
    return " ".join(parts)

"""The drawer of data: which data sets are shown, what each of them is, and a way to add a file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from geodash.model.overlay import RECORD
from geodash.ui import session
from geodash.ui.added import store
from geodash.ui.added.gate import may_add
from geodash.ui.own_text import label_text, number_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.model.overlay import DataSet
    from geodash.ui.added.store import Package
    from geodash.ui.resources import Resources

RECORD_ALONE = frozenset({RECORD})
KEY = "w_data"


def data_menu(resources: Resources, state: DashboardState, tr: Translator) -> None:
    """Draw the button and, while it is open, the drawer.

    The button is there where nothing but the record is, as a file can be added there.
    """
    dataset, may = resources.dataset, may_add()
    if not dataset.data_sets and not may:
        return
    menu = st.popover(tr("added.menu"), key=KEY, width="content", on_change=session.keep_state)
    if state.set != RECORD_ALONE:
        number_on(KEY, tr("added.shown_count", count=len(state.set)))
    if not menu.open:
        return
    with menu, st.container(key="gd_data"):
        st.html(f'<p class="gd-data-head" lang="{tr.lang}">{escape(tr("added.shown"))}</p>')
        _record(dataset, state, tr)
        added = store.find(session.key())
        own = added.packages if added else {}
        for name, each in dataset.data_sets.items():
            _data_set(each, dataset, state, tr)
            if name in own:
                _own(name, each, own[name], tr)
        if may:
            from geodash.ui.adding import adder  # noqa: PLC0415  what reads tables takes long to load

            adder(resources, state, tr)


def _record(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    own = dataset.own
    credit = own.credits.get("events")
    _switch(RECORD, tr("page.record"), state)
    _note(
        tr(
            "added.record",
            count=len(own.events),
            first=tr.date(own.first_day),
            last=tr.date(own.events_known_until),
            licence=credit.licence if credit else "–",
            version=own.version,
        ),
        tr,
    )


def _data_set(each: DataSet, dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    layers = dataset.layers_of_set(each.id)
    usual = dataset.conflict.usual_layers.intersection(layers)
    _switch(each.id, label_text(each.title(tr.lang)), state, usual)
    _note(" ".join(_description(each, dataset, tr)), tr)


def _switch(name: str, label: str, state: DashboardState, layers: frozenset[str] = frozenset()) -> None:
    """A switch for one data set. Without any the record is shown."""
    key = session.show_in_widget(f"w_set_{name}", name in state.set)
    st.toggle(label, key=key, on_change=session.take_switch, args=(key, name, layers))


def _note(text: str, tr: Translator) -> None:
    st.html(f'<p class="gd-data-set" dir="auto" lang="{tr.lang}">{escape(text)}</p>')


def _description(each: DataSet, dataset: Dataset, tr: Translator) -> Iterator[str]:
    """Size, days, credit and terms of a data set."""
    layers, proposals = len(dataset.layers_of_set(each.id)), len(dataset.proposals.get(each.id, ()))
    days = {"first": tr.date(each.first_day), "last": tr.date(each.last_day)}
    if each.events or not layers + proposals:
        yield tr("added.set", count=each.events, **days)
    if layers:
        yield tr("added.layers", count=layers)
    if proposals:
        yield tr("added.proposals", count=proposals)
    yield tr(
        "panel.data_set_note",
        credit=each.credit.attribution(tr.lang).rstrip("."),
        licence=each.credit.licence,
        version=each.version,
        retrieved=tr.date(each.retrieved),
    )
    if each.early:
        yield tr("added.early", count=each.early)
    if each.restricted:
        yield tr("added.restricted")


def _own(name: str, each: DataSet, package: Package, tr: Translator) -> None:
    """What can be done with a data set that this session has added."""
    _note(tr("added.own"), tr)
    with st.container(horizontal=True, key=f"gd_own_{name}"):
        st.download_button(
            tr("added.save"),
            package.saved,
            f"geodash-{name}.zip",
            "application/zip",
            key=f"w_save_{name}",
            on_click="ignore",
            help=tr("added.save_help"),
        )
        st.button(tr("added.remove"), key=f"w_remove_{name}", on_click=_remove, args=(name,))
    if each.restricted:
        _note(tr("added.save_restricted"), tr)


def _remove(name: str) -> None:
    if added := store.find(session.key()):
        store.remove(added, [name])
    session.switch_set(name, on=False)

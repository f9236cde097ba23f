"""The header: name, summary of the day, text search, filters, layers, ways out, language, theme."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from geodash.limits import LONGEST_TILES, MAX_COUNT
from geodash.link.state import LANGUAGES, layers_on, layers_there
from geodash.model.selection import Role
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.ui import session
from geodash.ui.components import browser_component
from geodash.ui.datasets import RECORD_ALONE, data_menu
from geodash.ui.export import export_menu
from geodash.ui.own_text import label_text, number_on
from geodash.ui.resources import page_addresses
from geodash.ui.share import share
from geodash.wording.layer import layer_name
from geodash.wording.territory import where_name

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.ui.resources import Resources

LANGUAGE_NAMES = {"en": "EN", "fr": "FR"}
SEARCH_KEY = "search"


def header_rooms() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the name with the summary, and for the tools beside it."""
    with st.container(key="gd_head", horizontal=True, vertical_alignment="center"):
        return st.container(key="gd_name"), st.container(
            key="gd_tools", horizontal=True, vertical_alignment="center", width="content"
        )


def name_and_summary(state: DashboardState, summary: tuple[str, str]) -> None:
    """Draw the name, and what the map shows on the day.

    ``summary`` is the sentence that is shown, and what screen readers, the map and a copied text add to it.
    """
    sentence, news = map(escape, summary)
    st.html('<div class="gd-title"><h1>geodash</h1></div>')
    browser_component("help")(key="help")
    st.html(
        f'<div class="gd-title" lang="{state.lang}"><p class="gd-sentence" dir="auto">{sentence}</p>'
        f'<p class="gd-news gd-hidden" dir="auto">{news}</p></div>'
    )


def header_tools(resources: Resources, state: DashboardState, shown: tuple[int, int], tr: Translator) -> None:
    """Draw search, menus, ways out, language and theme.

    ``shown`` is how many events pass the filter, and how many there are.
    """
    dataset = resources.dataset
    _search(resources.address, state, tr)
    _filters(dataset, state, shown, tr)
    _layers(dataset, state, tr)
    browser_component("more")(key="more", data={"label": tr("page.more")}, width="content")
    with st.container(key="gd_outputs", horizontal=True, vertical_alignment="center", width="content"):
        data_menu(resources, state, tr)
        share(dataset, state, tr)
        st.button(tr("page.brief"), key="w_brief", on_click=session.change, kwargs={"brief": True})
        export_menu(dataset, state, tr)
    _language(state, tr)
    browser_component("themeswitch")(
        key="theme",
        data={
            "label": tr("page.theme"),
            "refused": tr("page.theme_refused"),
        },
        width="content",
    )


def _search(scene: str, state: DashboardState, tr: Translator) -> None:
    where = page_addresses()
    browser_component("search")(
        key=SEARCH_KEY,
        data={
            "scene": f"{where.scenes}/{scene}",
            "lang": state.lang,
            "label": tr("search.label"),
            "q": state.q,
        },
        width=200,
        on_filter_change=lambda: session.take_search(SEARCH_KEY, "filter"),
    )


def _filters(dataset: Dataset, state: DashboardState, shown: tuple[int, int], tr: Translator) -> None:
    others = (state.cat, state.actor, state.where, state.pair, state.q, state.deaths)
    active = sum(map(bool, (*others, state.conf is not Confidence.LOW)))
    menu = st.popover(tr("page.filters"), key="w_filters", width="content", on_change=session.keep_state)
    if active:
        number_on("w_filters", tr("page.filters_active", count=active))
    if not menu.open:  # a closed menu is not sent: its lists would travel with every settled change
        return
    with menu:
        count = tr("page.shown", shown=shown[0], total=shown[1])
        st.html(f'<p class="gd-shown" role="status">{escape(count)}</p>')
        _categories(state, tr)
        _actors(dataset, state, tr)
        _where(dataset, state, tr)
        key = session.show_in_widget("w_conf", state.conf)
        st.segmented_control(
            tr("page.least_confidence"),
            list(Confidence),
            key=key,
            format_func=lambda level: tr(f"page.least_confidence.{level}"),
            required=True,
            on_change=session.changer("conf", Confidence),
            args=(key,),
        )
        key = session.show_in_widget("w_deaths", state.deaths)
        st.number_input(
            tr("page.least_deaths"),
            min_value=0,
            max_value=MAX_COUNT,
            key=key,
            help=tr("page.least_deaths_help"),
            on_change=session.changer("deaths", int),
            args=(key,),
        )
        st.button(tr("page.clear_filters"), key="w_clear", disabled=not active, on_click=session.clear)


def _categories(state: DashboardState, tr: Translator) -> None:
    key = session.show_in_widget("w_cat", [category for category in EventCategory if category in state.cat])
    st.pills(
        tr("page.categories"),
        list(EventCategory),
        key=key,
        selection_mode="multi",
        format_func=lambda category: tr(f"vocab.category.{category}"),
        on_change=session.changer("cat", frozenset),
        args=(key,),
    )


def _actors(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    options = sorted(
        (dataset.own if state.set == RECORD_ALONE else dataset).parties | state.actor,
        key=lambda actor: dataset.actors[actor].text("name", tr.lang).casefold(),
    )
    key = session.show_in_widget("w_actor", [actor for actor in options if actor in state.actor])
    st.multiselect(
        tr("page.actors"),
        options,
        key=key,
        placeholder=tr("page.any_actor"),
        format_func=lambda actor: dataset.actors[actor].text("name", tr.lang),
        on_change=session.changer("actor", frozenset),
        args=(key,),
    )
    if not state.actor:
        return
    key = session.show_in_widget("w_role", state.role)
    st.segmented_control(
        tr("page.role"),
        list(Role),
        key=key,
        format_func=lambda role: tr(f"page.role.{role}"),
        required=True,
        on_change=session.changer("role", Role),
        args=(key,),
    )


def _where(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the choice of places with events, and of the provinces and territories that they lie in."""
    shown = (dataset.own if state.set == RECORD_ALONE else dataset).event_columns.places.number
    names = {where: where_name(dataset, where, tr) for where in {*shown, *state.where}}
    options = sorted(names, key=lambda where: names[where].casefold())
    key = session.show_in_widget("w_where", [where for where in options if where in state.where])
    st.multiselect(
        tr("page.where"),
        options,
        key=key,
        placeholder=tr("page.any_place"),
        format_func=lambda where: label_text(names[where]),
        on_change=session.changer("where", frozenset),
        args=(key,),
    )


def _layers(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    menu = st.popover(tr("page.layers"), key="w_layers_pop", width="content", on_change=session.keep_state)
    if not menu.open:
        return
    with menu:
        names, shown = layers_there(state, dataset), layers_on(state, dataset)
        key = session.show_in_widget("w_layers", [name for name in names if name in shown])
        st.pills(
            tr("page.layers"),
            names,
            key=key,
            selection_mode="multi",
            label_visibility="collapsed",
            format_func=lambda layer: label_text(layer_name(dataset, layer, tr)),
            on_change=session.changer("layers", frozenset),
            args=(key,),
        )
        st.button(
            tr("page.default_layers"),
            key="w_layers_default",
            disabled=state.layers is None,
            on_click=session.change,
            kwargs={"layers": None},
        )
        st.text_input(
            tr("page.tiles"),
            key=session.show_in_widget("w_tiles", session.tiles_text()),
            placeholder="https://…/{z}/{x}/{y}.png",
            help=tr("page.tiles_help"),
            on_change=session.keep_tiles,
            args=("w_tiles",),
            max_chars=LONGEST_TILES,
        )
        if session.tiles_text() and not session.tiles():
            st.caption(tr("page.tiles_bad"))


def _language(state: DashboardState, tr: Translator) -> None:
    key = session.show_in_widget("w_lang", state.lang)
    st.segmented_control(
        tr("page.language"),
        LANGUAGES,
        key=key,
        label_visibility="collapsed",
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        on_change=session.changer("lang", str),
        args=(key,),
    )

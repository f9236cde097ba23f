"""Streamlit's own way, whole page: base map, towns and events as deck.gl layers."""

import pydeck
import streamlit as st
from PIL import ImageColor

from benchmarks.peers.common import CENTRE, ZOOM, day_slider, events_in_window
from benchmarks.peers.whole import TOWN_RADIUS, ground, holders, show_figures_and_list

on = day_slider()
events, towns = events_in_window(on), holders(on)
land = [
    pydeck.Layer("GeoJsonLayer", data=layer, get_fill_color=[200, 220, 240], line_width_min_pixels=1)
    for layer in ground()
]
held = towns[["lon", "lat"]].assign(colour=towns["colour"].map(ImageColor.getrgb).map(list))
town = pydeck.Layer(
    "ScatterplotLayer",
    data=held,
    get_position=["lon", "lat"],
    get_radius=TOWN_RADIUS,
    radius_units="'pixels'",
    get_fill_color="colour",
)
dots = pydeck.Layer(
    "ScatterplotLayer",
    data=events[["lon", "lat"]],
    get_position=["lon", "lat"],
    get_radius=4,
    radius_units="'pixels'",
    get_fill_color=[213, 94, 0],
)
view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
deck = pydeck.Deck(layers=[*land, town, dots], initial_view_state=view, map_provider=None, map_style="")
st.pydeck_chart(deck, key="deck")
show_figures_and_list(on, towns, events)

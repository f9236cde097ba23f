"""Streamlit's own way: a deck.gl scatter plot without a base map."""

import pydeck
import streamlit as st

from benchmarks.peers.common import CENTRE, ZOOM, day_slider, events_in_window

on = day_slider()
points = events_in_window(on)[["lon", "lat"]]
layer = pydeck.Layer(
    "ScatterplotLayer",
    data=points,
    get_position=["lon", "lat"],
    get_radius=4,
    radius_units="'pixels'",
    get_fill_color=[213, 94, 0],
)
view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
deck = pydeck.Deck(layers=[layer], initial_view_state=view, map_provider=None, map_style="")
st.pydeck_chart(deck, key="deck")
st.markdown(f"as of {on.isoformat()}")

"""The most usual way: a map rebuilt in each run, with a circle marker per event."""

import folium
from streamlit_folium import st_folium

from benchmarks.peers.common import COLOUR, RADIUS, AsOf, bare_map, day_slider, events_in_window

on = day_slider()
fmap = bare_map()
for lat, lon in events_in_window(on)[["lat", "lon"]].itertuples(index=False):
    folium.CircleMarker((lat, lon), radius=RADIUS, color=COLOUR, fill=True).add_to(fmap)
fmap.add_child(AsOf(on))
st_folium(fmap, key="map", returned_objects=[])

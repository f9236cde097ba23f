"""The recommended way: a constant map, and one GeoJson of all events in ``feature_group_to_add``."""

import folium
from streamlit_folium import st_folium

from benchmarks.peers.common import COLOUR, RADIUS, AsOf, bare_map, day_slider, events_in_window

on = day_slider()
features = [
    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
    for lon, lat in events_in_window(on)[["lon", "lat"]].itertuples(index=False)
]
group = folium.FeatureGroup()
marker = folium.CircleMarker(radius=RADIUS, color=COLOUR, fill=True)
group.add_child(folium.GeoJson({"type": "FeatureCollection", "features": features}, marker=marker))
group.add_child(AsOf(on))
st_folium(bare_map(), key="map", returned_objects=[], feature_group_to_add=group)

"""The recommended way, whole page: a constant map, and what moves in ``feature_group_to_add``."""

import folium
from streamlit_folium import st_folium

from benchmarks.peers.common import COLOUR, RADIUS, AsOf, bare_map, day_slider, events_in_window
from benchmarks.peers.whole import TOWN_RADIUS, ground, holders, show_figures_and_list

on = day_slider()
fmap = bare_map()
for layer in ground():
    folium.GeoJson(layer).add_to(fmap)
events, towns = events_in_window(on), holders(on)
features = [
    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
    for lon, lat in events[["lon", "lat"]].itertuples(index=False)
]
held = [
    {
        "type": "Feature",
        "properties": {"colour": colour},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }
    for lon, lat, colour in towns[["lon", "lat", "colour"]].itertuples(index=False)
]
group = folium.FeatureGroup()
town = folium.CircleMarker(radius=TOWN_RADIUS, fill=True)
group.add_child(
    folium.GeoJson(
        {"type": "FeatureCollection", "features": held},
        marker=town,
        style_function=lambda feature: {"color": feature["properties"]["colour"]},
    )
)
dot = folium.CircleMarker(radius=RADIUS, color=COLOUR, fill=True)
group.add_child(folium.GeoJson({"type": "FeatureCollection", "features": features}, marker=dot))
group.add_child(AsOf(on))
st_folium(fmap, key="map", returned_objects=[], feature_group_to_add=group)
show_figures_and_list(on, towns, events)

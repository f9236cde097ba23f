"""Time in the browser, as folium has it: TimestampedGeoJson with every event that the run can need."""

import os
from pathlib import Path

from folium.plugins import TimestampedGeoJson
from streamlit_folium import st_folium

from benchmarks.peers.common import COLOUR, RADIUS, all_events, bare_map, local_address, window_days

scripts = local_address("timedimension", Path(os.environ["BENCH_TIMEDIMENSION"]))
style = {"radius": RADIUS, "color": COLOUR, "fill": True}
features = [
    {
        "type": "Feature",
        "properties": {"times": [event.date], "icon": "circle", "iconstyle": style},
        "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]},
    }
    for event in all_events().itertuples()
]
layer = TimestampedGeoJson(
    {"type": "FeatureCollection", "features": features},
    auto_play=False,
    duration=f"P{window_days()}D",
    period="P1D",
)
names = ("moment.js", "iso8601.js", "timedimension.js")
layer.default_js = [(name, f"{scripts}/{name}") for name in names]
layer.default_css = [("timedimension", f"{scripts}/timedimension.css")]
fmap = bare_map()
layer.add_to(fmap)
st_folium(fmap, key="map", returned_objects=[])

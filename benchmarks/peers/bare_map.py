"""A bare st_folium page: one map, no tiles, nothing on it."""

from streamlit_folium import st_folium

from benchmarks.peers.common import bare_map

st_folium(bare_map(), key="map", returned_objects=[])

"""From the dataset to what the browser draws: palette, influence cells, scene, folium elements."""

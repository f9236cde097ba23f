"""The map: the sole caller of st_folium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit_folium import st_folium

from geodash.ui import session
from geodash.ui.element import base_map, settled_group
from geodash.ui.resources import frame_addresses

if TYPE_CHECKING:
    import folium

MAP_HEIGHT = 600


def map_panel(scene: str, settled: dict[str, Any]) -> None:
    """Draw the constant map and hand it the settled state; the map never asks for a rerun.

    A session keeps its base map: to compile and render its templates takes longer than all else here.
    """
    kept = session.kept_map(scene)
    fmap = kept or _base_map(scene)
    st_folium(
        fmap,
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=settled_group(settled),
        render=kept is None,
    )
    session.keep_map(scene, fmap)


def _base_map(scene: str) -> folium.Map:
    where = frame_addresses()
    return base_map(
        leaflet=where.leaflet, styles=where.styles, code=where.code, scene=f"{where.scenes}/{scene}"
    )

"""What the small apps share: the events of a window, a slider over days, Leaflet from this machine."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit.components.v1 import declare_component
from xstatic.pkg import leaflet

CENTRE = (-1.9, 28.9)
ZOOM = 8
RADIUS = 4
COLOUR = "#D55E00"
RUN_DAYS = 60


def local_address(name: str, folder: Path) -> str:
    """Address, as seen from the map's frame, of a folder that Streamlit serves as a component."""
    return f"../{declare_component(name, path=folder).name}"


def bare_map() -> folium.Map:
    """Folium map without tiles, with the Leaflet that geodash uses, drawn on a canvas."""
    fmap = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    where = local_address("leaflet", Path(leaflet.BASE_DIR))
    fmap.default_js = [("leaflet", f"{where}/leaflet.js")]
    fmap.default_css = [("leaflet", f"{where}/leaflet.css")]
    return fmap


def first_day() -> date:
    """First day of the slider."""
    return date.fromisoformat(os.environ["BENCH_FIRST"])


def window_days() -> int:
    """Length of the window."""
    return int(os.environ["BENCH_DAYS"])


def day_slider() -> date:
    """The slider that moves the window; the page's other parts follow in the same run."""
    first = first_day()
    return st.slider("Day", first, first + timedelta(days=RUN_DAYS), first)


@st.cache_data(show_spinner=False)
def all_events() -> pd.DataFrame:
    """Events with a position that any window of the slider can hold, sorted by day."""
    folder = Path(os.environ["GEODASH_DATA"])
    events = pd.read_csv(folder / "events.csv", usecols=["id", "date", "date_end", "place_id", "title_en"])
    places = pd.read_csv(folder / "places.csv", usecols=["id", "lat", "lon"]).dropna()
    joined = events.merge(places, left_on="place_id", right_on="id", suffixes=("", "_place"))
    joined["end"] = joined["date_end"].fillna(joined["date"])
    first = first_day()
    early = (first - timedelta(days=window_days())).isoformat()
    late = (first + timedelta(days=RUN_DAYS)).isoformat()
    return joined[(joined["end"] > early) & (joined["date"] <= late)].sort_values(["date", "id"])


def events_in_window(on: date) -> pd.DataFrame:
    """Events that touch the window up to a day."""
    events = all_events()
    early = (on - timedelta(days=window_days())).isoformat()
    return events[(events["date"] <= on.isoformat()) & (events["end"] > early)]


class AsOf(MacroElement):
    """A sign in the map that says which day it shows; it comes last, so all else is there when it is."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.marker([-1.9, 28.9], {
            icon: L.divIcon({html: '<b class="as-of">{{ this.day }}</b>'})
        }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, on: date) -> None:
        super().__init__()
        self._name = "AsOf"
        self.day = on.isoformat()

"""What a whole page has beyond dots: a base map, the towns by who holds them, figures and a list."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

if TYPE_CHECKING:
    from datetime import date

BORDERS = Path(__file__).resolve().parents[2] / "geodata" / "borders"
GROUND = ("lakes", "provinces", "border_drc_rwanda")
"""Less than the base map of geodash has, which adds countries, boundaries, rivers and roads."""
LISTED = 50
COLOURS = {"m23": "#b2182b", "fardc": "#2166ac"}
OTHER = "#666666"
TOWN_RADIUS = 6


@st.cache_data(show_spinner=False)
def ground() -> list[dict[str, Any]]:
    """Lakes, provinces and the border as GeoJSON."""
    return [json.loads((BORDERS / f"{name}.geojson").read_text(encoding="utf-8")) for name in GROUND]


@st.cache_data(show_spinner=False)
def _control() -> pd.DataFrame:
    folder = Path(os.environ["GEODASH_DATA"])
    control = pd.read_csv(folder / "control.csv", usecols=["place_id", "valid_from", "controller"])
    places = pd.read_csv(folder / "places.csv", usecols=["id", "lat", "lon"]).dropna()
    return control.merge(places, left_on="place_id", right_on="id").sort_values("valid_from")


def holders(on: date) -> pd.DataFrame:
    """Towns with their position, who holds them on a day, and the colour of that."""
    control = _control()
    latest = control[control["valid_from"] <= on.isoformat()].groupby("place_id").last()
    return latest.assign(colour=latest["controller"].map(COLOURS).fillna(OTHER))


def show_figures_and_list(on: date, towns: pd.DataFrame, events: pd.DataFrame) -> None:
    """Towns per holder, number of events, and the newest events as a table."""
    counts = ", ".join(f"{name} {count}" for name, count in towns["controller"].value_counts().items())
    st.markdown(f"as of {on.isoformat()}: {len(events)} events; towns: {counts}")
    st.dataframe(events[["date", "title_en"]].tail(LISTED)[::-1], hide_index=True)

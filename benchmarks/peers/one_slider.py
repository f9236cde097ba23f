"""An empty page with one slider: the least that a rerun of Streamlit costs."""

import streamlit as st

value = st.slider("Day", 0, 5000, 2500, key="day")
st.markdown(f"value {value}")

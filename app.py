"""The application: ``streamlit run app.py`` or ``uvicorn app:app``."""

import streamlit as st

from geodash.web.application import PAGE, lifespan, middleware, routes

app = st.App(PAGE, routes=routes(), middleware=middleware(), lifespan=lifespan)

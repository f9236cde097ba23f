"""The application: ``streamlit run app.py`` or ``uvicorn app:app``."""

import streamlit as st

from geodash.memory import use_one_arena
from geodash.ui.failed import show_failure
from geodash.web import logs
from geodash.web.application import PAGE, lifespan, middleware, routes
from geodash.web.asked import take_environment

use_one_arena()
logs.begin()
take_environment()
app = st.App(PAGE, routes=routes(), middleware=middleware(), lifespan=lifespan, on_script_error=show_failure)

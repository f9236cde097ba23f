"""Entry point: `streamlit run app.py`."""

from geodash.ui.page import main

main()

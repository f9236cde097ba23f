"""The page's script: Streamlit runs it from the top whenever a session changes."""

from geodash.ui.page import main
from geodash.ui.session import count_answered

main()
count_answered()

"""The usual ways to put dated events on a map in Streamlit, as small as they can be."""

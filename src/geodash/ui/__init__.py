"""The Streamlit page: the only package that imports streamlit."""

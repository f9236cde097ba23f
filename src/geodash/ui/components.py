"""The parts of the page that live in the browser: each is drawn by a function of our page program."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from geodash.ui.resources import page_addresses

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# The same for all, so that a browser loads one script; short, as it is sent with every settled change;
# two lines, as Streamlit takes a single one for a path.
_BOOTSTRAP = """export default async(c)=>
(await import(new URL("{code}",document.baseURI))).parts[c.name](c)"""


@cache
def browser_component(name: str) -> ComponentRenderer:
    """Component that ``parts.<name>`` of ``browser/page/main.js`` draws."""
    script = _BOOTSTRAP.format(code=page_addresses().code)
    return st.components.v2.component(name, js=script, isolate_styles=False)

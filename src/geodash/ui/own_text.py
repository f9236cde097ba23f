"""Texts of ours in place of what Streamlit writes, or behind it: by style, so that nothing is made anew."""

from __future__ import annotations

import streamlit as st

from geodash.wording.plain import markdown_text

_JOINER = "\u2060"
_PLAIN = frozenset(" .,:;!?()-/…’\u00a0\u202f")


def label_text(text: str) -> str:
    """A text as the label of a control, which Streamlit takes for Markdown with formulas and pictures."""
    return markdown_text(text).replace("$", "\\$").replace(":", f":{_JOINER}")


def css_text(text: str) -> str:
    """A text as a style sheet holds it: no sign of it can end the text, the rule or the element."""
    return '"' + "".join(c if c.isalnum() or c in _PLAIN else f"\\{ord(c):x} " for c in text) + '"'


def number_on(key: str, text: str) -> None:
    """Write a text of ours behind the label of a menu.

    Not in the label: Streamlit takes a menu with another label for a new one, and closes it.
    """
    st.html(f"<style>.st-key-{key} button p::after{{content:{css_text(text)}}}</style>")

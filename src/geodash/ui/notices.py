"""What the user must be told: values in a link that made no sense, data that is broken."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from geodash.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.errors import Problem
    from geodash.link.state import Notice


def notice_bar(notices: Sequence[Notice], problems: Sequence[Problem], tr: Translator) -> None:
    """Show notices over the map; nothing where there is nothing to say."""
    texts = [tr(f"page.{notice.key}", **notice.values) for notice in notices]
    if problems:
        texts.append(tr("page.notice.stale_data", count=len(problems)))
        texts += [str(problem) for problem in problems[:5]]
    if not texts:
        return
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    with st.container(key="gd_notices"):
        st.html(f'<ul class="gd-notices" role="status">{items}</ul>')


def broken_page(problems: Sequence[Problem]) -> None:
    """One page that names every problem of the data package, in English and French."""
    english, french = Translator("en"), Translator("fr")
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            for cell in (problem.file, problem.line or "", problem.field, problem.value, problem.remedy)
        )
        + "</tr>"
        for problem in problems
    )
    heads = "".join(f"<th scope='col'>{escape(english(f'page.broken_{name}'))}</th>" for name in _COLUMNS)
    st.html(
        f"<main class='gd-broken'><h1>{escape(english('page.broken_title', count=len(problems)))}</h1>"
        f"<p>{escape(english('page.broken_help'))}</p><p lang='fr'>{escape(french('page.broken_help'))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></main>"
    )


_COLUMNS = ("file", "line", "field", "value", "remedy")

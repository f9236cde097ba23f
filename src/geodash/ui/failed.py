"""What a reader sees of an error of ours: one calm page with a number, under which the log has the rest."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodash.i18n import Translator
from geodash.ui import session

_LOG = logging.getLogger(__name__)


def show_failure(error: Exception) -> bool:
    """Tell the log and the reader of an error that nothing has caught; Streamlit shows nothing of it then.

    A part of the page that was drawn anew by itself says so in its place; otherwise it takes the whole page,
    which would be half drawn. The data, and what other sessions see, are as they were.
    """
    number = secrets.token_hex(4)
    _LOG.error("Not drawn; the reader was told the number %s.", number, exc_info=error, extra={"id": number})
    tr, run = Translator(session.language()), get_script_run_ctx(suppress_warning=True)
    when = f"{dt.datetime.now(dt.UTC):%H:%M:%S} UTC"
    if run is not None and run.fragment_ids_this_run:
        st.error(tr("page.failed_part", number=number, time=when))
        return True
    st.html(
        f'<main class="gd-stopped" role="alert" lang="{tr.lang}"><h1>{escape(tr("page.failed_title"))}</h1>'
        f"<p>{escape(tr('page.failed_help'))}</p>"
        f"<p>{escape(tr('page.failed_number', number=number, time=when))}</p></main>"
    )
    return True

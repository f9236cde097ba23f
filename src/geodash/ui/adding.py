"""Adding a file to a session: it is chosen, looked at, confirmed, and then among its data sets."""

from __future__ import annotations

import datetime as dt
import logging
from html import escape
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodash.errors import DatasetError
from geodash.imports.bounds import UPLOAD
from geodash.imports.errors import ChoiceNeededError, ImportRefusedError
from geodash.imports.folder import schemas_of
from geodash.imports.uploaded import PACKAGE, Choices, free_id, package_files, read_upload, tried
from geodash.limits import (
    ADDED_FILES,
    MOST_UNPACKED_RATIO,
    UPLOAD_COLUMNS,
    UPLOAD_MB,
    UPLOAD_ROWS,
    UPLOAD_UNPACKED_MB,
    WAITING_IMPORTS,
)
from geodash.memory import give_memory_back
from geodash.model.interval import to_day
from geodash.products.queue import Queue, TooManyFilesError
from geodash.ui import session
from geodash.ui.added import store
from geodash.ui.added.gate import forget_sent
from geodash.ui.added.shown import read_files, with_added
from geodash.ui.looking import looked_at
from geodash.ui.own_text import css_text
from geodash.ui.resources import load_resources
from geodash.ui.wanted import waiter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.ui.added.store import Added, Result, Said
    from geodash.ui.resources import Resources

_LOG = logging.getLogger(__name__)
_ONE_AT_A_TIME = Queue(WAITING_IMPORTS)
_LIMITS: Mapping[str, int] = {
    "size": UPLOAD_MB,
    "rows": UPLOAD_ROWS,
    "columns": UPLOAD_COLUMNS,
    "unpacked": UPLOAD_UNPACKED_MB,
    "ratio": MOST_UNPACKED_RATIO,
}
_MOST_PROBLEMS = 5


@st.fragment
def adder(resources: Resources, state: DashboardState, tr: Translator) -> None:
    """Draw the way to add a file: the control, or what the file that was chosen would give."""
    with st.container(key="gd_add"):
        added = store.find(session.key())
        if added is None or added.pending is None:
            _ask(added, state, tr)
            return
        choices = looked_at(added, resources.dataset, tr, lambda asked: _try(added, asked, resources, tr))
        if choices is not None and _done(
            tr("added.adding"), tr, lambda: _add(added, choices, resources, state)
        ):
            st.rerun()
        if choices is not None:
            _say(added, tr)


def _ask(added: Added | None, state: DashboardState, tr: Translator) -> None:
    st.html(f'<p class="gd-data-head" lang="{tr.lang}">{escape(tr("added.add"))}</p>')
    if added is not None and len(added.packages) >= ADDED_FILES:
        _quiet(tr("added.add_full", count=ADDED_FILES), tr)
        return
    if added is not None:
        _say(added, tr)
    st.html(_in_our_words(tr))
    turn = added.turn if added else 0
    sent = st.file_uploader(
        tr("added.add"), key=f"w_file_{turn}", max_upload_size=UPLOAD_MB, label_visibility="collapsed"
    )
    _quiet(tr("added.add_limits", **_LIMITS), tr)
    _quiet(tr("added.add_private"), tr)
    if sent is not None:
        added = _opened()
        _done(tr("added.reading"), tr, lambda: _take(added, sent, state))
        forget_sent()
        added.turn += 1
        st.rerun()


def _opened() -> Added:
    """What this session has added, which from now on has a key."""
    if not session.key():
        session.keep_key(store.new_key())
    run = get_script_run_ctx(suppress_warning=True)
    return store.opened(session.key(), run.session_id if run else "")


def _take(added: Added, sent: UploadedFile, state: DashboardState) -> None:
    """Read what was sent. A saved package needs no more words; all else is looked at first."""
    upload = read_upload(sent.name, sent.getvalue())
    if upload.kind == PACKAGE:
        _put(added, upload.files, state)
        return
    size = sum(int(table.cells.memory_usage(deep=True).sum()) for table in upload.tables)
    store.look_at(added, upload, size)


def _try(added: Added, choices: Choices, resources: Resources, tr: Translator) -> Result:
    """What a file gives as it is understood; the last answer is kept."""
    if added.tried is not None and added.tried[0] == choices:
        return added.tried[1]
    found: list[Result] = []

    def work() -> None:
        upload = added.pending
        if upload is None:
            raise ImportRefusedError("it was given up", "lost")
        dataset = resources.dataset
        name = free_id(upload, "", dataset.own, dataset.data_sets)
        try:
            found.append(tried(upload, dataset.own, choices, name, session.today()).imported)
        except ChoiceNeededError:
            found.append("order")
        except ImportRefusedError as error:
            found.append(error.why)

    if not _done(tr("added.reading"), tr, work):
        return added.said[0] if added.said else "other"
    added.tried = (choices, found[0])
    return found[0]


def _add(added: Added, choices: Choices, resources: Resources, state: DashboardState) -> None:
    """Make the overlay of a file as it was confirmed, and show it."""
    upload, dataset = added.pending, resources.dataset
    if upload is None:
        raise ImportRefusedError("it was given up", "lost")
    name = free_id(upload, choices.title, dataset.own, dataset.data_sets)
    outcome = tried(upload, dataset.own, choices, name, session.today())
    if outcome.imported is None or outcome.imported.days is None:
        raise ImportRefusedError("no row is left", "none")
    _put(added, package_files(outcome, schemas_of()), state)


def _put(added: Added, files: Mapping[str, bytes], state: DashboardState) -> None:
    """Put an overlay beside the record of this session, on a day on which it has something to show."""
    if sum(map(len, files.values())) > UPLOAD.size:  # it could not be added again
        raise ImportRefusedError("the overlay is too large", "large")
    resources = load_resources()
    dataset = with_added(resources, added.key).dataset
    overlay = read_files(files, dataset.own)
    new = overlay.data_set
    space = f"{new.id}-"
    if any(space.startswith(f"{name}-") or f"{name}-".startswith(space) for name in dataset.data_sets):
        raise ImportRefusedError(f"{new.id} is there already", "again")
    store.keep(added, store.Package.of(files, overlay))
    with_added(resources, added.key)
    give_memory_back()
    day = state.date or dataset.control_known_until
    opens = dt.date.min if state.days is None else day - dt.timedelta(days=state.days - 1)
    events = overlay.events
    is_seen = (events.start <= to_day(day)) & (events.end >= to_day(opens))
    if len(events) and not is_seen.any() and new.last_day >= dataset.first_day:
        session.change(date=new.last_day, event="", story="")
    usual = frozenset(layer.resource for layer in overlay.layers if layer.on)
    session.switch_set(new.id, usual, on=True)


def _done(said: str, tr: Translator, work: Callable[[], None]) -> bool:
    """Do work of one file, when those before it are done; whether it could be done. If not, why is kept."""
    still_wanted = waiter(st.empty(), lambda before: tr("added.waiting", count=before))
    try:
        with st.spinner(said), _ONE_AT_A_TIME.turn(still_wanted):
            work()
    except Exception as error:  # noqa: BLE001  whatever goes wrong in a library, the page says so
        _opened().said = _why(error)
        return False
    return True


def _why(error: Exception) -> Said:
    """What a visitor is told; what the server knows besides stays in its log."""
    match error:
        case ImportRefusedError():
            return error.why, {}, ()
        case DatasetError():
            return "check", {}, tuple(str(problem) for problem in error.problems[:_MOST_PROBLEMS])
        case store.FullError():
            return "full", {}, ()
        case TooManyFilesError():
            return "busy", {}, ()
    _LOG.error("A file could not be added.", exc_info=error)
    return "other", {"time": f"{dt.datetime.now(dt.UTC):%H:%M:%S} UTC"}, ()


def _say(added: Added, tr: Translator) -> None:
    """Say once why the last file was not taken."""
    if added.said is None:
        return
    why, values, problems = added.said
    items = "".join(f'<li dir="auto">{escape(problem)}</li>' for problem in problems)
    text = escape(tr(f"added.failed.{why}", **{**_LIMITS, **values}))
    st.html(f'<div class="gd-failed" role="alert" lang="{tr.lang}"><p>{text}</p><ul>{items}</ul></div>')


def _quiet(text: str, tr: Translator) -> None:
    st.html(f'<p class="gd-data-set" lang="{tr.lang}">{escape(text)}</p>')


def _in_our_words(tr: Translator) -> str:
    """Streamlit's control speaks English alone: its words give way to ours."""
    words = {
        "stFileUploaderDropzone] button p": tr("added.choose"),
        "stFileUploaderDropzoneInstructions]": tr("added.drop"),
    }
    rules = (f"[data-testid={where}::after{{content:{css_text(text)}}}" for where, text in words.items())
    return f"<style>{''.join(rules)}</style>"

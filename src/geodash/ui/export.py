"""The export menu: a file is made when it is asked for, and the last one is kept until something changes."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import time
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from geodash import metrics
from geodash.limits import LONGEST_TITLE, MAKING_S
from geodash.link.days import days_compared
from geodash.link.state import parse_query
from geodash.products.errand import TooLongError
from geodash.products.formats import FORMATS, KINDS, SIZES
from geodash.products.order import Order, left_out
from geodash.products.queue import TooManyFilesError
from geodash.products.workshop import have_made
from geodash.ui import session
from geodash.ui.components import browser_component
from geodash.ui.wanted import Waiting
from geodash.wording.plain import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streamlit.delta_generator import DeltaGenerator

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState, View
    from geodash.model.dataset import Dataset

Option = TypeVar("Option", str, int)
_LOG = logging.getLogger(__name__)
_MAPS = ("picture", "slide", "brief", "compare", "animation")
_PAGES = (1, 2, 4, 8)
_AREAS = ("region", "now")
_RESOLUTIONS = (150, 300)
_MOST_DAYS = 4
_A_YEAR = dt.timedelta(days=365)
_KILO = 1000
_MINUTE = 60
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM, errno.EAGAIN}
"""What a system says that has no more disk, memory or processes to give."""


def export_menu(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the button and, while it is open, the menu.

    A run of the whole page gives up a file that is being made, and says so: the page waits for nothing. Such
    a run follows a line that was lost, which closes the menu.
    """
    if session.stop_order():
        st.toast(tr("share.stopped"), duration="long")
    menu = st.popover(tr("share.export"), key="w_export", width="content", on_change=session.keep_state)
    if menu.open:
        with menu:
            _menu(dataset, state, tr)
    else:
        session.keep_file(None, None)


@st.fragment
def _menu(dataset: Dataset, state: DashboardState, tr: Translator) -> None:
    """Draw the choices and the file; they rerun nothing but the menu."""
    choices, probe = st.container(key="gd_export"), st.container()
    with probe:
        now = _view_now(state)
    with choices:
        order = _order(dataset, state, now, tr)
        if order is not None:
            _file(dataset, state, order, tr)


def _order(dataset: Dataset, state: DashboardState, now: View | None, tr: Translator) -> Order | None:
    """What the choices of the menu ask for; nothing where they cannot be met."""
    kind = st.selectbox(
        tr("share.kind"), list(KINDS), key="w_x_kind", format_func=lambda name: tr(f"share.kind.{name}")
    )
    st.caption(tr(f"share.kind_help.{kind}"))
    if absent := left_out(dataset, state, kind, tr):
        st.html(f'<p class="gd-data-set" dir="auto">{escape(absent)}</p>')
    cells = iter([*st.columns(2), *st.columns(2)])
    formats = {name: FORMATS[name].label for name in KINDS[kind].formats}
    fmt = _choice(cells, tr("share.format"), formats, f"w_x_fmt_{kind}")
    values: dict[str, Any] = {}
    if kind == "picture":
        sizes = {size: tr(f"share.size.{size}") for size in SIZES}
        values["size"] = _choice(cells, tr("share.size"), sizes, "w_x_size")
    if kind in _MAPS:
        areas = {area: tr(f"share.area.{area}") for area in _AREAS}
        values["view"] = now if _choice(cells, tr("share.area"), areas, "w_x_area") == "now" else None
    if fmt == "png":
        resolutions = {dpi: f"{dpi} dpi" for dpi in _RESOLUTIONS}
        values["dpi"] = _choice(cells, tr("share.dpi"), resolutions, "w_x_dpi")
    if kind == "brief":
        pages = {count: tr("share.page_count", count=count) for count in _PAGES}
        values["pages"] = _choice(cells, tr("share.pages"), pages, "w_x_pages")
        values["days"] = _since(dataset, state, tr)
    if kind in {"picture", "slide", "brief"}:
        values |= _titles(tr)
    if kind in {"compare", "animation"}:
        values["days"] = _days(dataset, state, kind, tr)
        if problem := _problem(kind, values["days"]):
            st.warning(tr(problem))
            return None
    return Order(kind, fmt, today=session.today(), **values)


def _titles(tr: Translator) -> dict[str, str]:
    """The user's own title and subtitle; empty ones mean the usual texts."""
    typed = {
        name: column.text_input(
            tr(f"share.{name}"),
            key=f"w_x_{name}",
            max_chars=LONGEST_TITLE,
            placeholder=tr("share.usual_text"),
        )
        for name, column in zip(("title", "subtitle"), st.columns(2), strict=True)
    }
    return {name: " ".join(text.split()) for name, text in typed.items()}


def _choice(cells: Iterator[DeltaGenerator], label: str, options: Mapping[Option, str], key: str) -> Option:
    """One of several options with their names, in the next cell; a single one is not asked about."""
    first = next(iter(options))
    if len(options) == 1:
        return first
    chosen: Option = next(cells).segmented_control(
        label, list(options), key=key, default=first, format_func=options.__getitem__, required=True
    )
    return chosen


def _view_now(state: DashboardState) -> View | None:
    """Where the map looks now, which only the browser knows."""
    told = browser_component("viewport")(key="w_x_view", on_view_change=lambda: None)
    return parse_query({"view": told.view})[0].view if told.view else state.view


def _days(dataset: Dataset, state: DashboardState, kind: str, tr: Translator) -> tuple[dt.date, ...]:
    """Days of a comparison, in order and each once; or first and last day of an animation."""
    day = state.date or dataset.control_known_until
    earlier = max(dataset.first_day, day - _A_YEAR)
    if kind == "animation":
        usual: list[dt.date | None] = [earlier, day]
        labels = [tr("share.first_day"), tr("share.last_day")]
    else:
        usual = [state.compare or earlier, day, *[None] * (_MOST_DAYS - 2)]
        labels = [tr("share.day", number=number) for number in range(1, _MOST_DAYS + 1)]
    columns = st.columns(2)
    given = [
        columns[i % 2].date_input(
            label,
            usual[i],
            min_value=dataset.first_day,
            max_value=dataset.last_day,
            format="YYYY-MM-DD",
            key=f"w_x_{kind}_{i}",
        )
        for i, label in enumerate(labels)
    ]
    days = [value for value in given if isinstance(value, dt.date)]
    return tuple(days) if kind == "animation" else tuple(sorted(set(days)))


def _since(dataset: Dataset, state: DashboardState, tr: Translator) -> tuple[dt.date, ...]:
    """The day since which a brief tells what changed; nothing where the day shown is the first one."""
    earlier, later = days_compared(dataset, state)
    if earlier >= later:
        return ()
    given = st.date_input(
        tr("share.since"),
        earlier,
        min_value=dataset.first_day,
        max_value=max(earlier, later - dt.timedelta(days=1)),
        format="YYYY-MM-DD",
        key=f"w_x_since_{earlier}_{later}",
    )
    return (given,) if isinstance(given, dt.date) and given != earlier else ()


def _problem(kind: str, days: tuple[dt.date, ...]) -> str:
    """Key of what is wrong with the days chosen, or nothing."""
    if len(days) < 2:  # noqa: PLR2004  a comparison of one day, a span without an end
        return "share.too_few_days"
    return "share.days_backwards" if kind == "animation" and days[0] >= days[1] else ""


def _file(dataset: Dataset, state: DashboardState, order: Order, tr: Translator) -> None:
    """The button that makes the file, and then the one that downloads it."""
    asked = (state, dataset.version, order)
    if st.button(tr("share.make"), key="w_x_make", type="primary", width="stretch"):
        session.keep_order(asked)
    if not session.is_ordered(asked):
        session.stop_order()  # one of what the page or the menu showed before
    else:
        st.button(tr("share.stop"), key="w_x_stop", on_click=session.keep_file, args=(None, None))
        _make(dataset, state, order, tr)
    file = session.kept_file(asked)
    if file is not None:
        ready = tr("share.ready", size=_size(len(file.content), tr))
        st.html(f'<p class="gd-count" role="status">{ready}</p>')
        st.download_button(
            tr("share.download"),
            file.content,
            file.name,
            file.mime,
            key="w_x_download",
            on_click="ignore",
            width="stretch",
        )
        st.caption(file.name)
        if file.undrawn:
            st.warning(markdown_text(tr("share.undrawn", letters=file.lacking)))


def _make(dataset: Dataset, state: DashboardState, order: Order, tr: Translator) -> None:
    """Have the file made that is ordered, or say why not; its place in the line is shown, or its frames.

    A stop, a change of the page or a visitor who has left ends this run where it is asked for, and the work
    with it: nothing is made for nobody. The next run of the menu begins anew if it asks for the same.
    """
    asked, place = (state, dataset.version, order), st.empty()
    began, outcome = time.perf_counter(), "stopped"
    waiting, is_for_all = Waiting(place, tr), not session.key()
    try:
        with st.spinner(tr("share.making")):
            file = have_made(dataset, state, order, waiting.still_wanted, waiting.told, is_for_all=is_for_all)
            session.keep_file(asked, file)
    except Exception as error:  # noqa: BLE001  whatever goes wrong in a library, the page says so
        session.stop_order()
        why = _why(error)
        outcome = why.removeprefix("share.")
        if why == "share.failed":
            _LOG.exception("The file could not be made: %s as %s", order.kind, order.fmt)
        place.error(tr(why, time=f"{dt.datetime.now(dt.UTC):%H:%M:%S} UTC", minutes=MAKING_S // _MINUTE))
    else:
        outcome = "made"
        place.empty()
    finally:
        metrics.count_export(order.kind, outcome, time.perf_counter() - began)


def _why(error: Exception) -> str:
    """Key of what a visitor is told; what the server knows besides stays in its log."""
    if isinstance(error, TooManyFilesError):
        return "share.busy"
    if isinstance(error, TooLongError):
        return "share.too_long"
    no_room = isinstance(error, OSError) and error.errno in _NO_ROOM
    return "share.no_room" if no_room or isinstance(error, MemoryError) else "share.failed"


def _size(count: int, tr: Translator) -> str:
    kilobytes = max(1, round(count / _KILO))
    if kilobytes < _KILO:
        return tr("share.kilobytes", size=kilobytes)
    return tr("share.megabytes", size=tr.number(round(kilobytes / _KILO, 1)))

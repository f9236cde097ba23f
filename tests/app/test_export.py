"""The export menu, without a browser: files, whoever waits for them, and what goes wrong."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, tzinfo
from errno import EACCES, EAGAIN, ENOSPC
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

from geodash.link.state import DashboardState, format_query, settle
from geodash.products.errand import TooLongError, WorkerError
from geodash.products.order import Order, make_file
from geodash.products.progress import Piece
from geodash.products.queue import TooManyFilesError
from geodash.ui import session
from geodash.ui.wanted import end_if_unwanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.app.conftest import Page

    OpenPage = Callable[..., Page]


def open_menu(page: Page) -> Page:
    page.test.session_state["w_export"] = True
    return page.again()


def keys(elements: Any) -> set[str]:
    return {element.key for element in elements}


def test_the_menu_costs_nothing_while_it_is_closed(open_page: OpenPage) -> None:
    page = open_page()
    assert "w_x_make" not in keys(page.test.button)
    assert "w_x_make" in keys(open_menu(page).test.button)


def test_one_file_is_kept_until_something_changes(open_page: OpenPage) -> None:
    page = open_menu(open_page(date="2025-03-17"))
    page.test.selectbox(key="w_x_kind").set_value("data")
    page.again()
    page.test.button(key="w_x_make").click()
    page.again()
    _, file = page.test.session_state["geodash_file"]
    assert file.name == "geodash_east-drc_events_data_20250317.zip"
    assert zipfile.ZipFile(BytesIO(file.content)).testzip() is None
    assert page.test.get("download_button")
    page.change(q="goma")
    assert page.test.session_state["geodash_file"] == (None, None)
    assert not page.test.get("download_button")


def test_letters_that_could_not_be_drawn_are_named_under_the_file(open_page: OpenPage) -> None:
    page = open_menu(open_page(date="2025-03-17"))
    page.test.selectbox(key="w_x_kind").set_value("data")
    page.again()
    page.test.button(key="w_x_make").click()
    page.again()
    asked, file = page.test.session_state["geodash_file"]
    page.test.session_state["geodash_file"] = asked, replace(file, undrawn=frozenset("戈马"))
    page.again()
    (said,) = page.test.warning
    assert said.value.endswith("no font of this machine has them: 戈 马")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(ENOSPC, "No space left on device", "/srv/secret/part"), "le serveur manque de place"),
        (OSError(EAGAIN, "Resource temporarily unavailable"), "le serveur manque de place"),
        (MemoryError(), "le serveur manque de place"),
        (TooLongError(), "il prenait plus de 5 minutes"),
        (WorkerError("secret token"), "leur journal dit pourquoi, à"),
        (TooManyFilesError(), "Trop de fichiers"),
        (PermissionError(EACCES, "denied", "/srv/secret"), "leur journal dit pourquoi, à"),
        (ValueError("/srv/secret: bad"), "leur journal dit pourquoi, à"),
        (RuntimeError("secret token"), "leur journal dit pourquoi, à"),
    ],
)
def test_what_goes_wrong_is_said_without_what_the_server_knows(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("geodash.ui.export.have_made", fail)
    page = open_menu(open_page(lang="fr"))
    page.test.button(key="w_x_make").click()
    page.again()
    (shown,) = page.test.error
    assert said in shown.value
    assert "secret" not in shown.value
    assert page.test.session_state["geodash_file"] == (None, None)
    assert not page.again().test.error


def test_a_file_that_waits_is_stopped_by_its_button_and_by_a_change_of_the_page(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object, **__: object) -> None:
        raise StopException  # as Streamlit ends a run whose page has gone on

    monkeypatch.setattr("geodash.ui.export.have_made", leave)
    page = open_menu(open_page(date="2025-03-17"))
    page.test.button(key="w_x_make").click()
    page.test.run()
    made_for, file = page.test.session_state["geodash_file"]
    assert made_for is not None
    assert file is None
    page.test.button(key="w_x_stop").click()
    page.again()
    assert page.test.session_state["geodash_file"] == (None, None)
    page.test.button(key="w_x_make").click()
    page.test.run()
    page.change(q="goma")
    assert page.test.session_state["geodash_file"] == (None, None)


def test_an_order_ends_where_nobody_waits_for_it_and_the_page_says_so_when_it_is_back(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(*asked: Any, **_: object) -> None:
        run = get_script_run_ctx()
        assert run is not None
        assert run.script_requests is not None
        run.script_requests.request_stop()  # as when the session is closed
        asked[3](0)
        made.append(asked)

    monkeypatch.setattr("geodash.ui.export.have_made", make)
    page = open_menu(open_page(date="2025-03-17"))
    page.test.button(key="w_x_make").click()
    page.test.run()
    assert made == []
    (told,) = page.again().test.toast
    assert "Make it again" in told.value
    assert not page.again().test.toast


def test_a_stop_is_not_left_waiting_for_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(asked: ScriptRequestType, *fragments: str) -> SimpleNamespace:
        return SimpleNamespace(
            script_requests=SimpleNamespace(_state=asked), fragment_ids_this_run=list(fragments)
        )

    def ends(*given: Any) -> bool:
        monkeypatch.setattr("geodash.ui.wanted.get_script_run_ctx", lambda **_: run(*given))
        monkeypatch.setattr("geodash.ui.wanted.st.stop", lambda: stopped.append(1))
        stopped: list[int] = []
        end_if_unwanted()
        return bool(stopped)

    assert ends(ScriptRequestType.RERUN, "menu")
    assert not ends(ScriptRequestType.CONTINUE, "menu")
    assert not ends(ScriptRequestType.RERUN)  # a run of the whole page, which others wait for
    assert hasattr(ScriptRequests(), "_state")  # it has no public name


@pytest.mark.parametrize("before", [0, 1, 3])
def test_the_place_in_the_line_is_shown(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    def wait(*given: Any, **_: object) -> None:
        given[3](before)
        raise StopException

    monkeypatch.setattr("geodash.ui.export.have_made", wait)
    page = open_menu(open_page())
    page.test.button(key="w_x_make").click()
    page.test.run()
    said = [caption.value for caption in page.test.caption if "before yours" in caption.value]
    assert said == {0: [], 1: ["1 file is made before yours…"], 3: ["3 files are made before yours…"]}[before]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "7 of 60 frames made…"), ("fr", "7 images faites sur 60…")]
)
def test_how_many_frames_are_made_is_shown(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    def make(*given: Any, **_: object) -> None:
        still_wanted, told = given[3:]
        told(Piece(7, 60))
        still_wanted(0)
        raise StopException

    monkeypatch.setattr("geodash.ui.export.have_made", make)
    page = open_menu(open_page(lang=lang))
    page.test.button(key="w_x_make").click()
    page.test.run()
    assert said in [caption.value for caption in page.test.caption]


@pytest.mark.parametrize(
    ("minutes_west", "moment", "day"),
    [
        (-13 * 60, "2026-03-16T19:00:00+00:00", date(2026, 3, 17)),  # Auckland, the next morning
        (7 * 60, "2026-03-17T03:00:00+00:00", date(2026, 3, 16)),  # Los Angeles, the evening before
        (None, "2026-03-17T03:00:00+00:00", date(2026, 3, 17)),
        (2**31 - 1, "2026-03-17T03:00:00+00:00", date(2026, 3, 17)),  # forged
    ],
)
def test_a_file_is_accessed_on_the_readers_day(
    monkeypatch: pytest.MonkeyPatch, minutes_west: int | None, moment: str, day: date
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(moment).astimezone(tz)

    monkeypatch.setattr("geodash.ui.session.dt.datetime", Clock)
    monkeypatch.setattr(
        "geodash.ui.session.st.context", SimpleNamespace(timezone_offset=minutes_west), raising=False
    )
    assert session.today() == day


@pytest.mark.parametrize("kind", ["data", "picture", "slide", "brief", "page"])
def test_every_order_of_the_page_has_the_readers_day(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2031, 5, 6))
    asked: list[Order] = []

    def make(_dataset: object, _state: object, order: Order, *_: object, **__: object) -> None:
        asked.append(order)
        raise StopException

    monkeypatch.setattr("geodash.ui.export.have_made", make)
    page = open_menu(open_page(date="2025-03-17"))
    page.test.selectbox(key="w_x_kind").set_value(kind)
    page.again().test.button(key="w_x_make").click()
    page.test.run()
    assert [order.today for order in asked] == [date(2031, 5, 6)]


def test_a_brief_has_its_length_and_its_day(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Order] = []

    def make(_dataset: object, _state: object, order: Order, *_: object, **__: object) -> None:
        asked.append(order)
        raise StopException

    def make_it(page: Page) -> None:
        page.test.button(key="w_x_make").click()
        page.test.run()

    monkeypatch.setattr("geodash.ui.export.have_made", make)
    page = open_menu(open_page(date="2025-03-17"))
    page.test.selectbox(key="w_x_kind").set_value("brief")
    make_it(page.again())
    (since,) = page.test.date_input
    assert since.value == date(2025, 2, 15)
    since.set_value(date(2025, 1, 1))
    page.test.session_state["w_x_pages"] = 4
    make_it(page.again())
    assert [(order.kind, order.fmt, order.pages, order.days) for order in asked] == [
        ("brief", "docx", 1, ()),
        ("brief", "docx", 4, (date(2025, 1, 1),)),
    ]


@pytest.mark.parametrize(
    "order",
    [Order("data", "geojson"), Order("data", "kml"), Order("picture", "svg"), Order("brief", "md")],
    ids=lambda order: order.fmt,
)
def test_a_file_says_the_day_of_its_order(dataset: Dataset, order: Order) -> None:
    state, _ = settle(DashboardState(date=date(2025, 3, 17)), dataset)
    content = make_file(dataset, state, replace(order, today=date(2031, 5, 6))).content
    assert b"6 May 2031" in content or b"2031-05-06" in content


def test_days_that_cannot_be_compared_are_refused(open_page: OpenPage) -> None:
    page = open_menu(open_page(date="2025-03-17", compare="2025-03-17"))
    page.test.selectbox(key="w_x_kind").set_value("compare")
    page.again()
    (warning,) = page.test.warning
    assert "two different days" in warning.value
    assert "w_x_make" not in keys(page.test.button)
    page.test.date_input(key="w_x_compare_0").set_value(date(2025, 1, 1))
    page.again()
    assert "w_x_make" in keys(page.test.button)


DAYS = (date(2025, 1, 20), date(2025, 2, 20))


@pytest.mark.parametrize(
    ("order", "name", "start"),
    [
        (Order("picture", "png"), "control_16x9_20250317.png", b"\x89PNG"),
        (Order("picture", "pdf", "a4", title="Own"), "control_a4_20250317.pdf", b"%PDF"),
        (Order("picture", "svg", "square"), "control_square_20250317.svg", b"<?xml"),
        (Order("slide", "pptx"), "slide_16x9_20250317.pptx", b"PK"),
        (Order("brief", "docx", pages=2), "brief_a4_20250317.docx", b"PK"),
        (Order("brief", "md", days=DAYS[:1]), "brief_a4_20250317.md", b"# "),
        (Order("page", "html"), "page_html_20250317.html", b"<!"),
        (Order("data", "xlsx"), "events_data_20250317.xlsx", b"PK"),
        (Order("data", "geojson"), "events_data_20250317.geojson", b"{"),
        (Order("data", "kml"), "events_data_20250317.kml", b"<?xml"),
        (Order("data", "gpkg"), "events_data_20250317.gpkg", b"SQLite format 3"),
        (Order("data", "geoparquet"), "events_data_20250317.parquet", b"PAR1"),
        (Order("compare", "png", days=DAYS), "compare_16x9_20250317.png", b"\x89PNG"),
        (Order("animation", "gif", days=DAYS), "animation_16x9_20250317.gif", b"GIF8"),
    ],
    ids=lambda value: f"{value.kind}-{value.fmt}" if isinstance(value, Order) else "",
)
def test_every_kind_of_file_can_be_made(dataset: Dataset, order: Order, name: str, start: bytes) -> None:
    state, _ = settle(DashboardState(date=date(2025, 3, 17)), dataset)
    file = make_file(dataset, state, order)
    assert file.name == f"geodash_east-drc_{name}"
    assert file.content.startswith(start)
    assert file.mime
    assert format_query(state) == {"date": "2025-03-17"}

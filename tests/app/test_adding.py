"""A file that a visitor adds: looked at, confirmed, on the map of that session, and in no other."""

from __future__ import annotations

import csv
import io
import tempfile
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geodash import limits
from geodash.model.overlay import RECORD
from geodash.ui import adding, session
from geodash.ui.added import gate, store
from geodash.ui.added.shown import read_files
from geodash.ui.resources import load_resources
from tests.app.conftest import Page
from tests.overlaid import HOSTILE, RESTRICTED, write_overlay
from tests.web.client import get

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OpenPage = Callable[..., Page]

HEADER = ("date", "lieu", "latitude", "longitude", "type", "auteur", "morts", "description")
ROWS = (
    ("2025-01-26", "Goma", "-1.679", "29.228", "Attaque", "M23", "2", "Tirs"),
    ("2025-01-27", "Carrefour", "-1.5", "28.9", "Attaque", "Inconnus", "0", "Tirs encore"),
)


@pytest.fixture(autouse=True)
def _no_session_stays() -> Iterator[None]:
    yield
    for added in store.sessions():
        store.close(added)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def send(page: Page, name: str, content: bytes) -> Page:
    """Choose a file in the drawer, which opens."""
    page = page.open_menu("w_data")
    page.test.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return page.again()


def confirm(page: Page, **texts: str) -> Page:
    """Say what the page asks for, and put the file on the map."""
    for field in page.test.text_input:
        name = str(field.key).removeprefix("w_").rpartition("_")[0]
        if name in {"title", "licence", "citation"}:
            field.set_value(texts.get(name, field.value or "CC BY 4.0"))
    next(each for each in page.test.button if str(each.key).startswith("w_confirm")).click()
    return page.again()


def package_of(page: Page) -> bytes:
    """The package that the drawer offers."""
    (package,) = own(page).packages.values()
    return package.saved


def own(page: Page) -> store.Added:
    found = store.find(page.test.session_state["geodash_key"])
    assert found is not None
    return found


def test_a_table_is_looked_at_and_then_on_the_map(open_page: OpenPage) -> None:
    page = send(open_page(date="2025-01-27"), "journal_de_route.csv", table(*ROWS))
    assert "2 of 2 rows go on the map" in page.texts
    assert "27 January 2025 · Attaque: Inconnus, Carrefour" in page.texts
    assert not page.test.file_uploader
    page = confirm(page, citation="A mission", licence="CC BY 4.0")
    assert page.query["set"] == f"journal-de-route,{RECORD}"
    assert [each.label for each in page.test.toggle] == ["The record", "journal de route"]
    assert "Events: journal de route (CC BY 4.0). Licence: CC-BY-4.0" in page.texts
    assert page.sent_to("panel")["scene"].startswith("gd/documents/added/")
    assert len(store.sessions()) == 1


def test_licence_and_citation_are_asked_for(open_page: OpenPage) -> None:
    page = confirm(send(open_page(), "x.csv", table(*ROWS)), title="Log", licence="", citation=" ")
    assert "Still needed: Licence or terms, Whom to cite." in page.texts
    assert "set" not in page.query


def test_rows_that_cannot_be_taken_are_named(open_page: OpenPage) -> None:
    bad = ("soon", "<b>Goma</b>", "-1.679", "29.228", "", "", "", "")
    page = send(open_page(lang="fr"), "x.csv", table(*ROWS, bad))
    assert "2 lignes sur 3" in page.texts
    assert "1 ligne ne peut pas être reprise" in page.texts
    assert '<td dir="auto">4</td><td dir="auto">date</td><td dir="auto">soon</td>' in page.texts
    assert "ce n’est pas un jour\u00a0: écrivez AAAA-MM-JJ" in page.texts


def test_day_and_month_are_asked_for_and_never_guessed(open_page: OpenPage) -> None:
    page = send(open_page(), "x.csv", table(("03/04/2025", *ROWS[0][1:])))
    assert "rows go on the map" not in page.texts
    (asked,) = [each for each in page.test.segmented_control if "order" in str(each.key)]
    page = confirm(Page(asked.set_value("mdy").run()), citation="A mission")
    assert page.query["date"] == "2025-03-04"


def test_columns_are_what_the_visitor_says(open_page: OpenPage) -> None:
    header = ("quand", *HEADER[1:])
    page = send(open_page(), "x.csv", table(("26 janvier 2025", *ROWS[0][1:]), header=("foo", *header[1:])))
    found = {str(each.key).rpartition("_")[2]: each for each in page.test.selectbox}
    assert found["date"].value == "foo"  # by what it holds
    found["date"].set_value("")
    page = page.again()
    assert "No column of days was recognised" in page.texts


def test_a_package_that_was_saved_opens_again_as_it_was(open_page: OpenPage) -> None:
    saved = package_of(confirm(send(open_page(), "log.csv", table(*ROWS)), citation="A mission"))
    page = send(open_page(), "another-name.bin", saved)
    assert page.query["set"] == f"log,{RECORD}"
    assert package_of(page) == saved
    page = send(page, "again.zip", saved)
    assert "A data set of this name is there already" in page.texts
    assert len(own(page).packages) == 1


def test_a_package_that_was_changed_is_refused_with_its_problems(open_page: OpenPage) -> None:
    saved = package_of(confirm(send(open_page(), "log.csv", table(*ROWS)), citation="A mission"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Goma", b"<i>Goma"))
    page = send(open_page(), "log.zip", out.getvalue())
    assert "does not fit the record shown here" in page.texts
    assert "events.csv" in page.texts
    assert tempfile.gettempdir() not in page.texts
    assert "set" not in page.query


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file has no rows"),
        (b"a,b\n", "The file has no rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "cannot be read as a table"),
        (b'{"type": "FeatureCollection", "features": []}', "The file has no rows"),
        (b'{"type": "Topology", "objects": {}, "arcs": []}', "cannot be read as a table"),
        (b"PAR1" + b"x" * 60, "cannot be read as a table"),
        (b"SQLite format 3\x00" + b"x" * 600, "cannot be read as a table"),
        (b"PK\x03\x04" + b"x" * 60, "cannot be read as a table"),
        (table(*ROWS[:1] * (limits.UPLOAD_ROWS + 1)), "at most 50,000 rows"),
        ((",".join(f"c{n}" for n in range(201)) + "\n1\n").encode(), "at most 200"),
    ],
)
def test_what_cannot_be_taken_is_named(open_page: OpenPage, content: bytes, said: str) -> None:
    page = send(open_page(), "../../x.csv", content)
    assert said in page.texts
    assert page.test.file_uploader
    assert own(page).pending is None


def test_a_bomb_is_not_unpacked(open_page: OpenPage) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", b"a,b\n" + b"1,2\n" * 2**24)
    assert "unpacks to more than 60 MB" in send(open_page(), "x.zip", out.getvalue()).texts


def test_two_sessions_do_not_see_each_other(open_page: OpenPage) -> None:
    first = confirm(send(open_page(), "mine.csv", table(*ROWS)), citation="A mission")
    second = open_page(date="2025-01-27", set=f"mine,{RECORD}")
    assert "is not in the data" in second.texts
    assert second.sent_to("panel")["scene"] != first.sent_to("panel")["scene"]
    second = confirm(send(second, "two.csv", table(*ROWS)), citation="Another")
    assert [each.label for each in second.test.toggle] == ["The record", "two"]
    assert own(first).key != own(second).key
    assert len(own(first).key) == len(own(second).key) == 32


def test_a_card_of_an_added_event_is_the_sessions_own(open_page: OpenPage) -> None:
    page = confirm(send(open_page(), "mine.csv", table(*ROWS)), citation="A mission")
    (event, *_) = own(page).packages["mine"].overlay.events
    page = page.change(event=event.id)
    assert f"/added/{own(page).key}/" in page.sent_to("panel")["scene"]
    assert page.card["title"] == event.title_en


def test_an_added_data_set_is_taken_away_again(open_page: OpenPage) -> None:
    alone = open_page(date="2025-01-27")
    page = confirm(send(open_page(date="2025-01-27"), "mine.csv", table(*ROWS)), citation="A mission")
    page.test.button("w_remove_mine").click()
    page = page.again()
    assert "set" not in page.query
    assert page.sent_to("panel")["scene"] == alone.sent_to("panel")["scene"]
    assert own(page).shown is None


def test_hostile_texts_are_shown_as_typed(open_page: OpenPage) -> None:
    row = tuple(HOSTILE if number in {1, 4, 5, 7} else cell for number, cell in enumerate(ROWS[0]))
    page = send(open_page(), f"{HOSTILE.replace('/', '')}.csv", table(row))
    assert "<img" not in page.texts
    page = confirm(page, title=HOSTILE[: limits.LONGEST_NAME], citation=HOSTILE, licence=HOSTILE)
    assert "<img" not in page.texts
    assert page.test.toggle[1].label.startswith("\\<img")
    assert page.query["set"].endswith(f",{RECORD}")


def test_all_sessions_together_keep_no_more_than_we_allow(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ADDED_ROWS", 3)
    first = confirm(send(open_page(), "mine.csv", table(*ROWS)), citation="A mission")
    second = send(open_page(), "two.csv", table(*ROWS))
    assert "holds as many added files as it can" in second.texts
    assert len(own(first).packages) == 1
    store.close(own(first))
    second = confirm(send(second, "two.csv", table(*ROWS)), citation="A mission")
    assert own(second).packages


def test_no_more_files_are_asked_for_than_a_session_may_add(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "ADDED_FILES", 1)
    page = confirm(send(open_page(), "mine.csv", table(*ROWS)), citation="A mission")
    assert not page.test.file_uploader
    assert "remove one to add another" in page.texts


class Server:
    """What the watch asks of a server."""

    def __init__(self) -> None:
        self.here = True
        self.uploaded_file_mgr = self.media_file_mgr = self
        self.forgotten: list[str] = []

    def is_active_session(self, _: str) -> bool:
        return self.here

    def remove_session_files(self, session: str) -> None:
        self.forgotten.append(session)

    def clear_session_refs(self, session: str) -> None:
        self.forgotten.append(session)

    def remove_orphaned_files(self) -> None:
        pass


def test_what_a_session_has_added_goes_soon_after_its_browser(open_page: OpenPage) -> None:
    page, server = open_page(), Server()
    page = confirm(send(page, "mine.csv", table(*ROWS)), citation="A mission")
    added, scene = own(page), f"/{page.sent_to('panel')['scene']}"
    gate.sweep(server, now := added.seen + 1_000)  # type: ignore[arg-type]
    assert get(scene).status == 200
    server.here = False
    gate.sweep(server, now + limits.GONE_S)  # type: ignore[arg-type]
    assert get(scene).status == 200
    gate.sweep(server, now + limits.GONE_S + 1)  # type: ignore[arg-type]
    assert get(scene).status == 404
    assert not store.sessions()
    assert len(server.forgotten) == 2
    assert limits.GONE_S + 2 * limits.SWEEP_S < 60
    page = page.again()  # the line is back: the page says what it lacks
    assert "is not in the data" in page.texts
    assert "set" not in page.query


def test_a_guard_keeps_one_file_a_session_and_a_bounded_sum() -> None:
    from starlette.exceptions import HTTPException  # noqa: PLC0415
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: PLC0415
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec  # noqa: PLC0415

    keeper = MemoryUploadedFileManager("/")
    guard = gate.Guard(keeper)
    files = [UploadedFileRec(f"{n}", "x", "x", b"x" * 2**20 * limits.UPLOAD_MB) for n in range(3)]
    for file in files:
        guard.add_file("a", file)
    assert [file.file_id for file in keeper.get_files("a", ["0", "1", "2"])] == ["2"]
    room = limits.UNREAD_UPLOADS_MB // limits.UPLOAD_MB
    for number in range(1, room):
        guard.add_file(f"b{number}", files[0])
    with pytest.raises(HTTPException):
        guard.add_file("c", files[0])
    assert keeper.get_files("b1", ["0"])
    guard.drop_unread(time.monotonic() + limits.UNREAD_S + 1)
    guard.add_file("c", files[0])
    assert not keeper.get_files("b1", ["0"])


def test_what_is_added_to_data_that_changes_is_read_again(tmp_path: Path) -> None:
    folder = write_overlay(tmp_path / RESTRICTED, RESTRICTED, restricted=True)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    added = store.opened(store.new_key(), "s")
    resources = load_resources()
    store.keep(added, store.Package.of(files, read_files(files, resources.dataset.own)))
    from geodash.ui.added.shown import added_at, with_added  # noqa: PLC0415

    shown = with_added(resources, added.key)
    assert with_added(resources, added.key) is shown
    assert set(shown.dataset.data_sets) == {RESTRICTED}
    newer = with_added(replace(resources, where="scenes/newer"), added.key)
    assert newer.where != shown.where
    assert added_at(newer.where) is newer
    assert added_at(shown.where) is None
    assert newer.dataset.record is resources.dataset.own
    assert session.key.__doc__

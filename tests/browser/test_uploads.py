"""Adding a file in a real browser: seen by its session alone, over HTTP too, shown as typed, gone with it."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import urllib.error
import urllib.request
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.limits import UPLOAD_MB
from geodash.package import default_origin, files_of, load_dataset
from tests.browser.conftest import serve
from tests.overlaid import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

HEADER = (
    "date",
    "lieu",
    "latitude",
    "longitude",
    "type",
    "auteur",
    "morts",
    "description",
    "titre",
    "source",
)
ROWS = (
    ("2025-03-15", "Goma", "-1.679", "29.228", "Attaque", "M23", "2", "Tirs", "First shots", "A log"),
    ("2025-03-16", "Hill", "-1.5", "28.9", "Attaque", "Inconnus", "0", "Encore", "More shots", "A log"),
    ("2025-03-17", "Bukavu", "-2.5", "28.86", "Attaque", "Inconnus", "", "Enfin", "Last shots", "A log"),
)
HIDDEN = "First shots"


def table(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode()


def drawer(page: Page) -> None:
    """Open the drawer, under the button for more where the header is narrow."""
    more = page.locator(".gd-more-open")
    if more.is_visible() and more.get_attribute("aria-expanded") == "false":
        more.click()
    page.locator(".st-key-w_data button").first.click()
    page.locator(".st-key-gd_add [data-testid=stFileUploaderDropzone] button").wait_for()


def send(page: Page, name: str, content: bytes) -> None:
    page.locator(".st-key-gd_add input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def confirm(board: Dashboard, title: str, shown: str) -> None:
    page = board.page
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Licence or terms").fill("CC BY 4.0")
    page.get_by_label("Whom to cite").fill("A mission")
    page.get_by_text("Its rows may be passed on in files").click()
    page.get_by_role("button", name="Put it on the map").click()
    board.wait_for_query("set", ",".join(sorted((shown, "record"))))
    page.get_by_role("button", name="Save as package").wait_for()
    board.wait_until_settled()


def add(board: Dashboard, title: str, *rows: tuple[str, ...], shown: str = "") -> None:
    drawer(board.page)
    send(board.page, "x.csv", table(*rows))
    confirm(board, title, shown or title.lower())


def wait_until_drawn(board: Dashboard, begins: str, count: int) -> None:
    """Wait until the map, which is made anew for other data, draws so many events of ids that begin so."""
    board.page.wait_for_function(
        """([begins, count]) => [...document.querySelectorAll('iframe')].some((frame) => {
          const state = frame.contentWindow?.geodash?.getState();
          return state?.ready && state.events.filter((id) => id.startsWith(begins)).length === count;
        })""",
        arg=[begins, count],
    )


def fetched(board: Dashboard) -> list[str]:
    """Addresses of the session's own files that its browser has asked for."""
    found: list[str] = board.page.evaluate(
        """() => [window, ...[...document.querySelectorAll('iframe')].map((each) => each.contentWindow)]
          .flatMap((each) => each.performance.getEntriesByType('resource').map((entry) => entry.name))"""
    )
    return sorted({address for address in found if "/added/" in address})


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve() as found:
        yield found


def test_a_file_is_dropped_looked_at_and_on_the_map(dashboard: Open, address: str) -> None:
    board = dashboard(address).open(date="2025-03-17")
    page = board.page
    drawer(page)
    page.evaluate(
        """(text) => {
          delete DataTransferItem.prototype.getAsFileSystemHandle; // knows none of what a script drops
          const data = new DataTransfer();
          data.items.add(new File([text], "log.csv", { type: "text/csv" }));
          const zone = document.querySelector('.st-key-gd_add [data-testid="stFileUploaderDropzone"]');
          for (const type of ["dragenter", "dragover", "drop"])
            zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        table(*ROWS, ("soon", *ROWS[0][1:])).decode(),
    )
    page.get_by_text("3 of 4 rows go on the map").wait_for()
    page.get_by_text("1 row cannot be taken").click()
    row = page.locator(".gd-refused tbody tr")
    assert row.inner_text().split("\t") == ["5", "date", "soon", "this is no day: write YYYY-MM-DD"]
    page.get_by_role("combobox", name=re.compile("Day")).wait_for()  # the only one, or this fails
    confirm(board, "Log", "log")
    wait_until_drawn(board, "log-", 3)
    page.locator(".gd-row .gd-set").first.wait_for()
    page.locator(".st-key-w_set_log label").first.click()
    board.wait_for_query("set", None)
    wait_until_drawn(board, "log-", 0)
    assert not board.errors
    assert not board.foreign


def test_a_map_layer_is_taken_too(dashboard: Open, address: str) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"date": day, "title": f"Incident {number}"},
            "geometry": {"type": "Point", "coordinates": [29.2 + number / 10, -1.6]},
        }
        for number, day in enumerate(("2025-03-10", "2025-03-12"))
    ]
    board = dashboard(address).open(date="2025-03-17")
    drawer(board.page)
    send(board.page, "log.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode())
    board.page.get_by_text("2 of 2 rows go on the map").wait_for()
    confirm(board, "Log", "log")
    wait_until_drawn(board, "log-", 2)


def test_two_sessions_do_not_see_each_others_rows(dashboard: Open, address: str) -> None:
    first, second = (dashboard(address).open(date="2025-03-17") for _ in range(2))
    add(first, "Mine", ROWS[0])
    add(second, "Yours", ROWS[1])
    first.page.keyboard.press("Escape")
    first.page.get_by_text("First shots").first.wait_for()
    second.page.get_by_text("More shots").first.wait_for()
    assert first.page.get_by_text("More shots").count() == 0
    assert second.page.get_by_text("First shots").count() == 0
    mine, yours = fetched(first), fetched(second)
    assert mine
    assert yours
    texts = {each: urllib.request.urlopen(each, timeout=10).read().decode("latin-1") for each in yours}
    assert not [each for each, text in texts.items() if HIDDEN in text]
    (key,) = {each.partition("/added/")[2].split("/")[0] for each in mine}
    (other,) = {each.partition("/added/")[2].split("/")[0] for each in yours}
    assert key != other
    assert len(key) >= 32
    # What somebody could try who knows a name of a file, but not the key.
    for known in mine:
        head, _, rest = known.partition("/added/")
        name = rest.rpartition("/")[2]
        for guess in ("", f"{other}/", f"{'A' * len(key)}/", f"{other}/../{'x' * len(key)}/"):
            assert status(f"{head}/added/{guess}{name}") in {400, 404}
        assert status(f"{head}/scenes/{name}") == 404
        assert status(f"{head}/scenes/{other}/{name}") == 404
    for folder in ("added", "added/", f"added/{other}", f"added/{other}/"):
        assert status(f"{mine[0].partition('/added/')[0]}/{folder}") == 404
    shared = second.open(date="2025-03-17", set="mine,record")
    shared.page.get_by_text("is not in the data; it is left out").wait_for()
    assert shared.page.get_by_text(HIDDEN).count() == 0


def test_after_a_session_ends_its_files_are_gone_within_a_minute(dashboard: Open, address: str) -> None:
    board = dashboard(address).open(date="2025-03-17")
    add(board, "Going", ROWS[0])
    with board.page.expect_download() as saving:
        board.page.get_by_role("button", name="Save as package").click()
    files = [*fetched(board), saving.value.url]
    assert files
    assert {status(each) for each in files} == {200}
    ended = time.monotonic()
    board.page.close()
    while [each for each in files if status(each) != 404]:
        assert time.monotonic() - ended < 60
    other = dashboard(address).open(date="2025-03-17", set="going,record")
    other.page.get_by_text("is not in the data; it is left out").wait_for()


def test_a_round_trip_loses_and_doubles_no_row(
    dashboard: Open, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = dashboard(address).open(date="2025-03-17")
    add(board, "Trip", *ROWS)
    with board.page.expect_download() as saving:
        board.page.get_by_role("button", name="Save as package").click()
    saved = tmp_path / "trip.zip"
    saving.value.save_as(saved)
    folder = tmp_path / "trip"
    with zipfile.ZipFile(saved) as archive:
        archive.extractall(folder)
    run = CliRunner().invoke(main, ["check", str(folder)])
    assert run.exit_code == 0, run.output
    found = load_dataset(files_of(None), [folder])
    assert len([e for e in found.events if e.id.startswith("trip-")]) == len(ROWS)
    again = dashboard(address).open(date="2025-03-17")
    drawer(again.page)
    send(again.page, "trip.zip", saved.read_bytes())
    again.wait_for_query("set", "record,trip")
    wait_until_drawn(again, "trip-", 3)
    exported = tmp_path / "events.zip"
    monkeypatch.setenv("GEODASH_DATA", f"{default_origin().setting}:{folder}")
    link = "set=trip&date=2025-03-17&days=all"
    run = CliRunner().invoke(main, ["export", "--link", link, "--format", "csv", "-o", str(exported)])
    assert run.exit_code == 0, run.output
    with zipfile.ZipFile(exported) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("events.csv"), encoding="utf-8-sig")))
    assert len(rows) == len(ROWS)
    assert {row["data_set"] for row in rows} == {"trip"}
    third = dashboard(address).open(date="2025-03-17")
    drawer(third.page)
    with zipfile.ZipFile(exported) as archive:
        send(third.page, "events.csv", archive.read("events.csv"))
    third.page.get_by_text("3 of 3 rows go on the map").wait_for()


def test_hostile_texts_are_shown_as_typed(dashboard: Open, address: str) -> None:
    board = dashboard(address).open(date="2025-03-17")
    page = board.page
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    row = ("2025-03-17", HOSTILE, "-1.5", "28.9", *[HOSTILE] * 2, "1", *[HOSTILE] * 3)
    drawer(page)
    send(page, "<img src=x onerror=alert(1)>.csv", table(row, (HOSTILE, *row[1:])))
    page.get_by_text("1 of 2 rows go on the map").wait_for()
    page.locator(".gd-refused summary").click()
    assert page.locator(".gd-refused td").nth(2).inner_text() == HOSTILE[:80]
    assert HOSTILE in page.locator(".gd-sample li").inner_text()
    title = "<img src=x onerror=alert(1)> *x*"
    confirm(board, title, "img-src-x-onerror-alert")
    assert page.get_by_text(title, exact=True).locator("visible=true").count() >= 1
    page.keyboard.press("Escape")
    event = page.locator("[data-event-id^=img-src-x]")
    event.wait_for()
    assert event.locator(".gd-set").inner_text() == title
    assert HOSTILE in event.inner_text()
    event.click()
    page.locator(".gd-card-body").get_by_text("Party as").wait_for()
    assert HOSTILE in page.locator(".gd-card-body").inner_text()
    board.wait_until_settled()
    assert said == []
    assert page.locator("img[src='x']").count() == 0
    assert board.frame.locator("img[src='x']").count() == 0
    assert not board.errors


@pytest.mark.parametrize(
    "size", [(1440, 900), (1366, 650), (820, 1180), (390, 844), (844, 390)], ids=lambda size: f"{size[0]}"
)
def test_the_drawer_is_in_reach_in_every_window(dashboard: Open, address: str, size: tuple[int, int]) -> None:
    board = dashboard(address, viewport={"width": size[0], "height": size[1]}).open(lang="fr")
    page = board.page
    drawer(page)
    body = page.locator("[data-testid=stPopoverBody]").filter(has=page.locator(".st-key-gd_data"))
    box = body.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    words = page.evaluate(
        """() => ['] button p', 'Instructions]']
          .map((each) => `.st-key-gd_add [data-testid=stFileUploaderDropzone${each}`)
          .map((each) => getComputedStyle(document.querySelector(each), '::after').content)"""
    )
    assert [json.loads(each) for each in words] == ["Choisir un fichier", "ou déposez-le ici"]
    text = page.locator(".st-key-gd_data").inner_text()
    assert "Votre fichier ne sert qu’à cette visite" in text
    assert f"Au plus {UPLOAD_MB} Mo et 50\u202f000 lignes" in text
    page.locator(".st-key-gd_add input[type=file]").scroll_into_view_if_needed()
    page.keyboard.press("Escape")
    body.wait_for(state="hidden")


def test_a_file_that_is_too_large_is_named(dashboard: Open, address: str) -> None:
    board = dashboard(address).open()
    drawer(board.page)
    send(board.page, "large.csv", b"x" * (UPLOAD_MB * 2**20 + 1))
    board.page.locator(".st-key-gd_add [data-testid=stFileChipIconError]").wait_for()
    board.page.get_by_text(f"Up to {UPLOAD_MB} MB and 50,000 rows").wait_for()

"""The places as a table: what it says is Python's, it is sorted, copied and downloaded as it stands."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.model.snapshot import snapshot_at
from geodash.wording.holder import short_holder
from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

DAYS = (date(2012, 12, 1), date(2025, 3, 17), date(2026, 3, 17))
TABLE = ".gd-place-table"
CELLS = """(table) => [...table.querySelectorAll('tbody tr')].map(
  (row) => [row.dataset.placeId, ...[...row.children].map((cell) => cell.textContent)]
)"""


def rows_of(opened: Dashboard) -> dict[str, list[str]]:
    found: list[list[str]] = opened.page.locator(TABLE).evaluate(CELLS)
    return {place: cells for place, *cells in found}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_holder_basis_and_confidence_are_those_of_the_day(
    dashboard: Open, dataset: Dataset, lang: str
) -> None:
    opened = dashboard().open_tab("places", date=str(DAYS[0]), form="table", lang=lang)
    tr = Translator("fr" if lang == "fr" else "en", dataset.conflict)
    for on in DAYS:
        opened.visit("places", date=str(on), form="table", lang=lang)
        opened.page.locator(f"{TABLE} caption", has_text=tr.date(on)).wait_for()
        rows = rows_of(opened)
        assert rows.keys() == dataset.places.keys()
        for place, control in snapshot_at(dataset, on).by_place.items():
            name, _, holder, _, basis, confidence = rows[place]
            assert name == dataset.places[place].label(tr.lang)
            assert basis == tr(f"vocab.basis.{control.basis}"), place
            if control.controller in dataset.actors:
                assert holder == short_holder(dataset, control.controller, tr), place
                assert confidence == tr(f"vocab.confidence.{control.confidence}"), place


def test_it_is_sorted_chosen_from_and_searched(dashboard: Open) -> None:
    opened = dashboard().open_tab("places", date="2025-03-17")
    page = opened.page
    page.locator(".gd-tab-places").get_by_role("button", name="Table").click()
    opened.wait_for_query("form", "table")
    page.locator(TABLE).wait_for()
    assert not page.locator("#gd-places").is_visible()
    head = page.get_by_role("columnheader", name="Holder")
    for direction in ("ascending", "descending"):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == direction
        holders = [cells[2] for cells in rows_of(opened).values()]
        assert holders == sorted(holders, key=str.casefold, reverse=direction == "descending")
    page.get_by_role("searchbox").fill("gom")
    page.wait_for_function("(table) => document.querySelectorAll(`${table} tbody tr`).length < 10", arg=TABLE)
    page.locator(TABLE).get_by_role("button", name="Goma", exact=True).click()
    opened.wait_for_query("place", "goma")


@pytest.mark.parametrize("width", [1440, 390])
def test_it_breaks_no_rule_and_stays_in_the_window(dashboard: Open, width: int) -> None:
    opened = dashboard(viewport={"width": width, "height": 900})
    opened.open_tab("places", date="2025-03-17", form="table", lang="fr")
    opened.page.locator(f"{TABLE} tbody tr").first.wait_for()
    assert violations(opened.page, ".gd-tab-places") == []
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_it_is_copied_and_downloaded_as_it_stands(dashboard: Open, dataset: Dataset, tmp_path: Path) -> None:
    opened = dashboard(permissions=["clipboard-read", "clipboard-write"])
    opened.open_tab("places", date="2025-03-17", form="table")
    page = opened.page
    page.get_by_role("columnheader", name="Since").get_by_role("button").click()
    shown = rows_of(opened)
    page.get_by_role("button", name="Copy the table").click()
    page.locator(".gd-place-tools").get_by_text("Copied").wait_for()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0] == "Situation on 17 March 2025"
    assert [line.split("\t")[-1] for line in lines[2:-1]] == list(shown)
    assert dataset.version in lines[-1]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "geodash-places-2025-03-17.csv"
    file = tmp_path / "places.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        read = list(csv.reader(text))
    assert {cells[-1]: cells[:-1] for cells in read[2:-1]} == shown
    assert read[1][:3] == ["Place", "Territory or country", "Holder"]

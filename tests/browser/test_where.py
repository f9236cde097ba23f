"""Events are kept by place and territory, on the page and on the page without a server."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from tests.browser.conftest import wait_until_listed
from tests.browser.sites import opened_site
from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DAY = date(2025, 2, 28)
MASISI = "cod.nord-kivu.masisi"
CHIP = ".gd-chip-set[data-filter=where]"


def expected(dataset: Dataset, *where: str) -> list[str]:
    """Events of the 90 days in some places."""
    flags = filter_mask(dataset.event_columns, EventFilter(where=frozenset(where)))
    shown = flags & window_mask(dataset.event_columns, DAY, 90)
    return [event.id for event in select_events(dataset, shown)]


def test_a_territory_is_chosen_from_the_menu(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(DAY), days="90", where="bukavu")
    page = opened.page
    wait_until_listed(page, expected(dataset, "bukavu"))
    page.get_by_role("button", name="Filters: 1").click()
    field = page.get_by_role("combobox", name="Places")
    field.fill("masisi")
    page.get_by_role("option", name="Masisi (whole, North Kivu)").click()
    opened.wait_for_query("where", f"bukavu,{MASISI}")
    both = expected(dataset, "bukavu", MASISI)
    assert len(both) > len(expected(dataset, "bukavu"))
    opened.wait_for_state("s.events.join() === v", ",".join(both))
    page.keyboard.press("Escape")
    wait_until_listed(page, both)
    chip = page.locator(CHIP)
    assert chip.locator("span").first.inner_text() == "places: Bukavu, Masisi (whole, North Kivu)"
    page.locator(".gd-sentence", has_text="places: Bukavu, Masisi (whole, North Kivu)").wait_for()
    chip.click()
    opened.wait_for_query("where", None)


def test_the_page_without_a_server_keeps_the_same(
    contexts: Contexts, dataset: Dataset, tmp_path: Path
) -> None:
    with opened_site(contexts, dataset, tmp_path / "site", date=str(DAY), days="90", lang="fr") as opened:
        page = opened.page
        page.get_by_role("button", name="Filtres", exact=True).click()
        dialog = page.get_by_role("dialog", name="Filtres")
        dialog.get_by_label("Lieux").select_option(label="Masisi (en entier, Nord-Kivu)")
        opened.wait_for_query("where", MASISI)
        opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, MASISI)))
        assert violations(page, "dialog[open]") == []
        dialog.get_by_role("button", name="Fermer").click()
        chip = page.locator(CHIP)
        assert chip.locator("span").first.inner_text() == "lieux\u00a0: Masisi (en entier, Nord-Kivu)"
        chip.click()
        opened.wait_for_query("where", None)

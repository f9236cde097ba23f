"""Acts by a party are told from acts toward it, on the page and on the page without a server."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import EventFilter, Role, filter_mask, select_events, window_mask
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

DAY = date(2025, 3, 17)
CHIP = ".gd-chip-set[data-filter=actor]"


def expected(dataset: Dataset, role: Role) -> list[str]:
    """Events of the 30 days that a role of Belgium keeps."""
    flags = filter_mask(dataset.event_columns, EventFilter(actors=frozenset({"belgium"}), role=role))
    shown = flags & window_mask(dataset.event_columns, DAY, 30)
    return [event.id for event in select_events(dataset, shown)]


def test_the_menu_asks_for_the_part_of_a_party_once_there_is_one(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(DAY))
    page = opened.page
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_text("Categories", exact=True).wait_for()
    assert page.get_by_text("Their part").count() == 0
    page.goto(f"{opened.address}/?date={DAY}&actor=belgium")
    opened.wait_until_ready()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("radio", name="Acts by them").click()
    opened.wait_for_query("role", "by")
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, Role.BY)))
    wait_until_listed(page, expected(dataset, Role.BY))
    assert page.locator(f"{CHIP} > span").first.inner_text() == "acts by: Belgium"
    page.locator(".gd-sentence", has_text="acts by: Belgium").wait_for()
    page.get_by_role("radio", name="Acts toward them").click()
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, Role.TOWARD)))
    page.keyboard.press("Escape")
    page.locator(CHIP).click()
    opened.wait_for_query("actor", None)
    opened.wait_for_query("role", None)


def test_the_page_without_a_server_asks_the_same(
    contexts: Contexts, dataset: Dataset, tmp_path: Path
) -> None:
    with opened_site(contexts, dataset, tmp_path / "site", date=str(DAY), lang="fr") as opened:
        page = opened.page
        page.get_by_role("button", name="Filtres", exact=True).click()
        dialog = page.get_by_role("dialog", name="Filtres")
        assert not dialog.get_by_role("group", name="Leur rôle").is_visible()
        dialog.get_by_label("Parties").select_option("belgium")
        dialog.get_by_role("button", name="Actes de leur part").click()
        opened.wait_for_query("role", "by")
        opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, Role.BY)))
        assert violations(page, "dialog[open]") == []
        dialog.get_by_role("button", name="Fermer").click()
        assert page.locator(f"{CHIP} > span").first.inner_text() == "actes de\u00a0: Belgique"
        page.locator(CHIP).click()
        opened.wait_for_query("actor", None)
        opened.wait_for_query("role", None)

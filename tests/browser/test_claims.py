"""The founding text in the panel of sources: a table whose records open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

VIEW = {"en": "News text", "fr": "Texte de presse"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FORMER = "correction-former-colonies"


def open_view(dashboard: Open, lang: str, **options: Any) -> Dashboard:
    opened = dashboard(**options).open_tab("sources", lang=lang)
    opened.page.get_by_role("button", name=VIEW[lang], exact=True).click()
    opened.page.locator(".gd-claim-row").first.wait_for()
    return opened


@pytest.mark.parametrize("lang", VIEW)
def test_the_former_colonial_ruler_stays_corrected_with_an_entry_of_its_own(
    dashboard: Open, dataset: Dataset, lang: Any
) -> None:
    opened = open_view(dashboard, lang)
    rows = opened.page.locator(".gd-claim-row")
    [correction] = [each for each in dataset.corrections if each.id == FORMER]
    row = rows.filter(has=opened.page.locator(f"[data-correction={FORMER}]"))
    assert row.count() == 1
    assert correction.text("text", lang) in row.inner_text()
    assert row.locator("[data-verdict=corrected]").count() == 1
    assert rows.count() == len(dataset.claims) + sum(not each.claim_ids for each in dataset.corrections)


def test_records_open_and_move_the_clock(dashboard: Open, dataset: Dataset) -> None:
    opened = open_view(dashboard, "en")
    row = opened.page.locator("[data-claim='6']")
    event = dataset.event_by_id["goma-captured-20250127"]
    row.get_by_role("link", name=event.title_en).click()
    opened.wait_for_query("event", event.id)
    opened.wait_for_query("date", event.date.isoformat())
    [step] = [each for each in dataset.stories if each.id == dataset.claims[5].step_ids[0]]
    row.get_by_role("button", name=f"Story, step {step.step}", exact=True).click()
    opened.wait_for_query("story", f"{step.story_id}.{step.step}")
    opened.wait_for_query("date", step.date.isoformat())


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, PHONE])
def test_the_table_breaks_no_rule(dashboard: Open, options: dict[str, Any]) -> None:
    opened = open_view(dashboard, "fr", **options)
    assert violations(opened.page, ".gd-panel") == []

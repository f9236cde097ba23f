"""Codes of an act are for those who know them: a card has them folded, under a word, with what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

EVENT = "rwa-bel-sever-relations-20250317"
WORDS = {"en": "Codes for analysts", "fr": "Codes pour analystes"}


def test_codes_are_folded_and_explained(dashboard: Open, dataset: Dataset) -> None:
    event = dataset.event_by_id[EVENT]
    opened = dashboard().open(date="2025-03-17", event=EVENT)
    for lang, word in WORDS.items():
        opened.visit("events", date="2025-03-17", event=EVENT, lang=lang)
        card = opened.page.locator(".gd-card")
        folded = card.locator("details").filter(has_text=word)
        folded.wait_for()
        assert "CAMEO" not in card.inner_text()
        folded.locator("summary").press("Enter")
        said = folded.inner_text()
        assert f"CAMEO {event.cameo} · PLOVER {event.plover}" in said
        assert "CAMEO" in said.partition(event.plover)[2], "a sentence says what they are"
    assert violations(opened.page, ".gd-card") == []

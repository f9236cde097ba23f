"""Links and the briefing view, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.link.state import parse_query, settle
from geodash.ui.brief import brief_content
from geodash.ui.share import share_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.app.conftest import Page

    OpenPage = Callable[..., Page]

FOUNDING = "rwa-bel-sever-relations-20250317"
BUSY = {
    "date": "2025-01-30",
    "days": "90",
    "event": "goma-captured-20250127",
    "cat": "battle,sanctions",
    "conf": "medium",
    "q": "goma",
    "layers": "control,roads",
    "compare": "2024-01-30",
    "tab": "places",
    "lang": "fr",
}


def test_the_pinned_link_is_the_state_with_its_data_version(open_page: OpenPage, dataset: Dataset) -> None:
    sent = open_page(**BUSY).sent_to("share")
    assert sent["pinned"] == BUSY | {"v": dataset.version}


def test_the_live_link_follows_the_latest_day(open_page: OpenPage, dataset: Dataset) -> None:
    live = open_page(**BUSY, story="fall-of-goma-and-bukavu.3").sent_to("share")["live"]
    assert live.keys() == BUSY.keys() - {"date", "event", "compare"}
    state, notices = settle(parse_query(live)[0], dataset)
    assert (state.date, notices) == (dataset.control_known_until, [])


def test_a_link_of_this_version_keeps_it_and_an_older_one_says_so(
    open_page: OpenPage, dataset: Dataset
) -> None:
    same = open_page(date="2025-03-17", v=dataset.version)
    assert same.query["v"] == dataset.version
    assert "never released" not in same.texts
    older = open_page(date="2025-03-17", v="0.9.0")
    assert "v" not in older.query
    assert "0.9.0" in older.texts
    assert "never released" in older.texts


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_button_is_labelled(dataset: Dataset, lang: str) -> None:
    state, _ = settle(parse_query({"lang": lang})[0], dataset)
    label = share_data(dataset, state, Translator(state.lang))["label"]
    assert label == {"en": "Share", "fr": "Partager"}[lang]


def test_brief_is_switched_on_and_off(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", event=FOUNDING)
    page.test.button(key="w_brief").click()
    page.again()
    assert page.query["brief"] == "1"
    sent = page.sent_to("brief")
    assert sent["title"] == "Rwanda severs diplomatic relations with Belgium"
    assert sent["day"] == "17 March 2025"
    page.test.button(key="w_unbrief").click()
    page.again()
    assert "brief" not in page.query


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_brief_counts_what_it_leaves_out(dataset: Dataset, lang: str) -> None:
    asked = parse_query({"date": "2025-03-17", "days": "all", "lang": lang})[0]
    content = brief_content(dataset, settle(asked, dataset)[0], Translator(asked.lang))
    assert len(content["events"]) == 40
    assert content["total"] > 100
    assert content["sources"].endswith("more." if lang == "en" else "autres.")
    assert content["locator"]["home"].startswith("M")

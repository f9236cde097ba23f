"""What sessions share is used by many at once."""

from __future__ import annotations

import gc
import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit import config

from geodash.ui import resources, served

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]


def test_cards_published_by_many_sessions_at_once_can_all_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(served, "root", lambda: tmp_path)
    monkeypatch.setattr(resources, "KEPT_CARDS", 20)

    def publish(number: int) -> bool:
        address = resources.publish_card({"title": f"card {number}"})
        assert address is not None
        resources.publish_card({"title": "the card that all look at"})
        return True

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(publish, range(600)))
    cards = list((tmp_path / "cards").iterdir())
    assert len(cards) == 20
    assert all(json.loads(card.read_text(encoding="utf-8"))["title"] for card in cards)


def test_a_card_that_is_asked_for_again_outlives_newer_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(served, "root", lambda: tmp_path)
    monkeypatch.setattr(resources, "KEPT_CARDS", 3)
    first = resources.publish_card({"title": "first"})
    for number in range(10):
        resources.publish_card({"title": str(number)})
        assert resources.publish_card({"title": "first"}) == first
    assert (tmp_path / "cards" / str(first).rpartition("/")[2]).is_file()


def test_a_rerun_does_not_go_through_all_objects() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    config.get_option("runner.postScriptGC")  # raises where Streamlit knows no such option any more


def test_what_sessions_leave_behind_is_collected_soon() -> None:
    records = [[number] for number in range(1_000_000)]
    resources._spare_the_collector()  # noqa: SLF001
    before = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(150_000)]
    assert gc.get_stats()[2]["collections"] > before
    assert len(records) > len(kept)

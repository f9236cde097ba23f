"""The chip that counts the events outside the view, and leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

pytestmark = [pytest.mark.browser, pytest.mark.led]


def test_it_shows_who_acts_and_on_whom(dashboard: Callable[..., Dashboard], dataset: Dataset) -> None:
    opened = dashboard()
    opened.page.goto(f"{opened.address}/?date=2025-03-17&cat=sanctions")
    opened.page.wait_for_function(opened.ready)
    opened.wait_until_settled()
    opened.frame.get_by_role("button", name="outside this view").click()
    places = [dataset.places[place_id] for place_id in ("brussels", "kigali")]
    opened.frame.wait_for_function(
        "(places) => places.every((at) => map.getBounds().contains(at))",
        arg=[[place.lat, place.lon] for place in places],
    )

"""The map alone on the whole screen, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]


@pytest.mark.parametrize(("lang", "name"), [("en", "Full screen"), ("fr", "Plein écran")])
def test_the_map_takes_the_whole_screen_and_gives_it_back(dashboard: Open, lang: str, name: str) -> None:
    opened = dashboard().open(date="2025-03-17", lang=lang)
    before, frame = opened.state(), opened.frame
    switch = frame.get_by_role("button", name=name)
    switch.click()
    frame.wait_for_function("() => document.fullscreenElement === map.getContainer()")
    frame.wait_for_function("() => map.getSize().x === window.screen.width || map.getSize().x === innerWidth")
    assert switch.get_attribute("aria-pressed") == "true"
    assert frame.evaluate("map.getSize().x") > 1200
    assert opened.state()["events"] == before["events"]
    switch.press("Enter")
    frame.wait_for_function("() => document.fullscreenElement === null && map.getSize().x < 1200")
    assert switch.get_attribute("aria-pressed") == "false"
    assert opened.state()["view"][2] == before["view"][2]
    assert opened.errors == []


def test_a_narrow_map_has_no_switch_for_it(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 390, "height": 844}).open(date="2025-03-17")
    assert not opened.frame.get_by_role("button", name="Full screen").is_visible()
    assert opened.frame.get_by_role("button", name="Zoom in").is_visible()

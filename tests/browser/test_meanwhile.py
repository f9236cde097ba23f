"""What is done while the page is busy with something else: it is neither lost nor does it jam the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.browser.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard
    from tests.conftest import TinyPackage

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

MAP_IN_FRENCH = """() => [...document.querySelectorAll("iframe")].some(({ contentWindow }) =>
  contentWindow.geodash?.getState().lang === "fr")"""
SCENES = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('scene.json')).length"""
"""How many versions of the data the page has fetched."""
LANGUAGES = {"fr": "FR", "en": "EN"}


def grab(opened: Dashboard) -> tuple[float, float]:
    """Take the thumb of the clock."""
    box = opened.slider.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    return x, y


def switch(opened: Dashboard, lang: str) -> None:
    button = opened.page.locator(".st-key-w_lang").get_by_text(LANGUAGES[lang], exact=True)
    button.evaluate("(button) => button.click()")


def test_a_drag_begun_while_the_language_changes_moves_the_clock(dashboard: Open) -> None:
    """The parts of the page are made anew under the finger: whatever they held is released."""
    opened = dashboard().open(date="2025-01-27")
    for number, wait in enumerate((0, 20, 40, 60, 80, 100, 120, 160, 240)):
        lang = ("fr", "en")[number % 2]
        x, y = (box := opened.slider.bounding_box())["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        opened.page.mouse.move(x, y)
        switch(opened, lang)
        opened.page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", wait)
        opened.page.mouse.down()
        for step in range(1, 5):
            opened.page.mouse.move(x - 6 * step, y)
        opened.page.mouse.up()
        opened.wait_for_state("s.lang === v", lang)
        opened.wait_until_settled()
        opened.wait_for_query("lang", lang if lang != "en" else None)
        go_on(opened)


def go_on(opened: Dashboard) -> None:
    """The clock arrives where it was left, and a change after it arrives too."""
    for key in ("", "ArrowLeft"):
        if key:
            opened.slider.press(key)
        opened.wait_until_settled()
        opened.wait_for_query("date", opened.state()["date"])


def test_a_drag_goes_on_when_a_language_that_was_chosen_before_arrives(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-27")
    x, y = grab(opened)
    opened.page.mouse.move(x - 12, y, steps=3)
    switch(opened, "fr")
    opened.wait_for_state("s.lang === 'fr'")
    before = opened.state()["date"]
    opened.page.mouse.move(x - 60, y, steps=5)
    opened.wait_for_state("s.date < v", before)
    opened.page.mouse.up()
    opened.page.get_by_role("button", name="Lecture", exact=True).wait_for()
    go_on(opened)
    opened.wait_for_query("lang", "fr")
    opened.page.get_by_role("button", name="Lecture", exact=True).click()
    switch(opened, "en")  # while the clock plays
    opened.page.get_by_role("button", name="Play", exact=True).wait_for()
    go_on(opened)


def test_a_drag_in_which_the_data_change_ends_where_it_was(
    dashboard: Open, tiny_package: TinyPackage
) -> None:
    with serve(tiny_package.folder) as address:
        opened = dashboard(server=address).open(date="2025-01-27")
        scene = opened.page.evaluate(SCENES)
        x, y = grab(opened)
        opened.page.mouse.move(x - 12, y, steps=3)
        tiny_package.set_cell("events.csv", 2, "title_en", "Another")
        switch(opened, "fr")  # any message has the server look at its data
        opened.page.wait_for_function(f"(before) => ({SCENES})() > before", arg=scene)
        opened.page.wait_for_function(MAP_IN_FRENCH)  # other data may give the map another frame
        opened.page.mouse.move(x - 30, y, steps=3)
        opened.page.mouse.up()
        opened.page.get_by_role("button", name="Lecture", exact=True).wait_for()
        go_on(opened)


@pytest.mark.parametrize("menu", ["w_filters", "w_layers_pop", "w_data", "w_export"])
def test_a_menu_opened_before_the_answer_leaves_the_day_that_was_chosen(
    dashboard: Open, address: str, menu: str
) -> None:
    """The address bar is renewed with the answer: until then it names the day before."""
    with Line(address) as line:
        opened = dashboard(line.address).open(date="2025-03-17")
        line.late = 0.4
        opened.frame.evaluate("() => window.geodash.setState({ date: '2025-02-10' })")
        opened.page.evaluate("() => new Promise((done) => setTimeout(done, 450))")  # on its way back
        opened.page.locator(f".st-key-{menu} button").first.click()
        opened.page.locator("[data-testid=stPopoverBody] > *").first.wait_for()
        opened.wait_until_settled()
        opened.wait_for_query("date", "2025-02-10")
        line.late = 0.0
        opened.page.keyboard.press("Escape")
        opened.wait_until_settled()
        assert opened.state()["date"] == "2025-02-10"

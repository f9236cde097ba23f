"""What the page does when the server, or the line to it, is lost: it ends in what the user left."""

from __future__ import annotations

import re
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serving
from tests.browser.line import Line
from tests.browser.steps import make_a_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

CUT_SECONDS = 7
FROZEN_SECONDS = 30
BACK_MS, SOON_MS, COLD_MS = 60_000, 5_000, 20_000
"""Streamlit asks for a lost server ever less often; once it has found it the page follows soon. A server that
was started anew loads its data first."""
AWAY = {"en": "The server does not answer", "fr": "Le serveur ne répond pas"}
FIRST = {"date": "2025-01-27", "days": "30"}


def wait_for_seconds(opened: Dashboard, seconds: float) -> None:
    """Let time pass in the page: how long a fault lasts is what is tested."""
    end = time.time() + seconds
    passed = "(end) => Date.now() / 1000 > end"
    opened.page.wait_for_function(passed, arg=end, timeout=60_000, polling=200)  # not in every frame


def settles_on(opened: Dashboard, query: dict[str, str], soon_ms: int = SOON_MS) -> None:
    """Address, card and sentence follow what the user left, and nothing says that the server is away."""
    opened.page.wait_for_function(
        "() => document.querySelector('.stApp').dataset.testConnectionState === 'CONNECTED'", timeout=BACK_MS
    )
    for name, value in query.items():
        opened.page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value",
            arg=[name, value],
            timeout=soon_ms,
        )
    opened.wait_until_settled()
    opened.page.wait_for_function("() => !document.querySelector('.gd-skeleton, .gd-away:not([hidden])')")


def test_a_change_made_after_the_server_was_lost_arrives(dashboard: Open) -> None:
    with serving() as server:
        opened = dashboard(server=server.address).open(**FIRST)
        sentence = opened.page.locator(".gd-sentence").inner_text()
        server.kill()
        server.start()
        opened.slider.press("ArrowLeft")
        opened.wait_for_state("s.date === '2025-01-26'")
        settles_on(opened, {"date": "2025-01-26"}, COLD_MS)
        opened.page.wait_for_function(
            "(before) => document.querySelector('.gd-sentence').innerText !== before", arg=sentence
        )
        assert "20250126" in make_a_file(opened)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_killed_server_comes_back_to_what_the_user_left(dashboard: Open, lang: str) -> None:
    """Nothing stands in the way meanwhile: the clock goes on, and the page says that the server is away."""
    left = {"place": "goma", "tab": "places", "conf": "medium"} | ({} if lang == "en" else {"lang": lang})
    with serving() as server:
        opened = dashboard(server=server.address).open_tab(**FIRST, **left)
        opened.frame.evaluate("() => window.geodash.setState({view: [-1.5, 29.1, 9]})")
        view = opened.state()["view"]
        server.kill()
        opened.page.get_by_text(AWAY[lang]).wait_for()
        opened.slider.press("ArrowLeft")
        opened.wait_for_state("s.date === '2025-01-26'")
        assert opened.page.get_by_role("dialog").count() == 0
        box = opened.frame.locator("#map_div").bounding_box()
        assert box is not None
        on_top = "([x, y]) => document.elementFromPoint(x, y).tagName"
        assert opened.page.evaluate(on_top, [box["x"] + box["width"] / 2, box["y"] + 200]) == "IFRAME"
        server.start()
        settles_on(opened, {"date": "2025-01-26"} | left, COLD_MS)
        assert opened.state()["view"] == view
        assert opened.page.evaluate("() => document.querySelector('.gd-panel').lang") == lang


def test_a_frozen_server_takes_in_what_was_done_meanwhile(dashboard: Open) -> None:
    with serving() as server:
        opened = dashboard(server=server.address).open(**FIRST)
        server.send(signal.SIGSTOP)
        opened.slider.press("ArrowLeft")
        opened.page.get_by_text(AWAY["en"]).wait_for()
        opened.slider.press("ArrowLeft")
        wait_for_seconds(opened, FROZEN_SECONDS)
        server.send(signal.SIGCONT)
        settles_on(opened, {"date": "2025-01-25"})
        assert opened.state()["date"] == "2025-01-25"


def press_a_key(opened: Dashboard) -> dict[str, str]:
    opened.slider.press("ArrowLeft")
    return {"date": "2025-01-26"}


def select_an_event(opened: Dashboard) -> dict[str, str]:
    row = opened.options.nth(2)
    row.click()
    return {"event": row.get_attribute("data-event-id")}


def drag_the_clock(opened: Dashboard) -> dict[str, str]:
    box = opened.slider.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x - 60, y, steps=4)
    opened.page.mouse.up()
    return {"date": opened.state()["date"]}


def search_for_words(opened: Dashboard) -> dict[str, str]:
    box = opened.page.locator(".gd-find-input")
    box.fill("bukavu")
    box.press("Enter")
    return {"q": "bukavu"}


def switch_the_language(opened: Dashboard) -> dict[str, str]:
    opened.page.get_by_role("radio", name="FR").or_(opened.page.get_by_role("button", name="FR")).click()
    return {"lang": "fr"}


KEPT_BY_US = [press_a_key, select_an_event, drag_the_clock, search_for_words]
"""What needs no server to be seen. Streamlit's own controls cannot be pressed while it is away."""


@pytest.mark.parametrize("act", KEPT_BY_US)
def test_what_is_done_after_the_line_was_cut_arrives(
    dashboard: Open, address: str, act: Callable[[Dashboard], dict[str, str]]
) -> None:
    with Line(address) as line:
        opened = dashboard(server=line.address).open(**FIRST, lang="fr")
        line.cut()
        wanted = act(opened)
        wait_for_seconds(opened, CUT_SECONDS)
        opened.page.get_by_text(AWAY["fr"]).wait_for()
        line.mend()
        settles_on(opened, wanted | {"lang": "fr"})


@pytest.mark.parametrize("act", [*KEPT_BY_US, switch_the_language])
def test_what_was_on_its_way_when_the_line_was_cut_arrives(
    dashboard: Open, address: str, act: Callable[[Dashboard], dict[str, str]]
) -> None:
    with Line(address) as line:
        opened = dashboard(server=line.address).open(**FIRST)
        wanted = act(opened)
        line.cut()
        wait_for_seconds(opened, CUT_SECONDS)
        opened.page.locator(".gd-away").get_by_text(re.compile("|".join(AWAY.values()))).wait_for()
        line.mend()
        settles_on(opened, wanted)


def test_a_file_that_was_being_made_when_the_line_was_cut_is_not_lost_without_a_word(
    dashboard: Open, address: str
) -> None:
    with Line(address) as line:
        opened = dashboard(server=line.address).open(**FIRST)
        opened.page.get_by_role("button", name="Export").click()
        opened.page.get_by_role("button", name="Make the file").click()
        opened.page.get_by_text("Making the file").wait_for()
        line.cut()
        wait_for_seconds(opened, CUT_SECONDS)
        line.mend()
        told = opened.page.get_by_test_id("stToast").filter(has_text="the line to the server was lost")
        told.wait_for(timeout=BACK_MS)
        settles_on(opened, {})
        assert make_a_file(opened).endswith(".png")


def test_a_card_that_does_not_come_is_asked_for_again(dashboard: Open) -> None:
    opened = dashboard().open(**FIRST)
    opened.page.route("**/cards/**", lambda route: route.fulfill(status=404))
    opened.options.nth(1).click()
    opened.page.locator(".gd-card").get_by_text("The page tries again.").wait_for()
    opened.page.unroute("**/cards/**")
    opened.page.locator(".gd-card .gd-facts").wait_for()
    assert opened.page.get_by_text("The page tries again.").count() == 0


def test_a_scene_that_does_not_come_is_asked_for_again(dashboard: Open) -> None:
    opened = dashboard()
    opened.page.route("**/scene.json", lambda route: route.abort())
    opened.page.goto(f"{opened.address}/?lang=fr")
    opened.page.get_by_text("La page réessaie").first.wait_for()
    opened.page.unroute("**/scene.json")
    opened.wait_until_ready()
    assert opened.page.locator(".gd-failed").count() == 0
    assert opened.frame.locator(".gd-failed").count() == 0

"""A Chromium, and pages in it that reach nothing but this machine and count what they send and receive."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, WebSocket

STOPWATCHES = Path(__file__).with_name("scripts") / "bench.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL in software, for the deck.gl peer
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing but this machine
]
WHOLE = """async () => {
  const scenes = await Promise.all(window.geodashScenes?.values() ?? []);
  await Promise.all(scenes.map((scene) => scene.pieces.whole));
}"""
"""Waits until all events have come: what comes is drawn, beside what is measured."""
WIDTH, HEIGHT = 1440, 900
TIMEOUT_MS = 300_000
"""Long: a server that loads 400,000 events answers its first session late."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium, or the one that GEODASH_CHROMIUM names."""
    wanted = (os.environ.get("GEODASH_CHROMIUM"), *NAMES)
    path = next((found for name in wanted if name and (found := shutil.which(name))), None)
    if path is None:
        raise RuntimeError("There is no Chromium: install it or point GEODASH_CHROMIUM at one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Traffic:
    """Sizes in bytes of the messages over the page's web sockets since the last reset."""

    sent: list[int] = field(default_factory=list)
    received: list[int] = field(default_factory=list)

    def watch(self, socket: WebSocket) -> None:
        """Count the messages of one more socket."""
        socket.on("framesent", lambda data: self.sent.append(_bytes_of(data)))
        socket.on("framereceived", lambda data: self.received.append(_bytes_of(data)))

    def reset(self) -> None:
        """Forget what was counted."""
        self.sent.clear()
        self.received.clear()

    @property
    def total(self) -> int:
        """Bytes in both directions."""
        return sum(self.sent) + sum(self.received)


@dataclass(frozen=True)
class Tab:
    """An open page with stopwatches in it."""

    page: Page
    traffic: Traffic

    def wait_for_map(self, kind: str) -> float:
        """Milliseconds from the start of the navigation to a painted map."""
        return float(self.run("(kind) => geodashBench.opened(kind)", kind))

    def wait_for_page(self) -> None:
        """Wait until the clock and an open panel are there and nothing is under way."""
        self.slider.wait_for()
        self.page.locator(".gd-tabpanel:not([hidden]) > *").wait_for()
        self.page.wait_for_function("() => !document.querySelector('.gd-skeleton')")
        self.run(WHOLE)
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        """Wait until the server has answered everything."""
        self.page.wait_for_function(
            """() => document.documentElement.dataset.geodash !== 'unsettled'
              && document.querySelector('[data-test-script-state="notRunning"]')"""
        )

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401  what a page returns
        """Evaluate a function in the page."""
        return self.page.evaluate(script, argument)

    @property
    def slider(self) -> Locator:
        """The clock's slider, or the slider of a page we compare with."""
        clock = self.page.locator(".gd-thumb")
        return clock if clock.count() else self.page.get_by_role("slider").first

    def thumb(self) -> tuple[float, float]:
        """Middle of the slider's thumb."""
        box = self.slider.bounding_box()
        if box is None:
            raise RuntimeError("The slider cannot be seen.")
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@contextmanager
def open_tab(browser: Browser, address: str, query: dict[str, str] | None = None) -> Iterator[Tab]:
    """Open an address in a context of its own, without anything cached; close it when the block ends."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    try:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.add_init_script(path=STOPWATCHES)
        traffic = Traffic()
        page.on("websocket", traffic.watch)
        page.goto(f"{address}/?{urlencode(query or {})}", wait_until="commit")
        yield Tab(page, traffic)
    finally:
        context.close()


def _bytes_of(data: str | bytes) -> int:
    return len(data.encode()) if isinstance(data, str) else len(data)

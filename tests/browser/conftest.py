"""A served page and a Chromium to look at it with. No test here sleeps: each waits for a condition."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.alone import open_file  # noqa: F401  a fixture
from tests.browser.contexts import FAILED, FLAGS, OUTPUT, ROOT, Contexts
from tests.browser.opened import Dashboard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

PIXELS = """(canvas) => {
  const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  pen.drawImage(canvas, 0, 0);
  return pen;
}"""
"""A copy of a canvas that can be read, whatever the canvas itself is drawn with."""
PAINTED = f"""(canvas) => ({PIXELS})(canvas)
  .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0)"""


def chromium_path() -> str | None:
    names = (os.environ.get("GEODASH_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        reason = "no Chromium: install it or point GEODASH_CHROMIUM at one"
        if os.environ.get("GEODASH_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Contexts:
    return Contexts(chromium)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Each server that a test starts would take a processor for seconds, beside the tests.
os.environ.setdefault("GEODASH_SHRINK", "off")


class Server:
    """A server of the page on a port of its own, which a test may kill and start again."""

    def __init__(self, data: Path | str | None = None, path: str = "") -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}{path}"
        self._path = path
        self._data = data
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless=true"]
        command += [f"--server.port={self.port}", "--server.address=127.0.0.1"]
        command += [f"--server.baseUrlPath={self._path}"]
        environment = dict(os.environ) | ({"GEODASH_DATA": str(self._data)} if self._data else {})
        OUTPUT.mkdir(exist_ok=True)
        with (OUTPUT / f"server-{self.port}.log").open("a") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        wait_for_health(self.address, self._process)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut does: nobody is told."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def send(self, signal: int) -> None:
        """Freeze it, or let it go on."""
        assert self._process is not None
        self._process.send_signal(signal)

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(10)


@contextmanager
def serve(data: Path | str | None = None) -> Iterator[str]:
    """Serve the page on a free port, with its own data if given, until the block ends."""
    with serving(data) as server:
        yield server.address


@contextmanager
def serving(data: Path | str | None = None, path: str = "") -> Iterator[Server]:
    """The same, for a test that stops and starts the server itself; ``path`` is where it lies on its host."""
    server = Server(data, path)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def wait_for_health(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise AssertionError(f"The server stopped with {server.returncode}.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            continue
    raise AssertionError("The server did not start within a minute.")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serve() as started:
        yield started


def wait_until_listed(page: Page, ids: Iterable[str]) -> None:
    """Wait until the list shows these events and no others: it follows the map a moment later."""
    page.wait_for_function(
        """(ids) => {
          const rows = document.querySelectorAll('#gd-events [role="option"]');
          return Array.from(rows, (row) => row.dataset.eventId).sort().join() === ids;
        }""",
        arg=",".join(sorted(ids)),
    )


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"127.0.0.1", "localhost"}


@pytest.fixture
def dashboard(
    contexts: Contexts, address: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Dashboard]]:
    """Open dashboards that can reach nothing but their own server; keep a picture where a test fails.

    Where a test is marked as ``led``, they may be those that another such test has left.
    """
    opened: list[Dashboard] = []
    led = request.node.get_closest_marker("led") and not request.node.get_closest_marker("loaded")

    def make(server: str = address, **options: Any) -> Dashboard:
        options = {"viewport": {"width": 1440, "height": 900}} | options
        dashboard = (led and contexts.standing.take(server, options)) or new(server, options)
        opened.append(dashboard)
        return dashboard

    def new(server: str, options: dict[str, Any]) -> Dashboard:
        page = contexts.take(server, **options).new_page()
        page.set_default_timeout(20_000)
        dashboard = Dashboard(page, server, options, led=bool(led))

        def note(asked: Request) -> None:
            if not is_local(asked.url):
                dashboard.foreign.append(asked.url)

        # The browser reaches no other host (FLAGS). To stand in the way of each request would take long.
        page.on("requestfailed", note)
        page.on("pageerror", lambda error: dashboard.errors.append(str(error)))
        page.on("websocket", dashboard.follow)
        return dashboard

    yield make
    failed = request.node.stash.get(FAILED, False)
    for number, dashboard in enumerate(opened):
        if failed:
            OUTPUT.mkdir(exist_ok=True)
            dashboard.page.screenshot(path=str(OUTPUT / f"{request.node.name}-{number}.png"))
        for left in [dashboard] if failed or not led else contexts.standing.keep(dashboard):
            contexts.give_back(left.page.context, failed=failed)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report

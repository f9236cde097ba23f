"""Static sites, served by Python's plain server of files, and opened as the page is."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from geodash.files import write_folder
from geodash.products.site.whole import site_files
from tests.browser.conftest import free_port
from tests.browser.opened import Dashboard
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Frame

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts


class Site(Dashboard):
    """An open static site: its map is no frame of its own."""

    ready: ClassVar[str] = "() => window.geodash?.getState?.().ready"

    @property
    def frame(self) -> Frame:
        return self.page.main_frame

    def click_middle_of_map(self) -> None:
        box = self.page.locator(".geodash").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@contextmanager
def serving_files(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a folder by ``python -m http.server`` until the block ends: its address, and the server."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--directory", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: answers(address), "the server of files did not start")
        yield address, server
    finally:
        server.terminate()
        server.wait(10)


def answers(address: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def opened_site(contexts: Contexts, dataset: Dataset, folder: Path, **query: str) -> Iterator[Dashboard]:
    """Write the site of a dataset, serve it and open it, until the block ends."""
    with serving_files(write_site(dataset, folder)) as (address, _):
        page = contexts.take(address, service_workers="block").new_page()
        yield Site(page, address).open(**query)
        contexts.give_back(page.context)


def write_site(dataset: Dataset, folder: Path) -> Path:
    """Write the site of a dataset into a folder."""
    write_folder(folder, site_files(dataset))
    return folder

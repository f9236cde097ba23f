"""What the measurements share: a browser, generated packages, running servers."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.browser import open_tab
from benchmarks.servers import APP, PEERS, Server, serve
from benchmarks.synthetic import GEODATA, DenseWindow, dense_window, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from benchmarks.browser import Tab

USUAL_GC, OUR_GC = ({"STREAMLIT_RUNNER_POST_SCRIPT_GC": text} for text in ("true", "false"))
"""Streamlit goes through all objects after every rerun; geodash turns that off."""
SHARE_IN_WINDOW = 4
"""A window holds at least one event in so many."""


@dataclass(frozen=True)
class Package:
    """A data package, and a stretch of days on which its window is dense."""

    folder: Path
    name: str
    window: DenseWindow | None = None

    @property
    def query(self) -> dict[str, str]:
        """Parameters that open the dashboard at the start of that stretch."""
        if self.window is None:
            return {"date": "2025-01-10"}
        return {"date": self.window.first.isoformat(), "days": str(self.window.days)}


@dataclass
class Bench:
    """One run. Servers of packages stay up until ``close``; packages live in ``folder``."""

    browser: Browser
    folder: Path
    quick: bool = False
    _stack: ExitStack = field(default_factory=ExitStack)
    _servers: dict[Path, tuple[Server, ExitStack]] = field(default_factory=dict)
    _packages: dict[int, Package] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Number of scrub steps in a sample."""
        return 20 if self.quick else 60

    @property
    def many(self) -> int:
        """Number of events in the large package."""
        return 40_000 if self.quick else 400_000

    @property
    def most(self) -> int:
        """Number of events in the largest package."""
        return 100_000 if self.quick else 1_000_000

    def repeats(self, usual: int) -> int:
        """Number of repetitions of something slow."""
        return max(2, usual // 2) if self.quick else usual

    @property
    def shipped(self) -> Package:
        """The package of the repository."""
        return Package(GEODATA, "shipped data")

    @property
    def large(self) -> Package:
        """The large package, with a quarter of its events in the window."""
        return self.package(self.many, self.many // SHARE_IN_WINDOW)

    @property
    def huge(self) -> Package:
        """The largest package."""
        return self.package(self.most, self.most // SHARE_IN_WINDOW)

    def package(self, events: int, least: int) -> Package:
        """A generated package, written on first use, with at least ``least`` events in its window."""
        if events not in self._packages:
            folder = self.folder / f"events-{events}"
            if not (folder / "datapackage.json").is_file():
                say(f"writing {events:,} events")
                write_package(folder, events)
            window = dense_window(folder, least)
            name = f"{events:,} events, {window.least:,} in the window"
            self._packages[events] = Package(folder, name, window)
        return self._packages[events]

    def server(self, package: Package) -> Server:
        """A server of the dashboard for a package; started on first use."""
        if package.folder not in self._servers:
            stack = ExitStack()
            running = stack.enter_context(self.fresh_server(package))
            self._servers[package.folder] = running, stack
        return self._servers[package.folder][0]

    def close(self) -> None:
        """Stop everything."""
        self.stop_servers()

    def stop_servers(self) -> None:
        """Stop every server, so that what follows has the machine to itself."""
        for _, stack in self._servers.values():
            stack.close()
        self._servers.clear()

    @contextmanager
    def fresh_server(self, package: Package) -> Iterator[Server]:
        """A server of the dashboard that nobody has used yet."""
        with serve(APP, self.log, {"GEODASH_DATA": str(package.folder)}) as running:
            yield running

    @contextmanager
    def peer(self, name: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
        """A server of one of the small apps in benchmarks/peers, which collects garbage as Streamlit does."""
        with serve(PEERS / f"{name}.py", self.log, USUAL_GC | (environment or {})) as running:
            yield running

    @contextmanager
    def dashboard(self, package: Package, **query: str) -> Iterator[Tab]:
        """The dashboard with a package, opened and settled; ``query`` adds to the package's own."""
        with open_tab(self.browser, self.server(package).address, package.query | query) as tab:
            tab.wait_for_map("geodash")
            tab.wait_for_page()
            yield tab

    @property
    def log(self) -> Path:
        """Where servers write."""
        return self.folder / "servers.log"


def say(text: str) -> None:
    """Tell whoever waits what is going on."""
    print(f"  {text}", file=sys.stderr, flush=True)

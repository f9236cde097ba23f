"""Contexts and pages that one test hands to the next: what a page has fetched and compiled is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.opened import Dashboard

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "test-output"
FAILED: pytest.StashKey[bool] = pytest.StashKey()
"""On a test that failed: its contexts are not used again."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
FORGOTTEN = "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems"
"""What a site can leave in a browser that changes what it shows the next time. The HTTP cache does not."""

MOST = 3
"""Pages that stand at once: each takes some 100 MB."""
MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
"""What a context is made with where a test does not say otherwise; a page that stands follows a change."""


class Contexts:
    """Contexts by their options; each belongs to one test at a time, and is cleaned when it comes back.

    In a new context nothing is cached: opening the page fetches and compiles Streamlit's program once more,
    which takes nearly half of the processor time of most tests. One page stays open in each context, so that
    its window and, with ``--process-per-site``, the process of its pages stay as well.
    """

    def __init__(self, browser: Browser) -> None:
        self.standing = Standing()
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._keys: dict[BrowserContext, str] = {}

    def take(self, address: str, **options: Any) -> BrowserContext:
        """Give a context that no other test has, as if it were new."""
        key = repr(sorted(options.items()))
        if free := self._free.get(key):
            context = free.pop().context
            # An empty grant is not none: it denies whatever it does not name.
            if permissions := options.get("permissions"):
                context.grant_permissions(permissions)
            return context
        context = self._browser.new_context(**options)
        context.new_page().goto(f"{address}/_stcore/health")
        self._keys[context] = key
        return context

    def give_back(self, context: BrowserContext, *, failed: bool = False) -> None:
        """Clean a context for the next test, or close it where that cannot be done."""
        kept, *pages = context.pages
        # A clock that a test has set stays in its context for good.
        if failed or kept.evaluate("() => '__pwClock' in window"):
            context.close()
            return
        for page in pages:
            page.close()
        context.unroute_all()
        context.set_offline(offline=False)
        context.clear_permissions()
        forget(kept)
        self._free.setdefault(self._keys[context], []).append(kept)


def forget(page: Page) -> None:
    """Take away what sites have left in the context of a page."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": FORGOTTEN})
    session.detach()


def fixed(settings: dict[str, Any]) -> dict[str, Any]:
    """What cannot be changed in a page once it is open."""
    return {name: value for name, value in settings.items() if name not in {"viewport", *MEDIA}}


class Standing:
    """Pages that stand, by server and options. To load one takes six times as long as to lead it on."""

    def __init__(self) -> None:
        self._free: list[Dashboard] = []

    def take(self, server: str, options: dict[str, Any]) -> Dashboard | None:
        """Give a page that stands, with nothing open and nothing kept, or None."""
        wanted = (server, fixed(options))
        found = next((d for d in self._free if (d.address, fixed(d.settings)) == wanted), None)
        if found is None:
            return None
        self._free.remove(found)
        found.settings = options
        found.leave()
        return found

    def keep(self, dashboard: Dashboard) -> list[Dashboard]:
        """Let a page stand; return those that cannot, or have stood longest of too many."""
        if not dashboard.stands:
            return [dashboard]
        self._free.append(dashboard)
        given_up, self._free = self._free[:-MOST], self._free[-MOST:]
        return given_up

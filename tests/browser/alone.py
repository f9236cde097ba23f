"""Pages in one file, opened from disk with the network cut."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geodash.products.onefile.page import render_html
from tests.browser.contexts import FAILED, OUTPUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts

    Open = Callable[..., "Opened"]

MADE = date(2026, 6, 1)


@dataclass
class Opened:
    """An open file: what it asked for and what went wrong."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("() => window.geodash.getState()")
        return found

    def set(self, **patch: object) -> None:
        self.page.evaluate("(patch) => window.geodash.setState(patch)", patch)

    def wait_for(self, condition: str, value: object = None) -> None:
        self.page.wait_for_function(
            f"(v) => {{ const s = window.geodash?.getState(); return s && ({condition}); }}", arg=value
        )

    @property
    def slider(self) -> Any:
        return self.page.get_by_role("slider")

    def listed(self) -> list[str]:
        found: list[str] = (
            self.page.get_by_role("listbox")
            .get_by_role("option")
            .evaluate_all("(rows) => rows.map((row) => row.dataset.eventId)")
        )
        return found

    def wait_for_card(self, title: str) -> None:
        self.page.wait_for_function(
            """(title) => document.querySelector('.gd-card h2')?.textContent === title
              && !document.querySelector('.gd-card .gd-skeleton')""",
            arg=title,
        )

    def card(self) -> str:
        return self.page.locator(".gd-card-body").inner_text()


@pytest.fixture
def open_file(
    contexts: Contexts, address: str, dataset: Dataset, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Open]:
    """Write the page of a state to disk and open it; any request but the file itself fails."""
    opened: list[Opened] = []

    def make(state: DashboardState, *, of: Dataset = dataset, fragment: str = "", **options: Any) -> Opened:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_bytes(render_html(of, state, made=MADE))
        context = contexts.take(address, **({"viewport": {"width": 1440, "height": 900}} | options))
        file = Opened(context.new_page(), path.as_uri())
        file.page.set_default_timeout(15_000)

        def only_itself(route: Route) -> None:
            if re.split("[?#]", route.request.url)[0] == path.as_uri():
                route.continue_()
            else:
                file.asked.append(route.request.url)
                route.abort()

        context.route("**/*", only_itself)
        context.set_offline(offline=True)
        file.page.on("pageerror", lambda error: file.errors.append(str(error)))
        file.page.on("console", lambda told: file.errors.append(told.text) if told.type == "error" else None)
        opened.append(file)
        file.page.goto(path.as_uri() + fragment)
        file.wait_for("s.ready")
        return file

    yield make
    for number, file in enumerate(opened):
        OUTPUT.mkdir(exist_ok=True)
        file.page.screenshot(path=str(OUTPUT / f"{request.node.name}-{number}.png"))
        contexts.give_back(file.page.context, failed=request.node.stash.get(FAILED, False))
        assert file.asked == []
        assert file.errors == []

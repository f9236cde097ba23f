"""The panel of places, opened for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NO_DATA = {"en": "No data", "fr": "Pas de données"}


class Places:
    """The panel on an open page."""

    def __init__(self, opened: Dashboard) -> None:
        self.opened = opened
        self.page = opened.page
        self.list = self.page.locator("#gd-places")
        self.search = self.page.get_by_role("searchbox")
        self.order = self.page.locator(".gd-place-order")

    @property
    def listed(self) -> list[str]:
        found: list[str] = self.list.get_by_role("option").evaluate_all(
            "(rows) => rows.map((row) => row.dataset.placeId)"
        )
        return found

    def wait_for_listed(self, *ids: str) -> None:
        self.page.wait_for_function(
            """(ids) => [...document.querySelectorAll('#gd-places [role=option]')]
              .map((row) => row.dataset.placeId).join() === ids""",
            arg=",".join(ids),
        )

    def words(self) -> dict[str, list[str]]:
        """What each row says of its holder: the first words shown, and the name that is spoken."""
        found: dict[str, list[str]] = self.list.evaluate(
            """(list) => Object.fromEntries([...list.querySelectorAll('[role=option]')].map((row) => [
              row.dataset.placeId,
              [row.querySelector('.gd-place-holder span')?.textContent ?? '', row.getAttribute('aria-label')],
            ]))"""
        )
        return found

    def strip(self, place: str) -> Any:
        return self.page.locator(f"#gd-place-{place} .gd-place-strip")

    def click_strip(self, place: str, share: float) -> None:
        strip = self.strip(place)
        strip.scroll_into_view_if_needed()
        box = strip.bounding_box()
        strip.click(position={"x": box["width"] * share, "y": box["height"] / 2})

    def show_span(self, kind: str) -> None:
        self.page.locator(f".gd-spans [data-kind='{kind}']").click()

    @staticmethod
    def box(target: Any) -> dict[str, float]:
        """Where a part of the page stands."""
        found: dict[str, float] = target.bounding_box()
        return found

    def pointer(self) -> str | None:
        active: str | None = self.list.get_attribute("aria-activedescendant")
        return active and active.removeprefix("gd-place-")

    def line(self) -> float:
        """Where the line of the day stands on the axis, from 0 to 1."""
        share: float = self.page.evaluate(
            """() => {
              const line = document.querySelector('.gd-place-day').getBoundingClientRect();
              const lane = document.querySelector('.gd-place-front .gd-place-lane').getBoundingClientRect();
              return (line.left + line.width / 2 - lane.left) / lane.width;
            }"""
        )
        return share


def open_places(dashboard: Open, options: dict[str, Any] | None = None, **query: str) -> Places:
    return Places(dashboard(**(options or {})).open_tab("places", **query))

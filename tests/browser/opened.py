"""A page that a test has opened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.contexts import MEDIA, forget

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page, WebSocket

READY = """() => [...document.querySelectorAll('iframe')].some((frame) => {
  try { return frame.contentWindow.geodash?.getState().ready; } catch { return false; }
})"""
LED = """(query) => {
  history.pushState(null, '', `?${query}`);
  dispatchEvent(new PopStateEvent('popstate'));
}"""
"""Follow a link as going back does: the page is not loaded anew."""
FILLED = """(panel) => !document.querySelector(`${panel} .gd-skeleton`)
  && ![...document.querySelectorAll('.gd-card .gd-skeleton')].some((each) => each.checkVisibility())"""
"""Whether a panel and the open card have come; a card that was closed before may never be filled."""
AS_ASKED = "s.lang === v.lang && s.date === (v.date ?? s.date)"
CLOCK = (
    "new Date(864e5 * parent.document.querySelector('.gd-thumb').getAttribute('aria-valuenow'))"
    ".toISOString().slice(0, 10)"
)
"""The day that the clock shows, read in the frame of the map."""
LEFT = """() => {
  sessionStorage.clear();
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  for (const note of document.querySelectorAll(':popover-open')) note.hidePopover();
  const spans = document.querySelector('.gd-spans');
  (spans?.querySelector('[data-kind=recent]') ?? spans?.querySelector('[data-kind=all]'))?.click();
  document.activeElement?.blur();
}"""


@dataclass
class Dashboard:
    """An open page: the requests it made, the messages it sent, and its map."""

    ready: ClassVar[str] = READY
    page: Page
    address: str
    settings: dict[str, Any] = field(default_factory=dict)
    led: bool = False
    """Whether a link leads the page on where it stands, in place of loading it anew."""
    foreign: list[str] = field(default_factory=list)
    lines: list[WebSocket] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, **query: str) -> Dashboard:
        self.go(query)
        self.wait_until_ready()
        return self

    def go(self, query: dict[str, str]) -> None:
        """Load the page at a link, or follow the link in the page that stands."""
        if not (self.led and self.page.url.startswith(f"{self.address}/?")):
            self.page.goto(f"{self.address}/?{urlencode(query)}")
            return
        with self.lines[-1].expect_event("framereceived", is_answered):
            self.page.evaluate(LED, urlencode(query))
        known = {"date": query["date"]} if self.reaches(query.get("date", "")) else {}
        self.wait_for_state(f"{AS_ASKED} && {CLOCK} === s.date", {"lang": query.get("lang", "en")} | known)

    def reaches(self, day: str) -> bool:
        """Whether the clock can show a day."""
        first, last = (int(self.slider.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        with suppress(ValueError):
            return first <= (date.fromisoformat(day) - date(1970, 1, 1)).days <= last
        return False

    def open_tab(self, tab: str, **query: str) -> Dashboard:
        """Open a panel and wait until what it shows has come."""
        self.go(query | {"tab": tab})
        self.page.wait_for_function(self.ready)
        self.page.locator(f"#gd-tabpanel-{tab} > *").wait_for(state="attached")
        self.page.wait_for_function(FILLED, arg=f"#gd-tabpanel-{tab}")
        self.wait_until_settled()
        return self

    def follow(self, line: WebSocket) -> None:
        """Note a line to the server, and the length of what is sent over it."""
        self.lines.append(line)
        line.on("framesent", lambda data: self.sent.append(len(data)))

    def visit(self, tab: str, **query: str) -> Dashboard:
        """Follow a link with a date to a panel as going back does: the page is not loaded anew."""
        self.page.evaluate(LED, urlencode(query | {"tab": tab}))
        self.wait_for_state("s.date === v.date && s.lang === v.lang", {"lang": "en"} | query)
        panel = f"#gd-tabpanel-{tab}"
        self.page.locator(f"{panel}:not([hidden]) > *").first.wait_for(state="attached")
        self.page.wait_for_function(FILLED, arg=panel)
        self.wait_until_settled()
        return self

    @property
    def stands(self) -> bool:
        """Whether another test can go on with it: alone, without an error, with the browser's own clock."""
        usual = len(self.page.context.pages) == 2 and not self.page.is_closed() and self.errors == []
        return (
            usual
            and self.page.url.startswith(f"{self.address}/?")
            and self.page.evaluate(
                "() => !('__pwClock' in window) && document.documentElement.dataset.geodash !== 'unsettled'"
            )
        )

    def leave(self) -> None:
        """Leave what a test has opened, asked for, been allowed and counted."""
        for _ in range(2):
            self.page.keyboard.press("Escape")
        self.page.mouse.move(0, 0)
        self.page.evaluate(LEFT)
        self.wait_until_settled()
        self.page.set_viewport_size(self.settings["viewport"])
        self.page.emulate_media(**{name: self.settings.get(name, usual) for name, usual in MEDIA.items()})
        self.page.context.clear_permissions()
        if permissions := self.settings.get("permissions"):
            self.page.context.grant_permissions(permissions)
        forget(self.page)
        for noted in (self.foreign, self.sent, self.errors):
            noted.clear()

    def wait_until_ready(self) -> None:
        self.page.wait_for_function(self.ready)
        self.page.get_by_role("slider", name="Date").wait_for()
        self.page.get_by_role("listbox").wait_for()
        self.wait_until_settled()

    def wait_until_settled(self) -> None:
        """Wait until the address bar shows the day that the clock shows, and no run is under way."""
        self.page.wait_for_function(
            """() => document.documentElement.dataset.geodash !== 'unsettled'
              && !document.querySelector('[data-test-script-state="running"]')"""
        )

    @property
    def frame(self) -> Frame:
        for frame in self.page.frames:
            if "streamlit_folium" in frame.url:
                return frame
        raise AssertionError("The page has no map frame.")

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.frame.evaluate("() => window.geodash.getState()")
        return found

    def wait_for_state(self, condition: str, value: object = None) -> None:
        """Wait for a condition on the map's state ``s`` and a value ``v``."""
        self.frame.wait_for_function(
            f"(v) => {{ const s = window.geodash?.getState(); return s && ({condition}); }}", arg=value
        )

    def wait_for_query(self, name: str, value: str | None) -> None:
        self.page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value", arg=[name, value]
        )

    @property
    def slider(self) -> Any:
        return self.page.get_by_role("slider", name="Date")

    def click_middle_of_map(self) -> None:
        box = self.frame.locator("#map_div").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    @property
    def track(self) -> dict[str, float]:
        """Box of the line that the slider's thumb runs along."""
        box: dict[str, float] = self.slider.locator("xpath=..").bounding_box()
        return box

    @property
    def options(self) -> Any:
        return self.page.get_by_role("listbox").get_by_role("option")

    def option_ids(self) -> list[str]:
        found: list[str] = self.options.evaluate_all("(rows) => rows.map((row) => row.dataset.eventId)")
        return found


def is_answered(frame: bytes | str) -> bool:
    """Whether what came over the line says that a run of the page's script has ended."""
    return isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"

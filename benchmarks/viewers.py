"""One viewer of the page over Streamlit's real web socket: what the browser program sends, without a browser.

It changes what a page holds as the page does.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from streamlit.components.v2.bidi_component.main import _make_trigger_id

from benchmarks.protocol import Session
from geodash.link.state import FROM_BROWSER

if TYPE_CHECKING:
    from typing import Self


HTTP_SECONDS = 60
_PROGRAM = re.compile(r"""URL\("([^"]+)",document""")


class Viewer(Session):
    """A session of the dashboard."""

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        program = _PROGRAM.search(self._elements["timeline"].bidi_component.js_content)
        if program is None:
            raise AssertionError("The page does not say where its program is.")
        await asyncio.gather(self.fetch(program[1]), self.fetch(self.data("timeline")["scene"]))
        return self

    def data(self, component: str) -> dict[str, Any]:
        """What one of our components was given last."""
        found: dict[str, Any] = json.loads(self._elements[component].bidi_component.json)
        return found

    async def settle(self, **moved: str) -> float:
        """Change what the browser changes, as the clock does; return the seconds until it is answered."""
        before = self.data("timeline")["settled"]
        rev = before["rev"] + 1
        texts = {name: before[name] for name in FROM_BROWSER if name in before} | moved
        start = time.monotonic()
        await self._trigger("timeline", "settle", {"rev": rev, **texts})
        self._expect({"rev": rev, **moved}, self.data("timeline")["settled"])
        taken = time.monotonic() - start
        self._tally.settles.append(taken)
        return taken

    async def card(self) -> dict[str, Any]:
        """The card of the selection, fetched by its address as the panel does."""
        given = self.data("panel")
        self._expect({"detail": True}, {"detail": bool(given["detail"])})
        card: dict[str, Any] = json.loads(await self.fetch(urljoin(given["scene"], given["detail"])))
        self._expect({"title": True}, {"title": "title" in card})
        return card

    async def search(self, words: str) -> None:
        """Filter by words, from the search box."""
        await self._trigger("search", "filter", {"q": words})
        self._expect({"q": words}, {"q": self.data("search")["q"]})

    async def choose_category(self, number: int) -> None:
        """Open the menu of filters, switch one category on or all off, and close it."""
        await self._set("w_filters", bool_value=True)
        options = self._elements["w_cat"].button_group.options
        chosen = [options[number].content] if number >= 0 else []
        await self._set("w_cat", string_array_value=chosen)
        masked = bool(self.data("timeline")["settled"]["mask"])
        if number < 0 or masked:
            await self._set("w_filters", bool_value=False)
        else:
            self._tally.errors.append("a category was chosen and no mask came")

    async def speak(self, lang: str) -> None:
        """Switch the language."""
        await self._set("w_lang", string_array_value=[lang.upper()])
        self._expect({"lang": lang}, self.data("timeline")["settled"])

    async def order(self, kind: int, *, leave: bool = False) -> None:
        """Make a file from the export menu and download it; or leave once it is ordered."""
        await self._set("w_export", bool_value=True)
        options = self._elements["w_x_kind"].selectbox.options
        await self._set("w_x_kind", string_value=options[kind])
        self._elements.pop("w_x_download", None)
        self._elements.pop("alert", None)
        start = time.monotonic()
        if leave:
            await self._send(self._elements["w_x_make"].button.id, "w_x_make", trigger_value=True)
            return
        await self._set("w_x_make", trigger_value=True)
        if "w_x_download" in self._elements:
            content = await self.fetch(self._elements["w_x_download"].download_button.url)
            self._expect({"content": True}, {"content": len(content) > 100})  # noqa: PLR2004
            self._tally.files.append(time.monotonic() - start)
        elif "alert" in self._elements:
            self._tally.refused += 1
        else:
            self._tally.errors.append("a file was ordered and none came")
        await self._set("w_export", bool_value=False)

    async def fetch(self, address: str) -> bytes:
        """Fetch what an address relative to the page names."""
        url = urljoin(self._address + "/", address)
        self._tally.requests += 1
        try:
            return await asyncio.to_thread(_read, url)
        except (OSError, urllib.error.URLError) as error:
            self._tally.failed_requests.append(f"{address}: {error}")
            return b"{}"

    def _expect(self, wanted: dict[str, Any], got: dict[str, Any]) -> None:
        wrong = {name: got.get(name) for name, value in wanted.items() if got.get(name) != value}
        if wrong:
            self._tally.errors.append(f"asked for {wanted}, got {wrong}")

    async def tell(self, component: str, sent: str) -> str:
        """Send a text in the name of a component; the last words of the page that answers."""
        trigger = _make_trigger_id(self._elements[component].bidi_component.id, "events")
        await self._send(trigger, component, json_trigger_value=sent)
        await self._until_finished()
        return self._elements["html"].html.body

    async def _trigger(self, component: str, event: str, value: dict[str, Any]) -> None:
        """Send what a component tells once, as ``setTriggerValue`` does."""
        await self.tell(component, json.dumps([{"event": event, "value": value}]))


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=HTTP_SECONDS) as answer:
        content: bytes = answer.read()
    return content

"""One viewer of the page over Streamlit's real web socket: what the browser program sends, without a browser.

It holds what a page holds, its widgets and the elements that came, and changes them as the page does.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from geodash.link.state import FROM_BROWSER

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.Delta_pb2 import Delta
    from websockets.asyncio.client import ClientConnection

HTTP_SECONDS, RUN_SECONDS = 60, 900
_PROGRAM = re.compile(r"""URL\("([^"]+)",document""")


@dataclass
class Tally:
    """What all viewers of a run met."""

    settles: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    refused: int = 0
    requests: int = 0
    errors: list[str] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nobody met an error box, a failed request or a wrong answer."""
        return not self.errors and not self.failed_requests


class Viewer:
    """A session. Use it as a context: it opens the page at a query and closes it."""

    def __init__(self, address: str, tally: Tally, **query: str) -> None:
        self._address = address
        self._tally = tally
        self._query = query
        self._states: dict[str, WidgetState] = {}
        self._cached: dict[str, Delta] = {}
        self._elements: dict[str, Element] = {}
        """The newest element of each component, widget or kind, by component name, key or kind."""
        self._fragments: dict[str, str] = {}
        self._socket: ClientConnection

    async def __aenter__(self) -> Self:
        where = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(where, subprotocols=[Subprotocol("streamlit")], max_size=None)
        await self._run()
        program = _PROGRAM.search(self._elements["timeline"].bidi_component.js_content)
        if program is None:
            raise AssertionError("The page does not say where its program is.")
        await asyncio.gather(self.fetch(program[1]), self.fetch(self.data("timeline")["scene"]))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

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

    async def _set(self, key: str, **value: Any) -> None:  # noqa: ANN401  what the kind of widget takes
        """Set a widget by its key, and wait until the page is drawn."""
        element = self._elements[key]
        kind = element.WhichOneof("type")
        await self._send(getattr(element, kind).id if kind else key, key, **value)
        await self._until_finished()

    async def _send(self, widget: str, key: str, **value: Any) -> None:  # noqa: ANN401
        ((name, content),) = value.items()
        state = WidgetState(id=widget)
        if name == "string_array_value":
            state.string_array_value.SetInParent()
            state.string_array_value.data.extend(content)
        else:
            setattr(state, name, content)
        once = "trigger" in name
        if not once:
            self._states[widget] = state
        await self._ask([state] if once else [], self._fragments.get(key, ""))

    async def _run(self) -> None:
        await self._ask([], "")
        await self._until_finished()

    async def _ask(self, more: list[WidgetState], fragment: str) -> None:
        message = BackMsg()
        asked: ClientState = message.rerun_script
        asked.query_string = urlencode(self._query)
        asked.widget_states.widgets.extend([*self._states.values(), *more])
        asked.cached_message_hashes.extend(self._cached)
        asked.fragment_id = fragment
        await self._socket.send(message.SerializeToString())

    async def _until_finished(self) -> None:
        """Take in what comes until a run is finished that nothing follows."""
        async with asyncio.timeout(RUN_SECONDS):
            while True:
                content = await self._socket.recv()
                if isinstance(content, str):
                    raise TypeError("Streamlit speaks in bytes.")
                message = ForwardMsg.FromString(content)
                kind = message.WhichOneof("type")
                if kind == "delta":
                    if message.metadata.cacheable:
                        self._cached[message.hash] = message.delta
                    self._take(message.delta)
                elif kind == "ref_hash":
                    self._take(self._cached[message.ref_hash])
                elif kind == "page_info_changed":
                    self._query = dict(parse_qsl(message.page_info_changed.query_string))
                elif kind == "session_event" and message.session_event.HasField(
                    "script_compilation_exception"
                ):
                    self._tally.errors.append("the script does not compile")
                elif (
                    kind == "script_finished"
                    and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                ):
                    return

    def _take(self, delta: Delta) -> None:
        match delta.WhichOneof("type"):
            case "add_block":
                if delta.add_block.WhichOneof("type") == "popover" and delta.add_block.popover.id:
                    self._keep_popover(delta)
            case "new_element":
                self._keep(delta.new_element, delta.fragment_id)

    def _keep_popover(self, delta: Delta) -> None:
        identity = delta.add_block.popover.id
        stand_in = Element()
        stand_in.button.id = identity  # all that is needed of it
        key = _key_of(identity)
        self._elements[key] = stand_in
        self._fragments[key] = delta.fragment_id

    def _keep(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self._tally.errors.append(f"{element.exception.type}: {element.exception.message}"[:200])
        if kind is None:
            return
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            self._tally.errors.append(element.alert.body[:200])
        part = getattr(element, kind)
        name = part.component_name if kind == "bidi_component" else _key_of(getattr(part, "id", "")) or kind
        self._elements[name] = element
        self._fragments[name] = fragment


def _key_of(identity: str) -> str:
    """The key that a widget was given in the script: its id ends with it."""
    return identity.rpartition("-")[2] if identity.startswith("$$ID") else ""


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=HTTP_SECONDS) as answer:
        content: bytes = answer.read()
    return content

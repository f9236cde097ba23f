"""Streamlit's web socket without a browser: what a page holds, its widgets and the elements that came."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.Delta_pb2 import Delta
    from websockets.asyncio.client import ClientConnection

RUN_SECONDS = 900


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


class Session:
    """A session of any page. Use it as a context: it opens the page at a query and closes it."""

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
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def _set(self, key: str, **value: Any) -> None:  # noqa: ANN401  what the kind of widget takes
        """Set a widget by its key, and wait until the page is drawn."""
        element = self._elements[key]
        kind = element.WhichOneof("type")
        await self._send(getattr(element, kind).id if kind else key, key, **value)
        await self._until_finished()

    async def _send(self, widget: str, key: str, **value: Any) -> None:  # noqa: ANN401
        ((name, content),) = value.items()
        state = WidgetState(id=widget)
        if name.endswith("_array_value"):
            values = getattr(state, name)
            values.SetInParent()
            values.data.extend(content)
        else:
            setattr(state, name, content)
        once = "trigger" in name
        if not once:
            self._states[widget] = state
        await self._ask([state] if once else [], self._fragments.get(key, ""))

    async def follow(self) -> None:
        """Take in a run that the server has begun by itself."""
        await self._until_finished()

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

"""The doors of the server, tried from outside: routes, uploads, messages of a browser that is none."""

from __future__ import annotations

import asyncio
import http.client
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from benchmarks.protocol import Tally
from benchmarks.viewers import Viewer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.typing import Origin, Subprotocol

from geodash.limits import MESSAGE_MB, UNREAD_UPLOADS_MB, UPLOAD_MB
from tests.apart import run_apart
from tests.browser.conftest import serve

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from websockets.asyncio.client import ClientConnection

pytestmark = pytest.mark.browser

SPOKEN = Subprotocol("streamlit")
SECRETS = (b"root:x", b"showErrorDetails", b"from geodash.web.application import")
TARGETS = (("etc/passwd", 9), (".streamlit/config.toml", 1), ("app.py", 4))
"""Files that a step up, four or nine may lead to."""
UPWARDS = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "%252e%252e%252f",
    "..\\",
    "..%5c",
    "....//",
    "..;/",
    ".%00./",
    "%c0%ae%c0%ae/",
    "..%c0%af",
    "/",
    "//",
    "%2f",
    "./../",
    "x/../../",
    "file:///",
    "C:\\",
    "\\\\host\\share\\",
    "~/",
    "%u002e%u002e/",
    "..%ef%bc%8f",
    "\u2025/",
)
ROUTES = (
    "/",
    "/gd/documents/",
    "/gd/documents/code/",
    "/gd/documents/added/",
    "/gd/leaflet/",
    "/api/v1/",
    "/picture.png/",
    "/component/streamlit_folium.st_folium/",
    "/component/",
    "/_stcore/bidi-components/",
    "/media/",
    "/static/",
    "/app/static/",
    "/_stcore/upload_file/x/",
)


@pytest.mark.parametrize("route", ROUTES)
def test_no_path_leads_out_of_a_folder(address: str, route: str) -> None:
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    for upwards in UPWARDS:
        for target, times in TARGETS:
            path = quote(route + upwards * times + target, safe="/%.\\;:~")
            line.putrequest("GET", path)
            line.endheaders()
            content = line.getresponse().read()
            assert not any(secret in content for secret in SECRETS), path


async def opened(address: str) -> ClientConnection:
    where = address.replace("http", "ws", 1) + "/_stcore/stream"
    return await connect(where, subprotocols=[SPOKEN], max_size=None)


def tried(steps: Coroutine[Any, Any, None]) -> None:
    run_apart(asyncio.wait_for(steps, 90))


async def assert_refused(socket: ClientConnection, content: bytes, code: int) -> None:
    """The server ends the session of who sends this; perhaps before all of it has been sent."""
    with suppress(ConnectionClosedError):
        await socket.send(content)
        async for _ in socket:
            pass  # what the server had to say before
    assert socket.close_code == code


def test_what_is_no_message_costs_its_sender_the_line(address: str) -> None:
    async def steps() -> None:
        tally = Tally()
        async with Viewer(address, tally, date="2025-03-17") as other:
            for content, code in (
                (b"\xff" * 1_000, 1002),
                (b"x" * (MESSAGE_MB * 1_000_000 + 1), 1009),
                (b"x" * 11_000_000, 1009),
            ):
                socket = await opened(address)
                await assert_refused(socket, content, code)
            await other.settle(date="2025-01-27")
        assert tally.is_good, tally

    tried(steps())


def test_messages_that_empty_caches_cost_others_nothing(address: str) -> None:
    async def steps() -> None:
        tally = Tally()
        async with Viewer(address, tally, date="2025-03-17") as other, await opened(address) as socket:
            for number in range(30):
                await socket.send(BackMsg(clear_cache=True).SerializeToString())
                if number % 10 == 0:
                    await other.settle(date=f"2025-01-{number + 1:02}")
        assert tally.is_good, tally

    tried(steps())


def test_another_site_cannot_open_a_session(address: str) -> None:
    async def steps() -> None:
        where = address.replace("http", "ws", 1) + "/_stcore/stream"
        with pytest.raises(InvalidStatus):
            await connect(where, origin=Origin("https://evil.example"), subprotocols=[SPOKEN])

    tried(steps())


async def upload_address(socket: ClientConnection) -> str:
    """Where a session may send a file, by the server's own word."""
    asked = BackMsg()
    asked.file_urls_request.request_id = "1"
    asked.file_urls_request.file_names.append("x.bin")
    await socket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await socket.recv())
        if message.WhichOneof("type") == "file_urls_response":
            return str(message.file_urls_response.file_urls[0].upload_url)


def put(address: str, path: str, body: bytes, *, chunked: bool) -> int:
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    line.request("GET", "/_stcore/health")
    cookie = (line.getresponse().getheader("Set-Cookie") or "").partition(";")[0]
    headers = {"Content-Type": "multipart/form-data; boundary=B", "Cookie": cookie}
    headers["X-Xsrftoken"] = cookie.partition("=")[2]
    line.close()
    line.request("PUT", path, iter([body]) if chunked else body, headers, encode_chunked=chunked)
    status = line.getresponse().status
    line.close()
    return status


async def sent(address: str, path: str, size: int, *, chunked: bool = False) -> int:
    """Send a file of a size, and give the server's answer."""
    head = b'--B\r\nContent-Disposition: form-data; name="f"; filename="x.bin"\r\n\r\n'
    body = head + b"x" * size + b"\r\n--B--\r\n"
    return await asyncio.to_thread(put, address, path, body, chunked=chunked)


@pytest.mark.parametrize("setting", ["", "off"])
def test_no_file_can_be_left_where_none_is_taken(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first page watches over it, and always on a host that has switched it off."""
    monkeypatch.setenv("GEODASH_UPLOADS", setting)

    async def steps(address: str) -> None:
        if setting:
            async with Viewer(address, Tally(), date="2025-03-17"):
                pass
        async with await opened(address) as socket:
            path = urlsplit(await upload_address(socket)).path
            for size in (1, 5_000, 3_000_000):
                for chunked in (False, True):
                    assert await sent(address, path, size, chunked=chunked) == 413

    with serve() as address:
        tried(steps(address))


def test_files_are_taken_of_sessions_that_are_there_and_within_limits() -> None:
    large, room = UPLOAD_MB * 2**20 - 1_000, UNREAD_UPLOADS_MB // UPLOAD_MB  # what frames it counts

    async def steps(address: str) -> None:
        async with Viewer(address, Tally(), date="2025-03-17"):
            sockets = [await opened(address) for _ in range(room + 1)]
            paths = [urlsplit(await upload_address(socket)).path for socket in sockets]
            assert await sent(address, paths[0], large + 1_000) == 413
            assert await sent(address, paths[0], large + 100_000, chunked=True) == 413
            assert await sent(address, "/_stcore/upload_file/nobody/x", 1) == 400
            for _ in range(room + 1):  # each takes the place of the one before, whatever it is called
                assert await sent(address, f"{paths[0]}-x", large) == 204
            answers = [await sent(address, path, large) for path in paths]
            assert answers == [*[204] * room, 503]
            for socket in sockets:
                await socket.close()

    with serve() as address:
        tried(steps(address))

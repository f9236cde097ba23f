"""What a running server tells those who watch it: figures, and a log without a word of its visitors."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.apart import run_apart
from tests.browser.hosts import RUNNERS, application

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.hosts import Running
    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser
WORD = "sanctions"
"""A word that events hold, and no line of a log."""


def figure(server: Running, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", server.ask("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def use(server: Running, opened: Dashboard) -> None:
    """Do what a visitor does, with the word wherever one can be written."""
    opened.open(date="2025-01-27", q=WORD)
    assert figure(server, "geodash_sessions") == 1
    opened.slider.press("ArrowLeft")
    opened.wait_for_query("date", "2025-01-26")
    opened.wait_until_settled()
    assert figure(server, "geodash_settle_seconds_count") >= 1
    for path in (
        f"/{WORD}",
        f"/?q={WORD}",
        f"/picture.svg?q={WORD}&size={WORD}",
        f"/api/v1/{WORD}",
    ):
        server.ask(f"{path}", referer=f"http://localhost/?q={WORD}", x_request_id=WORD)
    opened.page.close()


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_log_of_lines_holds_no_word_of_a_visitor(runner: str, dashboard: Callable[..., Dashboard]) -> None:
    with application(runner, "maps", GEODASH_LOG="json") as server:
        use(server, dashboard(server=server.address))
        assert server.ask("/metrics").status == 200
    lines: list[dict[str, Any]] = [json.loads(line) for line in server.stderr.read_text().splitlines()]
    told = {(line["method"], line["path"], line["status"]) for line in lines if "method" in line}
    assert {("GET", "/", 200), ("WEBSOCKET", "/_stcore/stream", 101), ("GET", "/picture.svg", 400)} <= told
    assert {line["logger"] for line in lines} == {"geodash.request"}
    written = server.stderr.read_text() + server.stdout.read_text()
    assert WORD not in written
    assert "/?" not in written


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_usual_log_holds_no_word_of_a_visitor_either(
    runner: str, dashboard: Callable[..., Dashboard]
) -> None:
    with application(runner) as server:
        opened = dashboard(server=server.address)
        opened.open(date="2025-01-27", q=WORD)
        server.ask(f"/?q={WORD}")
    assert WORD not in server.stderr.read_text() + server.stdout.read_text()


async def greet(port: int, origin: str, host: str = "", path: str = "/_stcore/stream") -> int:
    """Ask for a page's connection in the name of a page of an origin; the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{port}'}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: Z2VvZGFzaC1nZW9kYXNoLQ==",
        f"Origin: {origin}",
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    first = await reader.readline()
    writer.close()
    return int(first.split()[1])


def test_a_page_of_another_site_gets_no_connection_and_keeps_nobody_waiting() -> None:
    async def steps() -> None:
        assert await greet(server.port, server.address) == 101
        assert await greet(server.port, "https://elsewhere.example") == 403
        assert await greet(server.port, "null") == 403

    with application(GEODASH_LOG="json") as server:
        run_apart(steps())
        server.ask("/healthz")
    lines = [json.loads(line) for line in server.stderr.read_text().splitlines()]
    assert {line["logger"] for line in lines} == {"geodash.request"}, "it was asked for its own address"
    assert sorted(line["status"] for line in lines if line["method"] == "WEBSOCKET") == [101, 403, 403]

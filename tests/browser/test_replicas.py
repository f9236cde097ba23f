"""Two servers behind an nginx that sends every request to the one whose turn it is: no cookie, no hash."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from benchmarks.protocol import Tally
from benchmarks.synthetic import write_package
from benchmarks.viewers import Viewer

from geodash.package import load_dataset
from tests.apart import run_apart
from tests.browser.conftest import free_port
from tests.browser.hosts import Running, application
from tests.browser.proxy import nginx_path, running
from tests.browser.test_watched import figure
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser
EVENTS, VIEWERS, FEW = 20_000, 50, 8
"""So many events that filter flags do not fit into a message."""
BACK_SECONDS = 10
TURN_BY_TURN = """
error_log stderr crit;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream replicas {{
        {servers}
    }}
    map $http_upgrade $connection_of_page {{ default upgrade; '' close; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://replicas;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_of_page;
        }}
    }}
}}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "package", EVENTS)


def before(folder: Path, replicas: tuple[Running, Running]) -> tuple[Path, int]:
    """Files of an nginx before both, and its port."""
    nginx_path()
    folder.mkdir()
    port = free_port()
    servers = "\n        ".join(f"server 127.0.0.1:{each.port};" for each in replicas)
    text = TURN_BY_TURN.format(folder=folder, port=port, servers=servers)
    (folder / "nginx.conf").write_text(text)
    return folder, port


@pytest.fixture
def replicas(package: Path) -> Iterator[tuple[Running, Running]]:
    with (
        application("streamlit", GEODASH_DATA=str(package)) as first,
        application("streamlit", GEODASH_DATA=str(package)) as second,
    ):
        yield first, second


@pytest.fixture
def behind(tmp_path: Path, replicas: tuple[Running, Running]) -> Iterator[str]:
    folder, port = before(tmp_path / "nginx", replicas)
    with running(folder, port):
        yield f"http://localhost:{port}"


def change(package: Path) -> None:
    """Another version of the data, as far as anybody can tell."""
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(descriptor | {"description": "Another."}), encoding="utf-8")


async def filtered(viewer: Viewer, words: str) -> None:
    """Filter by words, and fetch the flags as the clock does."""
    await viewer.search(words)
    given = viewer.data("timeline")
    mask = given["settled"]["mask"]
    assert mask.startswith("@"), "the flags came in the message"
    assert len(await viewer.fetch(urljoin(given["scene"], mask[1:]))) == -(-EVENTS // 8)


async def documents(viewer: Viewer, scene: str) -> None:
    """Fetch all that a scene names."""
    told: dict[str, Any] = json.loads(await viewer.fetch(scene))
    named = [told["base"], *told["documents"].values(), told["events"]["titles"]["fr"][0]]
    named += [piece["block"] for piece in told["events"]["pieces"]]
    for name in named:
        await viewer.fetch(urljoin(scene, name))


class Crowd:
    """Viewers, the last of whom changes the data when all have seen them."""

    def __init__(self, address: str, package: Path, ids: list[str]) -> None:
        self.tally = Tally()
        self._address, self._package, self._ids = address, package, ids
        self._seen = 0
        self._changed = asyncio.Event()

    async def all(self) -> None:
        await asyncio.gather(*map(self._visit, range(VIEWERS)))

    async def _visit(self, number: int) -> None:
        async with Viewer(self._address, self.tally, date="2025-01-27") as viewer:
            scene = viewer.data("timeline")["scene"]
            await viewer.settle(event=self._ids[number % len(self._ids)])
            await viewer.card()
            await filtered(viewer, ("goma", "bukavu", "masisi")[number % 3])
            if number < FEW:
                await documents(viewer, scene)
            self._seen += 1
            if self._seen == VIEWERS:
                change(self._package)
                self._changed.set()
            if number < FEW:
                await self._changed.wait()
                await documents(viewer, scene)  # of the data that were there when this page was opened
                await viewer.settle(date="2025-02-14")
                assert viewer.data("timeline")["scene"] != scene


def test_fifty_viewers_meet_no_failed_request(
    behind: str, package: Path, replicas: tuple[Running, Running]
) -> None:
    ids = [event.id for event in load_dataset(package).events if f"{event.date}" == "2025-01-27"][:20]
    crowd = Crowd(behind, package, ids)
    run_apart(crowd.all())
    assert (crowd.tally.errors, crowd.tally.failed_requests) == ([], [])
    assert len(crowd.tally.settles) == VIEWERS + FEW
    assert min(figure(each, "geodash_settle_seconds_count") for each in replicas) > VIEWERS / 4


def test_viewers_of_a_replica_that_is_killed_come_back_on_the_other(
    tmp_path: Path, dashboard: Callable[..., Dashboard]
) -> None:
    with application() as first, application() as second:
        folder, port = before(tmp_path / "nginx", (first, second))
        with running(folder, port):
            opened = dashboard(server=f"http://localhost:{port}")
            opened.open(date="2025-01-27", q="goma", days="60")
            row = opened.options.nth(1)
            event = row.get_attribute("data-event-id")
            row.click()
            opened.page.locator(".gd-card .gd-facts").wait_for()
            opened.wait_until_settled()
            opened.frame.evaluate("map.setView([-2.5, 28.9], 10, { animate: false })")
            was = opened.state()
            holding, other = (first, second) if figure(first, "geodash_sessions") else (second, first)
            assert (figure(holding, "geodash_sessions"), figure(other, "geodash_sessions")) == (1, 0)
            holding.process.kill()
            began = time.monotonic()
            wait_until(lambda: figure(other, "geodash_sessions") == 1, "nobody came back")
            opened.slider.press("ArrowLeft")
            opened.wait_for_query("date", "2025-01-26")
            assert time.monotonic() - began < BACK_SECONDS
            opened.slider.press("ArrowRight")
            opened.wait_for_query("date", "2025-01-27")
            opened.wait_until_settled()
            now = opened.state()
            assert {name: now[name] for name in ("date", "days", "selected", "events", "view")} == {
                name: was[name] for name in ("date", "days", "selected", "events", "view")
            }
            assert event in json.dumps(now["selected"])
            opened.page.locator(".gd-card .gd-facts").wait_for()
            holding.process.wait()

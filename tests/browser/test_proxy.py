"""The page behind a real nginx that runs with the files for hosts: under a path, two replicas, with TLS."""

from __future__ import annotations

import base64
import json
import re
import shutil
import ssl
import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.apart import run_apart
from tests.browser.conftest import free_port
from tests.browser.contexts import ROOT
from tests.browser.hosts import Running, application, ask
from tests.browser.proxy import (
    FILES,
    Proxy,
    make_certificate,
    nginx_path,
    proxy,
    running,
    swapped,
)
from tests.browser.steps import make_a_file
from tests.browser.test_share import shared
from tests.browser.test_uploads import ROWS, add, wait_until_drawn
from tests.browser.test_watched import figure, greet
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser
WORD = "sanctions"
"""A word that events hold, and no line of a log."""
PATH = "maps"
DEBIAN = Path("/etc/nginx/nginx.conf")
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def replicas() -> Iterator[tuple[Running, Running]]:
    """Two servers of the page, under a path."""
    nginx_path()
    with application("streamlit", PATH) as first, application("uvicorn", PATH) as second:
        yield first, second


@pytest.fixture
def before(replicas: tuple[Running, Running], tmp_path: Path) -> Iterator[Proxy]:
    """Nginx before both."""
    with proxy(tmp_path / "nginx", [each.port for each in replicas]) as started:
        yield started


def home(before: Proxy) -> str:
    return f"http://localhost:{before.port}/{PATH}"


def sessions(server: Running) -> float:
    return figure(server, "geodash_sessions")


def test_the_page_works_under_a_path_and_its_links_name_the_proxy(before: Proxy, dashboard: Open) -> None:
    opened = dashboard(server=home(before)).open(date="2025-01-27", event="goma-captured-20250127")
    image = opened.page.locator('meta[property="og:image"]').get_attribute("content")
    assert image is not None
    assert image.startswith(f"{home(before)}/picture.png?date=2025-01-27")
    assert ask(image).content.startswith(b"\x89PNG")
    assert shared(opened, "pinned").startswith(f"{home(before)}/?date=2025-01-27")
    assert f'src="{home(before)}/?' in shared(opened, "embed")
    opened.page.keyboard.press("Escape")
    opened.page.locator(".gd-card .gd-facts").wait_for()
    opened.slider.press("ArrowLeft")
    opened.wait_for_query("date", "2025-01-26")
    assert make_a_file(opened).endswith("20250126.png")
    assert opened.errors == []
    assert opened.foreign == []


def test_a_page_of_another_origin_shows_it_in_a_frame(before: Proxy, dashboard: Open) -> None:
    port = free_port()
    source = f"{home(before)}/?embed=true&date=2025-01-30"
    (before.folder / "conf.d" / "other.conf").write_text(
        f"""server {{
            listen 127.0.0.1:{port};
            default_type text/html;
            return 200 '<iframe width="1300" height="850" src="{source}"></iframe>';
        }}"""
    )
    before.reload()
    opened = dashboard(server=home(before))
    opened.page.goto(f"http://127.0.0.1:{port}/")
    inside = opened.page.frame_locator("iframe")
    inside.get_by_role("slider", name="Date").press("ArrowLeft")
    opened.wait_for_state("s.date === v", "2025-01-29")
    inside.locator("[aria-valuetext*='29 January 2025']").first.wait_for()
    inside.locator("html:not([data-geodash='unsettled'])").wait_for(state="attached")
    assert opened.errors == []


def test_host_and_scheme_of_the_reader_reach_previews_feed_and_interface(before: Proxy) -> None:
    named = {"host": "maps.example"}
    assert 'content="http://maps.example/maps/picture.png?' in ask(f"{home(before)}/?lang=fr", **named).text
    assert '<link href="http://maps.example/maps/"/>' in ask(f"{home(before)}/feed.atom", **named).text
    contents = json.loads(ask(f"{home(before)}/api/v1/openapi.json", **named).content)
    assert contents["servers"][0]["url"] == "http://maps.example/maps/api/v1"
    assert "maps.example" not in ask(f"{home(before)}/feed.atom").text, "kept for another host"


def test_a_forged_host_or_scheme_is_not_passed_on(before: Proxy) -> None:
    forged = {"x_forwarded_host": "evil.example", "x_forwarded_proto": "gopher"}
    assert "evil.example" not in ask(f"{home(before)}/?lang=fr", **forged).text


def test_a_page_under_another_name_is_let_in_and_one_of_another_site_is_not(before: Proxy) -> None:
    async def steps() -> None:
        path = f"/{PATH}/_stcore/stream"
        assert await greet(before.port, "http://maps.example", host="maps.example", path=path) == 101
        assert await greet(before.port, "http://evil.example", host="maps.example", path=path) == 403

    run_apart(steps())


def test_figures_are_for_the_inside(before: Proxy, replicas: tuple[Running, Running]) -> None:
    for path in ("metrics", "_stcore/metrics"):
        assert ask(f"{home(before)}/{path}").status == 404
        assert replicas[0].ask(f"/{path}").status == 200
    assert ask(f"{home(before)}/readyz").status == 200


def test_what_costs_time_is_kept_and_rationed(before: Proxy) -> None:
    address = f"{home(before)}/picture.svg?date=2025-01-27"
    first = ask(address)
    assert ask(address).content == first.content
    wait_until(lambda: '"cache":"HIT"' in before.written(), "the picture was made once more")
    addresses = [f"{home(before)}/api/v1/events?limit={limit}" for limit in range(1, 40)]
    with ThreadPoolExecutor(len(addresses)) as at_once:
        codes = {answer.status for answer in at_once.map(ask, addresses)}
    assert codes == {200, 429}
    assert ask(f"{home(before)}/").status == 200


def test_its_log_holds_no_word_of_a_visitor(
    before: Proxy, replicas: tuple[Running, Running], dashboard: Open
) -> None:
    opened = dashboard(server=home(before)).open(date="2025-01-27", q=WORD)
    opened.page.goto("about:blank")
    for path in (f"?q={WORD}", WORD, f"picture.svg?q={WORD}", f"metrics?q={WORD}", f"gd/{WORD}"):
        ask(f"{home(before)}/{path}", referer=f"{home(before)}/?q={WORD}", user_agent=WORD)
    wait_until(lambda: '"status":101' in before.written(), "the page was left and its connection is not told")
    with proxy(before.folder.parent / "alone", [free_port(), free_port()]) as alone:
        assert ask(f"http://localhost:{alone.port}/?q={WORD}").status == 502
        failed = alone.written()
    told = [json.loads(line) for line in before.written().splitlines()]
    assert {line["status"] for line in told} >= {101, 200, 404}
    assert WORD not in before.written() + failed
    number = told[-1]["id"]
    assert replicas[0].ask("/healthz", x_request_id=number).headers["x-request-id"] == number


def test_a_replica_that_is_gone_is_passed_over(
    replicas: tuple[Running, Running], tmp_path: Path, dashboard: Open
) -> None:
    for ports in ([replicas[0].port, free_port()], [free_port(), replicas[0].port]):
        with proxy(tmp_path / str(ports[0]), ports) as before:
            assert ask(f"{home(before)}/?date=2025-01-27").status == 200
            assert dashboard(server=home(before)).open(date="2025-01-27").errors == []


def test_a_visitor_s_file_reaches_the_server_of_its_page(before: Proxy, dashboard: Open) -> None:
    opened = dashboard(server=home(before)).open(date="2025-03-17")
    add(opened, "Log", *ROWS)
    wait_until_drawn(opened, "log-", len(ROWS))
    assert '"method":"PUT","status":204' in before.written()


def test_an_upgrade_drops_no_page(before: Proxy, replicas: tuple[Running, Running], dashboard: Open) -> None:
    wait_until(lambda: not any(map(sessions, replicas)), "pages of other tests are still open")
    opened = dashboard(server=home(before)).open(date="2025-01-27")
    old, new = sorted(replicas, key=sessions, reverse=True)
    assert (sessions(old), sessions(new)) == (1, 0)
    before.drain(old.port)
    later = dashboard(server=home(before)).open(date="2025-01-27")
    assert (sessions(old), sessions(new)) == (1, 1)
    opened.slider.press("ArrowLeft")
    opened.wait_for_query("date", "2025-01-26")
    opened.page.get_by_role("listbox").get_by_role("option").first.click()
    opened.page.locator(".gd-card .gd-facts").wait_for()  # its card is with the old replica alone
    opened.page.locator(".gd-card").get_by_role("button", name="Close").first.click()
    assert make_a_file(opened).endswith(".png")
    assert (sessions(old), sessions(new)) == (1, 1)
    assert opened.errors + later.errors == []
    opened.page.close()
    wait_until(lambda: sessions(old) == 0, "the old replica has no page any more and may stop")


def test_with_tls_links_say_https(replicas: tuple[Running, Running], tmp_path: Path, dashboard: Open) -> None:
    with proxy(tmp_path / "tls", [each.port for each in replicas], tls=True) as before:
        secure = f"https://localhost:{before.secure_port}/{PATH}"
        moved = ask(f"{home(before)}/?date=2025-01-27")
        assert (moved.status, moved.headers["location"]) == (308, f"{secure}/?date=2025-01-27")
        context = ssl.create_default_context(cafile=str(before.folder / "fullchain.pem"))
        with urllib.request.urlopen(f"{secure}/", context=context) as answer:
            assert f'content="{secure}/picture.png?' in answer.read().decode()
            assert answer.headers["strict-transport-security"]
        opened = dashboard(server=secure, ignore_https_errors=True).open(date="2025-01-27")
        assert shared(opened, "pinned").startswith(f"{secure}/?date=2025-01-27")
        assert opened.errors == []


def test_a_password_stands_before_every_address(before: Proxy, dashboard: Open) -> None:
    documented = re.findall(r"^auth_basic.*;$", HOSTING, re.MULTILINE)
    assert len(documented) == 2
    made = subprocess.run(
        ["/usr/bin/env", "openssl", "passwd", "-apr1", "open"], capture_output=True, text=True, check=True
    )
    (before.folder / "users").write_text(f"desk:{made.stdout}")
    inside = before.folder / "conf.d" / "locations.inc"
    lines = [line.replace("/etc/geodash", str(before.folder)) for line in documented]
    inside.write_text("\n".join([inside.read_text(), *lines]))
    before.reload()
    for path in ("", "picture.svg", "api/v1/events", "gd/leaflet/leaflet.js", "_stcore/stream", "readyz"):
        assert ask(f"{home(before)}/{path}").status == 401, path
    given = base64.b64encode(b"desk:open").decode()
    assert ask(f"{home(before)}/readyz", authorization=f"Basic {given}").status == 200
    opened = dashboard(server=home(before), http_credentials={"username": "desk", "password": "open"})
    assert opened.open(date="2025-01-27").state()["date"] == "2025-01-27"


@pytest.mark.parametrize("server", ["conf.d/plain.conf", "tls.conf"])
def test_debian_s_own_nginx_takes_the_files_as_documented(
    replicas: tuple[Running, Running], tmp_path: Path, server: str
) -> None:
    if not DEBIAN.is_file() or "conf.d/*.conf" not in DEBIAN.read_text():
        pytest.skip("this nginx is not Debian's")
    port = free_port()
    shutil.copytree(FILES / "conf.d", tmp_path / "conf.d")
    shutil.copy(FILES / server, tmp_path / "conf.d" / "plain.conf")
    make_certificate(tmp_path)
    (command,) = re.findall(r"sed -i '([^']+)' /etc/nginx/conf\.d/\*", HOSTING)
    files = [tmp_path / "nginx.conf", *(tmp_path / "conf.d").iterdir()]
    subprocess.run(["/usr/bin/env", "sed", "-i", command, *files[1:]], check=True)
    files[0].write_text(DEBIAN.read_text().replace("user www-data;", ""))
    others = {
        ":8501;": f":{replicas[0].port};",
        ":8502;": f":{replicas[1].port};",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen 443 ": f"listen 127.0.0.1:{free_port()} ",
        "/etc/nginx/sites-enabled/": f"{tmp_path}/none/",
        "/etc/nginx/conf.d": f"{tmp_path}/conf.d",
    }
    others |= dict.fromkeys(("/run", "/var/log/nginx", "/etc/geodash/tls"), str(tmp_path))
    others["/var/cache/geodash"] = f"{tmp_path}/kept"
    for path in files:
        path.write_text(swapped(path.read_text(), others))
    with running(tmp_path, port) as before:
        answer = ask(f"{home(before)}/?q={WORD}")
    assert answer.status == (308 if server == "tls.conf" else 200)
    written = {path.name: path.read_text() for path in tmp_path.rglob("*.log")}
    assert [name for name, text in written.items() if WORD in text] == []
    assert bool(written["geodash.log"]) == (server != "tls.conf")


def test_the_files_for_hosts_are_those_that_run_here() -> None:
    names = {path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file()}
    assert names == {
        "nginx.conf", "tls.conf", "conf.d/geodash.conf", "conf.d/plain.conf", "conf.d/locations.inc",
    }  # fmt: skip

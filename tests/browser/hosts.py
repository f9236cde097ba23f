"""Servers as a host runs them, on this machine alone: the application under either runner, and nginx."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.browser.conftest import free_port, wait_for_health
from tests.browser.contexts import OUTPUT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A server that answers, and the files of what it writes."""

    port: int
    address: str
    process: subprocess.Popen[bytes]
    stdout: Path
    stderr: Path

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask it for an address below its own; names of headers are written with underscores."""
        return ask(f"{self.address}{path}", **headers)


@dataclass(frozen=True)
class Answer:
    """What came back; a redirect is not followed."""

    status: int
    headers: Any
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class _AsItIs(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def ask(address: str, **headers: str) -> Answer:
    """Ask for an address of this machine."""
    asked = urllib.request.Request(
        address, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    try:
        with urllib.request.build_opener(_AsItIs).open(asked, timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Answer(answer.code, answer.headers, answer.read())


RUNNERS = ("streamlit", "uvicorn")


@contextmanager
def application(runner: str = "streamlit", path: str = "", **environment: str) -> Iterator[Running]:
    """The application under one of RUNNERS, with its path on the host and variables of its environment."""
    port = free_port()
    command = [sys.executable, "-m", runner]
    command += {
        "streamlit": ["run", "app.py", "--server.headless=true", f"--server.port={port}"],
        "uvicorn": ["app:app", f"--port={port}"],
    }[runner]
    given = dict(os.environ) | environment | ({"STREAMLIT_SERVER_BASE_URL_PATH": path} if path else {})
    with started(command, port, path and f"/{path}", cwd=ROOT, env=given) as server:
        yield server


@contextmanager
def started(command: Sequence[str], port: int, path: str = "", **options: Any) -> Iterator[Running]:
    """A server of the page that a command starts, from its first answer to the end of the block."""
    OUTPUT.mkdir(exist_ok=True)
    out, err = (OUTPUT / f"server-{port}.{ending}" for ending in ("out", "err"))
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, **options)
    try:
        address = f"http://127.0.0.1:{port}{path}"
        wait_for_health(address, process)
        yield Running(port, address, process, out, err)
    finally:
        process.terminate()
        process.wait(20)

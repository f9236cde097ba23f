"""Streamlit servers of our own on this machine, each stopped with everything it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app.py"
PEERS = ROOT / "benchmarks" / "peers"
START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    pid: int

    @property
    def resident_mb(self) -> float:
        """Memory that the process holds now."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("The process has no VmRSS.")


@contextmanager
def serve(script: Path, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a Streamlit script on a free port of 127.0.0.1 until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    variables = (
        dict(os.environ) | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"} | dict(environment or {})
    )
    with log.open("a") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=out, stderr=out, start_new_session=True
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid)
            _wait_for_health(server, process, log)
            yield server
        finally:
            _stop(process)


def _wait_for_health(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped with {process.returncode}; see {log}.")
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:  # noqa: PLR2004
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start; see {log}.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server and whatever it started: they share a process group of their own."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        else:
            return

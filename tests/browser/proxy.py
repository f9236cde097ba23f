"""nginx with the files that hosts get, on this machine alone; only addresses and folders are others."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import free_port
from tests.browser.contexts import ROOT
from tests.browser.hosts import ask
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILES = ROOT / "deploy" / "nginx"
_FOUND = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_REPLICA = re.compile(r"server replica-(\d):8501;")


def nginx_path() -> str:
    """Where nginx is; without it the test is left out, or fails where it is required."""
    if _FOUND is not None:
        return _FOUND
    reason = "no nginx: install it (for example: sudo apt-get install nginx)"
    if os.environ.get("GEODASH_NGINX") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True)
class Proxy:
    """An nginx that runs before replicas."""

    folder: Path
    port: int
    secure_port: int
    process: subprocess.Popen[bytes]

    def written(self) -> str:
        """All that it has written so far."""
        return "".join((self.folder / name).read_text() for name in ("stdout", "stderr"))

    def workers(self) -> set[int]:
        """The processes that take new connections."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return {int(child) for child in children if "shutting down" not in _title_of(child)}

    def drain(self, replica: int) -> None:
        """Send no new page to a replica, as an upgrade does; pages that are open stay with it."""
        path = self.folder / "conf.d" / "geodash.conf"
        pages, everyone = path.read_text().split("upstream everyone", 1)
        lines = [line for line in pages.splitlines() if f":{replica};" not in line]
        path.write_text("\n".join([*lines, f"upstream everyone{everyone}"]))
        self.reload()

    def reload(self) -> None:
        """Have it read its files again."""
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        wait_until(
            lambda: bool(self.workers()) and not self.workers() & before, "nginx did not take its new files"
        )


def _title_of(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return "shutting down"


@contextmanager
def proxy(folder: Path, replicas: Sequence[int], *, tls: bool = False) -> Iterator[Proxy]:
    """Nginx before replicas on these ports, with its files in a folder, until the block ends."""
    port, secure_port = free_port(), free_port()
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    if tls:
        shutil.copy(FILES / "tls.conf", folder / "conf.d" / "plain.conf")
        make_certificate(folder)
    for path in [folder / "nginx.conf", *(folder / "conf.d").iterdir()]:
        path.write_text(fitted(path.read_text(), folder, replicas, port, secure_port))
    with running(folder, port, secure_port) as started:
        yield started


@contextmanager
def running(folder: Path, port: int, secure_port: int = 0) -> Iterator[Proxy]:
    """Nginx with the files of a folder, from its first answer to the end of the block."""
    files = ["-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "early")]
    command = [nginx_path(), *files, "-g", "daemon off;"]
    if os.geteuid() == 0:
        command[-1] += " user root;"  # its folder is for this user alone
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
    started = Proxy(folder, port, secure_port, process)
    try:
        wait_until(lambda: process.poll() is not None or _answers(port), "nginx did not start")
        assert process.poll() is None, started.written()
        yield started
    finally:
        process.terminate()
        process.wait(10)


def fitted(text: str, folder: Path, replicas: Sequence[int], port: int, secure_port: int) -> str:
    """A file for hosts with the addresses and folders of a test."""
    text = _REPLICA.sub(lambda found: f"server 127.0.0.1:{replicas[int(found[1]) - 1]};", text)
    others = {
        "listen 8080": f"listen 127.0.0.1:{port}",
        "listen 8443": f"listen 127.0.0.1:{secure_port}",
        "/var/cache/geodash": f"{folder}/kept",
        "/var/cache/nginx": str(folder),
        "/etc/geodash/tls/": f"{folder}/",
        "/dev/stdout": f"{folder}/stdout",
        "https://$host$": f"https://$host:{secure_port}$",
    }
    return swapped(text, others)


def swapped(text: str, others: Mapping[str, str]) -> str:
    """A text with some words in place of others."""
    return re.sub("|".join(map(re.escape, others)), lambda found: others[found[0]], text)


def _answers(port: int) -> bool:
    try:
        return ask(f"http://127.0.0.1:{port}/healthz").status > 0
    except OSError:
        return False


def make_certificate(folder: Path) -> None:
    """A certificate for this machine, signed by itself."""
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files, *names]
    subprocess.run(command, check=True, capture_output=True)

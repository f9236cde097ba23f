"""A real PostgreSQL with PostGIS: a cluster of its own in a temporary folder, on this machine alone."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, PASSWORD = "owner", "Sesam-0effne-dich"
_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_SAFE_ENOUGH = "-c fsync=off -c full_page_writes=off -c log_statement=all"
_COUNT = itertools.count()


def bin_folder() -> Path:
    """Programs of a PostgreSQL that has PostGIS; without it the test is left out, or fails if required."""
    for folder in _FOLDERS:
        extensions = Path("/usr/share/postgresql") / folder.parent.name / "extension"
        if (folder / "initdb").is_file() and (extensions / "postgis.control").is_file():
            return folder
    reason = "no PostgreSQL with PostGIS: install it (for example: sudo apt-get install postgresql-postgis)"
    if os.environ.get("GEODASH_POSTGRES") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


class Cluster:
    """A server that a test may stop and start again; `shipped` is a database of it that holds the record."""

    shipped = "template1"

    def __init__(self, folder: Path, of: Cluster | None = None) -> None:
        """Made anew, or a standby that follows another."""
        self._bin, self._folder = bin_folder(), folder
        self.log = folder / "log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:  # the server refuses root
            user = pwd.getpwnam("postgres")
            for path in (folder, secret):
                os.chown(path, user.pw_uid, user.pw_gid)
        if of is not None:
            place = of.address("postgres").removesuffix("/postgres")
            self._run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", place)
            return
        sure = ("--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={secret}")
        self._run("initdb", *sure, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self._bin / program), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603

    def start(self) -> None:
        place = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-w", "-l", str(self.log), "-o", f"{place} {_SAFE_ENOUGH}", "start")

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def address(self, database: str, user: str = OWNER, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "template1") -> str:
        """An empty database, or a copy of another to which nobody is connected; its address."""
        name = f"record_{next(_COUNT)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
        return self.address(name)


@contextmanager
def cluster(of: Cluster | None = None) -> Iterator[Cluster]:
    """A cluster that runs, until the test is over; a standby where it follows another."""
    bin_folder()
    folder = Path(tempfile.mkdtemp(prefix="geodash-pg-"))
    try:
        found = Cluster(folder, of)
        found.start()
        try:
            yield found
        finally:
            found.stop("immediate")
    finally:
        shutil.rmtree(folder)

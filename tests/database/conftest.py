"""One cluster for the tests of a process, and databases that hold the shipped record or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from tests.clusters import Cluster, cluster
from tests.conftest import GEODATA
from tests.database.incidents import fill, make_table, name_table
from tests.overlaid import OPEN, write_overlay

from geodash.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server with a database `shipped`, to be copied."""
    with cluster() as found:
        address = found.new_database()
        for command in (["init"], ["load", str(GEODATA)]):
            result = geodash_db(address, *command)
            assert result.exit_code == 0, result.output
        found.shipped = address.rpartition("/")[2]
        yield found


@pytest.fixture
def empty(postgres: Cluster) -> str:
    """Address of a database without anything."""
    return postgres.new_database()


@pytest.fixture
def record(postgres: Cluster) -> str:
    """Address of a database that holds the shipped record, as its owner."""
    return postgres.new_database(postgres.shipped)


def geodash_db(address: str, *arguments: str, words: str | None = None) -> Result:
    """What a command says of a database."""
    return CliRunner().invoke(main, ["db", *arguments], env={"GEODASH_DATA": address}, input=words)


@pytest.fixture
def address(postgres: Cluster, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with a table of a mission's incidents, as its owner; the password is in no file of ours."""
    found = postgres.new_database()
    make_table(found)
    name, password = found.removeprefix("postgresql://").split("@")[0].split(":")
    monkeypatch.setenv("PGPASSWORD", password)
    return found.replace(f"{name}:{password}@", f"{name}@")


@pytest.fixture
def beside(tmp_path: Path, address: str) -> Path:
    """An overlay whose events are in the table."""
    folder = write_overlay(tmp_path / OPEN)
    fill(address, folder)
    return name_table(folder, address)

"""Dashboards may read a standby of the database: it tells of no commits, so they are looked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
from tests.clusters import cluster
from tests.database.conftest import geodash_db
from tests.processes import crowding, wait_until

from geodash.database.live import LiveRecord
from geodash.package import load_dataset
from geodash.package.source import InMemory

if TYPE_CHECKING:
    from tests.clusters import Cluster

PROMISED_S = 5
GOMA = "goma-captured-20250127"


def test_a_commit_reaches_whoever_reads_a_standby(postgres: Cluster, record: str) -> None:
    with cluster(of=postgres) as follower:
        address = follower.address(record.rpartition("/")[2])
        live = LiveRecord(address)
        before = live.revision()
        assert load_dataset(InMemory("standby", live.kept().files)).event_by_id[GOMA]
        with psycopg.connect(record) as connection:
            connection.execute("UPDATE geodash.events SET title_en = 'As copied' WHERE id = %s", (GOMA,))
        committed = time.monotonic()
        wait_until(lambda: live.revision() != before)
        assert time.monotonic() - committed < PROMISED_S * crowding()
        assert "As copied" in live.kept().files["events.csv"].decode()
        refused = geodash_db(address, "load", "geodata", "--replace")
        assert refused.exit_code == 1
        assert "may not do that" in refused.output

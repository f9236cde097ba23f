"""What the page for editors shows works as it stands there, for an editor, and passes the checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import psycopg
from tests.conftest import ROOT
from tests.database.conftest import geodash_db
from tests.database.test_users import with_user

if TYPE_CHECKING:
    from tests.clusters import Cluster


def test_every_statement_of_the_page_works_and_the_history_tells_of_it(
    postgres: Cluster, record: str
) -> None:
    text = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sql\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    with psycopg.connect(with_user(postgres, record, "clara", "edit")) as connection:
        for block in blocks:
            for statement in filter(str.strip, block.split(";\n")):
                found = connection.execute(statement.encode())
                assert statement.startswith("SET") or found.rowcount, statement
        told = found.fetchall()
    assert told[-1][1:4] == ("clara", "Two agencies, 27 January", "UPDATE")
    assert geodash_db(record, "check").exit_code == 0

"""Editors whose programs send no `based_on`: what PostgreSQL itself refuses, and what the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import errors
from tests.database.test_editors import first_event
from tests.database.test_users import with_user

if TYPE_CHECKING:
    from tests.clusters import Cluster

LOOK = "SELECT title_en FROM geodash.events WHERE id = %s"
PLAIN = "UPDATE geodash.events SET title_en = %s WHERE id = %s"
KEPT = "SELECT title_en FROM geodash_history.events WHERE id = %s ORDER BY history_n"


@pytest.fixture
def editors(postgres: Cluster, record: str) -> tuple[str, str]:
    return with_user(postgres, record, "anne", "edit"), with_user(postgres, record, "boris", "edit")


def test_who_has_read_what_changed_since_is_refused(record: str, editors: tuple[str, str]) -> None:
    event = first_event(record)
    with psycopg.connect(editors[0]) as anne, psycopg.connect(editors[1]) as boris:
        for editor in (anne, boris):
            assert editor.execute(LOOK, (event,)).fetchone()
        anne.execute(PLAIN, ("Of Anne", event))
        anne.commit()
        with pytest.raises(errors.SerializationFailure, match="concurrent update"):
            boris.execute(PLAIN, ("Of Boris", event))
        boris.rollback()
        assert boris.execute(LOOK, (event,)).fetchone() == ("Of Anne",)
        boris.execute(PLAIN, ("Of both", event))
        boris.commit()
        kept = [title for (title,) in boris.execute(KEPT, (event,))]
    assert kept[1:] == ["Of Anne", "Of both"]


def test_who_has_read_in_an_earlier_transaction_wins_and_the_history_keeps_both(
    record: str, editors: tuple[str, str]
) -> None:
    """As of programs that read over another line than they save."""
    event = first_event(record)
    with psycopg.connect(editors[0]) as anne, psycopg.connect(editors[1]) as boris:
        for editor in (anne, boris):
            editor.execute(LOOK, (event,))
            editor.commit()
        for editor, title in ((anne, "Of Anne"), (boris, "Of Boris")):
            editor.execute(PLAIN, (title, event))
            editor.commit()
        kept = [title for (title,) in boris.execute(KEPT, (event,))]
    assert kept[1:] == ["Of Anne", "Of Boris"]

"""Two editors at one record: one is told of the conflict, and nothing that was written is lost."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors
from tests.database.conftest import geodash_db

SHOWN = "SELECT row_version FROM geodash.events WHERE id = %s"
SAVE = "UPDATE geodash.events SET title_en = %s, based_on = %s WHERE id = %s"


def first_event(address: str) -> str:
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT min(id) FROM geodash.events").fetchone()
    return str(row and row[0])


def test_the_second_of_two_editors_is_told_and_the_first_is_kept(record: str) -> None:
    event = first_event(record)
    with psycopg.connect(record) as anne, psycopg.connect(record) as boris:
        (version,) = anne.execute(SHOWN, (event,)).fetchone() or (0,)
        assert boris.execute(SHOWN, (event,)).fetchone() == (version,)
        anne.commit()
        boris.commit()
        anne.execute(SAVE, ("Of Anne", version, event))
        anne.commit()
        with pytest.raises(
            errors.SerializationFailure, match="somebody else has changed this record"
        ) as told:
            boris.execute(SAVE, ("Of Boris", version, event))
        assert "Load the record again" in str(told.value.diag.message_hint)
        boris.rollback()
        (again,) = boris.execute(SHOWN, (event,)).fetchone() or (0,)
        boris.execute(SAVE, ("Of both", again, event))
        boris.commit()
        kept = anne.execute(
            "SELECT title_en FROM geodash_history.events WHERE id = %s ORDER BY history_n", (event,)
        ).fetchall()
    assert [title for (title,) in kept[1:]] == ["Of Anne", "Of both"]


def test_editors_at_the_same_moment_conflict_too(record: str) -> None:
    """The second waits for the first to commit, and is told then."""
    event = first_event(record)
    with psycopg.connect(record) as anne, psycopg.connect(record) as boris:
        anne.execute(SAVE, ("Of Anne", 1, event))
        boris.execute("SET lock_timeout = '50ms'")
        with pytest.raises(errors.LockNotAvailable):
            boris.execute(SAVE, ("Of Boris", 1, event))
        boris.rollback()
        anne.commit()
        with pytest.raises(errors.SerializationFailure):
            boris.execute(SAVE, ("Of Boris", 1, event))


def test_what_fails_the_checks_is_named_by_table_id_and_column(record: str) -> None:
    event = first_event(record)
    with psycopg.connect(record) as connection:
        connection.execute("UPDATE geodash.events SET source_ids = '{no-such-page}' WHERE id = %s", (event,))
    result = geodash_db(record, "check")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"events {event}: source_ids 'no-such-page': ")
    assert result.stdout == ""


def test_a_field_that_a_release_changed_may_be_edited_before_the_next_release(record: str) -> None:
    """The list of changes is written when a release is; the history keeps the edit until then."""
    listed = (
        "SELECT record_id FROM geodash.changes"
        " WHERE field = 'disputed_note_en' AND change = 'changed' AND \"table\" = 'control'"
    )
    note = "disputed_note_en = 'Seen again.', disputed_note_fr = 'Revu.'"
    with psycopg.connect(record) as connection:
        changed = connection.execute(
            f"UPDATE geodash.control SET {note} WHERE id IN ({listed}) RETURNING id"
        ).fetchall()
    assert changed
    assert geodash_db(record, "check").exit_code == 0

"""Two times: the record as it was known on a day, from the history that the database keeps."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import psycopg
import pytest
from click.testing import CliRunner
from tests.conftest import GEODATA

from geodash.cli import main
from geodash.package import load_dataset
from geodash.package.known import dataset_known
from geodash.package.source import origin_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

EVENT, PLACE = "goma-captured-20250127", "goma"
LOADED, EDITED, BROKEN, MENDED = "2026-01-10", "2026-02-10", "2026-03-01", "2026-03-05"
EDITS = {
    EDITED: "UPDATE geodash.events SET title_en = 'An earlier headline' WHERE id = %s",
    BROKEN: "UPDATE geodash.events SET source_ids = '{no-such-page}' WHERE id = %s",
    MENDED: "UPDATE geodash.events SET title_en = 'The headline', source_ids ="
    " (SELECT source_ids FROM geodash_history.events AS past WHERE past.id = geodash.events.id"
    " ORDER BY history_n LIMIT 1) WHERE id = %s",
}


@pytest.fixture
def edited(record: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record with a past: each of its edits as if it had been made on its day."""
    dated = "UPDATE geodash_history.edits SET at = %s WHERE id = (SELECT max(id) FROM geodash_history.edits)"
    with psycopg.connect(record) as connection:
        connection.execute(dated, (f"{LOADED} 23:30Z",))
        for day, statement in EDITS.items():
            connection.commit()
            connection.execute(statement.encode(), (EVENT,))
            connection.commit()
            connection.execute(dated, (f"{day} 12:00Z",))
    monkeypatch.setenv("GEODASH_DATA", record)
    return record


def known(today: Dataset, day: str) -> Dataset | None:
    return dataset_known(today, dt.date.fromisoformat(day))


def test_each_day_has_what_was_known_at_its_end(edited: str) -> None:
    today = load_dataset(origin_of(edited).files())
    shipped = load_dataset(GEODATA)
    assert known(today, "2026-01-09") is None
    expected = {
        LOADED: shipped.event_by_id[EVENT].title_en,
        "2026-02-09": shipped.event_by_id[EVENT].title_en,
        EDITED: "An earlier headline",
        BROKEN: "An earlier headline",  # what failed the checks was never shown
        "2026-03-04": "An earlier headline",
        MENDED: "The headline",
        "2100-01-01": "The headline",
    }
    for day, title in expected.items():
        then = known(today, day)
        assert then is not None
        assert then.event_by_id[EVENT].title_en == title
        assert then.known == dt.date.fromisoformat(day)
        assert then.version == f"{today.version} ({day})"
        assert then.control == shipped.control


def test_who_began_first_and_wrote_last_is_known_last(edited: str) -> None:
    rename = "UPDATE geodash.events SET title_en = %s WHERE id = %s"
    with psycopg.connect(edited) as slow:
        slow.execute("SELECT 1")  # from here on it is an edit of this moment
        with psycopg.connect(edited) as quick:
            quick.execute(rename, ("Of who came later", EVENT))
        slow.execute(rename, ("Of who wrote last", EVENT))
        slow.commit()
        moved = "UPDATE geodash_history.edits SET at = %s::timestamptz + (at - now()) WHERE at > %s"
        slow.execute(moved, ("2026-04-01 12:00Z", "2026-04-01"))
    today = load_dataset(origin_of(edited).files())
    then = known(today, "2026-04-01")
    assert then is not None
    assert then.event_by_id[EVENT].title_en == today.event_by_id[EVENT].title_en == "Of who wrote last"


def test_what_was_removed_since_is_there_and_what_is_new_is_not(edited: str) -> None:
    with psycopg.connect(edited) as connection:
        last = "(SELECT id FROM geodash.control ORDER BY valid_from DESC, id LIMIT 1)"
        removed = connection.execute(f"DELETE FROM geodash.control WHERE id = {last} RETURNING id").fetchall()
        cells = "title, publisher, published, url, language, kind"
        connection.execute(
            f"INSERT INTO geodash.sources (id, {cells})"
            f" SELECT 'a-new-page', {cells} FROM geodash.sources ORDER BY id LIMIT 1"
        )
    today = load_dataset(origin_of(edited).files())
    then = known(today, MENDED)
    assert then is not None
    assert {record.id for record in then.control} - {record.id for record in today.control} == {removed[0][0]}
    assert "a-new-page" in today.sources.keys() - then.sources.keys()


def geodash(*arguments: str) -> str:
    run = CliRunner().invoke(main, [*arguments])
    assert run.exit_code == 0, run.output
    return run.stdout


@pytest.mark.usefixtures("edited")
def test_a_link_shows_what_was_known_and_says_so() -> None:
    asked = ("events", "--date", "2025-01-27", "--format", "json", "--link")
    then, now = geodash(*asked, f"known={EDITED}"), geodash(*asked, "lang=en")
    assert "An earlier headline" in then
    assert f"({EDITED})" in then
    assert "The headline" in now


@pytest.mark.usefixtures("edited")
def test_a_day_before_the_record_is_named_and_not_another_shown() -> None:
    asked = ["events", "--strict", "--link", "known=2025-12-31"]
    run = CliRunner().invoke(main, asked)
    assert run.exit_code == 1
    assert "What was known on 2025-12-31 is not recorded" in run.stderr


@pytest.mark.usefixtures("edited")
def test_diff_compares_two_days() -> None:
    found = geodash("diff", "2026-01-31", "2026-02-28")
    assert EVENT in found
    assert "An earlier headline" in found
    assert found.count("title_en") == 1
    assert "source_ids" in geodash("diff", EDITED, BROKEN)  # editors see what was there


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2026-03-01", "2026-02-01"), "give the earlier day first"),
        (("2025-12-31", "2026-02-01"), "What was known on 2025-12-31 is not recorded"),
        (("2026-02-01", "1.0.0"), "not one of each"),
        (("2026-02-30", "2026-03-01"), "2026-02-30"),
    ],
)
def test_days_that_make_no_sense_are_refused(days: tuple[str, str], told: str) -> None:
    run = CliRunner().invoke(main, ["diff", *days])
    assert run.exit_code == 2
    assert told in run.stderr

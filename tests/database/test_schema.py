"""The schema is that of the data dictionary, from whichever version it came, and holds what it can."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import errors
from tests.conftest import GEODATA

from geodash.database.reading import KEYS, TABLES
from geodash.database.schema import newest, upgrade

if TYPE_CHECKING:
    from psycopg import Connection

RESOURCES = {
    each["name"]: each
    for each in json.loads((GEODATA / "datapackage.json").read_text("utf-8"))["resources"]
    if "schema" in each
}
TYPES = {
    "string": "text",
    "list": "ARRAY",
    "date": "date",
    "integer": "integer",
    "number": "numeric",
    "boolean": "boolean",
}
COLUMNS = """
SELECT column_name, data_type, is_nullable = 'NO', udt_name, domain_name,
    col_description(format('geodash.%%I', table_name)::regclass, ordinal_position)
FROM information_schema.columns WHERE table_schema = 'geodash' AND table_name = %s
ORDER BY ordinal_position"""
KEYS_TO_OTHERS = """
SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text FROM pg_constraint AS c
JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE contype = 'f' AND connamespace = 'geodash'::regnamespace"""


def enum_of(connection: Connection[Any], name: str) -> list[str]:
    return [row[0] for row in connection.execute(f"SELECT unnest(enum_range(NULL::geodash.{name}))::text")]


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_fields_types_enumerations_and_words_of_the_dictionary(record: str, table: str) -> None:
    fields = {field["name"]: field for field in RESOURCES[table]["schema"]["fields"]}
    with psycopg.connect(record) as connection:
        found = {row[0]: row[1:] for row in connection.execute(COLUMNS, (table,))}
        assert [name for name in found if name in fields] == [*fields]
        for name, field in fields.items():
            kind, required, udt, domain, comment = found[name]
            limits = field.get("constraints", {})
            if "enum" in limits:
                assert enum_of(connection, udt) == limits["enum"]
            else:
                assert kind == TYPES[field["type"]]
            assert required == limits.get("required", False)
            assert (domain == "id") == (limits.get("pattern") == "^[a-z0-9][a-z0-9-]*$")
            assert comment == field["description"]


def test_foreign_keys_are_those_of_the_dictionary(record: str) -> None:
    wanted = {
        (f"geodash.{name}", key["fields"][0], f"geodash.{key['reference']['resource'] or name}")
        for name, each in RESOURCES.items()
        for key in each["schema"].get("foreignKeys", ())
    }
    with psycopg.connect(record) as connection:
        found = {tuple(row) for row in connection.execute(KEYS_TO_OTHERS)}
    assert found == wanted | {("geodash.layer_features", "path", "geodash.layers")}


def test_an_upgrade_goes_on_where_the_last_one_ended(empty: str) -> None:
    """And what was there before the history began stands in it."""
    assert upgrade(empty, "0001") == "0001"
    with psycopg.connect(empty) as connection:
        connection.execute("INSERT INTO geodash.package (descriptor) VALUES ('{}')")
        connection.execute(
            "INSERT INTO geodash.places (id, name, name_en, name_fr, kind, country)"
            " VALUES ('a-town', 'A', 'A', 'A', 'town', 'COD')"
        )
    assert upgrade(empty) == newest()
    assert upgrade(empty) == newest()
    with psycopg.connect(empty) as connection:
        kept = connection.execute("SELECT id, history_kind FROM geodash_history.places").fetchall()
    assert kept == [("a-town", "INSERT")]


def test_histories_have_the_columns_of_their_tables(record: str) -> None:
    query = COLUMNS.replace("'geodash' AND", "%s AND").replace("geodash.%%I", "geodash_history.%%I")
    with psycopg.connect(record) as connection:
        for table in KEYS:
            now = [row[:2] for row in connection.execute(COLUMNS, (table,))]
            past = [row[:2] for row in connection.execute(query, ("geodash_history", table))]
            assert past[3:] == now


CONTROL = """
INSERT INTO geodash.control SELECT {id}, {place}, {day}, date_precision, controller, previous, taken_from,
    confidence, is_status_report, disputed_note_en, disputed_note_fr, source_ids, summary_en, summary_fr
FROM geodash.control ORDER BY id LIMIT 1"""


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        (CONTROL.format(id="'second'", place="place_id", day="valid_from"), errors.ExclusionViolation),
        (CONTROL.format(id="'third'", place="'nowhere'", day="valid_from + 1"), errors.ForeignKeyViolation),
        (CONTROL.format(id="'Fourth'", place="place_id", day="valid_from + 1"), errors.CheckViolation),
        ("UPDATE geodash.events SET date_end = date - 1", errors.CheckViolation),
        ("UPDATE geodash.events SET fatalities_low = 9, fatalities_high = 8", errors.CheckViolation),
        ("UPDATE geodash.events SET title_en = ''", errors.CheckViolation),
        ("UPDATE geodash.events SET category = 'fun'", errors.InvalidTextRepresentation),
        ("UPDATE geodash.places SET lat = 91", errors.CheckViolation),
        ("DELETE FROM geodash.actors", errors.ForeignKeyViolation),
        ("UPDATE geodash.package SET descriptor = 'x'", errors.InvalidTextRepresentation),
    ],
)
def test_what_the_database_can_hold_it_refuses_to_lose(
    record: str, statement: str, refusal: type[psycopg.Error]
) -> None:
    with psycopg.connect(record) as connection:
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(refusal):
            connection.execute(statement.encode())


def test_a_place_that_is_moved_has_its_new_coordinates_and_the_other_way_round(record: str) -> None:
    where = "SELECT lat::text, lon::text, public.ST_AsText(geom) FROM geodash.places WHERE id = 'goma'"
    with psycopg.connect(record) as connection:
        for move in (
            "geom = public.ST_SetSRID(public.ST_MakePoint(29.5, -1.25), 4326)",
            "lat = 0.5, lon = 30",
        ):
            connection.execute(f"UPDATE geodash.places SET {move} WHERE id = 'goma'".encode())
            found = connection.execute(where).fetchone()
            assert found == (
                ("-1.25", "29.5", "POINT(29.5 -1.25)") if "geom" in move else ("0.5", "30", "POINT(30 0.5)")
            )

"""The project of QGIS: layers, forms and lists of the schema as it is, no name and no password."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from lxml import etree
from tests.clusters import OWNER, PASSWORD
from tests.database.conftest import geodash_db

from geodash.database.reading import TABLES

GOMA = "goma-captured-20250127"


def project_of(address: str, folder: Path, *options: str) -> Any:
    path = folder / "record.qgs"
    result = geodash_db(address, "qgis", "-o", str(path), *options)
    assert result.exit_code == 0, result.output
    return etree.fromstring(path.read_bytes())


def layer(project: Any, name: str) -> Any:
    return next(each for each in project.iter("maplayer") if each.findtext("id") == f"geodash_{name}")


def widget(project: Any, table: str, column: str) -> Any:
    fields = layer(project, table).iter("field")
    return next(each for each in fields if each.get("name") == column).find("editWidget")


def rows(address: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address) as connection:
        return connection.execute(query.encode()).fetchall()


def test_each_table_is_a_layer_with_every_column_in_its_form(record: str, tmp_path: Path) -> None:
    project = project_of(record, tmp_path)
    columns = rows(
        record,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'geodash'"
        " AND column_name <> 'geom'",
    )
    for table in TABLES:
        asked = [field.get("name") for field in layer(project, table).iter("field")]
        assert sorted(asked) == sorted(column for name, column in columns if name == table)
        shown = [field.get("name") for field in layer(project, table).iter("attributeEditorField")]
        assert {*asked} - {*shown} <= {"row_version", "based_on", "line"}
    assert layer(project, "changes").get("readOnly") == "1"
    assert layer(project, "events").get("readOnly") == "0"


def test_an_enumeration_is_a_list_of_its_words(record: str, tmp_path: Path) -> None:
    project = project_of(record, tmp_path)
    enumerations = rows(
        record,
        "SELECT c.table_name, c.column_name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)"
        " FROM information_schema.columns AS c JOIN pg_type AS t ON t.typname = c.udt_name"
        " JOIN pg_enum AS e ON e.enumtypid = t.oid WHERE c.table_schema = 'geodash' GROUP BY 1, 2",
    )
    assert len(enumerations) > 8
    for table, column, words in enumerations:
        asked = widget(project, table, column)
        assert asked.get("type") == "ValueMap"
        assert [each.get("name") for each in asked.findall(".//Option[@type='QString']")] == words


def test_a_foreign_key_is_a_relation_and_a_list_of_the_rows_it_may_name(record: str, tmp_path: Path) -> None:
    project = project_of(record, tmp_path)
    keys = rows(
        record,
        "SELECT conrelid::regclass::text, attname, confrelid::regclass::text FROM pg_constraint"
        " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
        " WHERE contype = 'f' AND connamespace = 'geodash'::regnamespace"
        " AND conrelid <> 'geodash.layer_features'::regclass",
    )
    told = {
        (
            each.get("referencingLayer"),
            each.find("fieldRef").get("referencingField"),
            each.get("referencedLayer"),
        )
        for each in project.iter("relation")
    }
    found = {(a.replace(".", "_"), column, b.replace(".", "_")) for a, column, b in keys}
    assert told == found
    for table, column, target in found:
        options = {
            each.get("name"): each.get("value") for each in widget(project, table[8:], column).iter("Option")
        }
        assert (options["Layer"], options["Key"], options["AllowMulti"]) == (target, "id", "false")
        fields = {each.get("name") for each in layer(project, target[8:]).iter("field")}
        assert options["Value"] in fields


def test_the_form_sends_which_version_it_has_shown(record: str, tmp_path: Path) -> None:
    project = project_of(record, tmp_path)
    for table in {*TABLES} - {"changes"}:
        (default,) = layer(project, table).iter("default")
        assert default.attrib == {"field": "based_on", "expression": '"row_version"', "applyOnUpdate": "1"}


def test_layers_of_the_map_wear_its_look(record: str, tmp_path: Path) -> None:
    project = project_of(record, tmp_path, "--lang", "fr")
    roads = layer(project, "layer_roads")
    assert roads.findtext("layername") == "Routes principales (schématiques)"
    assert roads.findtext("datasource").endswith("sql=\"path\" = 'borders/roads.geojson'")
    assert roads.find("renderer-v2").get("type") == "RuleRenderer"
    labels = [each.get("label") for each in layer(project, "map_towns").iter("category")]
    assert "M23 / AFC" in labels
    ids = [each.get("id") for each in project.iter("layer-tree-layer")]
    assert ids == [each.findtext("id") for each in project.iter("maplayer")]
    assert ids.index("geodash_map_towns") < ids.index("geodash_map_events")


@pytest.mark.parametrize("option", [[], ["--service", "record"]])
def test_it_says_where_the_database_is_and_never_who_asks(
    record: str, tmp_path: Path, option: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    text = etree.tostring(project_of(record, tmp_path, *option), encoding="unicode")
    assert PASSWORD not in text
    assert "user=" not in text
    assert f"'{OWNER}'" not in text
    assert "password" not in text
    source = layer(etree.fromstring(text), "events").findtext("datasource")
    place = urlsplit(record)
    where = f"host='127.0.0.1' port={place.port} dbname='{place.path[1:]}'"
    assert source.startswith("service='record' key=" if option else where)


def test_a_packed_project_holds_the_same(record: str, tmp_path: Path) -> None:
    project_of(record, tmp_path)
    assert geodash_db(record, "qgis", "-o", str(tmp_path / "record.qgz")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "record.qgz") as archive:
        assert archive.namelist() == ["geodash.qgs"]
        assert archive.read("geodash.qgs") == (tmp_path / "record.qgs").read_bytes()


def test_a_record_that_fails_the_checks_gives_none(record: str, tmp_path: Path) -> None:
    with psycopg.connect(record) as connection:
        connection.execute(b"UPDATE geodash.events SET cameo = '9999' WHERE id = 'goma-captured-20250127'")
    result = geodash_db(record, "qgis", "-o", str(tmp_path / "record.qgs"))
    assert result.exit_code == 1
    assert "cameo" in result.stderr
    assert not (tmp_path / "record.qgs").exists()


def test_qgis_opens_it_and_tells_the_second_of_two_editors(record: str, tmp_path: Path) -> None:
    python = os.environ.get("GEODASH_QGIS_PYTHON", "/usr/bin/python3")
    found = subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip("no QGIS: install python3-qgis, or name its Python in GEODASH_QGIS_PYTHON")
    project = project_of(record, tmp_path)
    done = subprocess.run(
        [python, str(Path(__file__).with_name("open_in_qgis.py")), str(tmp_path / "record.qgs"), GOMA],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PGUSER": OWNER, "PGPASSWORD": PASSWORD, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {*told["rows"]} == {each.findtext("id") for each in project.iter("maplayer")}
    assert min(told["rows"].values()) > 0
    assert {*told["relations"]} == {each.get("id") for each in project.iter("relation")}
    assert told["widget"] == "ValueRelation"
    assert told["drawn"] == told["rows"]["geodash_layer_boundaries"]
    assert (told["changed"], told["first"], told["second"]) == (True, True, False)
    assert "somebody else has changed this record" in told["told"]

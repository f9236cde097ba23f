"""The package seen from outside: frictionless accepts it, and its schemas say what the records say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from frictionless import Package, system, validate

from geodash.package.checks.references import REFERENCES
from geodash.package.loader import RECORDS, TABLES

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

GEODATA = Path(__file__).parents[2] / "geodata"
LISTS = {"aliases", "actors_from", "actors_to", "source_ids", "step_ids", "event_ids", "claim_ids"}


@cache
def descriptor() -> dict[str, Any]:
    package: dict[str, Any] = json.loads((GEODATA / "datapackage.json").read_text(encoding="utf-8"))
    return package


def resources() -> list[dict[str, Any]]:
    return list(descriptor()["resources"])


def schema_of(name: str) -> dict[str, Any]:
    return next(dict(r["schema"]) for r in resources() if r["name"] == name)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_the_shipped_package() -> None:
    report = validate(GEODATA / "datapackage.json")
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert {task.name for task in report.tasks} >= TABLES.keys()


@pytest.mark.filterwarnings("ignore")
def test_frictionless_sees_a_broken_reference(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("events.csv", 2, "place_id", "nowhere")
    report = validate(tiny_package.folder / "datapackage.json")
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


@pytest.mark.parametrize("name", TABLES)
def test_schema_fields_are_the_record_fields(name: str) -> None:
    assert [field["name"] for field in schema_of(name)["fields"]] == [*TABLES[name].model_fields]
    key = ["id"] if name in RECORDS else ["version", "table", "record_id", "field"]
    assert schema_of(name)["primaryKey"] == key


@pytest.mark.parametrize("name", TABLES)
def test_required_in_the_schema_is_required_in_the_record(name: str) -> None:
    required = {f["name"] for f in schema_of(name)["fields"] if f.get("constraints", {}).get("required")}
    assert required == {key for key, field in TABLES[name].model_fields.items() if field.is_required()}


@pytest.mark.parametrize("name", TABLES)
def test_enumerations_of_the_schema_are_the_vocabularies(name: str) -> None:
    fields = TABLES[name].model_fields
    listed = {f["name"]: f.get("constraints", {}).get("enum") for f in schema_of(name)["fields"]}
    for key, field in fields.items():
        members = getattr(field.annotation, "__members__", None)
        assert listed[key] == (None if members is None else [str(m.value) for m in members.values()])


@pytest.mark.parametrize("name", TABLES)
def test_every_field_is_described(name: str) -> None:
    for field in schema_of(name)["fields"]:
        assert field["description"].endswith(".")
        assert (field["type"] == "list") == (field["name"] in LISTS)


@pytest.mark.parametrize("name", TABLES)
def test_foreign_keys_are_the_references_to_one_table(name: str) -> None:
    keys = schema_of(name).get("foreignKeys", [])
    declared = {key["fields"][0]: key["reference"]["resource"] or name for key in keys}
    lists_and_states = LISTS | {"controller", "previous"}
    expected = {f: to for f, to in REFERENCES.get(name, {}).items() if f not in lists_and_states}
    assert declared == expected


@pytest.mark.parametrize("resource", resources(), ids=lambda r: str(r["name"]))
def test_every_resource_states_its_terms(resource: dict[str, Any]) -> None:
    assert resource["licenses"]
    assert resource["sources"]
    assert resource["attribution_en"]
    assert resource["attribution_fr"]
    for licence in resource["licenses"]:
        assert (GEODATA / licence["path"]).is_file()


def test_border_resources_agree_with_their_files() -> None:
    layers = {r["path"]: r for r in resources() if r["format"] == "geojson"}
    assert layers.keys() == {f"borders/{path.name}" for path in (GEODATA / "borders").glob("*.geojson")}
    for path, resource in layers.items():
        layer = json.loads((GEODATA / path).read_text(encoding="utf-8"))
        for key in ("title", "attribution_en", "attribution_fr"):
            assert resource[key] == layer[key]
        assert layer["licence_path"] in {licence["path"] for licence in resource["licenses"]}


def test_hashes_are_fresh_and_the_descriptor_canonical(tiny_package: TinyPackage) -> None:
    shipped = (GEODATA / "datapackage.json").read_bytes()
    for resource in resources():
        path = tiny_package.folder / resource["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((GEODATA / resource["path"]).read_bytes())
    (tiny_package.folder / "datapackage.json").write_bytes(shipped)
    tiny_package.refresh()
    assert (tiny_package.folder / "datapackage.json").read_bytes() == shipped


@pytest.mark.filterwarnings("ignore")
def test_metadata_of_the_package() -> None:
    with system.use_context(trusted=False):
        package = Package(GEODATA / "datapackage.json")
    assert package.version == "1.1.2"
    assert descriptor()["releases"] == ["1.0.0", "1.1.0", "1.1.1", "1.1.2"]
    assert package.contributors
    assert descriptor()["created"]
    assert descriptor()["licenses"][0]["name"] == "CC-BY-4.0"

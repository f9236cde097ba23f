"""Whom a package names to write to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geodash.errors import DatasetError
from geodash.model.dataset import Contact
from geodash.package import load_dataset
from geodash.wording.contact import contact_of

if TYPE_CHECKING:
    from tests.conftest import TinyPackage


def contributors(package: TinyPackage, *people: dict[str, Any]) -> None:
    descriptor = json.loads(package.read("datapackage.json"))
    package.write("datapackage.json", json.dumps(descriptor | {"contributors": people}))


def test_a_contributor_with_the_role_goes_before_others(
    tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GEODASH_CONTACT", raising=False)
    assert contact_of(load_dataset(tiny_package.folder)) is None
    contributors(
        tiny_package,
        {"title": "Without an address", "roles": ["contact"]},
        {"title": "First", "email": "first@example.org"},
        {"title": "Desk", "path": "https://example.org/desk", "roles": ["editor", "contact"]},
    )
    tiny = load_dataset(tiny_package.folder)
    assert contact_of(tiny) == Contact("Desk", "https://example.org/desk")
    monkeypatch.setenv("GEODASH_CONTACT", "host@example.org")
    assert contact_of(tiny) == Contact("", "host@example.org")


@pytest.mark.parametrize(
    ("field", "value"), [("email", "no address"), ("path", "javascript:alert(1)"), ("email", 7)]
)
def test_an_address_that_is_none_is_refused(tiny_package: TinyPackage, field: str, value: object) -> None:
    contributors(tiny_package, {"title": "Desk", field: value})
    with pytest.raises(DatasetError) as caught:
        load_dataset(tiny_package.folder)
    [problem] = caught.value.problems
    assert (problem.file, problem.field) == ("datapackage.json", f"contributors[0].{field}")
    assert problem.remedy.startswith("write an address")

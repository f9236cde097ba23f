"""What the descriptor may say of its conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import TinyPackage


@pytest.mark.parametrize("taken", ["land", "ink", "pressure", "relation_normal"])
def test_a_class_cannot_have_the_name_of_a_colour_of_the_map(tiny_package: TinyPackage, taken: str) -> None:
    tiny_package.replace("datapackage.json", '"id": "east_african"', f'"id": "{taken}"')
    tiny_package.assert_problem("datapackage.json", 0, "geodash.classes[2].id", "choose another id")
